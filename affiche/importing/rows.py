"""Rows of Markdown tables that hold more cells than the head: a reader of Markdown would drop the rest."""

from __future__ import annotations

import re

from affiche.importing.blocks import Note

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")


def with_whole_rows(text: str) -> tuple[str, list[Note]]:
    """Part rows that ran into one another, and widen a table whose rows have more cells than its head."""
    lines, notes = text.split("\n"), []
    if "|" not in text:
        return text, []
    for at in range(1, len(lines)):
        if not (_RULE.fullmatch(lines[at]) and "|" in lines[at] and "|" in lines[at - 1]):
            continue
        width, most, row = len(_cells(lines[at - 1])), 0, at + 1
        while row < len(lines) and lines[row].strip() and "|" in lines[row]:
            cells = _cells(lines[row])
            if len(cells) > width:
                rows = _parted(cells, width)
                notes.append(_note(row + 1, len(rows)))
                lines[row] = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
                most = max(most, *map(len, rows))
            row += 1
        if most > width:
            lines[at - 1] = f"{lines[at - 1].rstrip().rstrip('|')}{'|   ' * (most - width)}|"
            lines[at] = f"{lines[at].rstrip().rstrip('|')}{'| --- ' * (most - width)}|"
    return "\n".join(lines), notes


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _parted(cells: list[str], width: int) -> list[list[str]]:
    """Part a row where an empty cell stands between two whole ones."""
    rows = []
    while len(cells) > width + 1 and not cells[width]:
        rows.append(cells[:width])
        cells = cells[width + 1 :]
    return [*rows, cells]


def _note(line: int, rows: int) -> Note:
    return Note(
        rule="import/table",
        message="this row of a table has more cells than the head"
        + (f", and was parted into {rows}" if rows > 1 else ""),
        fix="see whether the table is as it should be",
        line=line,
    )
