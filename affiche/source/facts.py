"""Facts, as data: read from YAML, taken in one locale, written as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from affiche.source.localised import is_localised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.model import Fact
    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node


def read_facts(node: Node | None, locales: Sequence[str], log: ProblemLog) -> dict[str, Fact]:
    """Read facts from YAML; a map of locales that lacks one, and a table with holes, are problems."""
    if node is None or not isinstance(node.value, dict):
        return {}
    return {name: _fact(part, locales, log) for name, part in node.value.items()}


def _fact(node: Node, locales: Sequence[str], log: ProblemLog) -> Fact:
    if isinstance(node.value, list):
        return tuple(_fact(part, locales, log) for part in node.value)
    if isinstance(node.value, dict):
        if is_localised(node.value, locales):
            for locale in locales:
                if locale not in node.value:
                    log.add(node.location, f"there are no words for {locale!r}", expected=", ".join(locales))
        elif node.value.keys() == {"columns", "rows"}:
            _check_table(node, log)
        return {name: _fact(part, locales, log) for name, part in node.value.items()}
    if node.value is None:
        log.add(node.location, "there is no value here", expected="a text, a list, or a map")
    return node.value or ""


def _check_table(node: Node, log: ProblemLog) -> None:
    columns, rows = node.find(("columns",)).value, node.find(("rows",)).value
    if not isinstance(columns, dict) or not isinstance(rows, list):
        log.add(
            node.location,
            "is not a table",
            expected="`columns`, a map of headings, and `rows`, a list of maps",
        )
        return
    for row in rows:
        cells = row.value if isinstance(row.value, dict) else {}
        for missing in columns.keys() - cells.keys():
            log.add(row.location, f"this row has no {missing!r}", expected="a value for each of the columns")
        for extra in cells.keys() - columns.keys() - {"id"}:
            log.add(row.keys[extra], f"there is no column {extra!r}", expected="one of " + ", ".join(columns))


def table(fact: Fact) -> str:
    """Write a fact with `columns` and `rows` as a Markdown table."""
    if not isinstance(fact, Mapping) or not {"columns", "rows"} <= fact.keys():
        raise TypeError
    columns, rows = fact["columns"], fact["rows"]
    assert isinstance(columns, Mapping)
    body = [[row[name] for name in columns] for row in rows if isinstance(row, Mapping)]
    lines: list[list[Fact]] = [list(columns.values()), ["---"] * len(columns), *body]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(words: Fact) -> str:
    return " ".join(str(words).split()).replace("|", r"\|")
