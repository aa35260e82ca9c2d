"""How much two blocks have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from affiche.compare.markup import text_of
from affiche.compare.words import FOLDED, Words, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from affiche.compare.markup import Block


WITHIN = 0.85
"""A block of which this share stands in a longer one is like it,"""
SHORTEST = 6
"""if it has at least so many words."""


class Likeness:
    """Weighs blocks by their words; it splits each text once."""

    def __init__(self) -> None:
        """Start without any block."""
        self._words: dict[Block, list[str]] = {}
        self._split: dict[str, Words] = {}

    def split(self, html: str) -> Words:
        """Split inline HTML."""
        known = self._split.get(html)
        if known is None:
            known = self._split[html] = split(html)
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
        shorter = min(len(before), len(after))
        share = float(Indel.normalized_similarity(before, after, score_cutoff=least))
        if (
            not (share or whole)
            and shorter >= SHORTEST
            and Indel.similarity(before, after) >= 2 * WITHIN * shorter
        ):
            return least
        return share


def plain_words(html: str) -> list[str]:
    """Give the words of HTML parted by white space and tags of blocks, typography left aside."""
    text = text_of(html.replace("><", "> <"))
    return (text if text.isascii() else text.translate(FOLDED)).split()
