"""policy.yaml, or facts.yaml, as a form: a field for each value, values of several languages next to each other, tables as tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from affiche.editing.rows import has_lines, with_row, without_rows
from affiche.editing.yaml_text import CannotWriteError, plain_of, value_at, with_values
from affiche.source.data.described import described
from affiche.source.data.localised import is_localised
from affiche.source.files import with_plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.editing.yaml_text import Path
    from affiche.source.data.yaml import Plain

SHORT = 70
"""Characters of a value that is edited on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value."""

    path: Path
    value: str
    locale: str = ""
    """The language of its words, if it is of one."""
    choices: tuple[str, ...] = ()
    is_day: bool = False

    @property
    def name(self) -> str:
        """What it is called when it is sent."""
        return name_of("value", self.path)

    @property
    def is_long(self) -> bool:
        """Whether one line is not enough for it."""
        return len(self.value) > SHORT or "\n" in with_plain_lines(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something with one value, or with one in each language."""

    key: str
    label: str
    """What it is called in a notice, if anything."""
    hint: str
    """What the schema says about it."""
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    place: int
    id: str
    cells: tuple[tuple[Field, ...], ...]
    remove: str
    """What is sent to take it out; empty where that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A fact with columns and rows."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    new: tuple[tuple[tuple[str, str], ...], ...]
    """For each column of one more row, the names of its fields, each with its locale."""
    new_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A key with others in it."""

    key: str
    hint: str
    parts: tuple[Part, ...]


Part: TypeAlias = "Entry | Table | Group"


def name_of(kind: str, path: Path) -> str:
    """Name a field by its path, so that no name can be taken for another."""
    return f"{kind}:{json.dumps(path, ensure_ascii=False, separators=(',', ':'))}"


def parts_of(text: str, locales: Sequence[str], spoken: str) -> tuple[Part, ...]:
    """Take a file apart, key by key; columns and labels are in the language that is spoken, where there are any."""
    plain = plain_of(text)
    if not isinstance(plain, dict):
        raise CannotWriteError("This file holds no keys: mend it first.")
    return tuple(_Forms(text, locales, spoken, plain.get("labels")).parts(plain, ()))


@dataclass(frozen=True, slots=True)
class _Forms:
    text: str
    locales: Sequence[str]
    spoken: str
    labels: Plain

    def parts(self, plain: Mapping[str, Plain], path: Path) -> Iterator[Part]:
        for key, value in plain.items():
            yield self._part(key, value, (*path, key))

    def _part(self, key: str, value: Plain, path: Path) -> Part:
        if isinstance(value, dict) and value.keys() >= {"columns", "rows"}:
            return self._table(key, value, path)
        if isinstance(value, list):
            return Group(
                key=key,
                hint=described(path).hint,
                parts=tuple(self._part(str(n + 1), one, (*path, n)) for n, one in enumerate(value)),
            )
        if isinstance(value, dict) and not is_localised(value, self.locales):
            return Group(key=key, hint=described(path).hint, parts=tuple(self.parts(value, path)))
        return Entry(
            key=key, label=self._label(path), hint=described(path).hint, fields=self._fields(value, path)
        )

    def _fields(self, value: Plain, path: Path) -> tuple[Field, ...]:
        if isinstance(value, dict):
            return tuple(
                Field(path=(*path, locale), value=_text(value.get(locale)), locale=locale)
                for locale in self.locales
            )
        text, said = _text(value), described(path)
        is_day = said.is_day and (not text or _is_day(text))
        return (Field(path=path, value=text, choices=said.choices, is_day=is_day),)

    def _label(self, path: Path) -> str:
        label = self.labels
        for step in path[1:] if path[0] == "facts" else ():
            label = label.get(str(step)) if isinstance(label, dict) else None
        return self._words(label)

    def _words(self, value: Plain) -> str:
        if isinstance(value, dict):
            value = value.get(self.spoken) or next(
                (one for one in value.values() if isinstance(one, str)), ""
            )
        return value if isinstance(value, str) else ""

    def _table(self, key: str, value: Mapping[str, Plain], path: Path) -> Part:
        columns, rows = value["columns"], value["rows"]
        are_rows = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        if not isinstance(columns, dict) or not are_rows:
            return Group(key=key, hint="", parts=tuple(self.parts(value, path)))
        assert isinstance(rows, list)
        at = (*path, "rows")
        can_change = has_lines(self.text, at)
        localised = {name: any(isinstance(row.get(name), dict) for row in _maps(rows)) for name in columns}
        return Table(
            key=key,
            columns=tuple(self._words(words) or name for name, words in columns.items()),
            rows=tuple(
                Row(
                    place=number,
                    id=_text(row.get("id")),
                    cells=tuple(self._fields(row.get(name), (*at, number, name)) for name in columns),
                    remove=name_of("remove", (*at, number)) if can_change and len(rows) > 1 else "",
                )
                for number, row in enumerate(_maps(rows))
            ),
            new=tuple(
                tuple(
                    (name_of("new", (*at, name, locale)), locale)
                    for locale in (self.locales if localised[name] else ("",))
                )
                for name in columns
            )
            if can_change
            else (),
            new_id=name_of("new", (*at, "id", "")) if can_change else "",
        )


def _is_day(text: str) -> bool:
    """Say whether a field for days can hold a text; it would lose any other."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _maps(rows: Sequence[Plain]) -> list[dict[str, Plain]]:
    return [row for row in rows if isinstance(row, dict)]


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def with_answers(text: str, answers: Mapping[str, str], locales: Sequence[str]) -> str:
    """Put what was filled in into the file; a name that the form does not have is none of its fields."""
    parts = parts_of(text, locales, "")
    fields = {field.name: field for part in parts for field in _fields_in(part)}
    wanted = {
        fields[name].path: value
        for name, value in answers.items()
        if name in fields and value != with_plain_lines(fields[name].value)
    }
    text = with_values(text, wanted)
    for path, table in _tables(parts, ()):
        at = (*path, "rows")
        gone = [row.place for row in table.rows if row.remove and row.remove in answers]
        text = without_rows(text, at, gone)
        row = _new_row(text, path, table, answers)
        text = with_row(text, at, row) if row else text
    return text


def _new_row(
    text: str, path: Path, table: Table, answers: Mapping[str, str]
) -> dict[str, str | Mapping[str, str]]:
    value: Any = value_at(text, path)
    given = {
        name: {locale: answers.get(field, "") for field, locale in cells}
        for name, cells in zip(value["columns"], table.new, strict=False)
    }
    own = answers.get(table.new_id, "")
    if not own and not any(words for cell in given.values() for words in cell.values()):
        return {}
    has_ids = any("id" in row for row in value["rows"])
    start: dict[str, str | Mapping[str, str]] = {"id": own} if own or has_ids else {}
    return start | {name: cell.get("", cell) for name, cell in given.items()}


def _fields_in(part: Part) -> Iterator[Field]:
    match part:
        case Entry():
            yield from part.fields
        case Table():
            yield from (field for row in part.rows for cell in row.cells for field in cell)
        case Group():
            for each in part.parts:
                yield from _fields_in(each)


def _tables(parts: Sequence[Part], path: Path) -> Iterator[tuple[Path, Table]]:
    for part in parts:
        if isinstance(part, Table):
            yield (*path, part.key), part
        elif isinstance(part, Group):
            yield from _tables(part.parts, (*path, part.key))
