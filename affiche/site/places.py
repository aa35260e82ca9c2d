"""The site on a day: what stands at each address, and how it is made when somebody wants it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from affiche.site.pages import (
    absent_page,
    chooser_page,
    feed_at,
    feed_page,
    former_page,
    history_page,
    index_page,
    missing_page,
    redline_page,
    since_page,
    version_page,
)
from affiche.site.records import FeedPage, Frame, Sitemap
from affiche.site.shelves import Shelf, has_redline, has_since, links_of
from affiche.site.sides import beside, changes_beside, sides_page, sides_redline_page
from affiche.site.theme import ICON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from affiche.site.kinds import Page, ReadablePage
    from affiche.site.records import PageBase
    from affiche.site.shelves import Setting
    from affiche.site.urls import Address
    from affiche.timeline import Standing, Timeline


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and the way to make the page that stands there."""

    address: Address
    make: Callable[[], ReadablePage]


def pages(setting: Setting) -> Iterator[Page]:
    """Give every page of the site, one at a time; the sitemap comes last, as it lists the others."""
    listed: list[PageBase] = []
    for place in Places(setting):
        page = place.make()
        if _is_listed(page):
            listed.append(page)
        yield page
    yield Sitemap(
        frame=_frame(setting, setting.site.source_locale),
        address=setting.urls.named("sitemap.xml"),
        pages=tuple(listed),
    )


def _is_listed(page: PageBase) -> bool:
    """Say whether a sitemap names the page: each text once, at its own address."""
    return page.indexed and page.canonical == page.address and not isinstance(page, FeedPage)


class Places:
    """What stands at each address, without making it; only the sitemap is left out, as it needs all others."""

    def __init__(self, setting: Setting) -> None:
        """Make what the pages of each language and of each policy share."""
        self._setting = setting
        self._frames = {locale: _frame(setting, locale) for locale in setting.site.locales}
        self._shelves = [
            {locale: Shelf(setting, frame, policy_timeline) for locale, frame in self._frames.items()}
            for policy_timeline in setting.timelines
        ]

    def __iter__(self) -> Iterator[Place]:
        """Give every place."""
        yield from self._front()
        for shelves in self._shelves:
            yield from _policy_places(shelves, _standings(shelves))
            yield from _former_places(shelves, _standings(shelves))

    def at(self, href: str) -> Place | None:
        """Find the place at an address, looking at nothing but the policy and the version that it names."""
        return next((place for place in self._near(href) if place.address.href == href), None)

    def _near(self, href: str) -> Iterator[Place]:
        yield from self._front()
        for shelves in self._shelves:
            named = [each for each in _standings(shelves) if f"/{each.version.id}/" in href]
            if any(href.startswith(shelf.links.current.href) for shelf in shelves.values()):
                yield from _policy_places(shelves, named)
            yield from _former_places(shelves, named)

    def _front(self) -> Iterator[Place]:
        setting, frames, urls = self._setting, self._frames, self._setting.urls
        yield Place(urls.chooser(), partial(chooser_page, setting, frames))
        yield Place(urls.named("404.html"), partial(missing_page, setting, frames))
        for locale, frame in frames.items():
            applying = [each[locale] for each in self._shelves if _is_led_to(each[locale].timeline)]
            yield Place(urls.index(locale), partial(index_page, frame, applying, setting))


def _standings(shelves: Mapping[str, Shelf]) -> list[Standing]:
    timeline = next(iter(shelves.values())).timeline
    return [*timeline.standings, *([timeline.draft] if timeline.draft else [])]


def _policy_places(shelves: Mapping[str, Shelf], standings: Sequence[Standing]) -> Iterator[Place]:
    """Give the places of a policy and of these versions, those of one together: they share comparisons."""
    for shelf in shelves.values():
        yield _policy_place(shelf)
    for standing in standings:
        for locale in shelves:
            yield from _standing_places(shelves, locale, standing)
            yield from _sides_places(shelves, locale, standing)
    for locale, shelf in shelves.items():
        if not shelf.timeline.standings:
            continue
        policy, urls = shelf.timeline.policy, shelf.setting.urls
        yield Place(urls.history(policy, locale), partial(history_page, shelf))
        yield Place(urls.feed(policy, locale), partial(feed_page, shelf))


def _policy_place(shelf: Shelf) -> Place:
    locale = shelf.locale
    policy, urls, current = shelf.timeline.policy, shelf.setting.urls, shelf.timeline.current
    at_policy = urls.policy(policy, locale)
    if current and locale in current.version.editions:
        return Place(at_policy, partial(version_page, shelf, current, is_permanent=False))
    return Place(at_policy, partial(absent_page, shelf))


def _standing_places(shelves: Mapping[str, Shelf], locale: str, standing: Standing) -> Iterator[Place]:
    shelf = shelves[locale]
    policy, urls, last = shelf.timeline.policy, shelf.setting.urls, shelf.timeline.last
    version = standing.version
    if locale in version.editions:
        page = partial(version_page, shelf, standing, is_permanent=True)
        yield Place(urls.version(policy, version.id, locale), page)
    if has_redline(standing, locale):
        yield Place(urls.redline(policy, version.id, locale), partial(redline_page, shelf, standing))
    if last and has_since(standing, last, locale):
        page_since = partial(since_page, shelf, version, last.version)
        yield Place(urls.since(policy, version.id, locale), page_since)


def _sides_places(shelves: Mapping[str, Shelf], locale: str, standing: Standing) -> Iterator[Place]:
    shelf = shelves[locale]
    for alternate in beside(shelf, standing):
        other = shelves[alternate.locale]
        yield Place(alternate.address, partial(sides_page, shelf, other, standing))
    for alternate in changes_beside(shelf, standing):
        other = shelves[alternate.locale]
        yield Place(alternate.address, partial(sides_redline_page, shelf, other, standing))


def _former_places(shelves: Mapping[str, Shelf], standings: Sequence[Standing]) -> Iterator[Place]:
    """Let each address under a slug of before lead to the same page of today, and a feed be the same feed."""
    for shelf in shelves.values():
        for former in shelf.timeline.policy.formerly(shelf.locale):
            then = {
                locale: Shelf(other.setting, other.frame, replace(other.timeline, policy=former))
                for locale, other in shelves.items()
            }
            for old, new in zip(
                _policy_places(then, standings), _policy_places(shelves, standings), strict=True
            ):
                is_feed = new.address == shelf.links.feed
                make = partial(feed_at, shelf) if is_feed else partial(former_page, shelf, today=new.address)
                if old.address != new.address:
                    yield Place(old.address, partial(make, address=old.address))


def _is_led_to(timeline: Timeline) -> bool:
    """Say whether the pages of a site lead to a policy: one retired, or never posted, has only its own addresses."""
    return bool(timeline.standings) and not timeline.retired


def _frame(setting: Setting, locale: str) -> Frame:
    organisation, urls = setting.site.organisation, setting.urls
    return Frame(
        locale=locale,
        localizer=setting.localizers[locale],
        organisation=organisation.name[locale],
        postal_address=organisation.address[locale],
        organisation_url=organisation.url,
        email=organisation.email,
        chooser=urls.chooser(),
        home=urls.index(locale),
        style=setting.style,
        icon=urls.named(ICON),
        policies=tuple(
            links_of(setting, timeline, locale) for timeline in setting.timelines if _is_led_to(timeline)
        ),
    )
