"""How alike two sections are: a word counts for more the fewer sections have it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from affiche.html import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.compare.outline import Entry

WITHIN = 0.8
"""The likeness of a heading and a longer one that has all of its words."""
HEADING_WEIGHT = 0.3
"""How much the headings count in the likeness of two sections; the text under them is the rest."""
SHORT = 12
"""In a text of fewer words the heading counts as much as the text."""
TWIN = 0.7
"""Two texts with so many common words are one whatever their headings."""

WORD = re.compile(r"\w+")
NUMBER = re.compile(
    r"^\s*(?:(?:section|article|part|partie)\s+)?(?:\d+(?:[.)]\d*)*|[A-Za-z][.)]|[ivxIVX]+[.)])[.):\s–-]*\s",
    re.IGNORECASE,
)


class Resemblance:
    """Weighs the sections of two outlines against one another; what it is not asked for it does not read."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        """Take both outlines."""
        self._old = old
        self._new = new

    def size(self, at: int, *, old: bool) -> int:
        """Count the words of a text, heading left aside."""
        return len((self._old_texts if old else self._new_texts)[at])

    def common(self, at: int, to: int) -> float:
        """Tell which share of the words under two headings is common."""
        return _share(Counter(self._old_texts[at]), Counter(self._new_texts[to]), self._rarity)

    def headings(self, at: int, to: int) -> float:
        """Tell how alike two headings are; one that stands in the other is nearly it."""
        one, other = Counter(self._old_headings[at]), Counter(self._new_headings[to])
        shorter = min(one.total(), other.total())
        within = WITHIN if shorter and (one & other).total() == shorter else 0.0
        return max(_share(one, other, self._heading_rarity), within)

    def likeness(self, at: int, to: int) -> float:
        """Tell how alike two sections are, headings and texts together."""
        headings = self.headings(at, to)
        sizes = self.size(at, old=True), self.size(to, old=False)
        if not max(sizes):
            return headings
        common = self.common(at, to)
        if min(sizes) < SHORT:
            return (headings + common) / 2
        return common if common >= TWIN else HEADING_WEIGHT * headings + (1 - HEADING_WEIGHT) * common

    def pointers(self, at: int, *, old: bool) -> set[tuple[str, ...]]:
        """Give what points to similar sections: runs of two words, and the words of the heading."""
        words = (self._old_texts if old else self._new_texts)[at]
        heading = (self._old_headings if old else self._new_headings)[at]
        return {("", word) for word in heading} | set(pairwise(words))

    @cached_property
    def _old_texts(self) -> list[list[str]]:
        return [_words(entry.text.html) for entry in self._old]

    @cached_property
    def _new_texts(self) -> list[list[str]]:
        return [_words(entry.text.html) for entry in self._new]

    @cached_property
    def _old_headings(self) -> list[list[str]]:
        return [bare(plain_text(entry.text.heading)).split() for entry in self._old]

    @cached_property
    def _new_headings(self) -> list[list[str]]:
        return [bare(plain_text(entry.text.heading)).split() for entry in self._new]

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        return _rarity([*self._old_texts, *self._new_texts])

    @cached_property
    def _heading_rarity(self) -> Mapping[str, float]:
        return _rarity([*self._old_headings, *self._new_headings])


def bare(title: str) -> str:
    """Give a heading without its number, capitals and punctuation."""
    return " ".join(WORD.findall(NUMBER.sub("", title).casefold())) or title


def _words(html: str) -> list[str]:
    """Give the words of HTML without capitals and punctuation."""
    return WORD.findall(plain_text(html.replace("><", "> <")).casefold())


def _rarity(texts: Sequence[Iterable[str]]) -> dict[str, float]:
    """Weigh each word by how few of the texts have it; one that all have weighs nothing."""
    found = Counter(word for text in texts for word in set(text))
    return {word: log((1 + len(texts) / count) / 2) for word, count in found.items()}


def _share(old: Counter[str], new: Counter[str], rarity: Mapping[str, float]) -> float:
    """Tell which share of the words of two texts is common, by weight; of none at all, everything."""
    total = _weight(old, rarity) + _weight(new, rarity)
    return 2 * _weight(old & new, rarity) / total if total else float(old == new)


def _weight(words: Counter[str], rarity: Mapping[str, float]) -> float:
    """Add up what words weigh."""
    return sum(rarity[word] * count for word, count in words.items())
