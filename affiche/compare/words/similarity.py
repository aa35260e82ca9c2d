"""How similar two blocks are, by their words, and two sections, where a rare word counts for more."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.words.words import FOLDED, Words, split
from affiche.html import plain_text, with_tags_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.compare.sections.outline import Entry
    from affiche.html import Block


class TextSimilarity:
    """Weighs texts by their words, and remembers the words of each."""

    def __init__(self) -> None:
        """Start without any block."""
        self._words: dict[Block, list[str]] = {}
        self._split: dict[str, Words] = {}
        self._plain: dict[str, list[str]] = {}

    def split(self, html: str) -> Words:
        """Split inline HTML."""
        known = self._split.get(html)
        if known is None:
            known = self._split[html] = split(html)
        return known

    def plain(self, html: str) -> list[str]:
        """Give the words of HTML parted by white space and tags of blocks, typography left aside."""
        known = self._plain.get(html)
        if known is None:
            text = plain_text(with_tags_apart(html))
            known = self._plain[html] = (text if text.isascii() else text.translate(FOLDED)).split()
        return known

    def words(self, block: Block) -> list[str]:
        """Give the words of a block, without punctuation."""
        known = self._words.get(block)
        if known is None:
            known = self.all_words(block.blocks) if block.blocks else self.split(block.inline).spoken
            self._words[block] = known
        return known

    def all_words(self, blocks: Iterable[Block]) -> list[str]:
        """Give the words of several blocks in a row."""
        return [word for block in blocks for word in self.words(block)]

    def least_marked(self, before: Sequence[str], after: Sequence[str]) -> int | None:
        """Count the words that must be marked where two texts are laid out again; None if too few are common for that."""
        least = distance(before, after)
        return least if least <= (1 - limits.RELAID) * (len(before) + len(after)) else None

    def share(self, old: Block, new: Block, least: float, *, whole: bool = False) -> float:
        """Tell how much of two blocks is common, from 0 to 1; 0 where it is less than the least.

        Unless it must be the whole, the shorter may also stand in the longer one.
        """
        before, after = self.words(old), self.words(new)
        if not before and not after:
            return 1.0
        both = len(before) + len(after)
        common = both - distance(before, after)
        if common >= least * both:
            return common / both
        within = not whole and common >= 2 * limits.BLOCK_WITHIN * min(len(before), len(after))
        return least if within else 0.0


def distance(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the words that only one of two texts has, in order; the order of very long ones is left aside."""
    if len(old) * len(new) <= limits.EXACT_CELLS:
        from rapidfuzz.distance import Indel

        return int(Indel.distance(old, new))
    return len(old) + len(new) - 2 * (Counter(old) & Counter(new)).total()


WORD = re.compile(r"\w+")
NUMBER = re.compile(
    r"^\s*(?:(?:section|article|part|partie)\s+)?(?:\d+(?:[.)]\d*)*|[A-Za-z][.)]|[ivxIVX]+[.)])[.):\s–-]*\s",
    re.IGNORECASE,
)


class OutlineWords:
    """The words of each section of an outline, without capitals and punctuation."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take the outline, and read nothing yet."""
        self._entries = entries

    @cached_property
    def texts(self) -> list[list[str]]:
        """The words under each heading."""
        texts = (plain_text(with_tags_apart(entry.text.html)) for entry in self._entries)
        return [WORD.findall(text.casefold()) for text in texts]

    @cached_property
    def headings(self) -> list[list[str]]:
        """The words of each heading, its number left aside."""
        return [bare(plain_text(entry.text.heading)).split() for entry in self._entries]

    def features(self, at: int) -> set[tuple[str, ...]]:
        """Give what similar sections share: runs of two words, and the words of the heading."""
        return {("", word) for word in self.headings[at]} | set(pairwise(self.texts[at]))


class SectionSimilarity:
    """Weighs the sections of two outlines against one another; what it is not asked for it does not read."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry]) -> None:
        """Take both outlines."""
        self.old, self.new = OutlineWords(old), OutlineWords(new)

    def common(self, at: int, to: int) -> float:
        """Tell which share of the words under two headings is common."""
        return _share(Counter(self.old.texts[at]), Counter(self.new.texts[to]), self._rarity)

    def headings(self, at: int, to: int) -> float:
        """Tell how alike two headings are; one that stands in the other is nearly it."""
        one, other = Counter(self.old.headings[at]), Counter(self.new.headings[to])
        shorter = min(one.total(), other.total())
        within = limits.HEADING_WITHIN if shorter and (one & other).total() == shorter else 0.0
        return max(_share(one, other, self._heading_rarity), within)

    def similarity(self, at: int, to: int) -> float:
        """Tell how alike two sections are, headings and texts together."""
        headings = self.headings(at, to)
        sizes = len(self.old.texts[at]), len(self.new.texts[to])
        if not max(sizes):
            return headings
        common = self.common(at, to)
        if min(sizes) < limits.BRIEF:
            return (headings + common) / 2
        if common >= limits.TEXT_ALIKE:
            return common
        return limits.HEADING_WEIGHT * headings + (1 - limits.HEADING_WEIGHT) * common

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        return _rarity([*self.old.texts, *self.new.texts])

    @cached_property
    def _heading_rarity(self) -> Mapping[str, float]:
        return _rarity([*self.old.headings, *self.new.headings])


def bare(title: str) -> str:
    """Give a heading without its number, capitals and punctuation."""
    return " ".join(WORD.findall(NUMBER.sub("", title).casefold())) or title


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
