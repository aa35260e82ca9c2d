"""The whole way from content/ to a site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from affiche.archive.verify import strays, verify
from affiche.compare import Comparer
from affiche.defaults import default_folder
from affiche.localization import Localizer, read_catalogue
from affiche.model import Editions
from affiche.notices.banner import next_banner_change
from affiche.problems import ArchiveError, ContentError, ProblemLog
from affiche.proof.earlier import lost_from_site
from affiche.publishing.telling import tellings
from affiche.site.context import BuildContext
from affiche.site.outputs import SiteFiles
from affiche.site.paper import weasyprint
from affiche.site.rebase_links import rebase_links
from affiche.site.theme.theme import Theme, fingerprinted
from affiche.site.urls import STYLE, Urls
from affiche.site.write import refuse_foreign_folder, write
from affiche.source import MarkdownRenderer, Memory, Reading, SourceFolder, read_source
from affiche.timeline import next_change, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from affiche.model import Policy, Site
    from affiche.problems import Problem
    from affiche.publishing.telling import Telling
    from affiche.site.write import Output
    from affiche.timeline import Timeline

Moment: TypeAlias = "date | datetime"
"""A day, or an instant whose day depends on the time zone of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked for."""

    source: Path
    out: Path
    as_of: Moment
    base_url: str | None = None
    """Where the site is served, ending in a slash, if it is not where site.yaml says."""
    paper: str | None = None
    """The size of the PDF files, such as `A4`; without one, none are made."""
    forget: str = ""
    """Why the site may lose entries of the ledger that the site before it shows."""
    fragments: bool = False
    """Whether another website frames the pages, so that only their main parts are written."""
    host: str | None = None
    """Who serves the site, and so reads its headers and redirects from files of its own; one of HOSTS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

    as_of: date
    out: Path
    files: int
    locales: tuple[str, ...]
    policies: tuple[str, ...]
    versions: int
    absent: Mapping[str, date | None]
    """The policies that are not posted by then, each with the day on which it will be."""
    next_change: date | None
    """The next day on which the same source gives another site."""
    draft_problems: Mapping[str, tuple[Problem, ...]]
    """For each policy whose draft cannot be read, why; "" is the source as a whole."""
    advice: tuple[Problem, ...] = ()
    """What is in the archive and was never published, and what was published and cannot be read in full today."""
    forgotten: tuple[Problem, ...] = ()
    """What the site before showed as published and this one does not, as was asked for."""
    missed: tuple[Telling, ...] = ()
    """The versions of which readers were not told by the day that was promised."""


def build(options: Options) -> Report:
    """Make the site of a day; ContentError with every problem at once, and the site before stays as it was."""
    refuse_foreign_folder(options.out, options.source)
    if options.paper:
        weasyprint()
    renderer = MarkdownRenderer()
    reading, localizers = read(options.source, verify(options.source), renderer=renderer)
    site = rebase_links(reading.site, options.base_url) if options.base_url else reading.site
    lost = lost_from_site(options.out, {policy.name: policy.ledger for policy in site.policies})
    if lost and not options.forget:
        raise ArchiveError(lost)
    as_of = day_of(options.as_of, site.timezone)
    timelines = [timeline(policy, as_of) for policy in site.policies]
    theme = theme_of(options.source)
    context = build_context(site, localizers, timelines, theme, paper=options.paper, host=options.host)
    making = outputs(context, theme, renderer, has_layout=not options.fragments)
    files = write(making, options.out, options.source)
    flaws = [flaw for policy in site.policies for version in policy.versions for flaw in version.flaws]
    advice = (*strays(options.source), *flaws)
    report = _report(options.out, files, as_of, reading, timelines)
    return replace(report, advice=advice, forgotten=tuple(lost))


