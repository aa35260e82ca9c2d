"""What a version changed in the one before it, marked in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from affiche.compare.columns import rows
from affiche.notices.facts import fact_changes
from affiche.site.context import has_redline
from affiche.site.kept import Lookup
from affiche.site.pages.side_by_side import changes_beside
from affiche.site.pages.version import counterparts, numbers
from affiche.site.records import EditionPage, Route
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from affiche.compare import Comparison
    from affiche.compare.changes import Move, RedlineSection
    from affiche.compare.columns import Row
    from affiche.model import Version
    from affiche.notices.record import FactChange
    from affiche.site.context import PolicyContext
    from affiche.site.pages.version import Counterpart
    from affiche.site.records import Alternate, VersionEntry
    from affiche.site.urls import Address
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePage(EditionPage):
    """What a version changed."""

    template: ClassVar = "redline.html"
    paper_template: ClassVar = "paper-redline.html"
    before: VersionEntry
    noted: tuple[VersionEntry, ...]
    """The versions whose notes tell what changed, newest first."""
    comparison: Comparison
    """What changed, as facts, and `comparison.redline`, the whole text with the changes in it."""
    facts: tuple[FactChange, ...]
    """The facts that changed, as sentences."""
    counterparts: tuple[Counterpart, ...]
    """The same page in each other locale, with the sections of its new edition."""
    moves: Lookup[Move]
    """From where to where sections and passages moved, by the number in their marks."""
    following: Lookup[str]
    """For each section with other words the id of the next one."""
    numbers: Lookup[str]
    """For each section of the new edition its number, to be shown in references."""
    other_view: Address | None = None
    """The same comparison in columns, or from there as one text; only a version and the one before it have columns."""

    def following_in(self, section: RedlineSection) -> Lookup[str]:
        """Give what follows a section and those nested in it: no more, so that other pages can show it as it is here."""
        if section.unchanged:
            return NOTHING
        ids = (each.id for each in section.walk())
        return Lookup((each, self.following[each]) for each in ids if each in self.following)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPage(RedlinePage):
    """What changed between two versions, the old text and the new one in columns."""

    template: ClassVar = "old-new.html"

    def rows(self, html: str) -> tuple[Row, ...]:
        """Give what both texts say in a piece of the redline, passage by passage."""
        return rows(html)


NOTHING: Lookup[str] = Lookup()
"""What follows a section in which nothing changed."""

Kind = TypeVar("Kind", bound=RedlinePage)


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the pages that show what a version changed, as one text and in columns."""
    before, version = standing.before, standing.version
    if before and has_redline(standing, context.locale):
        address = partial(context.urls.redline, context.policy, version.id)
        yield Route(address(context.locale), partial(_page, context, standing, before, address))
        columns = partial(context.urls.redline_columns, context.policy, version.id)
        yield Route(columns(context.locale), partial(_columns_page, context, standing, before, columns))


def _page(
    context: PolicyContext, standing: VersionStatus, before: Version, address: Callable[[str], Address]
) -> RedlinePage:
    versions, beside = (before, standing.version), changes_beside(context, standing)
    return replace(
        redline_page(RedlinePage, context, versions, address, beside),
        papers=context.papers(context.urls.redline_paper, standing.version),
        other_view=context.urls.redline_columns(context.policy, standing.version.id, context.locale),
    )


def _columns_page(
    context: PolicyContext, standing: VersionStatus, before: Version, address: Callable[[str], Address]
) -> ColumnsPage:
    alone = context.urls.redline(context.policy, standing.version.id, context.locale)
    made = redline_page(ColumnsPage, context, (before, standing.version), address)
    return replace(made, canonical=alone, other_view=alone)


def redline_page(
    kind: type[Kind],
    context: PolicyContext,
    versions: tuple[Version, Version],
    address: Callable[[str], Address],
    beside: tuple[Alternate, ...] = (),
) -> Kind:
    """Mark in the text of a version what changed from an earlier one."""
    before, version = versions
    locale = context.locale
    both = [other for other in version.editions if other in before.editions]
    alternates = context.build.alternates(both, address)
    comparison = context.comparison(before, version)
    return kind(
        layout=context.layout,
        title=version.editions[locale].title,
        address=address(locale),
        canonical=address(locale),
        alternates=alternates,
        indexed=False,
        beside=beside,
        links=context.links,
        entry=context.entry(version),
        before=context.entry(before),
        noted=tuple(_noted(context, before, version)),
        comparison=comparison,
        facts=fact_changes(
            (before.facts, version.facts),
            (before.editions[locale], version.editions[locale]),
            context.policy.labels,
            context.layout.localizer,
            context.build.site.locales,
        ),
        moves=Lookup(comparison.redline.moves),
        following=Lookup(comparison.redline.next_changes()),
        current=context.current,
        counterparts=counterparts(context, version, alternates),
        numbers=context.build.kept.once(numbers, version.editions[locale]),
    )


def _noted(context: PolicyContext, before: Version, version: Version) -> Iterator[VersionEntry]:
    """Give what has a note: the version itself, then those between that were not withdrawn, newest first."""
    between = (
        standing.version
        for standing in context.timeline.standings
        if standing.status is not Status.WITHDRAWN and before.order < standing.version.order < version.order
    )
    own = [version] if before.id != version.id else []
    yield from (entry for entry in map(context.entry, (*own, *between)) if entry.note)
