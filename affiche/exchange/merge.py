"""A Word file that came back, as the smallest edit of the text that it was written from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.exchange.edits import Edit, Kept, Locked, edits_of, is_unedited, written
from affiche.exchange.incoming import same_address, without_own_links
from affiche.exchange.pairing import blocks_of, pair, rows_of
from affiche.exchange.units import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.exchange.incoming import Paragraph
    from affiche.exchange.units import Unit

_ITEM_MARK = re.compile(r"(?P<indent>[ \t>]*)(?P<mark>[-*+]|\d+(?P<sign>[.)]))(?P<space>[ \t]+)")


class What(StrEnum):
    """What a remark is about."""

    COMMENT = "comment"
    LOCKED = "locked"
    """Something locked was changed in Word: the text keeps it."""
    TAKEN_OUT = "taken out"
    """Something locked is gone from the text."""
    SHAPE = "shape"
    """A heading, list or table was changed in a way that is not carried over."""
    PROPOSED = "proposed"
    """A tracked change that was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that a person has to know, or to do."""

    what: What
    start: int
    """Its place in the text as it was."""
    name: str = ""
    """Who commented, or what is locked."""
    before: str = ""
    after: str = ""
    kinds: tuple[tuple[Part, int], tuple[Part, int]] | None = None
    """What a paragraph was and what it became, each with its level, where that is not carried over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The text with the edits."""

    text: str
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...]


def merge(
    text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph], comments: Mapping[str, tuple[str, str]]
) -> Merged:
    """Carry what was edited over into the text; `comments` are author and words by their ids."""
    links = {same_address(part) for unit in units for span in unit.inline.spans for part in span.parts}
    paragraphs = without_own_links(paragraphs, links)
    merger = _Merger(text, _locked(text, units, paragraphs), comments)
    merger.merge(units, paragraphs)
    remarks = sorted(merger.remarks, key=lambda remark: remark.start)
    edits = tuple(sorted(merger.edits, key=lambda edit: (edit.start, edit.end)))
    return Merged(text=with_edits(text, edits), edits=edits, remarks=tuple(remarks))


def with_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits that are in order."""
    made, last = "", 0
    for edit in edits:
        made += text[last : edit.start] + edit.text
        last = edit.end
    return made + text[last:]


def _locked(text: str, units: Sequence[Unit], paragraphs: Sequence[Paragraph]) -> Locked:
    atoms = [atom for unit in units if not unit.locked for atom in unit.inline.atoms if atom.locked]
    returned = {
        piece.locked for paragraph in paragraphs for piece in paragraph.pieces if piece.locked is not None
    }
    return Locked(
        sources={atom.start: text[atom.start : atom.end] for atom in atoms},
        names={atom.start: atom.locked for atom in atoms},
        returned=frozenset(returned),
    )


