"""Which section of the old edition is which of the new: by text and id, then by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from affiche.compare.likeness import Likeness
    from affiche.compare.outline import Entry

TELLING = 8
"""A text of so many words, found once on each side, is one section whatever its heading."""
SAME_NAME = 0.1
"""Two sections with the same id, or heading, are one when at least this share of their words is common."""
ALIKE = 0.5
"""Two sections with different ids and headings are one renamed section when their likeness is at least this."""
ALIKE_NAMED = 0.38
"""Less is enough where the headings have something to do with one another:"""
NAMED = 0.5
"""this likeness."""
WITHIN = 0.8
"""The likeness of a heading and a longer one that has all of its words."""
HEADING_WEIGHT = 0.3
"""How much the headings count in the likeness of two sections; the text under them is the rest."""
SHORT = 12
"""In a text of fewer words the heading counts as much as the text."""
ALONE = 0.3
"""So are two with so many common words that stand alone between the same two neighbours."""
TWIN = 0.7
"""Two texts with so many common words are one whatever their headings."""
CANDIDATES = 5
COMMON = 12
"""A run of words found in more sections than this points nowhere."""

NUMBER = re.compile(
    r"^\s*(?:(?:section|article|part|partie)\s+)?(?:\d+(?:[.)]\d*)*|[A-Za-z][.)]|[ivxIVX]+[.)])[.):\s–-]*\s",
    re.IGNORECASE,
)


def match_sections(old: Sequence[Entry], new: Sequence[Entry], likeness: Likeness) -> dict[int, int]:
    """Give for each position in the new outline the position in the old one that it continues."""
    matcher = _Matcher(old, new, likeness)
    matcher.match([(0, 0)])
    matcher.match(matcher.same(lambda e: (e.section.id, e.text.html)))
    matcher.match(matcher.same(lambda e: e.text.html if e.text.html.count(" ") >= TELLING else None))
    matcher.match(matcher.named(lambda e: e.section.id))
    matcher.match(matcher.named(lambda e: e.section.title))
    matcher.match(matcher.named(lambda e: bare(e.section.title)))
    matcher.match(matcher.alike())
    matcher.match(matcher.between())
    matcher.match(matcher.same(lambda e: e.section.id))
    matcher.match(matcher.parents())
    return matcher.matches


def bare(title: str) -> str:
    """Give a heading without its number, capitals and punctuation."""
    words = re.findall(r"\w+", NUMBER.sub("", title).casefold())
    return " ".join(words) or title


class _Matcher:
    """Matches sections, each at most once, in rounds from the surest to the least sure."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], likeness: Likeness) -> None:
        """Start with nothing matched."""
        self.matches: dict[int, int] = {}
        self._old = old
        self._new = new
        self._taken: set[int] = set()
        self._texts = likeness
        self._words: dict[tuple[bool, int], tuple[Counter[str], Counter[str]]] = {}

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

    def named(self, key: Callable[[Entry], Hashable]) -> list[tuple[int, int]]:
        """Pair the sections with the same key whose texts are not strange to one another."""
        return [
            (at, to)
            for at, to in self.same(key)
            if self._common(at, to) >= SAME_NAME
            or min(self._size(at, old=True), self._size(to, old=False)) < SHORT
        ]

    def alike(self) -> Iterator[tuple[int, int]]:
        """Pair what is alike enough, the most alike first."""
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for to in self._free_new():
            for run in self._runs(to, old=False):
                places[run].append(to)
        ranked: list[tuple[float, int, int, int]] = []
        for at in self._free_old():
            votes: Counter[int] = Counter()
            for run in self._runs(at, old=True):
                if len(places.get(run, ())) <= COMMON:
                    votes.update(places.get(run, ()))
            for to, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:CANDIDATES]:
                likeness = self._likeness(at, to)
                if likeness >= (ALIKE_NAMED if self._headings(at, to) >= NAMED else ALIKE):
                    ranked.append((-likeness, abs(at - to), at, to))
        for _, _, at, to in sorted(ranked):
            yield at, to

    def between(self) -> list[tuple[int, int]]:
        """Pair sections that stand alone between the same two neighbours."""
        where = {at: to for to, at in self.matches.items()}
        where[len(self._old)] = len(self._new)
        return [
            (at, to)
            for at in self._free_old()
            if (to := where.get(at - 1, -1) + 1) == where.get(at + 1, -1) - 1
            and self._common(at, to) >= ALONE
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
                longest = max(self._size(at, old=True), self._size(to, old=False))
                if longest < SHORT or self._common(at, to) >= ALONE:
                    pairs.append((at, to))
        return pairs

    def _parent(self, to: int) -> int | None:
        """Give the position of the section that a new one is nested in."""
        depth = self._new[to].depth
        return next((k for k in range(to - 1, 0, -1) if self._new[k].depth < depth), None)

    def _free_old(self) -> list[int]:
        """Give the old positions without a match."""
        return [at for at in range(len(self._old)) if at not in self._taken]

    def _free_new(self) -> list[int]:
        """Give the new positions without a match."""
        return [to for to in range(len(self._new)) if to not in self.matches]

    @staticmethod
    def _once(
        places: Iterable[int], entries: Sequence[Entry], key: Callable[[Entry], Hashable]
    ) -> dict[Hashable, int]:
        """Give the places of the keys that are found once."""
        found: dict[Hashable, list[int]] = defaultdict(list)
        for place in places:
            found[key(entries[place])].append(place)
        return {value: ones[0] for value, ones in found.items() if value is not None and len(ones) == 1}

    def _counted(self, place: int, *, old: bool) -> tuple[Counter[str], Counter[str]]:
        """Count the words of a heading and of the text under it."""
        known = self._words.get((old, place))
        if known is None:
            text = (self._old if old else self._new)[place].text
            known = (
                Counter(bare(text_of(text.heading)).split()),
                Counter(self._texts.plain(text.html)),
            )
            self._words[old, place] = known
        return known

    def _size(self, place: int, *, old: bool) -> int:
        """Count the words of a text, heading left aside."""
        return self._counted(place, old=old)[1].total()

    def _common(self, at: int, to: int) -> float:
        """Tell which share of the words under two headings is common."""
        return _share(self._counted(at, old=True)[1], self._counted(to, old=False)[1])

    def _likeness(self, at: int, to: int) -> float:
        """Tell how alike two sections are, headings and texts together."""
        headings = self._headings(at, to)
        sizes = self._size(at, old=True), self._size(to, old=False)
        if min(sizes) < SHORT:
            return (headings + self._common(at, to)) / 2 if max(sizes) else headings
        common = self._common(at, to)
        return common if common >= TWIN else HEADING_WEIGHT * headings + (1 - HEADING_WEIGHT) * common

    def _headings(self, at: int, to: int) -> float:
        """Tell how alike two headings are; one that stands in the other is nearly it."""
        one, other = self._counted(at, old=True)[0], self._counted(to, old=False)[0]
        shorter = min(one.total(), other.total())
        within = WITHIN * (one & other).total() / shorter if shorter else 0.0
        return max(_share(one, other), within if within >= WITHIN else 0.0)

    def _runs(self, place: int, *, old: bool) -> set[tuple[str, ...]]:
        """Give what points to similar sections: runs of two words, and the words of the heading."""
        text = (self._old if old else self._new)[place].text
        words = self._texts.plain(text.html)
        heading = {("", word) for word in self._counted(place, old=old)[0]}
        return heading | set(pairwise(words))


def _share(old: Counter[str], new: Counter[str]) -> float:
    """Tell which share of the words of two texts is common."""
    total = old.total() + new.total()
    common = sum(min(old[word], new[word]) for word in old.keys() & new.keys())
    return 2 * common / total if total else 1.0
