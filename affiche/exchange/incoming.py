"""A Word file that comes back, as the paragraphs and cells that it has now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

from affiche.exchange.inline import LINE_END, UNSEEN, Look, is_outside
from affiche.exchange.units import Part

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from lxml.html import HtmlElement

_HEADING = re.compile(r"h([1-6])")
_CONTROL = re.compile(r"affiche_(\d+)")
_SPACES = re.compile(r"[ \t\r\f\v]+")
MOST_QUOTED = 10
"""How often an address may have been quoted over; each program on its way does so once."""
_LOOKS = {"strong": "bold", "em": "italic", "sup": "superscript", "sub": "subscript"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one look."""

    text: str
    look: Look
    locked: int | None = None
    """Where in the source that begins which these words show."""
    comment: str = ""
    """The comment that begins here; such a piece has no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words that Word has in one paragraph or cell."""

    part: Part
    level: int = 0
    is_numbered: bool = False
    place: tuple[int, int, int] = (0, 0, 0)
    """Of a cell: which table, row and column."""
    pieces: tuple[Piece, ...]

    @property
    def shown(self) -> str:
        """The words as readers see them."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Open:
    """What the words being read are in."""

    pieces: list[Piece] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)


def read_paragraphs(shown: str) -> tuple[Paragraph, ...]:
    """Read what the reader of Word files gives; paragraphs without words are left out, cells are not."""
    if not shown:
        return ()
    root = html.fragment_fromstring(shown, create_parent="div")
    return tuple(_Reader().blocks(root, Part.PARAGRAPH, -1, is_numbered=False))


class _Reader:
    """Goes through the blocks in order."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(
        self, parent: HtmlElement, part: Part, depth: int, *, is_numbered: bool
    ) -> Iterator[Paragraph]:
        """Read the blocks of an element; words of its own are a paragraph of the given kind."""
        for element in [parent, *parent]:
            if element is parent:
                yield from self._words(parent, part, depth, is_numbered=is_numbered)
            elif heading := _HEADING.fullmatch(str(element.tag)):
                yield from self._words(element, Part.HEADING, int(heading[1]), is_numbered=False)
            elif element.tag in {"ul", "ol"}:
                for item in element:
                    yield from self.blocks(item, Part.ITEM, depth + 1, is_numbered=element.tag == "ol")
            elif element.tag == "table":
                yield from self._table(element)
            elif element.tag == "p":
                yield from self._words(element, Part.PARAGRAPH, 0, is_numbered=False)

    def _table(self, table: HtmlElement) -> Iterator[Paragraph]:
        self._tables += 1
        own = self._tables
        for number, row in enumerate(table.iterchildren("tr")):
            for column, cell in enumerate(row):
                yield Paragraph(part=Part.CELL, place=(own, number, column), pieces=_tidy(self._cell(cell)))

    def _cell(self, cell: HtmlElement) -> list[Piece]:
        """Read a cell; its paragraphs are lines of it."""
        pieces: list[Piece] = []
        for paragraph in self.blocks(cell, Part.PARAGRAPH, -1, is_numbered=False):
            if pieces and any(piece.text for piece in pieces):
                pieces.append(Piece(text=LINE_END, look=Look()))
            pieces += paragraph.pieces
        return pieces

    def _words(
        self, element: HtmlElement, part: Part, level: int, *, is_numbered: bool
    ) -> Iterator[Paragraph]:
        opened = _Open()
        self._inline(element, Look(), opened)
        pieces = _tidy(opened.pieces)
        if any(piece.text for piece in pieces):
            yield Paragraph(part=part, level=max(level, 0), is_numbered=is_numbered, pieces=pieces)

    def _inline(self, element: HtmlElement, look: Look, opened: _Open) -> None:
        """Take the words of an element up to where a block begins inside it."""
        self._take(element.text, look, opened)
        for child in element:
            tag = str(child.tag)
            if tag in {"p", "ul", "ol", "table"} or _HEADING.fullmatch(tag):
                continue
            self._child(child, tag, look, opened)
            self._take(child.tail, look, opened)

    def _child(self, child: HtmlElement, tag: str, look: Look, opened: _Open) -> None:
        if tag == "br":
            self._take(LINE_END, look, opened)
        elif tag == "a" and not len(child) and not child.text:
            self._place(child, opened)
        elif tag == "a":
            address = child.get("href", "")
            self._inline(child, look.with_part(address) if is_outside(address) else look, opened)
        else:
            self._inline(child, look.with_part(_LOOKS[tag]) if tag in _LOOKS else look, opened)

    @staticmethod
    def _place(mark: HtmlElement, opened: _Open) -> None:
        if name := mark.get("data-comment"):
            opened.pieces.append(Piece(text="", look=Look(), comment=name))
        elif name := mark.get("data-end"):
            opened.controls = [control for control in opened.controls if control != name]
        elif name := mark.get("id"):
            opened.controls += [name] if _CONTROL.match(name) else []

    @staticmethod
    def _take(text: str | None, look: Look, opened: _Open) -> None:
        if words := _SPACES.sub(" ", (text or "").translate(UNSEEN)):
            control = _CONTROL.match(opened.controls[-1]) if opened.controls else None
            locked = int(control[1]) if control else None
            opened.pieces.append(Piece(text=words, look=look, locked=locked))


def _tidy(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one look, and take away the white space around the words and doubled inside them."""
    joined: list[Piece] = []
    before = " "
    for piece in pieces:
        text = piece.text.replace(" \n", "\n")
        if before in {" ", LINE_END} and piece.locked is None:
            text = text.lstrip(" ")
        if text or piece.comment:
            joined.append(replace(piece, text=text))
            before = text[-1:] or before
    while joined and not joined[-1].comment and not joined[-1].text.rstrip(" \n"):
        joined.pop()
    if joined and joined[-1].locked is None:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" \n"))
    return tuple(joined)


def same_address(address: str) -> str:
    """Return a form of an address in which what programs write otherwise is the same."""
    for _ in range(MOST_QUOTED):
        if (plain := unquote(address)) == address:
            break
        address = plain
    return address.rstrip("/#")


def without_own_links(paragraphs: Sequence[Paragraph], known: Container[str]) -> tuple[Paragraph, ...]:
    """Leave out links that only repeat their own words, which programs make by themselves, but for those known."""

    def plain(piece: Piece) -> Piece:
        address, words = same_address(piece.look.link), same_address(piece.text.strip())
        is_own = address in {words, f"mailto:{words}", f"http://{words}", f"https://{words}"}
        return replace(piece, look=replace(piece.look, link="")) if is_own and address not in known else piece

    return tuple(replace(each, pieces=tuple(map(plain, each.pieces))) for each in paragraphs)
