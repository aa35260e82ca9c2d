"""Each kind of page as a record, made from what stands on the shelves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche.site.drawing import drawing
from affiche.site.records import (
    AbsentPage,
    ChooserPage,
    Counterpart,
    FeedPage,
    FormerPage,
    Frame,
    HistoryPage,
    IndexPage,
    NotFoundPage,
    Overview,
    RedlinePage,
    SincePage,
    VersionPage,
)
from affiche.site.shelves import Shelf, alternates_of
from affiche.site.sides import beside, changes_beside
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from affiche.model import Edition, Policy, Version
    from affiche.site.records import Alternate, Entry
    from affiche.site.shelves import Setting
    from affiche.site.urls import Address
    from affiche.timeline import Standing


def chooser_page(setting: Setting, frames: Mapping[str, Frame]) -> ChooserPage:
    """Let a reader choose a language."""
    return ChooserPage(**_front(setting, frames, setting.urls.chooser()), indexed=True)


def missing_page(setting: Setting, frames: Mapping[str, Frame]) -> NotFoundPage:
    """Say in every language that there is no such page."""
    return NotFoundPage(**_front(setting, frames, setting.urls.named("404.html")), indexed=False)


def _front(setting: Setting, frames: Mapping[str, Frame], address: Address) -> dict[str, Any]:
    """Give what the pages that speak every language have in common."""
    first = frames[setting.site.source_locale]
    return {
        "frame": first,
        "frames": tuple(frames.values()),
        "title": first.organisation,
        "address": address,
        "canonical": address,
        "alternates": alternates_of(setting, setting.site.locales, setting.urls.index),
    }


def index_page(frame: Frame, shelves: Sequence[Shelf], setting: Setting) -> IndexPage:
    """List the policies in one language."""
    return IndexPage(
        frame=frame,
        title=frame.organisation,
        address=setting.urls.index(frame.locale),
        canonical=setting.urls.index(frame.locale),
        alternates=alternates_of(setting, setting.site.locales, setting.urls.index),
        indexed=True,
        policies=tuple(
            Overview(
                links=shelf.links,
                current=shelf.entry(shelf.timeline.current),
                upcoming=tuple(shelf.entry_of(s.version) for s in shelf.timeline.upcoming),
            )
            for shelf in shelves
        ),
    )


def version_page(shelf: Shelf, standing: Standing, *, is_permanent: bool) -> VersionPage:
    """Show an edition, at the address of its version or of the policy."""
    setting, policy, urls = shelf.setting, shelf.timeline.policy, shelf.setting.urls
    version, in_force = standing.version, standing.status is Status.CURRENT
    entry = shelf.entry_of(version)
    at_policy = urls.policy(policy, shelf.locale)

    def address(locale: str) -> Address:
        return urls.version(policy, version.id, locale) if is_permanent else urls.policy(policy, locale)

    alternates = alternates_of(setting, version.editions, address)
    return VersionPage(
        frame=shelf.frame,
        title=version.editions[shelf.locale].title,
        address=address(shelf.locale),
        canonical=at_policy if in_force else entry.address,
        alternates=alternates,
        indexed=standing.status in {Status.CURRENT, Status.UPCOMING},
        links=shelf.links,
        entry=entry,
        edition=version.editions[shelf.locale],
        is_permanent=is_permanent,
        current=shelf.entry(shelf.timeline.current),
        upcoming=_next(shelf),
        before=shelf.entry_of(standing.before) if standing.before else None,
        after=shelf.entry_of(standing.after) if standing.after else None,
        counterparts=_counterparts(shelf, version, alternates),
        numbers=_numbers(version.editions[shelf.locale]),
        beside=beside(shelf, standing),
    )


def _counterparts(shelf: Shelf, version: Version, alternates: Sequence[Alternate]) -> tuple[Counterpart, ...]:
    return tuple(
        Counterpart(alternate=alternate, titles=_titles(version.editions[alternate.locale]))
        for alternate in alternates
        if alternate.locale != shelf.locale
    )


def _titles(edition: Edition) -> Mapping[str, str]:
    return {section.id: section.title for section in edition.walk()}


def _numbers(edition: Edition) -> Mapping[str, str]:
    return {section.id: section.number for section in edition.walk()}


def _next(shelf: Shelf) -> Entry | None:
    return shelf.entry(next(iter(shelf.timeline.upcoming), None))


def absent_page(shelf: Shelf) -> AbsentPage:
    """Say that no version is in force, or none in this language."""
    setting, policy = shelf.setting, shelf.timeline.policy
    address = setting.urls.policy(policy, shelf.locale)
    return AbsentPage(
        frame=shelf.frame,
        title=shelf.links.title,
        address=address,
        canonical=address,
        alternates=alternates_of(
            setting, setting.site.locales, lambda locale: setting.urls.policy(policy, locale)
        ),
        indexed=False,
        links=shelf.links,
        current=shelf.entry(shelf.timeline.current),
        upcoming=_next(shelf),
        retired=shelf.timeline.retired,
    )


def redline_page(shelf: Shelf, standing: Standing) -> RedlinePage:
    """Show what a version changed."""
    assert standing.before is not None
    policy, urls = shelf.timeline.policy, shelf.setting.urls
    version, before = standing.version, standing.before

    def address(locale: str) -> Address:
        return urls.redline(policy, version.id, locale)

    return RedlinePage(**_compared(shelf, before, version, address), beside=changes_beside(shelf, standing))


def since_page(shelf: Shelf, before: Version, current: Version) -> SincePage:
    """Show what changed from an earlier version to the one in force."""
    policy, urls = shelf.timeline.policy, shelf.setting.urls

    def address(locale: str) -> Address:
        return urls.since(policy, before.id, locale)

    return SincePage(**_compared(shelf, before, current, address))


def _compared(
    shelf: Shelf, before: Version, version: Version, address: Callable[[str], Address]
) -> dict[str, Any]:
    """Give what the pages that compare two versions have in common."""
    locale = shelf.locale
    both = [other for other in version.editions if other in before.editions]
    alternates = alternates_of(shelf.setting, both, address)
    return {
        "frame": shelf.frame,
        "title": version.editions[locale].title,
        "address": address(locale),
        "canonical": address(locale),
        "alternates": alternates,
        "counterparts": _counterparts(shelf, version, alternates),
        "indexed": False,
        "links": shelf.links,
        "entry": shelf.entry_of(version),
        "before": shelf.entry_of(before),
        "comparison": shelf.comparison(before, version),
        "current": shelf.entry(shelf.timeline.current),
        "numbers": _numbers(version.editions[locale]),
    }


def history_page(shelf: Shelf) -> HistoryPage:
    """List every version, newest first."""
    words = {standing.version.id: shelf.words(standing) for standing in shelf.timeline.standings}
    is_mirrored = shelf.frame.localizer.direction == "rtl"
    return HistoryPage(
        **_change_log(shelf, shelf.setting.urls.history),
        drawing=drawing(shelf.timeline, words, is_mirrored=is_mirrored),
        words=words,
    )


def feed_page(shelf: Shelf) -> FeedPage:
    """List them for feed readers."""
    urls, first = shelf.setting.urls, shelf.timeline.policy.originally(shelf.locale)
    content = _change_log(shelf, urls.feed)
    updated = max(entry.updated for entry in content["entries"])
    return FeedPage(**content, id=urls.feed(first, shelf.locale), updated=updated)


def feed_at(shelf: Shelf, address: Address) -> FeedPage:
    """Give the same feed at an address of before, as few feed readers follow where a page leads."""
    return replace(feed_page(shelf), address=address)


def former_page(shelf: Shelf, address: Address, today: Address) -> FormerPage:
    """Lead from an address of before to that of today."""
    return FormerPage(
        frame=shelf.frame,
        title=shelf.links.title,
        address=address,
        canonical=today,
        alternates=(),
        indexed=False,
        links=shelf.links,
    )


def _change_log(shelf: Shelf, address: Callable[[Policy, str], Address]) -> dict[str, Any]:
    """Give what the two forms of the change log have in common."""
    setting, policy, locale = shelf.setting, shelf.timeline.policy, shelf.locale
    return {
        "frame": shelf.frame,
        "title": shelf.links.title,
        "address": address(policy, locale),
        "canonical": address(policy, locale),
        "alternates": alternates_of(setting, setting.site.locales, lambda other: address(policy, other)),
        "indexed": True,
        "links": shelf.links,
        "entries": tuple(shelf.entry_of(standing.version) for standing in shelf.timeline.standings),
    }
