"""The blocks of two texts laid out as one row, as facts: what stays, what differs, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare.inline import Inline
    from affiche.html import Block


class State(Enum):
    """What became of a block."""

    SAME = 1
    """Equal to the letter, white space around it included."""
    CHANGED = 2
    """In both, with differences in it."""
    ADDED = 3
    """Only in the new text."""
    REMOVED = 4
    """Only in the old text."""
    RECAST = 5
    """A run of blocks whose words are laid out in other blocks now."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A block of one text or of both."""

    state: State
    old: Block | None = None
    new: Block | None = None
    inline: Inline | None = None
    """How the inline text differs; None for a block that holds blocks or has equal text."""
    pieces: tuple[Piece, ...] = ()
    """The blocks inside."""
    before: tuple[Block, ...] = ()
    """The old blocks of a recast run."""
    after: tuple[Block, ...] = ()
    """The new blocks of a recast run."""

    @property
    def shared(self) -> int:
        """How much text of the piece stands on both sides, in characters, markup included."""
        if self.state is State.RECAST:
            return min(sum(len(b.raw) for b in self.before), sum(len(b.raw) for b in self.after))
        if self.old is None or self.new is None:
            return 0
        return min(len(self.old.raw), len(self.new.raw))

    def walk(self) -> Iterator[Piece]:
        """Give this piece and all those in it."""
        yield self
        for piece in self.pieces:
            yield from piece.walk()
