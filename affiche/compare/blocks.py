"""Align the blocks of two texts: paragraphs, list items, rows, cells, definitions, headings."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.alignment import align, best_chain, weighted_lis
from affiche.compare.block_edits import Added, BlockEdit, Changed, Kept, Recast, Removed, walk
from affiche.compare.relayout import recast
from affiche.compare.words.inline import compare_inline
from affiche.compare.words.similarity import distance
from affiche.html import Block, has_spans, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.words.inline import Inline
    from affiche.compare.words.similarity import TextSimilarity

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROSE = HEADINGS | {"p", "li"}
"""What can become another of these where no word of it changed."""
FAMILIES = (HEADINGS, frozenset({"ul", "ol"}), frozenset({"th", "td"}))
FLOW = frozenset({"", "#", "li", "td", "th", "dd", "blockquote", "div", "section", "details"})
"""What can hold blocks of any kind."""
MIXED = frozenset({"li", "td", "th", "dd", "dt", "blockquote", "div", "section"})
"""What can hold inline text as well as blocks."""

HOLDERS = frozenset({"ul", "ol", "dl", "table"})
"""What holds only blocks of its own kind, and stands where any block can."""
LABEL = re.compile(r"\s*<(strong|b|em|code)\b[^<>]*>(?P<marked>.{2,80}?)</\1>|(?P<typed>[^<:]{2,60}):\s")
"""What an item of a list begins with where it names what it is about."""


class BlockComparison:
    """Compares two rows of blocks and everything in them."""

    def __init__(self, similarity: TextSimilarity) -> None:
        """Start with what knows the words, and nothing compared."""
        self._similarity = similarity
        self._inlines: dict[tuple[str, str], Inline] = {}
        """What was written of two pieces of inline text, which many pairs of sections have."""

    def row(self, old: Sequence[Block], new: Sequence[Block], parent: str = "#") -> Iterator[BlockEdit]:
        """Lay two rows of blocks out as one: keep equal blocks and look between them for similar ones."""
        i = j = 0
        runs = align([b.raw for b in old], [b.raw for b in new])
        for at, to, size in [*runs, (len(old), len(new), 0)]:
            if i < at or j < to:
                yield from self._between(old[i:at], new[j:to], parent)
            for before, after in zip(old[at : at + size], new[to : to + size], strict=True):
                yield _equal(before, after)
            i, j = at + size, to + size

    def pair(self, old: Block, new: Block) -> BlockEdit:
        """Compare the insides of two blocks that are one."""
        if old.raw == new.raw:
            return _equal(old, new)
        if bool(old.blocks) != bool(new.blocks):
            old, new = _with_run(old), _with_run(new)
        if old.name == "table" and _columns(old) != _columns(new):
            return self._recast([old], [new])
        if old.blocks:
            inside = tuple(self._inside(old, new))
            if new.name in HOLDERS and self._wasteful(old, new, inside):
                return self._recast([old], [new])
            return Changed(old=old, new=new, inside=inside)
        if old.inline == new.inline:
            return Changed(old=old, new=new)
        texts = old.inline, new.inline
        inline = self._inlines.get(texts)
        if inline is None:
            inline = self._inlines[texts] = compare_inline(*map(self._similarity.split, texts))
        return Changed(old=old, new=new, inline=inline)

    def likeness(self, old: Block, new: Block, least: float, *, whole: bool = False) -> float:
        """Tell how much of two blocks is common; of two kinds of block, only those with the same words are alike."""
        if related(old, new):
            return self._similarity.share(old, new, least, whole=whole)
        if {old.name, new.name} <= PROSE and not (old.blocks or new.blocks or old.solid or new.solid):
            return float(self._similarity.words(old) == self._similarity.words(new))
        return 0.0

    def _inside(self, old: Block, new: Block) -> Iterator[BlockEdit]:
        """Compare the blocks inside two blocks; the cells of a row, and the parts of a table, by their place."""
        if new.name == "tr" or (new.name == "table" and len(old.blocks) == len(new.blocks)):
            for before, after in zip(old.blocks, new.blocks, strict=True):
                yield self.pair(before, after)
        else:
            yield from self.row(old.blocks, new.blocks, new.name)

    def _between(self, old: Sequence[Block], new: Sequence[Block], parent: str) -> Iterator[BlockEdit]:
        """Pair blocks by what they are called, then by similarity; lay them out anew where that marks far less."""
        if not old or not new:
            yield from _apart(old, new)
            return
        if named := _named_alike(old, new):
            yield from self._around(old, new, named, parent)
            return
        if len(old) == len(new) == 1:
            if self.likeness(old[0], new[0], limits.BLOCK_ALONE):
                yield self.pair(old[0], new[0])
            else:
                yield from self._leftover(old, new, parent)
            return
        pairs = self._pairs(old, new)
        if parent in FLOW and self._better_recast(old, new, pairs):
            yield self._recast(old, new)
            return
        for (i, j), (at, to) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
            yield from self._leftover(old[i + 1 : at], new[j + 1 : to], parent)
            if at < len(old):
                yield self.pair(old[at], new[to])

    def _around(
        self, old: Sequence[Block], new: Sequence[Block], named: list[tuple[int, int]], parent: str
    ) -> Iterator[BlockEdit]:
        """Pair the blocks of one name, and compare what is between them."""
        for (i, j), (at, to) in pairwise([(-1, -1), *named, (len(old), len(new))]):
            yield from self._between(old[i + 1 : at], new[j + 1 : to], parent)
            if at < len(old):
                yield self.pair(old[at], new[to])

    def _leftover(self, old: Sequence[Block], new: Sequence[Block], parent: str) -> Iterator[BlockEdit]:
        """Lay out blocks without a partner."""
        if old and new and parent in FLOW and not _opens(old, new):
            words = self._similarity.all_words(old), self._similarity.all_words(new)
            if self._similarity.least_marked(*words) is not None:
                yield self._recast(old, new)
                return
        yield from _apart(old, new)

    def _wasteful(self, old: Block, new: Block, edits: Sequence[BlockEdit]) -> bool:
        """Tell whether items are called removed and added whose words nearly all are in other items now."""
        gone = [edit.block for edit in walk(edits) if isinstance(edit, Removed)]
        come = [edit.block for edit in walk(edits) if isinstance(edit, Added)]
        moved = set(map(self._passage, gone)) & set(map(self._passage, come))
        stay = [
            block for block in (*gone, *come) if not self._passage(block) or self._passage(block) not in moved
        ]
        marked = len(self._similarity.all_words(stay))
        least = self._similarity.least_marked(self._similarity.words(old), self._similarity.words(new))
        return least is not None and marked - least >= limits.SPARES

    def _passage(self, block: Block) -> tuple[str, ...]:
        """Give the words of a block by which it can be told as moved; none where it is too short for that."""
        words = tuple(self._similarity.words(block))
        return words if len(words) >= limits.MOVED_WORDS else ()

    def _better_recast(
        self, old: Sequence[Block], new: Sequence[Block], pairs: list[tuple[int, int]]
    ) -> bool:
        """Tell whether laying the words out anew marks far fewer of them than pairs of blocks would."""
        if _opens(old, new) or len(old) == len(new) == len(pairs):
            return False
        before, after = self._similarity.all_words(old), self._similarity.all_words(new)
        least = self._similarity.least_marked(before, after)
        if least is None:
            return False
        marked = len(before) + len(after)
        for at, to in pairs:
            one, other = self._similarity.words(old[at]), self._similarity.words(new[to])
            marked -= len(one) + len(other) - distance(one, other)
        return (marked > 0 and not least) or marked - least >= limits.SPARES

    def _recast(self, old: Sequence[Block], new: Sequence[Block]) -> BlockEdit:
        """Show the words of a run of blocks in the blocks that hold them now."""
        inline = recast(*("".join(b.raw + b.trail for b in blocks) for blocks in (old, new)))
        return Recast(old=tuple(old), new=tuple(new), inline=inline)

    def _pairs(self, old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
        """Choose the pairs that have the most words in common, without crossing."""
        rows = {at: self._similarity.words(block) for at, block in enumerate(old)}
        columns = {to: self._similarity.words(block) for to, block in enumerate(new)}

        def weight(at: int, to: int) -> float:
            likeness = self.likeness(old[at], new[to], limits.BLOCK_ALIKE)
            return likeness * (len(rows[at]) + len(columns[to]) + 1)

        return best_chain(list(rows.values()), list(columns.values()), weight)


def _named_alike(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Pair the items, rows and definitions that have one name, as far as they keep their order."""
    before, after = list(map(_name, old)), list(map(_name, new))
    once = {name for name in before if name and before.count(name) == after.count(name) == 1}
    pairs = [(at, after.index(name)) for at, name in enumerate(before) if name in once]
    pairs = [(at, to) for at, to in pairs if related(old[at], new[to])]
    return [pairs[k] for k in weighted_lis([to for _, to in pairs], [1] * len(pairs))]


