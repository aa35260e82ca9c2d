"""Pages in two languages: editions, or their redlines, beside each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.compare import pair_blocks, pair_ids
from affiche.model import DEEPEST_HEADING
from affiche.site.anchors import free_prefix, ids_in, with_other_ids
from affiche.site.columns import Column, Excerpt, SectionPair, SidesPage, SidesRedlinePage
from affiche.site.shelves import alternates_of, has_redline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from affiche.compare import Redline
    from affiche.model import Edition, Policy, Section, Version
    from affiche.site.records import Alternate
    from affiche.site.shelves import Shelf
    from affiche.site.urls import Address
    from affiche.timeline import Standing

    Texts: TypeAlias = Sequence[Excerpt]
    """An edition, or its redline: the introduction and every section."""

INTRODUCTION = "_introduction"
"""Its id on a page; no section has one that begins so."""
AWAY = "away from "
"""Before the id of a section that moved: what pairs the marks of where it stood."""


def beside(shelf: Shelf, standing: Standing) -> tuple[Alternate, ...]:
    """Say where a version stands beside each other language."""
    policy, urls, version = shelf.timeline.policy, shelf.setting.urls, standing.version

    def address(other: str) -> Address:
        return urls.sides(policy, version.id, shelf.locale, other)

    return alternates_of(shelf.setting, _others(shelf, version), address)


def changes_beside(shelf: Shelf, standing: Standing) -> tuple[Alternate, ...]:
    """Say where what a version changed stands beside each other language."""
    policy, urls, version = shelf.timeline.policy, shelf.setting.urls, standing.version
    others = [other for other in _others(shelf, version) if has_redline(standing, other)]

    def address(other: str) -> Address:
        return urls.redline_sides(policy, version.id, shelf.locale, other)

    return alternates_of(shelf.setting, others, address) if has_redline(standing, shelf.locale) else ()


def _others(shelf: Shelf, version: Version) -> list[str]:
    """Give the other locales of a version that this one has an edition of, too."""
    return [
        locale for locale in version.editions if locale != shelf.locale and shelf.locale in version.editions
    ]


def sides_page(shelf: Shelf, other: Shelf, standing: Standing) -> SidesPage:
    """Set a version's edition in another language beside a shelf's own."""
    version, urls = standing.version, shelf.setting.urls
    first, second = (
        tuple(_of_edition(version.editions[each.locale], version.stale.get(each.locale, ())))
        for each in (shelf, other)
    )
    return SidesPage(**_common((shelf, other), standing, (first, second), urls.version, urls.sides))


def sides_redline_page(shelf: Shelf, other: Shelf, standing: Standing) -> SidesRedlinePage:
    """Set what a version changed in another language beside what it changed in a shelf's own."""
    assert standing.before is not None
    version, urls = standing.version, shelf.setting.urls
    comparisons = [each.comparison(standing.before, version) for each in (shelf, other)]
    first, second = (
        tuple(_of_redline(comparison.redline, version.stale.get(each.locale, ())))
        for each, comparison in zip((shelf, other), comparisons, strict=True)
    )
    common = _common((shelf, other), standing, (first, second), urls.redline, urls.redline_sides)
    one, two = common["columns"]
    common["columns"] = (replace(one, comparison=comparisons[0]), replace(two, comparison=comparisons[1]))
    whole = urls.sides(shelf.timeline.policy, version.id, shelf.locale, other.locale)
    return SidesRedlinePage(**common, before=shelf.entry_of(standing.before), whole=whole)


def _common(
    both: tuple[Shelf, Shelf],
    standing: Standing,
    texts: tuple[Texts, Texts],
    alone: Callable[[Policy, str, str], Address],
    address: Callable[[Policy, str, str, str], Address],
) -> dict[str, Any]:
    """Give what both kinds of pages have: where they are, their columns and their texts."""
    shelf, other = both
    setting, policy, version = shelf.setting, shelf.timeline.policy, standing.version
    urls = setting.urls
    places = _places(*texts, other.locale)
    introduction, *sections = _laid_out(*texts, places)
    changes = urls.redline_sides(policy, version.id, shelf.locale, other.locale)
    pairs = {shelf.locale: other.locale, other.locale: shelf.locale}
    return {
        "frame": shelf.frame,
        "title": version.editions[shelf.locale].title,
        "address": address(policy, version.id, shelf.locale, other.locale),
        "canonical": alone(policy, version.id, shelf.locale),
        "alternates": alternates_of(
            setting, pairs, lambda locale: address(policy, version.id, locale, pairs[locale])
        ),
        "indexed": False,
        "links": shelf.links,
        "entry": shelf.entry_of(version),
        "current": shelf.entry(shelf.timeline.current),
        "upcoming": shelf.entry(next(iter(shelf.timeline.upcoming), None)),
        "columns": (
            _column(shelf, version, alone(policy, version.id, shelf.locale), {}),
            _column(other, version, alone(policy, version.id, other.locale), places),
        ),
        "changes": changes
        if has_redline(standing, shelf.locale) and has_redline(standing, other.locale)
        else None,
        "introduction": introduction,
        "sections": tuple(sections),
    }


