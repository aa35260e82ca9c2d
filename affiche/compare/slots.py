"""What became of each section of the new edition, run by run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare.findings import Findings, find
from affiche.compare.writing import write_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.compare.passages import Passage
    from affiche.compare.pieces import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces that stand in one new section and, as far as they are of the old text, in one old section."""

    old: int | None
    """The old text, counted from the first of those compared; None where nothing of it is here."""
    opens: bool
    """Whether the old section's heading is the first of the pieces, or stands in the new heading."""
    pieces: tuple[Piece, ...]
    html: str
    """The pieces with their marks, as long as none of them moved."""
    findings: Findings
    shared: int
    """How much of the old section stands here still, in characters."""

    def moved(self, moves: Mapping[Piece, Passage]) -> Run:
        """Give the run written with moves in it."""
        return replace(self, html=write_pieces(self.pieces, moves), findings=find(self.pieces, moves))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What became of one new section; without a new text, of the old one."""

    above: tuple[Run, ...]
    """Old text that was removed before the heading."""
    heading: Run
    body: tuple[Run, ...]
    carried: tuple[str, ...] = ()
    """The old texts, whole, where none of them can be made from the pieces."""

    def runs(self) -> tuple[Run, ...]:
        """Give all of its runs in order."""
        return (*self.above, self.heading, *self.body)

    def moved(self, moves: Mapping[Piece, Passage]) -> Slot:
        """Give the slot written with moves in it."""
        return Slot(
            above=tuple(run.moved(moves) for run in self.above),
            heading=self.heading,
            body=tuple(run.moved(moves) if run.pieces else run for run in self.body),
            carried=self.carried,
        )
