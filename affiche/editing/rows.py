"""Rows of a table in a YAML file, put in after the last one or taken out, with the lines of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from affiche.editing.yaml_text import (
    CannotWriteError,
    changed,
    end_of,
    end_of_line,
    first_that_says,
    flat_forms,
    node_at,
    plain_of,
    quoted,
    tree_of,
    value_at,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.editing.yaml_text import Path
    from affiche.source.data.yaml import Plain


def has_lines(text: str, path: Path) -> bool:
    """Say whether the rows at a path stand on lines of their own, so that one can be put in or taken out."""
    node = node_at(tree_of(text), path)
    return isinstance(node, yaml.SequenceNode) and not node.flow_style and bool(node.value)


def with_row(text: str, path: Path, row: Mapping[str, str | Mapping[str, str]]) -> str:
    """Put a row after the last one; a value is a text, or one for each locale."""
    rows = _rows(text, path)
    last = rows.value[-1]
    end = end_of_line(text, end_of(text, last))
    indent = " " * rows.start_mark.column
    wanted = changed(plain_of(text), path, [*_plain(text, path), _as_plain(row)])
    forms = (
        f"{text[:end]}\n{indent}- "
        + f"\n{indent}  ".join(f"{key}: {value}" for key, value in cells)
        + text[end:]
        for cells in (_cells(row, plainly=True), _cells(row, plainly=False))
    )
    return first_that_says(wanted, forms, ", ".join(row))


def without_rows(text: str, path: Path, places: Sequence[int]) -> str:
    """Take rows out, counted from 0; the last one that is left stays."""
    for place in sorted(places, reverse=True):
        rows = _rows(text, path)
        if len(rows.value) == 1:
            raise CannotWriteError(
                "A table cannot be left without rows here: take it out of the file itself."
            )
        node = rows.value[place]
        start = text.rfind("\n", 0, node.start_mark.index) + 1
        end = end_of_line(text, end_of(text, node)) + 1
        kept = [row for number, row in enumerate(_plain(text, path)) if number != place]
        form = text[:start] + text[end:] if end <= len(text) else text[: start - 1]
        text = first_that_says(changed(plain_of(text), path, kept), iter([form]), str(place + 1))
    return text


def _rows(text: str, path: Path) -> yaml.SequenceNode:
    node = node_at(tree_of(text), path)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise CannotWriteError(
            "These rows do not stand on lines of their own: change them in the file itself."
        )
    return node


def _plain(text: str, path: Path) -> list[Plain]:
    value = value_at(text, path)
    assert isinstance(value, list)
    return value


def _as_plain(row: Mapping[str, str | Mapping[str, str]]) -> Plain:
    return {key: value if isinstance(value, str) else dict(value) for key, value in row.items()}


def _cells(row: Mapping[str, str | Mapping[str, str]], *, plainly: bool) -> list[tuple[str, str]]:
    """Write each value: as plain as it can stand, or between quotation marks."""

    def written(value: str, *, inside: bool) -> str:
        forms = flat_forms(value) if plainly else [quoted(value)]
        before, after = ("{a: ", "}") if inside else ("a: ", "")
        for form in forms:
            try:
                if plain_of(f"{before}{form}{after}") == {"a": value}:
                    return form
            except CannotWriteError:
                continue
        return quoted(value)

    return [
        (
            key,
            written(value, inside=False)
            if isinstance(value, str)
            else "{"
            + ", ".join(f"{locale}: {written(words, inside=True)}" for locale, words in value.items())
            + "}",
        )
        for key, value in row.items()
    ]
