"""Which section of the old edition is which of the new: by text and id, then by similarity."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.alignment import nearest
from affiche.compare.words.similarity import SectionSimilarity, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence

    from affiche.compare.sections.outline import Entry


TWICE = 2
NUMBERED = re.compile(r"(?P<base>.+)-\d+")
"""The id of a heading that is not the first with its words."""


def match_sections(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Give for each position in the new outline the position in the old one that it continues."""
    if all_in_place(old, new):
        return {place: place for place in range(len(new))}
    repeated = _repeated_ids(old) | _repeated_ids(new)
    matcher = _Matcher(old, new)
    matcher.match([(0, 0)])  # title and introduction, whatever they say
    # Where a text still holds its former edition further down, that copy would take the partners of the first one.
    copies = _later_copy(old, new), _later_copy(new, old)
    matcher.leave(*copies)
    matcher.match_all(repeated)
    if any(copies):
        matcher.leave(range(0), range(0))
        matcher.match_all(repeated)
    return matcher.matches


def all_in_place(old: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Tell whether every section has its id at its place in both, and none the text that another had."""
    ids = [entry.section.id for entry in new]
    if [entry.section.id for entry in old] != ids or len(set(ids)) < len(ids) or _repeated_ids(new):
        return False
    texts = [(one.text.html, other.text.html) for one, other in zip(old, new, strict=True)]
    differing = [pair for pair in texts if pair[0] != pair[1]]
    return {before for before, _ in differing}.isdisjoint(after for _, after in differing)


class _Matcher:
    """Matches sections, each at most once, in rounds from the surest to the least sure."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        """Start with nothing matched."""
        self.matches: dict[int, int] = {}
        self._old = old
        self._new = new
        self._taken: set[int] = set()
        self._left_old = self._left_new = range(0)
        self._similarity = SectionSimilarity(old, new)

    def leave(self, old: range, new: range) -> None:
        """Leave sections of both sides aside for now."""
        self._left_old, self._left_new = old, new

    def match_all(self, repeated: Container[str]) -> None:
        """Go through all rounds; of the ids that repeat none is sure."""
        self.match(self.same(lambda e: (e.section.id, e.text.html)))
        self.match(self.same(lambda e: e.text.html if e.text.html.count(" ") >= limits.BRIEF else None))
        self.match(self.same(lambda e: None if e.section.id in repeated else e.section.id))
        self.match(self.same(lambda e: e.section.title))
        self.match(self.same(lambda e: bare(e.section.title)))
        self.match(self.alike())
        self.match(self.between())
        self.match(self.same(lambda e: e.section.id))
        self.match(self.parents())

    def match(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Match the pairs of old and new positions that are both free."""
        for at, to in pairs:
            if at not in self._taken and to not in self.matches:
                self.matches[to] = at
                self._taken.add(at)

    def same(self, key: Callable[[Entry], Hashable]) -> list[tuple[int, int]]:
        """Pair the sections with a key that is found once among the free ones of each side."""
        before, after = (
            self._once(self._free_old(), self._old, key),
            self._once(self._free_new(), self._new, key),
        )
        return [(before[value], to) for value, to in after.items() if value in before]

    def alike(self) -> Iterator[tuple[int, int]]:
        """Pair what is alike enough, the most alike first."""
        olds, news = self._free_old(), self._free_new()
        look = self._similarity
        found = nearest(
            [look.old.features(at) for at in olds],
            [look.new.features(to) for to in news],
            candidates=5,
            common=12,
            rare_counts_more=False,  # else a stranger that shares one rare name comes before the renamed section
        )
        ranked = [
            (-look.similarity(at, news[k]), abs(at - news[k]), at, news[k])
            for at, near in zip(olds, found, strict=True)
            for k in near
            if self._is_one(at, news[k])
        ]
        for _, _, at, to in sorted(ranked):
            yield at, to

    def _is_one(self, at: int, to: int) -> bool:
        """Tell whether two sections are one, wherever they stand."""
        look = self._similarity
        if look.headings(at, to) >= limits.HEADING_ALIKE:
            return look.similarity(at, to) >= limits.SECTION_ALIKE
        return look.common(at, to) >= limits.TEXT_ALIKE

    def between(self) -> list[tuple[int, int]]:
        """Pair sections that stand alone between the same two neighbours."""
        where = {at: to for to, at in self.matches.items()}
        where[len(self._old)] = len(self._new)
        return [
            (at, to)
            for at in self._free_old()
            if (to := where.get(at - 1, -1) + 1) == where.get(at + 1, -1) - 1
            and self._similarity.common(at, to) >= limits.BETWEEN_NEIGHBOURS
        ]

    def parents(self) -> list[tuple[int, int]]:
        """Pair sections with hardly any text of their own when most sections nested in them are paired."""
        pairs = []
        where = {at: to for to, at in self.matches.items()}
        for at in self._free_old():
            inside = range(at + 1, self._old[at].end)
            homes = Counter(self._parent(where[k]) for k in inside if k in where)
            for to, count in homes.most_common(1):
                if to is None or to in self.matches or count * 2 <= len(inside):
                    continue
                look = self._similarity
                longest = max(len(look.old.texts[at]), len(look.new.texts[to]))
                if longest < limits.BRIEF or look.common(at, to) >= limits.BETWEEN_NEIGHBOURS:
                    pairs.append((at, to))
        return pairs

    def _parent(self, to: int) -> int | None:
        """Give the position of the section that a new one is nested in."""
        depth = self._new[to].depth
        return next((k for k in range(to - 1, 0, -1) if self._new[k].depth < depth), None)

    def _free_old(self) -> list[int]:
        """Give the old positions without a match."""
        return [at for at in range(len(self._old)) if at not in self._taken and at not in self._left_old]

    def _free_new(self) -> list[int]:
        """Give the new positions without a match."""
        return [to for to in range(len(self._new)) if to not in self.matches and to not in self._left_new]

    @staticmethod
    def _once(
        places: Iterable[int], entries: Sequence[Entry], key: Callable[[Entry], Hashable]
    ) -> dict[Hashable, int]:
        """Give the places of the keys that are found once."""
        found: dict[Hashable, list[int]] = defaultdict(list)
        for place in places:
            found[key(entries[place])].append(place)
        return {value: ones[0] for value, ones in found.items() if value is not None and len(ones) == 1}


def _later_copy(entries: Sequence[Entry], others: Sequence[Entry]) -> range:
    """Give the sections of a text that stand in it a second time, as where the former edition is kept below the new one.

    The other text has most of these headings once.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        places[bare(entry.section.title)].append(place)
    titles = Counter(bare(entry.section.title) for entry in others[1:])
    twice = [found for title, found in places.items() if len(found) == TWICE and titles[title] == 1]
    if not twice or len(twice) < limits.FEWEST_TWICE or TWICE * len(twice) < len(others) - 1:
        return range(0)
    last, first = max(place for place, _ in twice), min(place for _, place in twice)
    return range(first, len(entries)) if last < first else range(0)


def _repeated_ids(entries: Sequence[Entry]) -> set[str]:
    """Give the ids of headings that repeat: which of them has which number tells no more than the heading."""
    ids = {entry.section.id for entry in entries}
    numbered = {found[0]: found["base"] for name in ids if (found := NUMBERED.fullmatch(name))}
    return {each for name, base in numbered.items() if base in ids for each in (name, base)}