def outputs(
    context: BuildContext, theme: Theme, renderer: MarkdownRenderer, *, has_layout: bool
) -> Iterator[Output]:
    """Give the files about the whole site, then those of each policy, which is forgotten before the next."""
    of_site = SiteFiles(context, theme, has_layout)
    yield from of_site.of_site()
    listed = of_site.listed
    for each in context.timelines:
        files = SiteFiles(replace(context, comparer=Comparer()), theme, has_layout)
        yield from files.of_policy(each)
        listed += files.listed
        _forget(each.policy, renderer)
    yield of_site.sitemap(listed)


def _forget(policy: Policy, renderer: MarkdownRenderer) -> None:
    """Let go of the texts of a policy, so that the memory needed is that of the largest one."""
    renderer.forget()
    for version in policy.versions:
        if isinstance(version.editions, Editions):
            version.editions.forget()


def theme_of(source: Path) -> Theme:
    """Give the templates of a site: its own, and the default ones for all that it does not replace."""
    return Theme([source.parent / "templates", default_folder("templates")])


def build_context(  # noqa: PLR0913 what a build is made from
    site: Site,
    localizers: Mapping[str, Localizer],
    timelines: Sequence[Timeline],
    theme: Theme,
    *,
    paper: str | None = None,
    host: str | None = None,
) -> BuildContext:
    """Gather what all pages of a build share."""
    urls = Urls(site.base_url, localizers)
    return BuildContext(
        site=site,
        timelines=[policy_timeline for policy_timeline in timelines if policy_timeline.standings],
        localizers=localizers,
        urls=urls,
        style=fingerprinted(urls.named(STYLE).href, theme.read(STYLE)),
        comparer=Comparer(),
        paper=paper,
        host=host,
    )


def _report(out: Path, files: int, as_of: date, reading: Reading, timelines: Sequence[Timeline]) -> Report:
    site = reading.site
    return Report(
        as_of=as_of,
        out=out,
        files=files,
        locales=site.locales,
        policies=tuple(t.policy.name for t in timelines if t.standings),
        versions=sum(len(t.standings) for t in timelines),
        absent={t.policy.name: next_change([t.policy], as_of) for t in timelines if not t.standings},
        next_change=next_build(site, as_of),
        draft_problems=reading.draft_problems_by_policy(),
        missed=tuple(each for t in timelines for each in tellings(t.policy, as_of) if each.is_missed(as_of)),
    )


def next_build(site: Site, as_of: date) -> date | None:
    """Return the next day on which the same source gives another site."""
    days = (next_change(site.policies, as_of), next_banner_change(site, site.policies, as_of))
    return min((day for day in days if day), default=None)


def read(
    source: Path,
    verified: dict[str, bytes] | None = None,
    *,
    memory: Memory | None = None,
    renderer: MarkdownRenderer | None = None,
) -> tuple[Reading, Mapping[str, Localizer]]:
    """Read the source and the words of its languages; ContentError with all that keeps it from being built.

    What was `verified` is not opened a second time. With the memory and the renderer of the last time, only what
    changed since is read and rendered again.
    """
    folder = SourceFolder(source, ProblemLog(), verified or {}, memory or Memory())
    reading = read_source(folder, renderer or MarkdownRenderer())
    tags = reading.site.language_tags
    localizers = {locale: _localizer(tag, tags, folder) for locale, tag in tags.items()}
    if folder.log.problems:
        raise ContentError([*reading.draft_problems, *folder.log.problems])
    return reading, localizers


def _localizer(tag: str, tags: Mapping[str, str], folder: SourceFolder) -> Localizer:
    folders = [default_folder("locales"), folder.root.parent / "locales"]
    return folder.memory.recall(
        ("localizer", tag),
        tags,
        lambda: Localizer(tag, read_catalogue(tag, folders, folder.log), tags),
        folder.log,
    )


def day_of(moment: Moment, timezone: ZoneInfo) -> date:
    """Give the day that a moment falls on in a time zone."""
    return moment.astimezone(timezone).date() if isinstance(moment, datetime) else moment
