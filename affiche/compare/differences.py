"""The texts of sections compared and remembered, so that no pair of texts is compared twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.blocks import BlockComparison
from affiche.compare.findings import NO_FINDINGS, NO_MOVES, find
from affiche.compare.pieces import Piece, State
from affiche.compare.reflow import reflowed
from affiche.compare.slots import Run, Slot
from affiche.compare.writing import write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.likeness import Likeness
    from affiche.compare.outline import Text


PAIR = 2
"""Texts that are compared one with one."""


class Differences:
    """Remembers what it compared."""

    def __init__(self, likeness: Likeness) -> None:
        """Start with nothing compared."""
        self._likeness = likeness
        self._known: dict[tuple[tuple[Text, ...], tuple[Text, ...]], tuple[Slot, ...]] = {}

    def between(self, old: tuple[Text, ...], new: tuple[Text, ...]) -> tuple[Slot, ...]:
        """Compare texts, once; one slot for each new text, or one where there is no new text."""
        slots = self._known.get((old, new))
        if slots is None:
            slots = self._known[old, new] = (
                (_equal(new[0]),) if old == new and len(new) == 1 else _slots(old, new, self._likeness)
            )
        return slots


def _equal(text: Text) -> Slot:
    """Give the slot of a text that is the same on both sides, without reading it."""
    heading = Run(old=0, opens=True, pieces=(), html=text.heading_html, findings=NO_FINDINGS, shared=0)
    body = Run(old=0, opens=False, pieces=(), html=f"{text.html}\n", findings=NO_FINDINGS, shared=0)
    return Slot(above=(), heading=heading, body=(body,))


def _slots(old: Sequence[Text], new: Sequence[Text], likeness: Likeness) -> tuple[Slot, ...]:
    """Compare texts and part the result at the headings."""
    comparison = BlockComparison(likeness)
    before = [block for text in old for block in text.blocks()]
    after = [block for text in new for block in text.blocks()]
    if not after:
        pieces = [Piece(state=State.REMOVED, old=block) for block in before]
    elif not before:
        pieces = [Piece(state=State.ADDED, new=block) for block in after]
    elif len(old) == len(new) == 1 or old[0].tag == "h1":
        pieces = [comparison.pair(before[0], after[0]), *comparison.row(before[1:], after[1:])]
    else:
        pieces = list(comparison.row(before, after))
    if old and new and len(old) + len(new) > PAIR and (slots := reflowed(old, new, pieces, likeness)):
        return slots
    return tuple(_parted(pieces, leading=bool(after)))


def _parted(pieces: Sequence[Piece], *, leading: bool) -> Iterator[Slot]:
    """Part a row of pieces into slots at the new headings, or at the old one where there is no new text."""
    starts = [k for k, piece in enumerate(pieces) if _is_heading(piece, leading=leading)]
    old = -1
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        above: tuple[Run, ...] = ()
        if start == starts[0] and start:
            above = tuple(_runs(pieces[:start], old))
            old = _last(above, old)
        heading = next(_runs(pieces[start : start + 1], old))
        old = _last((heading,), old)
        body = tuple(_runs(pieces[start + 1 : end], old))
        old = _last(body, old)
        yield Slot(above=above, heading=heading, body=body)


def _is_heading(piece: Piece, *, leading: bool) -> bool:
    """Tell whether a section of the redline begins with a piece."""
    block = piece.new if leading else piece.old
    return block is not None and block.opens


def _last(runs: Sequence[Run], old: int) -> int:
    """Give the old text that the last of the runs stands in."""
    return max([old, *(run.old for run in runs if run.old is not None)])


def _runs(pieces: Sequence[Piece], old: int) -> Iterator[Run]:
    """Part pieces at the old headings."""
    opens = False
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.old is not None and piece.old.opens:
            if waiting:
                yield _run(waiting, old, opens=opens)
            waiting, opens = [], True
            old += 1
        waiting.append(piece)
    if waiting:
        yield _run(waiting, old, opens=opens)


def _run(pieces: list[Piece], old: int, *, opens: bool) -> Run:
    """Make one run."""
    return Run(
        old=None if all(piece.state is State.ADDED for piece in pieces) else old,
        opens=opens,
        pieces=tuple(pieces),
        html=write_pieces(pieces, NO_MOVES),
        findings=find(pieces),
        shared=sum(piece.shared for piece in pieces),
    )
