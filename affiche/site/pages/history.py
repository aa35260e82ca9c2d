"""The change log: every version, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.site.pages.earlier import earlier_versions
from affiche.site.pages.timeline_chart import chart
from affiche.site.records import PolicyPage, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.site.context import PolicyContext
    from affiche.site.pages.timeline_chart import TimelineChart, Words
    from affiche.site.records import EarlierVersion, VersionEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(PolicyPage):
    """The change log."""

    template: ClassVar = "history.html"
    entries: tuple[VersionEntry, ...]
    """Every posted version, newest first."""
    words: Mapping[str, Words | None]
    """For each version, by its id, how much it changed."""
    earlier: Mapping[str, tuple[EarlierVersion, ...]]
    """For each version, by its id, those before it that it can be compared with, newest first."""
    chart: TimelineChart
    """When each version applied, and how much it changed, as a picture."""


def routes(context: PolicyContext) -> Iterator[Route]:
    """Return the change log of a policy."""
    yield Route(context.urls.history(context.policy, context.locale), partial(_page, context))


def _page(context: PolicyContext) -> HistoryPage:
    build, policy = context.build, context.policy
    address = context.urls.history(policy, context.locale)
    words = {standing.version.id: context.words(standing) for standing in context.timeline.standings}
    return HistoryPage(
        layout=context.layout,
        title=context.links.title,
        address=address,
        canonical=address,
        alternates=build.alternates(build.site.locales, partial(context.urls.history, policy)),
        indexed=True,
        links=context.links,
        entries=context.entries,
        words=words,
        earlier={each.version.id: earlier_versions(context, each) for each in context.timeline.standings},
        chart=chart(context.timeline, words, is_mirrored=context.layout.localizer.direction == "rtl"),
    )