@dataclass(slots=True)
class _Merger:
    """Goes through the pairs in order."""

    text: str
    locked: Locked
    comments: Mapping[str, tuple[str, str]]
    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    taken_out: list[Unit] = field(default_factory=list)
    """The paragraphs that are not where they were; some of them only moved."""

    def merge(self, units: Sequence[Unit], paragraphs: Sequence[Paragraph]) -> None:
        old, new = blocks_of(units), blocks_of(paragraphs)
        place, pairs = _Place(self.text), pair(old, new)
        self.taken_out = [old[at][0] for at, to in pairs if at is not None and to is None]
        for at, to in pairs:
            if at is not None and to is not None:
                self._paired(old[at], new[to])
                place.after(old[at][-1])
            elif at is not None:
                self._gone(old[at])
                place.after(old[at][-1], is_gone=not old[at][0].locked)
            elif to is not None:
                self._come(new[to], place)

    def _paired(self, old: Sequence[Unit], new: Sequence[Paragraph]) -> None:
        if old[0].part is Part.CELL:
            self._table(old, new)
        else:
            self._shape(old[0], new[0])  # first, as a mark stands before the words
            self._words(old[0], new[0])

    def _words(self, unit: Unit, paragraph: Paragraph) -> None:
        """Carry over the words of one paragraph or cell."""
        self._comments(unit.start, paragraph)
        if unit.locked:
            if unit.shown.split() != paragraph.shown.split():
                self._remark(What.LOCKED, unit.start, unit.locked, unit.shown, paragraph.shown)
            return
        found = edits_of(self.text, unit, paragraph, self.locked)
        self.edits += found.edits
        for kept in found.kept:
            self._kept(kept)

    def _kept(self, kept: Kept) -> None:
        what = What.TAKEN_OUT if kept.is_gone else What.LOCKED
        self._remark(what, kept.start, kept.name, kept.before, kept.after)

    def _shape(self, unit: Unit, paragraph: Paragraph) -> None:
        """Carry over what a paragraph became; what is more than another mark is for a person to do."""
        if unit.locked or _kind(unit) == _kind(paragraph):
            return
        line = self.text.rfind("\n", 0, unit.start) + 1
        mark = _mark_between(self.text[line : unit.start], unit, paragraph)
        if mark is None:
            kinds = (unit.part, unit.level), (paragraph.part, paragraph.level)
            shown = {"before": unit.shown, "after": paragraph.shown}
            self.remarks.append(Remark(what=What.SHAPE, start=unit.start, kinds=kinds, **shown))
        else:
            self.edits.append(Edit(start=line, end=unit.start, text=mark))

    def _table(self, old: Sequence[Unit], new: Sequence[Paragraph]) -> None:
        before, after = rows_of(old), rows_of(new)
        place = _Place(self.text)
        for at, to in pair(before, after):
            if at is not None and to is not None and len(before[at]) == len(after[to]):
                for unit, paragraph in zip(before[at], after[to], strict=True):
                    self._words(unit, paragraph)
                place.after(before[at][-1])
            elif at is not None and to is not None:
                self._remark(What.SHAPE, before[at][0].start, "", _row(before[at]), _row(after[to]))
            elif at is not None:
                self._gone(before[at])
            elif to is not None and old[0].locked:
                self._remark(What.LOCKED, old[0].start, old[0].locked, "", _row(after[to]))
            elif to is not None:
                self._new_row(after[to], len(before[0]), place)

    def _new_row(self, row: Sequence[Paragraph], columns: int, place: _Place) -> None:
        for cell in row:
            self._comments(place.offset, cell)
        if len(row) != columns or place.line < 0:
            self._remark(What.SHAPE, place.offset, "", "", _row(row))
            return
        cells = [written(cell, "", self.locked) for cell in row]
        self.edits.append(Edit(start=place.offset, end=place.offset, text=f"\n| {' | '.join(cells)} |"))

    def _gone(self, old: Sequence[Unit]) -> None:
        """Take a paragraph, a row or a table out; what is locked stays, and is told."""
        unit = old[0]
        if unit.locked:
            self._remark(What.LOCKED, unit.start, unit.locked, " ".join(each.shown for each in old), "")
            return
        start, end = _lines(self.text, unit.lines[0], old[-1].lines[1])
        self.edits.append(Edit(start=start, end=end, text=""))
        for each in old:
            for atom in each.inline.atoms:
                if atom.locked and atom.start not in self.locked.returned:
                    self._remark(What.TAKEN_OUT, atom.start, atom.locked, atom.shown, "")

    def _come(self, new: Sequence[Paragraph], place: _Place) -> None:
        """Put a new paragraph or table in."""
        for paragraph in new:
            self._comments(place.offset, paragraph)
        if new[0].part is Part.CELL:
            rows = [[written(cell, "", self.locked) for cell in row] for row in rows_of(new)]
            rows.insert(1, ["---"] * len(rows[0]))
            words = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        else:
            words = self._moved(new[0], place) or written(new[0], place.mark_of(new[0]), self.locked)
        self.edits.append(place.put(words, new[0].part))

    def _moved(self, paragraph: Paragraph, place: _Place) -> str:
        """Return the source of a paragraph that only moved, with its id and attributes; empty if it is a new one."""
        for unit in self.taken_out:
            if _kind(unit) == _kind(paragraph) and not unit.locked and is_unedited(unit, paragraph):
                self.taken_out.remove(unit)
                if unit.part is Part.ITEM:
                    return place.mark_of(paragraph) + self.text[unit.start : unit.end]
                start, end = _line_end(self.text, unit.lines[0] - 1) + 1, _line_end(self.text, unit.lines[1])
                return self.text[start if unit.lines[0] > 1 else 0 : end].strip("\n")
        return ""

    def _comments(self, start: int, paragraph: Paragraph) -> None:
        before = ""
        for piece in paragraph.pieces:
            before += piece.text
            if piece.comment in self.comments:
                author, words = self.comments[piece.comment]
                rest = paragraph.shown[len(before) :]
                self._remark(What.COMMENT, start, author, rest, words)

    def _remark(self, what: What, start: int, name: str, before: str, after: str) -> None:
        self.remarks.append(Remark(what=what, start=start, name=name, before=before, after=after))