def _column(shelf: Shelf, version: Version, alone: Address, places: Mapping[str, str]) -> Column:
    edition = version.editions[shelf.locale]
    return Column(
        alternate=alternates_of(shelf.setting, [shelf.locale], lambda _: alone)[0],
        localizer=shelf.frame.localizer,
        title=edition.title,
        numbers={places.get(section.id, section.id): section.number for section in edition.walk()},
        is_authoritative=shelf.locale in version.authoritative,
        has_stale=bool(version.stale.get(shelf.locale)),
    )


def _of_edition(edition: Edition, stale: Collection[str]) -> Iterator[Excerpt]:
    """Give the introduction, then every section at any depth."""
    yield Excerpt(key="", body=edition.introduction, is_stale="" in stale)
    for section, level in _leveled(edition.sections, 2):
        yield Excerpt(
            key=section.id,
            number=section.number,
            title=section.title,
            heading=f"<h{level}>{section.heading}</h{level}>",
            body=section.html,
            is_stale=section.id in stale,
        )


def _leveled(sections: Sequence[Section], level: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, min(level, DEEPEST_HEADING)
        yield from _leveled(section.sections, level + 1)


def _of_redline(redline: Redline, stale: Collection[str]) -> Iterator[Excerpt]:
    """Give the title, where it changed, and the introduction, then every section at any depth."""
    title = redline.title.replace("<h1", "<p").replace("</h1>", "</p>") if redline.title_differs else ""
    yield Excerpt(key="", body=title + redline.introduction, is_stale="" in stale)
    arrivals = {section.move: section.id for section in redline.walk() if section.move and not section.away}
    for section in redline.walk():
        arrival = arrivals[section.move] if section.away else ""
        yield Excerpt(
            key=f"{AWAY}{arrival}" if arrival else section.id,
            number=section.number,
            title=section.title,
            heading=section.heading,
            body=section.body,
            is_stale=section.id in stale,
            redline=section,
            moved_to=arrival,
        )


def _places(first: Texts, second: Texts, locale: str) -> Mapping[str, str]:
    """Give new ids for whatever in the second text has one that the page must keep for the first.

    A section that stands beside its counterpart needs none of its own.
    """
    taken, inside = ({i for excerpt in text for i in _ids(excerpt)} for text in (first, second))
    taken |= {excerpt.key for excerpt in first}
    alone = {second[to].key for at, to in _rows(first, second) if at is None and to is not None}
    prefix = free_prefix(locale, taken | inside | {excerpt.key for excerpt in second})
    return {identifier: prefix + identifier for identifier in inside | (alone & taken)}


def _ids(excerpt: Excerpt) -> set[str]:
    return ids_in(excerpt.heading) | ids_in(excerpt.body)


def _rows(first: Texts, second: Texts) -> list[tuple[int | None, int | None]]:
    return pair_ids([excerpt.key for excerpt in first], [excerpt.key for excerpt in second])


def _laid_out(first: Texts, second: Texts, places: Mapping[str, str]) -> Iterator[SectionPair]:
    """Pair the sections of two texts, the introductions first."""
    keys = {excerpt.key for excerpt in first} & {excerpt.key for excerpt in second}
    for at, to in _rows(first, second):
        one = None if at is None else first[at]
        other = None if to is None else _with_ids(second[to], places)
        excerpt = one or other
        assert excerpt
        own = excerpt.key if one else places.get(excerpt.key, excerpt.key)
        apart = not (one and other) and excerpt.key in keys and not excerpt.moved_to
        yield SectionPair(
            id="" if excerpt.moved_to else own or INTRODUCTION,
            first=one,
            second=other,
            pairs=pair_blocks(one.body if one else "", other.body if other else ""),
            elsewhere=(places[excerpt.key] if one else excerpt.key) if apart else "",
        )


def _with_ids(excerpt: Excerpt, places: Mapping[str, str]) -> Excerpt:
    """Give an excerpt of the second text the ids that it has on this page."""
    return replace(
        excerpt,
        heading=with_other_ids(excerpt.heading, places),
        body=with_other_ids(excerpt.body, places),
        moved_to=places.get(excerpt.moved_to, excerpt.moved_to),
    )
