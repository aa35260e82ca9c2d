"""Write a row of pieces as HTML that holds both texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.inline import without_id
from affiche.compare.pieces import Piece, State
from affiche.html import ROOT, Block, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from affiche.compare.passages import Passage

    Passages = Mapping[Piece, Passage]
    """The pieces that are one end of a move."""


def write_pieces(pieces: Iterable[Piece], moves: Passages) -> str:
    """Write pieces one after the other."""
    return "".join(write_piece(piece, moves) for piece in pieces)


def write_piece(piece: Piece, moves: Passages) -> str:
    """Write one piece with its marks."""
    old, new = piece.old, piece.new
    if piece.inline is not None and piece.state is State.RECAST:
        return piece.inline.html
    if piece in moves:
        return _moved(moves[piece], moves) if old is None else _away(old, moves[piece].number)
    if piece.state is State.REMOVED and old is not None:
        return _whole(old, "del", "removed", without_id(old.raw))
    if piece.state is State.ADDED and new is not None:
        return _whole(new, "ins", "added", new.raw)
    if old is None or new is None:
        return ""
    return new.raw + new.trail if piece.state is State.SAME else _changed(piece, old, new, moves)


def _whole(block: Block, element: str, change: str, raw: str) -> str:
    """Mark a whole block; one without a tag of its own is wrapped."""
    if block.name in ("", ROOT):
        return f'<{element} data-change="{change}">{raw}{block.trail}</{element}>'
    end = raw.index(">", _tag_end(raw))
    return f'{raw[:end]} data-change="{change}"{raw[end:]}{block.trail}'


def _tag_end(raw: str) -> int:
    """Find a place in the first tag that is past all of its attributes."""
    quote = 0
    for at, letter in enumerate(raw):
        if letter == '"':
            quote ^= 1
        elif letter == ">" and not quote:
            return at
    return len(raw) - 1


def _away(block: Block, number: str) -> str:
    """Write the empty marker of where a block stood."""
    name = "li" if block.name == "li" else "div"
    return f'<{name} data-change="moved-away" data-move="{number}"></{name}>{block.trail}'


def _moved(passage: Passage, moves: Passages) -> str:
    """Write a block at the place that it moved to."""
    piece = passage.piece
    if piece.old is None or piece.new is None:
        return ""
    return _changed(piece, piece.old, piece.new, moves, passage.number)


def _changed(piece: Piece, old: Block, new: Block, moves: Passages, number: str = "") -> str:
    """Write a block of both texts: the new tags, the old ones in attributes where they differ."""
    if piece.inline is not None:
        inside = piece.inline.html
    elif piece.pieces:
        inside = new.lead + write_pieces(piece.pieces, moves)
    else:
        inside = new.raw[len(new.start) : len(new.raw) - len(new.end)]
    marks = f' data-change="moved" data-move="{number}"' if number else ""
    if old.start != new.start:
        marks += "" if number else ' data-change="cosmetic"'
        marks += f' data-old-tag="{escape(old.start[1:-1])}"'
    if old.lead != new.lead:
        marks += f' data-old-lead="{escape(old.lead)}"'
    if old.trail != new.trail and not number:
        marks += f' data-old-trail="{escape(old.trail)}"'
    if not new.name:
        return inside + (
            new.trail
            if old.trail == new.trail
            else f'<span data-old="{escape(old.trail)}">{new.trail}</span>'
        )
    return f"{new.start[:-1]}{marks}>{inside}{new.end}{new.trail}"
