"""Whether a posted site is that of the day: the whole way of `affiche verify --site`.

The same source and day give the same bytes, so the site is built again, and every posted file compared with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from affiche.builds import day_of
from affiche.pipeline import build_context, next_build, outputs, read, theme_of
from affiche.problems import ArchiveError, ContentError, Location, Problem, ProblemLog
from affiche.proof.posted_site import (
    PublishedText,
    differences,
    lost_from_archive,
    more_than_built,
    posted_data,
    posted_lines,
    refuse_what_is_no_site,
)
from affiche.proof.site_reader import posted_site
from affiche.site.hosting import Hosted
from affiche.site.outputs import policy_data, site_data
from affiche.site.parts import fragments
from affiche.site.rebase_links import rebase_links
from affiche.site.urls import STYLE
from affiche.source import MarkdownRenderer, SourceFolder
from affiche.source.data.sites import site_at
from affiche.source.ledger import entry_of
from affiche.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from affiche.builds import Moment
    from affiche.localization import Localizer
    from affiche.model import Site
    from affiche.proof.site_reader import PostedSite
    from affiche.site.context import BuildContext
    from affiche.site.theme.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A posted site that is what it should be."""

    place: str
    files: int
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AsBuilt:
    """The day it is, and how the site was built."""

    as_of: Moment
    brand: str = ""
    base_url: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rebuilding:
    """What a build of any day is made from."""

    site: Site
    localizers: Mapping[str, Localizer]
    theme: Theme
    renderer: MarkdownRenderer
    paper: str | None

    def on(self, day: date) -> BuildContext:
        timelines = [timeline(policy, day) for policy in self.site.policies]
        return build_context(self.site, self.localizers, timelines, self.theme, paper=self.paper)


def verify_posted(source: Path, archive: dict[str, bytes], place: str, as_built: AsBuilt) -> Posted:
    """Compare a posted site with what its source gives; ArchiveError where it differs, ContentError on another day's."""
    renderer = MarkdownRenderer()
    folder = SourceFolder(source, ProblemLog(), archive)
    brand = as_built.brand or site_at(folder, place)
    reading, localizers = read(source, archive, brand=brand, renderer=renderer)
    site = rebase_links(reading.site, as_built.base_url) if as_built.base_url else reading.site
    rebuilding = _Rebuilding(
        site=site, localizers=localizers, theme=theme_of(source), renderer=renderer, paper=as_built.paper
    )
    today = day_of(as_built.as_of, site.timezone)
    ledgers = {policy.name: policy.ledger for policy in site.policies}
    with posted_site(place) as posted:
        refuse_what_is_no_site(posted, ledgers)
        if lost := [*lost_from_archive(posted, ledgers, site.base_url)]:
            raise ArchiveError(lost)
        day = _posted_day(posted, rebuilding, today)
        late = [*_of_another_day(posted, site, day, today)]
        files, problems = _compared(posted, rebuilding, day)
    if problems:
        raise ArchiveError([*problems, *late])
    if late:
        raise ContentError(late)
    return Posted(place=posted.place, files=files, as_of=today)


def _compared(posted: PostedSite, rebuilding: _Rebuilding, day: date) -> tuple[int, list[Problem]]:
    """Build the site of a day again, and compare; return how many files it has, and what differs."""
    has_layout = posted_data(posted, fragments.STYLE) is None or posted_data(posted, STYLE) is not None
    context = rebuilding.on(day)
    built = (
        (output.file, output.content.encode() if isinstance(output.content, str) else output.content)
        for output in outputs(context, rebuilding.theme, rebuilding.renderer, has_layout=has_layout)
    )
    texts = dict(_texts(context, "index.html" if has_layout else "fragment.html"))
    files, problems = differences(posted, built, texts, _moved(Hosted.of(context)))
    more = more_than_built(posted, files, rebuilding.site.base_url)
    return len(files), [*problems, *more]


def _posted_day(posted: PostedSite, rebuilding: _Rebuilding, today: date) -> date:
    """Find the day of which the posted data are, which may be yet to come; today where they are of no day at all."""
    lines = {policy.name: posted_lines(posted, policy.name) or [] for policy in rebuilding.site.policies}
    if _is_data_of(posted, rebuilding, today):
        return today
    entries = [entry for of_policy in lines.values() if of_policy and (entry := entry_of(of_policy[-1]))]
    day = max((entry.on for entry in entries), default=None)
    days = []
    while day and _are_lines_of(lines, rebuilding.site, day):
        days.append(day)
        day = next_build(rebuilding.site, day)
    found = (day for day in reversed(days) if _is_data_of(posted, rebuilding, day))
    return next(found, max((day for day in days if day <= today), default=today))


def _are_lines_of(lines: Mapping[str, list[str]], site: Site, day: date) -> bool:
    """Return whether each posted ledger has as many lines as there were on a day."""
    return all(
        len(lines[policy.name])
        == sum(1 for line in policy.ledger if (entry := entry_of(line)) and entry.on <= day)
        for policy in site.policies
    )


def _is_data_of(posted: PostedSite, rebuilding: _Rebuilding, day: date) -> bool:
    """Return whether the versions and banners as data are those of a day, which all pages follow from."""
    context = rebuilding.on(day)
    of_policies = (policy_data(context, each) for each in context.timelines)
    made = chain(site_data(context, rebuilding.theme), *of_policies)
    return all(posted_data(posted, address.file) == make().encode() for address, make in made)


def _moved(hosted: Hosted) -> list[tuple[str, str]]:
    """Name the folders that a host may redirect, by their paths in the site."""
    start = len(hosted.root) - 1
    return [(old[start:], new[start:]) for old, new in (*hosted.moved, *hosted.logs)]


def _texts(context: BuildContext, page: str) -> Iterator[tuple[str, PublishedText]]:
    """Name the page of each published text, and that of the text in force."""
    for each in context.timelines:
        for standing in each.standings:
            version = standing.version
            for locale in version.editions:
                text = PublishedText(version=version, locale=locale)
                addresses = [context.urls.version(each.policy, version.id, locale)]
                if standing is each.current:
                    addresses.append(context.urls.policy(each.policy, locale))
                for address in addresses:
                    yield f"{address.path.removeprefix('/')}{page}", text


def _of_another_day(posted: PostedSite, site: Site, day: date, today: date) -> Iterator[Problem]:
    """Say that a build was due since the day of the posted site, or that this day is yet to come."""
    due = next_build(site, day)
    if day > today:
        message = (
            f"this is the site of {day}, which is yet to come: readers find there what does not apply yet"
        )
        fix = "build the site without --as-of, and post it"
    elif due and due <= today:
        message = f"this is the site as it was up to {due - timedelta(days=1)}: a build was due on {due}"
        fix = f"build the site and post it, and find out why the build of {due} did not run or was not posted"
    else:
        return
    yield Problem(
        location=Location(path=posted.place),
        message=message,
        expected=f"the site of {today}",
        fix=fix,
        rule="archive/posted",
    )