class _Place:
    """Where in the source a new paragraph goes: after the last one that is there on both sides."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.line = -1
        self.offset = 0
        self._mark = ""
        self._is_item = False
        self._level = 0

    def after(self, unit: Unit, *, is_gone: bool = False) -> None:
        """Go on to after a unit; the lines of one that is taken out are still the place."""
        self.line = unit.lines[1]
        self.offset = _line_end(self._text, self.line)
        begin = self._text.rfind("\n", 0, unit.start) + 1
        self._is_item = unit.part is Part.ITEM and not is_gone
        if unit.part is Part.ITEM:
            self._mark, self._level = self._text[begin : unit.start], unit.level

    def mark_of(self, paragraph: Paragraph) -> str:
        """Return what a new paragraph begins with."""
        if paragraph.part is Part.HEADING:
            return "#" * paragraph.level + " "
        if paragraph.part is not Part.ITEM:
            return ""
        match = _ITEM_MARK.match(self._mark) if self._mark else None
        indent = match["indent"] if match else ""
        deeper = paragraph.level - self._level if match else 0
        indent = indent + "    " * deeper if deeper > 0 else indent[: max(0, len(indent) + 4 * deeper)]
        return f"{indent}{'1.' if paragraph.is_numbered else match['mark'] if match and not match['sign'] else '-'} "

    def put(self, words: str, part: Part) -> Edit:
        """Put words there, as a paragraph of their own or as the next item."""
        if self.line < 0:
            return Edit(start=0, end=0, text=f"{words}\n\n")
        apart = "\n" if part is Part.ITEM and self._is_item else "\n\n"
        self._is_item = part is Part.ITEM
        return Edit(start=self.offset, end=self.offset, text=f"{apart}{words}")


def _line_end(text: str, line: int) -> int:
    """Return where a line ends, counted in characters."""
    at = -1
    for _ in range(line):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return at


def _lines(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where lines begin and end, with the empty ones after them if there is one before."""
    start = _line_end(text, first - 1) + 1 if first > 1 else 0
    end = min(_line_end(text, last) + 1, len(text))
    is_apart = start == 0 or text[:start].endswith("\n\n")
    while is_apart and text[end : end + 1] == "\n":
        end += 1
    return start, end


def _kind(part: Unit | Paragraph) -> tuple[Part, int, bool]:
    has_level, is_item = part.part in {Part.HEADING, Part.ITEM}, part.part is Part.ITEM
    return part.part, part.level if has_level else 0, is_item and part.is_numbered


def _mark_between(mark: str, unit: Unit, paragraph: Paragraph) -> str | None:
    """Return what a line begins with once its words are what a paragraph is now; None where no mark can say it."""
    if unit.part is paragraph.part is Part.HEADING and mark.startswith("#" * unit.level):
        return "#" * paragraph.level + mark[unit.level :]
    is_line = not mark and unit.lines[0] == unit.lines[1]
    if unit.part is Part.PARAGRAPH and is_line and paragraph.part is Part.HEADING:
        return "#" * paragraph.level + " "
    if unit.part is Part.PARAGRAPH and is_line and paragraph.part is Part.ITEM and not paragraph.level:
        return "1. " if paragraph.is_numbered else "- "
    match = _ITEM_MARK.fullmatch(mark)
    if match and paragraph.part is Part.ITEM and unit.level == paragraph.level:
        return f"{match['indent']}{'1.' if paragraph.is_numbered else '-'}{match['space']}"
    return None


def _row(cells: Sequence[Unit] | Sequence[Paragraph]) -> str:
    return " | ".join(cell.shown for cell in cells)
