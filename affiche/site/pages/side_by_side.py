"""A version, or what it changed, in two languages: sections side by side, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from affiche.compare.grain import grain, with_same_grain
from affiche.html import edit_tags, ids_in
from affiche.model import DEEPEST_HEADING
from affiche.site.context import has_redline
from affiche.site.kept import Lookup
from affiche.site.pages.block_pairs import pair_blocks, pair_ids, units
from affiche.site.records import EditionPage, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from affiche.compare import Comparison, Redline, RedlineSection
    from affiche.compare.changes import Move
    from affiche.localization import Localizer
    from affiche.model import Edition, Policy, Section, Version
    from affiche.site.context import PolicyContext
    from affiche.site.kept import Kept
    from affiche.site.pages.block_pairs import Pair
    from affiche.site.records import Alternate, VersionEntry
    from affiche.site.urls import Address, Urls
    from affiche.timeline import VersionStatus

    Text: TypeAlias = Sequence["SideSection"]
    """An edition, or its redline: the introduction and every section."""

INTRODUCTION = "_introduction"
"""Its id on a page; no section has one that begins so."""
AWAY = "away from "
"""Before the id of a section that moved: what pairs the marks of where it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnText:
    """What every section of a column is shown with."""

    localizer: Localizer
    """What is said inside its text, in its own language."""
    title: str
    numbers: Lookup[str]
    """For each section its number, to be shown in references, by the ids of this page."""
    moves: Lookup[Move]
    """From where to where sections and passages moved, by the number in their marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the two editions."""

    alternate: Alternate
    """The edition, or what it changed, alone."""
    text: ColumnText
    is_authoritative: bool
    comparison: Comparison | None
    entry: VersionEntry
    """The version as this language lists it, with the note in it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SideSection:
    """A section, or the introduction, as a column shows it."""

    key: str
    """What pairs it with its counterpart: the id of the section, in most cases."""
    number: str = ""
    title: str = ""
    heading: str = ""
    """The heading as a whole element."""
    body: str
    is_stale: bool = False
    """Whether it was published behind the source language."""
    redline: RedlineSection | None = None
    """What happened to it, on a page that compares two versions."""
    moved_to: str = ""
    """Where a section stands now that only left its mark here."""

    ids: tuple[str, ...] = field(init=False)
    """Those of elements in it."""

    def __post_init__(self) -> None:
        """Look for ids once."""
        object.__setattr__(self, "ids", (*ids_in(self.heading), *ids_in(self.body)))

    @property
    def is_same(self) -> bool:
        """Whether two versions are compared here and there is nothing to tell."""
        compared = self.redline is not None and not self.redline.kinds
        return compared and not self.moved_to and not self.is_stale


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SectionPair:
    """A section in both languages, or in the one that has it here."""

    id: str
    """Unique on the page; the section's own wherever it can be."""
    first: SideSection | None
    second: SideSection | None
    pairs: tuple[Pair, ...]
    """The texts, block by block."""
    elsewhere: str = ""
    """Where the page shows the same section in the other language, if that has another order."""

    @property
    def excerpt(self) -> SideSection:
        """The section in the page's own language, or else in the other."""
        found = self.first or self.second
        assert found
        return found

    @property
    def is_same(self) -> bool:
        """Whether two versions are compared here, both languages have the section, and neither changed."""
        return (
            self.first is not None and self.second is not None and self.first.is_same and self.second.is_same
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesPage(EditionPage):
    """A version in two languages side by side."""

    template: ClassVar = "sides.html"
    paper_template: ClassVar = "paper-sides.html"
    upcoming: VersionEntry | None
    columns: tuple[Column, Column]
    """The page's own language first."""
    changes: Address | None
    """What the version changed, in the same two languages."""
    introduction: SectionPair
    sections: tuple[SectionPair, ...]
    """Every section at any depth, in the order of both editions."""
    before: VersionEntry | None
    """The version that this one is compared with, on a page that compares two."""
    whole: Address
    """The version in the same two languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesRedlinePage(SidesPage):
    """What a version changed, in two languages side by side."""

    template: ClassVar = "sides-redline.html"


Kind = TypeVar("Kind", bound=SidesPage)


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return a version beside each other language, then what it changed beside each."""
    for alternate in text_beside(context, standing):
        other = context.others[alternate.locale]
        yield Route(alternate.address, partial(_text_page, context, other, standing))
    for alternate in changes_beside(context, standing):
        other = context.others[alternate.locale]
        yield Route(alternate.address, partial(_changes_page, context, other, standing))


def text_beside(context: PolicyContext, standing: VersionStatus) -> tuple[Alternate, ...]:
    """Return where a version stands beside each other language."""
    version = standing.version
    address = partial(context.urls.sides, context.policy, version.id, context.locale)
    return context.build.alternates(_others(context, version), address)


def changes_beside(context: PolicyContext, standing: VersionStatus) -> tuple[Alternate, ...]:
    """Return where what a version changed stands beside each other language."""
    version = standing.version
    if not has_redline(standing, context.locale):
        return ()
    others = [other for other in _others(context, version) if has_redline(standing, other)]
    address = partial(context.urls.redline_sides, context.policy, version.id, context.locale)
    return context.build.alternates(others, address)


def _others(context: PolicyContext, version: Version) -> list[str]:
    """Return the other locales of a version that this one has an edition of, too."""
    own = context.locale
    return [locale for locale in version.editions if locale != own and own in version.editions]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two languages of a page: its texts, and what changed in them where versions are compared."""

    context: PolicyContext
    text: Text
    comparison: Comparison | None = None

    @property
    def locale(self) -> str:
        return self.context.locale


def _text_page(context: PolicyContext, other: PolicyContext, standing: VersionStatus) -> SidesPage:
    version, urls = standing.version, context.urls
    one, two = (
        _Side(
            each,
            _of_edition(version.editions[each.locale], version.stale.get(each.locale, ()), each.build.kept),
        )
        for each in (context, other)
    )
    page = _page(SidesPage, (one, two), standing, (urls.version, urls.sides))
    paper = partial(_paper, other.locale, urls)
    return replace(page, papers=context.papers(paper, version))


def _paper(other: str, urls: Urls, policy: Policy, version: str, locale: str) -> Address:
    """Return where the PDF file goes that has another language beside a policy's own."""
    return urls.sides_paper(policy, version, locale, other)


def _changes_page(context: PolicyContext, other: PolicyContext, standing: VersionStatus) -> SidesRedlinePage:
    one, two = (_changed_side(each, standing) for each in (context, other))
    addresses = context.urls.redline, context.urls.redline_sides
    return _page(SidesRedlinePage, (one, two), standing, addresses)


def _changed_side(context: PolicyContext, standing: VersionStatus) -> _Side:
    version, before = standing.version, standing.before
    assert before
    comparison = context.comparison(before, version)
    text = _of_redline(comparison.redline, version.stale.get(context.locale, ()), context.build.kept)
    return _Side(context, text, comparison)


def _page(
    kind: type[Kind],
    sides: tuple[_Side, _Side],
    standing: VersionStatus,
    addresses: tuple[Callable[[Policy, str, str], Address], Callable[[Policy, str, str, str], Address]],
) -> Kind:
    (one, two), (alone, together) = sides, addresses
    context, version = one.context, standing.version
    policy, urls, own = context.policy, context.urls, one.locale
    ids = _ids_of_second(one.text, two.text, two.locale)
    introduction, *sections = _section_pairs(one.text, two.text, ids, context.build.kept)
    counterpart = {own: two.locale, two.locale: own}
    changes = urls.redline_sides(policy, version.id, own, two.locale)
    has_changes = has_redline(standing, own) and has_redline(standing, two.locale)
    return kind(
        layout=context.layout,
        title=version.editions[own].title,
        address=together(policy, version.id, own, two.locale),
        canonical=alone(policy, version.id, own),
        alternates=context.build.alternates(
            counterpart, lambda locale: together(policy, version.id, locale, counterpart[locale])
        ),
        indexed=False,
        links=context.links,
        entry=context.entry(version),
        current=context.current,
        upcoming=context.upcoming,
        columns=(
            _column(one, version, alone(policy, version.id, own), {}),
            _column(two, version, alone(policy, version.id, two.locale), ids),
        ),
        changes=changes if has_changes else None,
        introduction=introduction,
        sections=tuple(sections),
        before=context.entry(standing.before) if standing.before and one.comparison else None,
        whole=urls.sides(policy, version.id, own, two.locale),
    )


def _column(side: _Side, version: Version, alone: Address, ids: Mapping[str, str]) -> Column:
    context, edition = side.context, version.editions[side.locale]
    return Column(
        alternate=context.build.alternates([context.locale], lambda _: alone)[0],
        text=ColumnText(
            localizer=context.layout.localizer,
            title=edition.title,
            numbers=Lookup((ids.get(section.id, section.id), section.number) for section in edition.walk()),
            moves=Lookup(side.comparison.redline.moves if side.comparison else {}),
        ),
        is_authoritative=context.locale in version.authoritative,
        comparison=side.comparison,
        entry=context.entry(version),
    )


def _of_edition(edition: Edition, stale: Collection[str], kept: Kept) -> Text:
    """Return the introduction, then every section at any depth."""
    introduction = kept.once(_introduction, edition.introduction, "" in stale)
    sections = _leveled(edition.sections, 2)
    return (
        introduction,
        *(kept.once(_side_section, section, level, section.id in stale) for section, level in sections),
    )


def _introduction(html: str, is_stale: bool) -> SideSection:  # noqa: FBT001 what is kept is known by position
    return SideSection(key="", body=html, is_stale=is_stale)


def _side_section(section: Section, level: int, is_stale: bool) -> SideSection:  # noqa: FBT001
    return SideSection(
        key=section.id,
        number=section.number,
        title=section.title,
        heading=f"<h{level}>{section.heading}</h{level}>",
        body=section.html,
        is_stale=is_stale,
    )


def _leveled(sections: Sequence[Section], level: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, min(level, DEEPEST_HEADING)
        yield from _leveled(section.sections, level + 1)


def _of_redline(redline: Redline, stale: Collection[str], kept: Kept) -> Text:
    """Return the title, where it changed, and the introduction, then every section at any depth."""
    title = redline.title.replace("<h1", "<p").replace("</h1>", "</p>") if redline.title_differs else ""
    introduction = kept.once(_introduction, title + redline.introduction, "" in stale)
    arrivals = {section.move: section.id for section in redline.walk() if section.move and not section.away}
    return (
        introduction,
        *(
            kept.once(
                _redline_section,
                section,
                arrivals[section.move] if section.away else "",
                section.id in stale,
            )
            for section in redline.walk()
        ),
    )


def _redline_section(section: RedlineSection, arrival: str, is_stale: bool) -> SideSection:  # noqa: FBT001
    return SideSection(
        key=f"{AWAY}{arrival}" if arrival else section.id,
        number=section.number,
        title=section.title,
        heading=section.heading,
        body=section.body,
        is_stale=is_stale,
        redline=section,
        moved_to=arrival,
    )


def _ids_of_second(first: Text, second: Text, locale: str) -> Lookup[str]:
    """Return new ids for whatever in the second text has one that the page must keep for the first.

    A section that stands beside its counterpart needs none of its own.
    """
    taken, inside = ({i for section in text for i in section.ids} for text in (first, second))
    taken |= {section.key for section in first}
    alone = {second[j].key for i, j in _rows(first, second) if i is None and j is not None}
    prefix = _free_prefix(locale, taken | inside | {section.key for section in second})
    return Lookup((identifier, prefix + identifier) for identifier in sorted(inside | (alone & taken)))


def _rows(first: Text, second: Text) -> list[tuple[int | None, int | None]]:
    return pair_ids([section.key for section in first], [section.key for section in second])


def _section_pairs(first: Text, second: Text, ids: Lookup[str], kept: Kept) -> Iterator[SectionPair]:
    """Pair the sections of two texts, the introductions first."""
    keys = {section.key for section in first} & {section.key for section in second}
    for i, j in _rows(first, second):
        one = None if i is None else first[i]
        other = None if j is None else second[j]
        is_in_both = (one or other or first[0]).key in keys
        yield kept.once(_section_pair, one, other, ids, is_in_both, kept)


def _section_pair(
    one: SideSection | None,
    other: SideSection | None,
    ids: Lookup[str],
    is_in_both: bool,  # noqa: FBT001
    kept: Kept,
) -> SectionPair:
    """Pair a section with its counterpart, or leave it alone where both languages have it at other places."""
    second = _with_ids(other, ids) if other else None
    if one and second:
        headings = with_same_grain(one.heading, second.heading)
        if headings != (one.heading, second.heading):
            one, second = replace(one, heading=headings[0]), replace(second, heading=headings[1])
    pairs = pair_blocks(one.body if one else "", second.body if second else "", partial(kept.once, units))
    section = one or second
    assert section
    own = section.key if one else ids.get(section.key, section.key)
    apart = not (one and second) and is_in_both and not section.moved_to
    return SectionPair(
        id="" if section.moved_to else own or INTRODUCTION,
        first=one,
        second=second,
        pairs=tuple(_evened(pair, kept) for pair in pairs),
        elsewhere=(ids[section.key] if one else section.key) if apart else "",
    )


def _evened(pair: Pair, kept: Kept) -> Pair:
    """Mark what changed as finely in one language as in the other."""
    if pair.inside:
        return replace(pair, inside=tuple(_evened(each, kept) for each in pair.inside))
    written = pair.first.html, pair.second.html
    first, second = with_same_grain(*written, partial(kept.once, grain))
    if (first, second) == written:
        return pair
    return replace(pair, first=replace(pair.first, html=first), second=replace(pair.second, html=second))


def _with_ids(section: SideSection, ids: Mapping[str, str]) -> SideSection:
    """Return a section of the second text with the ids that it has on this page."""
    heading, body = with_other_ids(section.heading, ids), with_other_ids(section.body, ids)
    moved_to = ids.get(section.moved_to, section.moved_to)
    if (heading, body, moved_to) == (section.heading, section.body, section.moved_to):
        return section
    return replace(section, heading=heading, body=body, moved_to=moved_to)


_ANCHOR = re.compile(r'(?P<before> (?:id="|href="#))(?P<id>[^"]*)"')


def with_other_ids(html: str, ids: Mapping[str, str]) -> str:
    """Let elements and links have other ids; those that are not named stay."""
    if ' id="' not in html and 'href="#' not in html:
        return html

    def renamed(match: re.Match[str]) -> str:
        return f'{match["before"]}{ids.get(match["id"], match["id"])}"'

    return edit_tags(html, lambda tag: _ANCHOR.sub(renamed, tag))


def _free_prefix(locale: str, taken: Iterable[str]) -> str:
    """Return a prefix that no id has yet."""
    prefix = f"{locale}-"
    while any(identifier.startswith(prefix) for identifier in taken):
        prefix += "-"
    return prefix
