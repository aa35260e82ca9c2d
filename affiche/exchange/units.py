"""A working text as what Word has for it: headings, paragraphs, items and cells, each with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.exchange.inline import Atom, Inline, Look, Names, scan_inline
from affiche.source.text.blocks import LIST_MARK, Kind, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.exchange.braces import Braces
    from affiche.source.text.blocks import Block

_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_TRAILING_ATTRIBUTES = re.compile(r"[ \t]*(?<!\\)\{:?[ ]*[#.\w][^{}\n]*\}[ \t]*$")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
_LINK_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\^\]][^\]]*)\]:[ ]*<?(?P<href>[^\s>]+)>?")
_NOTE = re.compile(r" {0,3}\[\^[^\]\n]+\]:[ \t]*")
_NOTE_MARK = re.compile(r"\[\^[^\]\n]+\](?!:)")
_DIGITS = re.compile(r"[0-9]+")
_BAR = re.compile(r"(?<!\\)\|")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$|#+[ \t]*$")
_HASHES = re.compile(r"#+[ \t]*")


class Part(StrEnum):
    """What a unit is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Words that Word has in one paragraph or cell."""

    part: Part
    level: int = 0
    """Of a heading, from 1; of an item, its depth from 0."""
    is_numbered: bool = False
    number: int = 1
    """Of a numbered item, as written."""
    place: tuple[int, int, int] = (0, 0, 0)
    """Of a cell: which table, row and column."""
    start: int
    end: int
    """The words in the source, without the marks of a heading, an item or a cell."""
    lines: tuple[int, int]
    """The lines that they are on, to be taken away with them; from 1, the last one included."""
    inline: Inline
    locked: str = ""
    """What the unit is shown by, such as `table("recipients")`, if it cannot be edited in Word."""

    @property
    def shown(self) -> str:
        """The words as readers see them."""
        return self.inline.shown


def read_units(text: str, braces: Sequence[Braces], titles: Mapping[str, str]) -> tuple[Unit, ...]:
    """Take a text apart; `titles` are what references to sections show."""
    links = {
        match["label"].casefold(): match["href"]
        for line in text.split("\n")
        if (match := _LINK_DEFINITION.match(line))
    }
    notes = {mark: str(number) for number, mark in enumerate(dict.fromkeys(_NOTE_MARK.findall(text)), 1)}
    names = Names(braces={each.start: each for each in braces}, titles=titles, links=links, notes=notes)
    units = _Units(text, names).read(_standing_alone(text, braces))
    return tuple(unit for unit in units if unit.part is Part.CELL or unit.shown.strip())


def _standing_alone(text: str, braces: Sequence[Braces]) -> list[Braces]:
    """Return the braces that show blocks of their own, such as a table, or that lie over several lines."""
    alone = []
    for each in braces:
        before = text.rfind("\n", 0, each.start) + 1
        after = text.find("\n", each.end)
        rest = text[before : each.start] + text[each.end : after if after >= 0 else len(text)]
        if "\n" in each.source or ("\n" in each.value.strip() and not rest.strip()):
            alone.append(each)
    return alone


class _Units:
    """Goes through a text block by block."""

    def __init__(self, text: str, names: Names) -> None:
        self._text, self._names = text, names
        lines = text.split("\n")
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._tables = 0

    def read(self, alone: Sequence[Braces]) -> Iterator[Unit]:
        """Read the text, with what stands alone in braces as locked units."""
        first = 0
        for each in alone:
            begin, end = self._line_of(each.start), self._line_of(each.end - 1)
            if begin < first:
                continue
            yield from self._part(first, begin)
            yield from self._locked(each, (begin + 1, end + 1))
            first = end + 1
        yield from self._part(first, len(self._starts) - 1)

    def _part(self, first: int, last: int) -> Iterator[Unit]:
        """Read the lines from one to before another."""
        if first < last:
            text = self._text[self._starts[first] : self._starts[last] - 1]
            for block in scan(text):
                yield from self._block(replace(block, start=block.start + first, end=block.end + first))

    def _block(self, block: Block) -> Iterator[Unit]:
        match block.kind:
            case Kind.HEADING:
                yield from self._heading(block)
            case Kind.TABLE:
                yield from self._table(block)
            case Kind.CODE | Kind.RAW_HTML:
                yield self._verbatim(block)
            case Kind.TEXT | Kind.LIST | Kind.QUOTE:
                yield from self._lines(block)
            case Kind.COMMENT | Kind.FRONT_MATTER:
                pass  # Word shows neither

    def _line_of(self, offset: int) -> int:
        return self._text.count("\n", 0, offset)

    def _unit(self, part: Part, span: tuple[int, int], lines: tuple[int, int]) -> Unit:
        start, end = span
        while end > start and self._text[end - 1] in " \t\n":
            end -= 1
        inline = scan_inline(self._text, start, end, self._names)
        return Unit(part=part, start=start, end=end, lines=lines, inline=inline)

    def _heading(self, block: Block) -> Iterator[Unit]:
        line = block.lines[0]
        start = self._starts[block.start - 1]
        hashes = _HASHES.match(line) if len(block.lines) == 1 else None
        end = len(line)
        for ending in (_TRAILING_ATTRIBUTES, _CLOSING_HASHES):
            if match := ending.search(line, hashes.end() if hashes else 0, end):
                end = match.start()
        unit = self._unit(
            Part.HEADING, (start + (hashes.end() if hashes else 0), start + end), (block.start, block.end)
        )
        yield replace(unit, level=block.level)

    def _verbatim(self, block: Block) -> Unit:
        """Read code and raw HTML, which no mark is read in; they are shown and locked as they are."""
        start, end = self._starts[block.start - 1], self._starts[block.end] - 1
        words = Atom(start=start, end=end, shown=self._text[start:end], look=Look(), locked="code")
        return Unit(
            part=Part.PARAGRAPH,
            start=start,
            end=end,
            lines=(block.start, block.end),
            inline=Inline(atoms=(words,), spans=()),
            locked="code",
        )

    def _locked(self, braces: Braces, lines: tuple[int, int]) -> Iterator[Unit]:
        """Read the blocks that braces show; none of them has a place of its own in the source."""
        for unit in _Units(braces.value, replace(self._names, braces={})).read(()):
            table = self._tables + unit.place[0]
            yield replace(
                unit,
                locked=braces.name,
                start=braces.start,
                end=braces.end,
                lines=lines,
                place=(table, *unit.place[1:]) if unit.part is Part.CELL else unit.place,
            )
        self._tables += braces.value.count("\n|") > 0

    def _table(self, block: Block) -> Iterator[Unit]:
        self._tables += 1
        for row, line in enumerate(block.lines):
            if row == 1:
                continue  # the dashes
            number = block.start + row
            bars = [-1, *(bar.start() for bar in _BAR.finditer(line)), len(line)]
            cells = [(begin + 1, end) for begin, end in pairwise(bars)]
            if not line[: cells[0][1]].strip():
                cells = cells[1:]
            if len(cells) > 1 and not line[slice(*cells[-1])].strip():
                cells = cells[:-1]
            for column, (begin, end) in enumerate(cells):
                begin += len(line[begin:end]) - len(line[begin:end].lstrip())  # noqa: PLW2901
                base = self._starts[number - 1]
                unit = self._unit(Part.CELL, (base + begin, base + max(begin, end)), (number, number))
                yield replace(unit, place=(self._tables, max(row - 1, 0), column))

    def _lines(self, block: Block) -> Iterator[Unit]:
        """Read paragraphs, items, terms and definitions, which begin with a line and go on to the next one's."""
        begun: list[tuple[int, int, Part, str]] = []
        """Line, column of the words, what they are, and what is before them."""
        has_definitions = any(_DEFINITION.match(line) for line in block.lines)
        was_empty = True
        for number, line in enumerate(block.lines, block.start):
            prefix = _PREFIX.match(line)
            at = prefix.end() if prefix else 0
            if _RULE.fullmatch(line) or (not line[at:].strip()) or _LINK_DEFINITION.match(line):
                was_empty = True
                continue
            mark = LIST_MARK.match(line, at)
            if mark:
                begun.append((number, mark.end(), Part.ITEM, line[: mark.end()]))
            elif note := _NOTE.match(line):
                begun.append((number, note.end(), Part.PARAGRAPH, ""))
            elif definition := _DEFINITION.match(line):
                begun.append((number, definition.end(), Part.PARAGRAPH, ""))
            elif was_empty or has_definitions:
                begun.append((number, at, Part.PARAGRAPH, ""))
            was_empty = False
        if begun:
            yield from self._units_of(begun, block)

    def _units_of(self, begun: list[tuple[int, int, Part, str]], block: Block) -> Iterator[Unit]:
        depths = _Depths()
        ends = [number for number, *_ in begun[1:]] + [block.end + 1]
        for (number, column, part, before), end in zip(begun, ends, strict=True):
            last = end - 1
            while last > number and not block.lines[last - block.start].strip("> \t"):
                last -= 1
            start, stop = self._starts[number - 1] + column, self._starts[last] - 1
            trailing = _TRAILING_ATTRIBUTES.search(self._text, self._starts[last - 1], stop)
            if trailing and trailing.start() > start:
                stop = trailing.start()
            unit = self._unit(part, (start, stop), (number, last))
            if part is Part.ITEM:
                unit = _as_item(unit, before, depths)
            yield unit


class _Depths:
    """How deep the items of a list are, by how far they are indented."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def of(self, indent: int) -> int:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return len(self._indents) - 1


def _as_item(unit: Unit, before: str, depths: _Depths) -> Unit:
    """Take the depth and the number of an item from what is before its words."""
    mark = before.replace(">", " ").expandtabs(4)
    digits = _DIGITS.search(before)
    return replace(
        unit,
        level=depths.of(len(mark) - len(mark.lstrip())),
        is_numbered=digits is not None,
        number=int(digits[0]) if digits else 1,
    )
