"""How much two blocks have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from affiche.compare.alignment import EXACT_CELLS
from affiche.compare.words import FOLDED, Words, split
from affiche.html import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.html import Block


WITHIN = 0.85
"""A block of which this share stands in a longer one is like it,"""
SHORTEST = 6
"""if it has at least so many words."""


class Likeness:
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
            text = plain_text(html.replace("><", "> <"))
            known = self._plain[html] = (text if text.isascii() else text.translate(FOLDED)).split()
        return known

    def words(self, block: Block) -> list[str]:
        """Give the words of a block, without punctuation."""
        known = self._words.get(block)
        if known is None:
            if block.blocks:
                known = self.all_words(block.blocks)
            else:
                known = [
                    key for key in self.split(block.inline).keys if key[-1:].isalnum() or key[:1].isalnum()
                ]
            self._words[block] = known
        return known

    def all_words(self, blocks: Iterable[Block]) -> list[str]:
        """Give the words of several blocks in a row."""
        return [word for block in blocks for word in self.words(block)]

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
        shorter = min(len(before), len(after))
        within = not whole and shorter >= SHORTEST and common >= 2 * WITHIN * shorter
        return least if within else 0.0


def distance(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the words that only one of two texts has, in order; the order of very long ones is left aside."""
    if len(old) * len(new) <= EXACT_CELLS:
        from rapidfuzz.distance import Indel

        return int(Indel.distance(old, new))
    return len(old) + len(new) - 2 * (Counter(old) & Counter(new)).total()
