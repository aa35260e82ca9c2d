"""A Markdown text as the pieces that are edited: what stands before the first section, and each section by itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count, pairwise
from typing import TYPE_CHECKING

from affiche.source.text.blocks import outline
from affiche.source.text.editions import id_from_words, short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some lines of a text, up to the next heading."""

    key: str
    """What pairs it with that of another language: the id; of what stands before the first section, nothing."""
    id: str
    title: str
    level: int
    line: int
    """The first one, counted from 1."""
    body: str
    """What is shown and edited."""
    tail: str
    """The empty lines after it."""


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Take a text apart; put together, the pieces are the text."""
    taken = outline(text)
    first = {heading.line: heading for heading in taken.headings}
    starts = sorted({1, *first})
    lines = text.split("\n")
    pieces: list[Piece] = []
    keys: set[str] = set()
    for start, end in pairwise([*starts, len(lines) + 1]):
        heading = first.get(start)
        whole = "\n".join(lines[start - 1 : end - 1]) + ("\n" if end <= len(lines) else "")
        body = whole.rstrip("\n")
        key = _free(heading.id or _after(pieces) if heading else "", keys)
        pieces.append(
            Piece(
                key=key,
                id=(heading.id if heading else None) or "",
                title=heading.text if heading else taken.title.text if taken.title else "",
                level=heading.level if heading else 1,
                line=start,
                body=body,
                tail=whole[len(body) :],
            )
        )
    return tuple(pieces)


def _after(pieces: Sequence[Piece]) -> str:
    """Name a section without an id by the one before it."""
    return f"{pieces[-1].key if pieces else ''}/"


def _free(key: str, keys: set[str]) -> str:
    while key in keys:
        key += "'"
    keys.add(key)
    return key


def together(pieces: Sequence[Piece], bodies: Sequence[str]) -> str:
    """Put a text together with bodies as they were edited; one without words is gone, with the lines after it."""
    return "".join(
        piece.body + piece.tail
        if body == piece.body
        else body.rstrip("\n") + (piece.tail or "\n\n" * (piece is not pieces[-1]))
        if body.strip()
        else ""
        for piece, body in zip(pieces, bodies, strict=True)
    )


def rows_of(texts: Mapping[str, Sequence[Piece]]) -> list[dict[str, Piece]]:
    """Pair the pieces of all languages, in the order of the first; one that it lacks comes after the one before it."""
    rows: list[dict[str, Piece]] = []
    for locale, pieces in texts.items():
        places = {next(iter(row.values())).key: place for place, row in enumerate(rows)}
        last = -1
        for piece in pieces:
            if piece.key in places:
                last = places[piece.key]
                rows[last][locale] = piece
                continue
            last += 1
            rows.insert(last, {locale: piece})
            places = {key: place + (place >= last) for key, place in places.items()} | {piece.key: last}
    return rows


def with_section(text: str, after: str, heading: str, body: str) -> str:
    """Put a section after the piece of this key, and those inside it; at the end, if there is no such piece."""
    pieces = pieces_of(text)
    place = next((number for number, piece in enumerate(pieces) if piece.key == after), len(pieces) - 1)
    level = len(heading) - len(heading.lstrip("#"))
    number = place + 1
    while number < len(pieces) and pieces[number].level > level:
        number += 1
    before = "".join(piece.body + piece.tail for piece in pieces[:number])
    rest = text[len(before) :]
    gap = "\n" * max(0, 2 - len(before) + len(before.rstrip("\n"))) if before.strip() else ""
    end = "\n\n" if rest else "\n" * before.endswith("\n")
    return f"{before}{gap}{heading}\n\n{body}{end}{rest}"


def free_id(words: str, taken: Sequence[str]) -> str:
    """Make an id of a heading, other than those that are taken."""
    made = short(id_from_words(words))
    numbered = (f"{made}-{number}" for number in count(2))
    return next(name for name in chain([made], numbered) if name not in taken)