def _name(block: Block) -> str:
    """Give what a row, a term or an item is called: its first cell, itself, or the words before a colon."""
    if block.name == "tr" and len(block.blocks) > 1:
        return plain_text(block.blocks[0].raw)
    if block.name == "dt":
        return plain_text(block.inline)
    if block.name == "li":
        first = block.blocks[0] if block.blocks else block
        if label := LABEL.match(first.inline):
            return plain_text(label["marked"] or label["typed"]).rstrip(" :.")
    return ""


def related(old: Block, new: Block) -> bool:
    """Tell whether one block can become the other where it stands."""
    if old.solid or new.solid:
        return False
    if bool(old.blocks) != bool(new.blocks) and not (old.name in MIXED and new.name in MIXED):
        return False
    if old.name == "tr" and len(old.blocks) != len(new.blocks):
        return False
    return old.name == new.name or any(old.name in family and new.name in family for family in FAMILIES)


def _equal(old: Block, new: Block) -> Kept | Changed:
    """Give a block that is equal on both sides, but perhaps for the white space after it."""
    return Kept(old=old, new=new) if old.trail == new.trail else Changed(old=old, new=new)


def _apart(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockEdit]:
    """Give blocks that have nothing in common, the old first."""
    yield from (Removed(block=block) for block in old)
    yield from (Added(block=block) for block in new)


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
        has_spans(table.raw),
    )
