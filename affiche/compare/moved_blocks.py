"""Paragraphs, list items and tables that moved to another place, in the same section or across sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from affiche.compare import limits
from affiche.compare.alignment import nearest, ngrams
from affiche.compare.block_edits import Added, BlockEdit, BlockMove, Changed, Kept, Removed
from affiche.compare.blocks import PROSE, BlockComparison

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.compare.words.similarity import TextSimilarity
    from affiche.html import Block

MOVABLE = frozenset(
    {"p", "li", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "h3", "h4", "h5", "h6"}
)

End: TypeAlias = tuple[int, BlockEdit]
"""An edit in one of several texts: the same edit can be part of two."""


def find_moved_blocks(
    texts: Sequence[Sequence[Removed | Added]], similarity: TextSimilarity, *, first: int
) -> dict[End, BlockMove]:
    """Find the blocks that are gone from one of the texts and are in another, or elsewhere in it, now.

    Of each text its `movable_blocks` blocks are wanted. The numbers count up from the first.
    """
    gone = [(at, edit) for at, edits in enumerate(texts) for edit in edits if isinstance(edit, Removed)]
    come = [(at, edit) for at, edits in enumerate(texts) for edit in edits if isinstance(edit, Added)]
    if not gone or not come:
        return {}
    comparison = BlockComparison(similarity)
    pairs = _pairs([edit.block for _, edit in gone], [edit.block for _, edit in come], similarity, comparison)
    found: dict[End, BlockMove] = {}
    number = first
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        moved = comparison.pair(gone[i][1].block, come[j][1].block)
        # What was laid out again carries its old text with it, so that it cannot be taken back to its place.
        if isinstance(moved, Kept | Changed):
            found[gone[i]] = found[come[j]] = BlockMove(number=str(number), edit=moved)
            number += 1
    return found


def movable_blocks(edits: Iterable[BlockEdit]) -> Iterator[Removed | Added]:
    """Give the removed and added blocks that can have moved."""
    for edit in edits:
        match edit:
            case Changed():
                yield from movable_blocks(edit.inside)
            case Removed() | Added() if _movable(edit.block):
                yield edit
            case _:
                pass


def _movable(block: Block) -> bool:
    """Tell whether a block is of a kind that can be moved by itself."""
    return block.name in MOVABLE and not block.solid and not block.opens


def _pairs(
    gone: Sequence[Block], come: Sequence[Block], similarity: TextSimilarity, comparison: BlockComparison
) -> Iterator[tuple[int, int]]:
    """Pair blocks without regard to their order, the most alike first."""
    near = nearest(
        [_runs(b, similarity) for b in gone], [_runs(b, similarity) for b in come], candidates=3, common=8
    )
    ranked: list[tuple[float, int, int]] = []
    for i, old in enumerate(gone):
        for j in near[i]:
            new = come[j]
            if old.name == new.name or {old.name, new.name} <= PROSE:
                share = comparison.likeness(old, new, limits.MOVED_ALIKE, whole=True)
                if share:
                    ranked.append((-share, i, j))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in sorted(ranked):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield i, j


def _runs(block: Block, similarity: TextSimilarity) -> set[tuple[str, ...]]:
    """Give the runs of words in a block that is long enough."""
    words = similarity.words(block)
    return set(ngrams(words, limits.MOVED_RUN)) if len(words) >= limits.MOVED_WORDS else set()
