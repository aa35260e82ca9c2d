"""The site on a day, as page records: what stands at each address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.site.records import (
    AbsentPage,
    ChooserPage,
    Counterpart,
    FeedPage,
    Frame,
    HistoryPage,
    IndexPage,
    NotFoundPage,
    Overview,
    RedlinePage,
    SincePage,
    Sitemap,
    VersionPage,
)
from affiche.site.shelves import Shelf, alternates_of, has_redline, has_since, links_of
from affiche.site.theme import ICON
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from affiche.model import Edition, Version
    from affiche.site.records import Entry, Page, PageBase, ReadablePage
    from affiche.site.shelves import Setting
    from affiche.site.urls import Address
    from affiche.timeline import Standing, Timeline


def pages(setting: Setting) -> Iterator[Page]:
    """Give every page of the site, one at a time; the sitemap comes last, as it lists the others."""
    frames = {locale: _frame(setting, locale) for locale in setting.site.locales}
    listed: list[PageBase] = []
    for page in _readable(setting, frames):
        if _is_listed(page):
            listed.append(page)
        yield page
    first = frames[setting.site.source_locale]
    yield Sitemap(
        frame=first,
        address=setting.urls.named("sitemap.xml"),
        pages=tuple(listed),
    )


def _is_listed(page: PageBase) -> bool:
    """Say whether a sitemap names the page: each text once, at its own address."""
    return page.indexed and page.canonical == page.address and not isinstance(page, FeedPage)


def _readable(setting: Setting, frames: Mapping[str, Frame]) -> Iterator[ReadablePage]:
    yield from _front(setting, frames)
    for policy_timeline in setting.timelines:
        shelves = {locale: Shelf(setting, frame, policy_timeline) for locale, frame in frames.items()}
        for locale in frames:
            yield from _policy_pages(shelves, locale)


def _front(setting: Setting, frames: Mapping[str, Frame]) -> Iterator[ReadablePage]:
    urls = setting.urls
    in_all = tuple(frames.values())
    indexes = alternates_of(setting, setting.site.locales, urls.index)
    first = in_all[0]
    chooser, missing = urls.chooser(), urls.named("404.html")
    yield ChooserPage(
        frame=first,
        frames=in_all,
        title=first.organisation,
        address=chooser,
        canonical=chooser,
        alternates=indexes,
        indexed=True,
    )
    yield NotFoundPage(
        frame=first,
        frames=in_all,
        title=first.organisation,
        address=missing,
        canonical=missing,
        alternates=indexes,
        indexed=False,
    )
    for locale, frame in frames.items():
        shelves = [Shelf(setting, frame, policy_timeline) for policy_timeline in _applying(setting)]
        yield IndexPage(
            frame=frame,
            title=frame.organisation,
            address=urls.index(locale),
            canonical=urls.index(locale),
            alternates=indexes,
            indexed=True,
            policies=tuple(
                Overview(
                    links=shelf.links,
                    current=shelf.entry(shelf.timeline.current),
                    upcoming=tuple(shelf.entries[s.version.id] for s in shelf.timeline.upcoming),
                )
                for shelf in shelves
            ),
        )


def _applying(setting: Setting) -> Iterator[Timeline]:
    """Give the policies that a reader is led to; a retired one is found by its own addresses alone."""
    return (timeline for timeline in setting.timelines if not timeline.retired)


def _policy_pages(shelves: Mapping[str, Shelf], locale: str) -> Iterator[ReadablePage]:
    shelf = shelves[locale]
    current, last = shelf.timeline.current, shelf.timeline.last
    if current and locale in current.version.editions:
        yield _version_page(shelf, current, is_permanent=False)
    else:
        yield _absent_page(shelf)
    yield from _change_log(shelf)
    for standing in shelf.timeline.standings:
        if locale in standing.version.editions:
            yield _version_page(shelf, standing, is_permanent=True)
        if has_redline(standing, locale):
            yield _redline_page(shelf, standing)
        if last and has_since(standing, last, locale):
            yield _since_page(shelf, standing.version, last.version)


def _version_page(shelf: Shelf, standing: Standing, *, is_permanent: bool) -> VersionPage:
    setting, policy, urls = shelf.setting, shelf.timeline.policy, shelf.setting.urls
    version, in_force = standing.version, standing.status is Status.CURRENT
    entry = shelf.entries[version.id]
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
        before=shelf.entries[standing.before.id] if standing.before else None,
        after=shelf.entries[standing.after.id] if standing.after else None,
        counterparts=tuple(
            Counterpart(alternate=alternate, titles=_titles(version.editions[alternate.locale]))
            for alternate in alternates
            if alternate.locale != shelf.locale
        ),
        numbers=_numbers(version.editions[shelf.locale]),
    )


def _titles(edition: Edition) -> Mapping[str, str]:
    return {section.id: section.title for section in edition.walk()}


def _numbers(edition: Edition) -> Mapping[str, str]:
    return {section.id: section.number for section in edition.walk()}


def _next(shelf: Shelf) -> Entry | None:
    return shelf.entry(next(iter(shelf.timeline.upcoming), None))


def _absent_page(shelf: Shelf) -> AbsentPage:
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


def _redline_page(shelf: Shelf, standing: Standing) -> RedlinePage:
    assert standing.before is not None
    policy, urls = shelf.timeline.policy, shelf.setting.urls
    version, before = standing.version, standing.before

    def address(locale: str) -> Address:
        return urls.redline(policy, version.id, locale)

    return RedlinePage(**_compared(shelf, before, version, address))


def _since_page(shelf: Shelf, before: Version, current: Version) -> SincePage:
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
    return {
        "frame": shelf.frame,
        "title": version.editions[locale].title,
        "address": address(locale),
        "canonical": address(locale),
        "alternates": alternates_of(shelf.setting, both, address),
        "indexed": False,
        "links": shelf.links,
        "entry": shelf.entries[version.id],
        "before": shelf.entries[before.id],
        "comparison": shelf.setting.comparer.compare(before.editions[locale], version.editions[locale]),
        "current": shelf.entry(shelf.timeline.current),
        "numbers": _numbers(version.editions[locale]),
    }


def _change_log(shelf: Shelf) -> Iterator[ReadablePage]:
    setting, policy, locale = shelf.setting, shelf.timeline.policy, shelf.locale
    address = setting.urls.history(policy, locale)
    entries = tuple(shelf.entries.values())
    yield HistoryPage(
        frame=shelf.frame,
        title=shelf.links.title,
        address=address,
        canonical=address,
        alternates=alternates_of(
            setting, setting.site.locales, lambda other: setting.urls.history(policy, other)
        ),
        indexed=True,
        links=shelf.links,
        entries=entries,
    )
    yield FeedPage(
        frame=shelf.frame,
        title=shelf.links.title,
        address=shelf.links.feed,
        canonical=shelf.links.feed,
        alternates=alternates_of(
            setting, setting.site.locales, lambda other: setting.urls.feed(policy, other)
        ),
        indexed=True,
        links=shelf.links,
        entries=entries,
        updated=max(entry.updated for entry in entries),
    )


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
