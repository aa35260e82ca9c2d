"""The whole way from content/ to a site."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from affiche.archive.forgotten import forgotten, remember
from affiche.archive.verify import strays, verify
from affiche.builds import Moment, Options, Report, day_of
from affiche.compare import Comparer
from affiche.defaults import default_folder
from affiche.incremental.fingerprints import Inputs
from affiche.incremental.heads import Heads
from affiche.incremental.last_build import Found, LastBuild, Sound, save
from affiche.incremental.making import Making, forget_texts, replaced
from affiche.incremental.processes import collected_between, processors
from affiche.localization import Localizer, read_catalogue
from affiche.missing import site_before, way_to
from affiche.notices.banner import next_banner_change
from affiche.problems import ArchiveError, ContentError, ProblemLog
from affiche.proof.earlier import lost_from_site
from affiche.publishing.telling import tellings
from affiche.site.context import BuildContext
from affiche.site.kept import Kept
from affiche.site.outputs import SiteFiles
from affiche.site.paper import weasyprint
from affiche.site.rebase_links import rebase_links
from affiche.site.routes import PolicyRoutes
from affiche.site.theme.review import review
from affiche.site.theme.theme import Theme, fingerprinted
from affiche.site.urls import STYLE, Urls
from affiche.site.write import alone, refuse_foreign_folder
from affiche.source import MarkdownRenderer, Memory, Reading, SourceFolder, read_source
from affiche.timeline import next_change, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from affiche.incremental.last_build import Part
    from affiche.model import Site
    from affiche.problems import Problem
    from affiche.proof.traces import SiteBefore
    from affiche.site.write import Output
    from affiche.timeline import Timeline

__all__ = [
    "Moment",
    "Options",
    "Report",
    "build",
    "build_context",
    "day_of",
    "next_build",
    "outputs",
    "read",
    "theme_of",
]


def build(options: Options, known: Mapping[str, bytes] | None = None, found: Found | None = None) -> Report:
    """Make the site of a day; ContentError with every problem at once, and the site before stays as it was.

    Files that are `known` already are not opened again, unless they changed meanwhile. What was `found` already is not
    looked for again, unless another build has ended meanwhile.
    """
    refuse_foreign_folder(options.out, options.source)
    if options.paper:
        weasyprint()
    with collected_between(), alone(options.out, options.source) as place:
        found = found if found and found.is_still_so() else Found.of(options)
        return found.unchanged() or _made(found, place, known or {})


def _made(found: Found, place: Path, known: Mapping[str, bytes]) -> Report:
    """Make what the last build did not make from the same inputs, and take over the rest."""
    options, last, inputs = found.options, found.last, found.inputs
    renderer = MarkdownRenderer()
    heads = Heads(inputs) if options.full else Heads(inputs, place)
    verified = [name for name, sound in last.sound.items() if sound.archive == inputs.of_archive(name)]
    sound_drafts = [name for name, sound in last.sound.items() if sound.draft == inputs.of_draft(name)]
    memory = Memory(sound_drafts, heads.archives())
    reading, localizers = read(
        options.source,
        {**inputs.still(known), **verify(options.source, verified)},
        brand=options.brand,
        memory=memory,
        renderer=renderer,
    )
    site = rebase_links(reading.site, options.base_url) if options.base_url else reading.site
    as_of = day_of(options.as_of, site.timezone)
    lost = _lost(options, site_before(options.out, found.before, site.policies), as_of, reading)
    timelines = [timeline(policy, as_of) for policy in site.policies]
    theme = theme_of(options.source)
    context = build_context(site, localizers, timelines, theme, paper=options.paper, host=options.host)
    making = Making(
        context=context,
        theme=theme,
        renderer=renderer,
        inputs=inputs,
        has_layout=not options.fragments,
        jobs=options.jobs or processors(),
    )
    parts, (older, after, folders) = replaced(place, last, making)
    report = _report(options, parts, as_of, reading, timelines)
    report = replace(
        report, locales=context.site.locales, advice=(*report.advice, *review(theme, site, localizers))
    )
    if Inputs(options).all == inputs.all and not lost:
        until = _until(report, timelines)
        timezone = site.timezone.key
        sound = {policy.name: _sound(policy.name, inputs, report) for policy in site.policies}
        heads.save(place, reading.site.policies, site.locales)
        way = way_to(options.source, place)
        save(place, LastBuild(inputs.all, timezone, until, report, parts, sound, after, folders, way), older)
    return replace(report, forgotten=tuple(lost))


def _sound(name: str, inputs: Inputs, report: Report) -> Sound:
    is_draft_sound = name not in report.draft_problems
    return Sound(inputs.of_archive(name), inputs.of_draft(name) if is_draft_sound else "")


def _lost(options: Options, before: SiteBefore, as_of: date, reading: Reading) -> list[Problem]:
    """Return what the site before shows as published and this one will not, recorded with the reason for it."""
    ledgers = {policy.name: policy.ledger for policy in reading.site.policies}
    lost = lost_from_site(before, ledgers, forgotten(reading.folder))
    problems = [each.problem for each in lost]
    if lost and not options.forget:
        raise ArchiveError(problems)
    if lost:
        remember([each.missing for each in lost], options.forget, as_of, reading.folder)
    return problems


def _until(report: Report, timelines: Sequence[Timeline]) -> date | None:
    """Return the day from which the same source gives another site, or is to be told of otherwise."""
    missed = (
        each.by + timedelta(days=1) for t in timelines for each in tellings(t.policy, t.as_of) if each.by
    )
    days = [report.next_change, *(day for day in missed if day > report.as_of)]
    return min((day for day in days if day), default=None)


def outputs(
    context: BuildContext, theme: Theme, renderer: MarkdownRenderer, *, has_layout: bool
) -> Iterator[Output]:
    """Give the files about the whole site, then those of each policy, which is forgotten before the next."""
    of_site = SiteFiles(context, theme, has_layout)
    yield from of_site.of_site()
    listed = of_site.listed
    for each in context.timelines:
        files = SiteFiles(replace(context, comparer=Comparer(), kept=Kept()), theme, has_layout)
        yield from (output for _, output in files.of_policy(PolicyRoutes(files.build, each)))
        listed += files.listed
        theme.forget()
        forget_texts(each.policy, renderer)
    yield of_site.sitemap(listed)


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
    """Gather what all pages of a build share, in the languages that have words."""
    site = replace(
        site,
        locales=tuple(localizers),
        language_tags={locale: site.language_tags[locale] for locale in localizers},
    )
    urls = Urls(site.base_url, localizers)
    return BuildContext(
        site=site,
        timelines=[policy_timeline for policy_timeline in timelines if policy_timeline.standings],
        localizers=localizers,
        urls=urls,
        style=fingerprinted(urls.named(STYLE).href, theme.style(site.look)),
        comparer=Comparer(),
        paper=paper,
        host=host,
        static=theme.static_addresses(urls),
    )


def _report(
    options: Options,
    parts: Mapping[str, Part],
    as_of: date,
    reading: Reading,
    timelines: Sequence[Timeline],
) -> Report:
    policies = reading.site.policies
    made = {name: part.flaws for name, part in parts.items()}  # by processes that ended, or by earlier builds
    versions = {f"{policy.name}/{version.id}": version for policy in policies for version in policy.versions}
    flaws = [flaw for name, version in versions.items() for flaw in made.get(name, version.flaws)]
    return Report(
        as_of=as_of,
        out=options.out,
        files=sum(len(part.files) for part in parts.values()) - 1,
        locales=reading.site.locales,
        policies=tuple(t.policy.name for t in timelines if t.standings),
        versions=sum(len(t.standings) for t in timelines),
        absent={t.policy.name: next_change([t.policy], as_of) for t in timelines if not t.standings},
        next_change=next_build(reading.site, as_of),
        draft_problems=reading.draft_problems_by_policy(),
        missed=tuple(each for t in timelines for each in tellings(t.policy, as_of) if each.is_missed(as_of)),
        advice=(*strays(options.source), *flaws),
    )


def next_build(site: Site, as_of: date) -> date | None:
    """Return the next day on which the same source gives another site."""
    days = (next_change(site.policies, as_of), next_banner_change(site, site.policies, as_of))
    return min((day for day in days if day), default=None)


def read(  # noqa: PLR0913 what is read, of what, and what is known of it
    source: Path,
    verified: dict[str, bytes] | None = None,
    *,
    names: Sequence[str] = (),
    brand: str = "",
    memory: Memory | None = None,
    renderer: MarkdownRenderer | None = None,
) -> tuple[Reading, Mapping[str, Localizer]]:
    """Read the source and the words of its languages; ContentError with all that keeps it from being built.

    Of several sites it is the one of that name, or the one with the policies of these names.

    What was `verified` is not opened a second time. With the memory and the renderer of the last time, only what
    changed since is read and rendered again.
    """
    folder = SourceFolder(source, ProblemLog(), verified or {}, memory or Memory())
    reading = read_source(folder, renderer or MarkdownRenderer(), names, brand)
    localizers, unready = localizers_of(reading.site, folder)
    if folder.log.problems:
        raise ContentError([*reading.draft_problems, *unready, *folder.log.problems])
    return replace(reading, draft_problems=(*reading.draft_problems, *unready)), localizers


def localizers_of(site: Site, folder: SourceFolder) -> tuple[Mapping[str, Localizer], list[Problem]]:
    """Give the words of each language that has them, and what is wrong with one in which nothing was published yet.

    Such a language is a draft, and left out. What is wrong with another one is noted in the log of the folder.
    """
    localizers, unready = {}, ProblemLog()
    posted = {name for policy in site.policies for version in policy.versions for name in version.digests}
    for locale, tag in site.language_tags.items():
        is_draft = f"{locale}.md" not in posted and locale != site.source_locale
        apart = folder.with_log(ProblemLog())
        localizer = _localizer(tag, site.language_tags, apart)
        if not apart.log.problems:
            localizers[locale] = localizer
        (unready if is_draft else folder.log).problems += apart.log.problems
    return localizers, unready.problems


def _localizer(tag: str, tags: Mapping[str, str], folder: SourceFolder) -> Localizer:
    folders = [default_folder("locales"), folder.root.parent / "locales"]
    return folder.memory.recall(
        ("localizer", tag),
        tags,
        lambda: Localizer(tag, read_catalogue(tag, folders, folder.log), tags),
        folder.log,
    )
