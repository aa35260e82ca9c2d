"""A working text as a Word file that others can edit: facts and references are locked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.exchange.units import Part
from affiche.source import digest
from affiche.word.writer import BULLETS, Control, ListPlace, Run, WordFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.exchange.inline import Atom
    from affiche.exchange.units import Unit

TEXT_NAME, TEXT_DIGEST = "Affiche text", "Affiche digest"
"""The properties of the file that say which text it was written from, and which state of it."""


def control_name(start: int) -> str:
    """Name the content control of what is locked, by its place in the source."""
    return f"affiche_{start}"


def review_word(text: str, units: Sequence[Unit], *, name: str, language: str) -> bytes:
    """Write a text as a Word file; `name` is the file that it is in, such as `privacy/en.md`."""
    properties = {TEXT_NAME: name, TEXT_DIGEST: digest(text.encode())}
    file = WordFile(language=language, properties=properties)
    writer = _Writer(file)
    for table, group in groupby(units, lambda unit: unit.place[0] if unit.part is Part.CELL else 0):
        if table:
            writer.table(list(group))
        else:
            for unit in group:
                writer.paragraph(unit)
    return file.save()


@dataclass(slots=True)
class _Writer:
    """Writes units one after the other."""

    file: WordFile
    list_id: int = 0
    """The numbered list that goes on, or 0."""
    copies: int = 0

    def paragraph(self, unit: Unit) -> None:
        style = f"Heading{min(unit.level, 6)}" if unit.part is Part.HEADING else ""
        self.file.add(self.file.paragraph(self._runs(unit), style=style, place=self._place(unit)))

    def table(self, cells: Sequence[Unit]) -> None:
        rows = groupby(cells, lambda unit: unit.place[1])
        written = [([self._cell(cell) for cell in row], None) for _, row in rows]
        self.file.add(self.file.table(written))
        self.file.add("<w:p/>")

    def _cell(self, unit: Unit) -> str:
        return self.file.paragraph(self._runs(unit))

    def _place(self, unit: Unit) -> ListPlace | None:
        if unit.part is not Part.ITEM:
            self.list_id = 0
            return None
        if not unit.is_numbered:
            return ListPlace(list_id=BULLETS, depth=unit.level)
        if not self.list_id or (unit.number == 1 and unit.level == 0):
            self.list_id = self.file.new_list(unit.number)
        return ListPlace(list_id=self.list_id, depth=unit.level)

    def _runs(self, unit: Unit) -> list[Run]:
        if unit.locked:
            self.copies += 1
            words = Run(text=unit.shown)
            name = f"{control_name(unit.start)}_{self.copies}"
            return [replace(words, control=Control(name=name, title=unit.locked))] if unit.shown else []
        return list(map(_run, unit.inline.atoms))


def _run(atom: Atom) -> Run:
    look = atom.look
    control = Control(name=control_name(atom.start), title=atom.locked) if atom.locked else None
    return Run(
        text=atom.shown,
        bold=look.bold,
        italic=look.italic,
        raised=look.raised,
        link=look.link,
        control=control,
    )
