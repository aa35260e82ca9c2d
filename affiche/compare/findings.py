"""Gather what was found in a row of pieces."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from affiche.compare.changes import Aspect, Kind, WordChange
from affiche.compare.pieces import Piece, State
from affiche.compare.words import count, split
from affiche.html import Block, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from affiche.compare.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Words and looks that differ, and how many words."""

    words: tuple[WordChange, ...] = ()
    added: int = 0
    removed: int = 0
    aspects: frozenset[Aspect] = frozenset()

    def with_(self, other: Findings) -> Findings:
        """Give these and others together."""
        return Findings(
            words=self.words + other.words,
            added=self.added + other.added,
            removed=self.removed + other.removed,
            aspects=self.aspects | other.aspects,
        )

    def with_anchor(self) -> Findings:
        """Give these and a changed id."""
        return self.with_(Findings(aspects=frozenset({Aspect.ANCHOR})))


NO_FINDINGS = Findings()
NO_MOVES: Mapping[Piece, Passage] = MappingProxyType({})


def find(pieces: Iterable[Piece], moves: Mapping[Piece, Passage] = NO_MOVES) -> Findings:
    """Gather the findings of pieces and everything in them."""
    words: list[WordChange] = []
    aspects: set[Aspect] = set()
    added = removed = 0
    for piece in (nested for outer in pieces for nested in outer.walk()):
        if piece in moves:
            _whole(words, piece.new or piece.old, Kind.MOVED, new=piece.new is not None)
            if piece.new is not None:
                inner = find([moves[piece].piece])
                words += inner.words
                aspects |= inner.aspects
                added += inner.added
                removed += inner.removed
        elif piece.state is State.ADDED and piece.new is not None:
            added += _whole(words, piece.new, Kind.ADDED, new=True)
        elif piece.state is State.REMOVED and piece.old is not None:
            removed += _whole(words, piece.old, Kind.REMOVED, new=False)
        elif piece.state in (State.CHANGED, State.RECAST):
            aspects |= _looks(piece)
            if piece.inline is not None:
                words += [_at(change, piece.new) for change in piece.inline.words]
                aspects |= piece.inline.aspects
                added += piece.inline.added
                removed += piece.inline.removed
    return Findings(words=tuple(words), added=added, removed=removed, aspects=frozenset(aspects))


def _whole(words: list[WordChange], block: Block | None, kind: Kind, *, new: bool) -> int:
    """Note a whole block and give the number of its words."""
    if block is None:
        return 0
    text = " ".join(plain_text(block.raw.replace("><", "> <")).split())
    keys = split(block.raw.replace("><", "> <")).keys
    if keys:
        words.append(
            WordChange(old="" if new else text, new=text if new else "", block=block.name, kind=kind)
        )
    return count(keys)


def _at(change: WordChange, block: Block | None) -> WordChange:
    """Say in which block words differ."""
    name = "" if block is None else block.name
    return WordChange(old=change.old, new=change.new, block=name, kind=change.kind)


def _looks(piece: Piece) -> set[Aspect]:
    """Tell what differs in the tags of one block."""
    old, new = piece.old, piece.new
    if old is None or new is None or old.start == new.start:
        return set()
    headings = old.name[:1] == "h" and new.name[:1] == "h"
    return {Aspect.LEVEL if headings else Aspect.STRUCTURE}
