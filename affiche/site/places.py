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
    from collections.abc import Callable, Iterator, Mapping

    from affiche.site.records import Page, PageBase, ReadablePage
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
    for place in places(setting):
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


def places(setting: Setting) -> Iterator[Place]:
    """Say what stands at each address, without making it; only the sitemap is left out, as it needs all others."""
    frames = {locale: _frame(setting, locale) for locale in setting.site.locales}
    urls = setting.urls
    yield Place(urls.chooser(), partial(chooser_page, setting, frames))
    yield Place(urls.named("404.html"), partial(missing_page, setting, frames))
    every = [
        {locale: Shelf(setting, frame, policy_timeline) for locale, frame in frames.items()}
        for policy_timeline in setting.timelines
    ]
    for locale, frame in frames.items():
        applying = [shelves[locale] for shelves in every if not shelves[locale].timeline.retired]
        yield Place(urls.index(locale), partial(index_page, frame, applying, setting))
    for shelves in every:
        yield from _policy_places(shelves)
        yield from _former_places(shelves)


def _policy_places(shelves: Mapping[str, Shelf]) -> Iterator[Place]:
    """Give the places of a policy, those of one version together, as they are made from the same comparisons."""
    for shelf in shelves.values():
        yield _policy_place(shelf)
    timeline = next(iter(shelves.values())).timeline
    for standing in (*timeline.standings, *([timeline.draft] if timeline.draft else [])):
        for locale in shelves:
            yield from _standing_places(shelves, locale, standing)
            yield from _sides_places(shelves, locale, standing)
    for locale, shelf in shelves.items() if timeline.standings else ():
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


def _former_places(shelves: Mapping[str, Shelf]) -> Iterator[Place]:
    """Let each address under a slug of before lead to the same page of today, and a feed be the same feed."""
    for shelf in shelves.values():
        for former in shelf.timeline.policy.formerly(shelf.locale):
            then = {
                locale: Shelf(other.setting, other.frame, replace(other.timeline, policy=former))
                for locale, other in shelves.items()
            }
            for old, new in zip(_policy_places(then), _policy_places(shelves), strict=True):
                is_feed = new.address == shelf.links.feed
                make = partial(feed_at, shelf) if is_feed else partial(former_page, shelf, today=new.address)
                if old.address != new.address:
                    yield Place(old.address, partial(make, address=old.address))


def _applying(setting: Setting) -> Iterator[Timeline]:
    """Give the policies that a reader is led to; a retired one is found by its own addresses alone."""
    return (timeline for timeline in setting.timelines if not timeline.retired)


def _frame(setting: Setting, locale: str) -> Frame:
    organisation, urls = setting.site.organisation, setting.urls
    return Frame(
        locale=locale,
        voice=setting.voices[locale],
        organisation=organisation.name[locale],
        postal_address=organisation.address[locale],
        organisation_url=organisation.url,
        email=organisation.email,
        chooser=urls.chooser(),
        home=urls.index(locale),
        style=setting.style,
        icon=urls.named(ICON),
        policies=tuple(links_of(setting, timeline, locale) for timeline in _applying(setting)),
    )
