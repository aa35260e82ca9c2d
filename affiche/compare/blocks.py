"""Align the blocks of two texts: paragraphs, list items, rows, cells, definitions, headings."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare.alignment import align
from affiche.compare.chains import best_chain
from affiche.compare.ends import mostly_alike
from affiche.compare.inline import compare_inline
from affiche.compare.likeness import distance
from affiche.compare.pieces import Piece, State
from affiche.compare.recasting import recast
from affiche.html import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.likeness import Likeness

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINES = HEADINGS | {"p"}
FAMILIES = (frozenset({"ul", "ol"}), frozenset({"th", "td"}), frozenset({"dt", "dd"}), LINES)
FLOW = frozenset({"", "#", "li", "td", "th", "dd", "blockquote", "div", "section", "details"})
"""What can hold blocks of any kind."""
MIXED = frozenset({"li", "td", "th", "dd", "dt", "blockquote", "div", "section"})
"""What can hold inline text as well as blocks."""

HOLDERS = frozenset({"ul", "ol", "dl", "table"})
"""What holds only blocks of its own kind, and stands where any block can."""

ALIKE = 0.4
"""Two blocks are one reworded block when this share of their words is common."""
ALONE = 0.3
"""So are they with this share where nothing else was added or removed beside them."""
KEPT = 0.5
"""A run of blocks is laid out anew, rather than replaced, when this share of its words is common."""
SPARED = 0.3
"""It also is when that spares this share of the marks that pairing its blocks would take,"""
SPARED_WORDS = 6
"""and at least so many words."""


class BlockComparison:
    """Compares two rows of blocks and everything in them."""

    def __init__(self, likeness: Likeness) -> None:
        """Start with what knows the words."""
        self._likeness = likeness

    def row(self, old: Sequence[Block], new: Sequence[Block], parent: str = "#") -> Iterator[Piece]:
        """Lay two rows of blocks out as one: keep equal blocks and look between them for similar ones."""
        i = j = 0
        runs = align([b.raw for b in old], [b.raw for b in new])
        for at, to, size in [*runs, (len(old), len(new), 0)]:
            if i < at or j < to:
                yield from self._between(old[i:at], new[j:to], parent)
            for before, after in zip(old[at : at + size], new[to : to + size], strict=True):
                state = State.SAME if before.trail == after.trail else State.CHANGED
                yield Piece(state=state, old=before, new=after)
            i, j = at + size, to + size

    def pair(self, old: Block, new: Block) -> Piece:
        """Compare the insides of two blocks that are one."""
        if old.raw == new.raw:
            state = State.SAME if old.trail == new.trail else State.CHANGED
            return Piece(state=state, old=old, new=new)
        if bool(old.blocks) != bool(new.blocks):
            old, new = _with_run(old), _with_run(new)
        if old.name == "table" and _columns(old) != _columns(new):
            return self._recast([old], [new])
        if old.blocks:
            pieces = tuple(self._inside(old, new))
            if new.name in HOLDERS and self._wasteful(old, new, pieces):
                return self._recast([old], [new])
            return Piece(state=State.CHANGED, old=old, new=new, pieces=pieces)
        if old.inline == new.inline:
            return Piece(state=State.CHANGED, old=old, new=new)
        inline = compare_inline(old.inline, new.inline, self._likeness.split)
        return Piece(state=State.CHANGED, old=old, new=new, inline=inline)

    def _inside(self, old: Block, new: Block) -> Iterator[Piece]:
        """Compare the blocks inside two blocks; the cells of a row, and the parts of a table, by their place."""
        if new.name == "tr" or (new.name == "table" and len(old.blocks) == len(new.blocks)):
            for before, after in zip(old.blocks, new.blocks, strict=True):
                yield self.pair(before, after)
        else:
            yield from self.row(old.blocks, new.blocks, new.name)

    def _between(self, old: Sequence[Block], new: Sequence[Block], parent: str) -> Iterator[Piece]:
        """Pair blocks by likeness; lay them out anew where pairs would hide how much stays."""
        if not old or not new:
            yield from _apart(old, new)
            return
        if len(old) == len(new) and all(map(_changed_within, old, new)):
            yield from map(self.pair, old, new)
            return
        if len(old) == len(new) == 1:
            if related(old[0], new[0]) and self._likeness.share(old[0], new[0], ALONE):
                yield self.pair(old[0], new[0])
            else:
                yield from self._leftover(old, new, parent)
            return
        pairs = self._pairs(old, new)
        if parent in FLOW and self._better_recast(old, new, pairs):
            yield self._recast(old, new)
            return
        bounds = [(-1, -1), *pairs, (len(old), len(new))]
        for (i, j), (at, to) in pairwise(bounds):
            yield from self._leftover(old[i + 1 : at], new[j + 1 : to], parent)
            if at < len(old):
                yield self.pair(old[at], new[to])

    def _leftover(self, old: Sequence[Block], new: Sequence[Block], parent: str) -> Iterator[Piece]:
        """Lay out blocks without a partner."""
        if old and new and parent in FLOW and not _opens(old, new):
            before, after = self._likeness.all_words(old), self._likeness.all_words(new)
            if distance(before, after) <= (1 - KEPT) * (len(before) + len(after)):
                yield self._recast(old, new)
                return
        yield from _apart(old, new)

    def _wasteful(self, old: Block, new: Block, pieces: Sequence[Piece]) -> bool:
        """Tell whether far more words are marked than differ."""
        before, after = self._likeness.words(old), self._likeness.words(new)
        least = distance(before, after)
        if least > (1 - KEPT) * (len(before) + len(after)):
            return False
        apart = 0
        for piece in (inner for outer in pieces for inner in outer.walk()):
            if piece.state is State.REMOVED and piece.old is not None:
                apart += len(self._likeness.words(piece.old))
            elif piece.state is State.ADDED and piece.new is not None:
                apart += len(self._likeness.words(piece.new))
        return apart - least >= max(SPARED_WORDS, SPARED * apart)

    def _better_recast(
        self, old: Sequence[Block], new: Sequence[Block], pairs: list[tuple[int, int]]
    ) -> bool:
        """Tell whether laying the words out anew marks far fewer of them than pairs of blocks would."""
        if _opens(old, new) or len(old) == len(new) == len(pairs):
            return False
        before, after = self._likeness.all_words(old), self._likeness.all_words(new)
        least = distance(before, after)
        if least > (1 - KEPT) * (len(before) + len(after)):
            return False
        marked = len(before) + len(after)
        for at, to in pairs:
            one, other = self._likeness.words(old[at]), self._likeness.words(new[to])
            marked -= len(one) + len(other) - distance(one, other)
        return (marked > 0 and not least) or marked - least >= max(SPARED_WORDS, SPARED * marked)

    def _recast(self, old: Sequence[Block], new: Sequence[Block]) -> Piece:
        """Show the words of a run of blocks in the blocks that hold them now."""
        inline = recast(*("".join(b.raw + b.trail for b in blocks) for blocks in (old, new)))
        return Piece(state=State.RECAST, inline=inline, before=tuple(old), after=tuple(new))

    def _pairs(self, old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
        """Choose the pairs that have the most words in common, without crossing."""
        rows = {at: self._likeness.words(block) for at, block in enumerate(old)}
        columns = {to: self._likeness.words(block) for to, block in enumerate(new)}

        def weight(at: int, to: int) -> float:
            if not related(old[at], new[to]):
                return 0.0
            share = self._likeness.share(old[at], new[to], ALIKE)
            return share * (len(rows[at]) + len(columns[to]) + 1)

        return best_chain(list(rows.values()), list(columns.values()), weight)


def related(old: Block, new: Block) -> bool:
    """Tell whether one block can become the other where it stands."""
    if old.solid or new.solid:
        return False
    if bool(old.blocks) != bool(new.blocks) and not (old.name in MIXED and new.name in MIXED):
        return False
    if old.name == "tr" and len(old.blocks) != len(new.blocks):
        return False
    return old.name == new.name or any(old.name in family and new.name in family for family in FAMILIES)


def _changed_within(old: Block, new: Block) -> bool:
    """Tell, without reading words, whether two blocks are one that was changed somewhere inside."""
    return related(old, new) and mostly_alike(old.raw, new.raw)


def _apart(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Piece]:
    """Give blocks that have nothing in common, the old first."""
    for block in old:
        yield Piece(state=State.REMOVED, old=block)
    for block in new:
        yield Piece(state=State.ADDED, new=block)


def _opens(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Tell whether a section begins among the blocks."""
    return any(block.opens for block in old) or any(block.opens for block in new)


def _with_run(block: Block) -> Block:
    """Give a block whose inline text stands in a block of its own."""
    if block.blocks:
        return block
    body = block.inline.strip(" \t\n\r\f")
    if not body:
        return replace(block, lead=block.inline, inline="")
    lead, _, trail = block.inline.partition(body)
    return replace(block, lead=lead, inline="", blocks=(Block(name="", inline=body, raw=body, trail=trail),))


def _columns(table: Block) -> tuple[object, ...]:
    """Give what must agree for two tables to be compared row by row."""
    rows = [row for part in table.blocks for row in (part.blocks if part.name != "tr" else (part,))]
    widths = {len(row.blocks) for row in rows if row.name == "tr"}
    return (
        tuple(sorted(widths)) if len(widths) == 1 else object(),
        [part.name for part in table.blocks if part.name != "tr"],
        "span=" in table.raw,
    )
