"""Which version applied on which days, and whether it was posted by then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.site.records import PolicyPage, Route
from affiche.timeline import spans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from affiche.site.context import PolicyContext
    from affiche.site.records import VersionEntry
    from affiche.timeline import Span, VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysEntry:
    """Days in a row for which the same version applied."""

    first: date | None
    """None where nothing was before."""
    last: date | None
    """None where no end is known."""
    applied: VersionEntry | None
    """None where no version applied."""
    is_posted: bool
    """Whether the version had been posted by then."""
    read_then: VersionEntry | None
    """The version in force that readers found, where the one that applied was posted only later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysPage(PolicyPage):
    """Which version applied on which days."""

    template: ClassVar = "days.html"
    entries: tuple[DaysEntry, ...]
    """Newest first, without a gap."""


def routes(context: PolicyContext) -> Iterator[Route]:
    """Return the page that says which version applied when."""
    yield Route(context.urls.days(context.policy, context.locale), partial(_page, context))


def _page(context: PolicyContext) -> DaysPage:
    build, policy = context.build, context.policy
    address = context.urls.days(policy, context.locale)
    return DaysPage(
        layout=context.layout,
        title=context.links.title,
        address=address,
        canonical=address,
        alternates=build.alternates(build.site.locales, partial(context.urls.days, policy)),
        indexed=False,
        links=context.links,
        entries=tuple(_entry(context, span) for span in spans(policy, context.timeline.as_of)),
    )


def _entry(context: PolicyContext, span: Span) -> DaysEntry:
    def shown(standing: VersionStatus | None) -> VersionEntry | None:
        return context.entry(standing.version) if standing else None

    return DaysEntry(
        first=span.first,
        last=span.last,
        applied=shown(span.applied.standing),
        is_posted=span.applied.is_posted_by_then,
        read_then=shown(span.applied.read_then),
    )
