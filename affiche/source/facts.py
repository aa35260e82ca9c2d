"""Facts, as data: read from YAML, taken in one locale, written as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from affiche.problems import one_of
from affiche.source.data.localised import is_localised, note_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.model import Fact
    from affiche.problems import ProblemLog
    from affiche.source.data.yaml import Node

_TABLE = {"columns", "rows"}


def read_facts(node: Node) -> dict[str, Fact]:
    """Take the facts out of their YAML; whether they are whole is `check_facts`."""
    return {name: fact_of(part) for name, part in node.value.items()} if isinstance(node.value, dict) else {}


def fact_of(node: Node) -> Fact:
    """Take one fact out of its YAML."""
    if isinstance(node.value, list):
        return tuple(map(fact_of, node.value))
    if isinstance(node.value, dict):
        return {name: fact_of(part) for name, part in node.value.items()}
    return node.value or ""


def check_facts(
    node: Node, locales: Sequence[str], log: ProblemLog, expected: Sequence[str] | None = None
) -> None:
    """Note facts without a value, without words for a locale, and tables with holes."""
    expected = locales if expected is None else expected
    if node.value is None:
        log.add(
            node.location,
            "there is nothing here",
            expected="a text, a list, or keys with values",
            rule="facts/shape",
        )
    elif isinstance(node.value, list):
        for part in node.value:
            check_facts(part, locales, log, expected)
    elif isinstance(node.value, dict):
        if is_localised(node.value, locales):
            note_missing(node.value, expected, node.location, log)
        elif node.value.keys() >= _TABLE:
            _check_table(node, log)
        for part in node.value.values():
            check_facts(part, locales, log, expected)


def _check_table(node: Node, log: ProblemLog) -> None:
    columns, rows = node.find(("columns",)), node.find(("rows",))
    if not isinstance(columns.value, dict):
        log.add(
            columns.location,
            "these are not the columns of a table",
            expected="a heading for each key",
            rule="facts/shape",
        )
    if not isinstance(rows.value, list):
        log.add(rows.location, "these are not the rows of a table", expected="a list", rule="facts/shape")
    if isinstance(columns.value, dict) and isinstance(rows.value, list):
        first: dict[str, int] = {}
        for row in rows.value:
            _check_row(row, list(columns.value), log)
            own = row.find(("id",))
            if (
                isinstance(own.value, str)
                and first.setdefault(own.value, own.location.line) != own.location.line
            ):
                log.add(
                    own.location,
                    f"the row id {own.value!r} is used twice",
                    expected=f"each id once; the first is on line {first[own.value]}",
                    fix="give this row an id of its own",
                    rule="facts/row-id",
                )


def _check_row(row: Node, columns: Sequence[str], log: ProblemLog) -> None:
    if not isinstance(row.value, dict):
        log.add(
            row.location,
            "this is not a row of the table",
            expected=f"a value for each of {', '.join(columns)}",
            rule="facts/shape",
        )
        return
    for name in columns:
        if name not in row.value:
            log.add(row.location, f"this row has no {name!r}", fix=f"add `{name}: …`", rule="facts/column")
    for name in row.value.keys() - {*columns, "id"}:
        log.add(row.keys[name], f"there is no column {name!r}", expected=one_of(columns), rule="facts/column")


def is_table(fact: Fact) -> bool:
    """Say whether a fact can be asked for as a table."""
    return isinstance(fact, Mapping) and fact.keys() >= _TABLE


def table(fact: Fact) -> str:
    """Write a fact with `columns` and `rows` as a Markdown table; where it has holes, so has the table."""
    assert isinstance(fact, Mapping)
    columns, rows = fact["columns"], fact["rows"]
    if not isinstance(columns, Mapping):
        return ""
    body = [[row.get(name, "") for name in columns] for row in rows if isinstance(row, Mapping)]
    lines: list[list[Fact]] = [list(columns.values()), ["---"] * len(columns), *body]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(words: Fact) -> str:
    """Keep the words in their cell, whatever they hold."""
    if not isinstance(words, str):
        return ", ".join(map(_cell, words.values() if isinstance(words, Mapping) else words))
    return " ".join(words.split()).replace("\\|", "|").replace("|", r"\|")
