"""What changed between two versions: from the one before, or since an earlier one up to that in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from affiche.site.context import has_redline, has_since
from affiche.site.kept import Lookup
from affiche.site.pages.side_by_side import changes_beside
from affiche.site.pages.version import counterparts, numbers
from affiche.site.records import EditionPage, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from affiche.compare import Comparison
    from affiche.compare.changes import Move
    from affiche.model import Version
    from affiche.site.context import PolicyContext
    from affiche.site.pages.version import Counterpart
    from affiche.site.records import Alternate, VersionEntry
    from affiche.site.urls import Address
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePage(EditionPage):
    """What a version changed."""

    template: ClassVar = "redline.html"
    before: VersionEntry
    comparison: Comparison
    """What changed, as facts, and `comparison.redline`, the whole text with the changes in it."""
    counterparts: tuple[Counterpart, ...]
    """The same page in each other locale, with the sections of its new edition."""
    moves: Lookup[Move]
    """From where to where sections and passages moved, by the number in their marks."""
    following: Lookup[str]
    """For each section with other words the id of the next one."""
    numbers: Lookup[str]
    """For each section of the new edition its number, to be shown in references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePage(RedlinePage):
    """What changed from a version (`before`) to the one in force (`entry`), for who accepted the earlier one.

    Of a retired policy, `entry` is the version that was in force last, and `current` is none.
    """

    template: ClassVar = "since.html"


Kind = TypeVar("Kind", bound=RedlinePage)


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the page that shows what a version changed."""
    before, version, locale = standing.before, standing.version, context.locale
    if before and has_redline(standing, locale):
        address = partial(context.urls.redline, context.policy, version.id)
        beside = changes_beside(context, standing)
        yield Route(address(locale), partial(_page, RedlinePage, context, (before, version), address, beside))


def since_routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the page that shows what changed from a version to the one in force."""
    before, last, locale = standing.version, context.timeline.last, context.locale
    if last and has_since(standing, last, locale):
        address = partial(context.urls.since, context.policy, before.id)
        yield Route(address(locale), partial(_page, SincePage, context, (before, last.version), address))


def _page(
    kind: type[Kind],
    context: PolicyContext,
    versions: tuple[Version, Version],
    address: Callable[[str], Address],
    beside: tuple[Alternate, ...] = (),
) -> Kind:
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
        comparison=comparison,
        moves=Lookup(comparison.redline.moves),
        following=Lookup(comparison.redline.next_changes()),
        current=context.current,
        counterparts=counterparts(context, version, alternates),
        numbers=numbers(version.editions[locale]),
    )
