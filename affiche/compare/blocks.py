"""Align the blocks of two texts: paragraphs, list items, rows, cells, definitions, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from affiche.compare.alignment import align
from affiche.compare.inline import compare_inline
from affiche.compare.markup import Block, text_of
from affiche.compare.pieces import Piece, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FAMILIES = (
    frozenset({"ul", "ol"}),
    frozenset({"th", "td"}),
    frozenset({"dt", "dd"}),
    HEADINGS,
)
ALIKE = 0.4
"""Two blocks are one reworded block when this share of their words is common."""
FEW = 400
"""Up to this many pairs of blocks are looked at for likeness one by one."""


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[Piece, ...]:
    """Lay the blocks of two texts out as one row of pieces, in the order of the new one."""
    return tuple(_row(old, new))


def _row(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Piece]:
    """Keep equal blocks and pair what lies between them by likeness."""
    i = j = 0
    for at, to, size in [*align([b.raw for b in old], [b.raw for b in new]), (len(old), len(new), 0)]:
        yield from _between(old[i:at], new[j:to])
        for before, after in zip(old[at : at + size], new[to : to + size], strict=True):
            state = State.SAME if before.trail == after.trail else State.CHANGED
            yield Piece(state=state, old=before, new=after)
        i, j = at + size, to + size


def _between(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Piece]:
    """Pair blocks by likeness, without crossing; the rest was removed or added."""
    i = j = 0
    for at, to in [*_pairs(old, new), (len(old), len(new))]:
        for block in old[i:at]:
            yield Piece(state=State.REMOVED, old=block)
        for block in new[j:to]:
            yield Piece(state=State.ADDED, new=block)
        if at < len(old):
            yield compare_pair(old[at], new[to])
        i, j = at + 1, to + 1


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Choose the pairs that have the most in common together."""
    if not old or not new:
        return []
    if len(old) * len(new) > FEW:
        return []
    shares = [[likeness(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j], best[i][j + 1], shares[i][j] + best[i + 1][j + 1] if shares[i][j] else 0
            )
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if shares[i][j] and best[i][j] == shares[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def likeness(old: Block, new: Block) -> float:
    """Tell how much of two blocks is common, from 0 to 1; 0 where they cannot be one block."""
    if not related(old, new):
        return 0.0
    before, after = text_of(old.raw).split(), text_of(new.raw).split()
    if not before and not after:
        return 1.0
    return float(Indel.normalized_similarity(before, after, score_cutoff=ALIKE))


def related(old: Block, new: Block) -> bool:
    """Tell whether one block can become the other where it stands."""
    if old.solid or new.solid or bool(old.blocks) != bool(new.blocks):
        return False
    return old.name == new.name or any(old.name in family and new.name in family for family in FAMILIES)


def compare_pair(old: Block, new: Block) -> Piece:
    """Compare the insides of two blocks that are one."""
    if old.raw == new.raw and old.trail == new.trail:
        return Piece(state=State.SAME, old=old, new=new)
    if old.blocks:
        return Piece(state=State.CHANGED, old=old, new=new, pieces=compare_blocks(old.blocks, new.blocks))
    inline = None if old.inline == new.inline else compare_inline(old.inline, new.inline)
    return Piece(state=State.CHANGED, old=old, new=new, inline=inline)
