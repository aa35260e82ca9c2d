"""Paragraphs, list items and tables that moved to another place, in the same section or across sections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.blocks import BlockComparison, related
from affiche.compare.pieces import Piece, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.compare.likeness import Likeness
    from affiche.html import Block

MOVABLE = frozenset(
    {"p", "li", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "h3", "h4", "h5", "h6"}
)
FEWEST = 6
"""A shorter block is rather written anew than moved."""
SAME = 0.75
"""A block that moved and was reworded still has this share of its words."""
RUN = 4
COMMON = 8
"""A run of words found more often than this points nowhere."""
CANDIDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block that moved."""

    number: str
    piece: Piece
    """How it differs between its two places."""


Spot = tuple[int, Piece]
"""A piece of one of several texts: the same piece can be part of two."""


def find_passages(texts: Sequence[Iterable[Piece]], likeness: Likeness, *, first: int) -> dict[Spot, Passage]:
    """Find the blocks that stand in one of the texts no more and in another, or elsewhere, now.

    The numbers count up from the first.
    """
    gone: list[Spot] = []
    come: list[Spot] = []
    for at, pieces in enumerate(texts):
        for piece in _loose(pieces):
            (gone if piece.state is State.REMOVED else come).append((at, piece))
    if not gone or not come:
        return {}
    finder = _Finder(gone, come, likeness)
    found: dict[Spot, Passage] = {}
    number = first
    for out, into in sorted(finder.pairs(), key=lambda pair: pair[1]):
        old, new = gone[out][1].old, come[into][1].new
        moved = finder.comparison.pair(old, new) if old is not None and new is not None else None
        # What was laid out anew carries its old text with it, so that it cannot be taken back to its place.
        if moved is not None and moved.state is not State.RECAST:
            found[gone[out]] = found[come[into]] = Passage(number=str(number), piece=moved)
            number += 1
    return found


def _loose(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give the removed and added pieces that can have moved."""
    for piece in pieces:
        if piece.state is State.CHANGED and piece.pieces:
            yield from _loose(piece.pieces)
        block = piece.old if piece.state is State.REMOVED else piece.new
        if piece.state in (State.REMOVED, State.ADDED) and block is not None and _movable(block):
            yield piece


def _movable(block: Block) -> bool:
    """Tell whether a block is of a kind that can be moved by itself."""
    return block.name in MOVABLE and not block.solid and not block.opens


class _Finder:
    """Pairs blocks without regard to their order."""

    def __init__(self, gone: Sequence[Spot], come: Sequence[Spot], likeness: Likeness) -> None:
        """Take the blocks."""
        self.comparison = BlockComparison(likeness)
        self._likeness = likeness
        self._gone = [piece.old for _, piece in gone]
        self._come = [piece.new for _, piece in come]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give pairs of positions, the most alike first."""
        ranked: list[tuple[float, int, int]] = []
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for into, block in enumerate(self._come):
            for run in self._runs(block):
                places[run].append(into)
        for out, block in enumerate(self._gone):
            for into in self._nearest(block, places):
                share = self._share(block, self._come[into])
                if share:
                    ranked.append((-share, out, into))
        used_out: set[int] = set()
        used_into: set[int] = set()
        for _, out, into in sorted(ranked):
            if out not in used_out and into not in used_into:
                used_out.add(out)
                used_into.add(into)
                yield out, into

    def _share(self, old: Block | None, new: Block | None) -> float:
        """Tell how alike two blocks are, or 0."""
        if old is None or new is None or old.name != new.name or not related(old, new):
            return 0.0
        return self._likeness.share(old, new, SAME, whole=True)

    def _runs(self, block: Block | None) -> set[tuple[str, ...]]:
        """Give the runs of words in a block that is long enough."""
        words = [] if block is None else self._likeness.words(block)
        if len(words) < FEWEST:
            return set()
        return {tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1)}

    def _nearest(self, block: Block | None, places: dict[tuple[str, ...], list[int]]) -> list[int]:
        """Give the blocks that share most runs of words with one."""
        votes: dict[int, int] = defaultdict(int)
        for run in self._runs(block):
            found = places.get(run, ())
            if len(found) <= COMMON:
                for into in found:
                    votes[into] += 1
        return sorted(votes, key=lambda into: (-votes[into], into))[:CANDIDATES]
