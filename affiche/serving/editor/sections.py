"""The texts of a policy as rows: a section in every language, with what is wrong with it and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from affiche.drafts.sections import State, compare_with, section_states, version_before
from affiche.editing.sections import pieces_of, rows_of
from affiche.serving.editor.marks import between, marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from affiche.editing.sections import Piece
    from affiche.editing.working_files import WorkingFile
    from affiche.model import Policy, Site
    from affiche.serving.editor.handlers import Editor
    from affiche.serving.editor.marks import Mark

States: TypeAlias = "Mapping[tuple[str, str], State]"
"""For a locale and the id of a section, how it stands, if that is worth saying."""

END = 10**9
"""A line after the last one of every file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A piece of the text in one language."""

    name: str
    locale: str
    tag: str
    """The full tag of the language."""
    body: str
    tail: int
    line: int
    marks: Sequence[Mark]
    state: str
    """How it stands against the version that was published last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A section in every language that has it."""

    anchor: str
    key: str
    id: str
    title: str
    level: int
    cells: Mapping[str, Cell | None]

    @property
    def marks(self) -> list[Mark]:
        """The problems in any language."""
        return [mark for cell in self.cells.values() if cell for mark in cell.marks]

    @property
    def state(self) -> str:
        """What most asks for attention."""
        states = {cell.state for cell in self.cells.values() if cell}
        return next((each for each in (State.STALE, State.CHANGED) if each in states), "")


def text_rows(
    editor: Editor, site: Site, files: Mapping[str, WorkingFile], written: Mapping[str, str], states: States
) -> list[Row]:
    """Pair the sections of all languages; what was `written` in a field stands in the place of what is in its file."""
    pieces = {locale: pieces_of(file.text) for locale, file in files.items()}
    cells: dict[tuple[str, str], Cell] = {}
    for locale, file in files.items():
        marks = marks_of(editor, file.name)
        ends = [*(piece.line for piece in pieces[locale][1:]), END]
        for number, (piece, end) in enumerate(zip(pieces[locale], ends, strict=True)):
            name = f"text.{locale}.{number}"
            cells[locale, piece.key] = Cell(
                name=name,
                locale=locale,
                tag=site.language_tags[locale],
                body=written.get(name, piece.body),
                tail=len(piece.tail),
                line=piece.line,
                marks=between(marks, piece.line, end),
                state=states.get((locale, piece.id if number else ""), ""),
            )
    return [_row(number, row, list(files), cells) for number, row in enumerate(rows_of(pieces))]


def _row(
    number: int, row: Mapping[str, Piece], locales: Sequence[str], cells: Mapping[tuple[str, str], Cell]
) -> Row:
    first = next(iter(row.values()))
    return Row(
        anchor=first.id or f"part-{number}",
        key=first.key,
        id=first.id,
        title=first.title,
        level=first.level,
        cells={locale: cells.get((locale, first.key)) for locale in locales},
    )


def states_of(editor: Editor, site: Site, policy: Policy, day: date) -> States:
    """Say of each section whether it was changed since the last version, or lags behind the language written first."""
    before = version_before(policy, day)
    if before is None or editor.preview.problems:
        return {}
    plan = policy.open_plan
    found = section_states(
        policy,
        before,
        compare_with(before, policy.working),
        site.locales,
        unaffected=plan.unaffected if plan else {},
    )
    return {
        (locale, each.id): state
        for each in found
        for locale, state in each.states.items()
        if state in {State.CHANGED, State.STALE}
    }
