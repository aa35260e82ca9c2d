"""A table of Word: which rows and cells are its own, and how far each goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

LARGEST_SPAN = 60
"""Columns that one cell of a table may take."""


def table(
    element: _Element,
    blocks: Callable[[_Element], str],
    is_gone: Callable[[_Element], bool],
    covered: Callable[[_Element], None],
) -> str:
    """Write a table without the rows and cells that are gone; `covered` is told of cells that lie under others."""
    rows = [row for row in element.iter(f"{W}tr") if _is_own(row, element) and not is_gone(row)]
    spans = _row_spans(rows)
    written = ""
    for row in rows:
        tag = "th" if is_on(row.find(f"{W}trPr"), "tblHeader") else "td"
        written += f"<tr>{f'<{tag}></{tag}>' * _columns_before(row)}"
        for cell in row.iter(f"{W}tc"):
            if not _is_own(cell, element) or is_gone(cell):
                continue
            if spans.get(cell, 1):
                written += f"<{tag}{_spans(cell, spans.get(cell, 1))}>{blocks(cell)}</{tag}>"
            else:
                covered(cell)
        written += "</tr>"
    return f"<table>{written}</table>"


def _spans(cell: _Element, rows: int) -> str:
    columns = _columns_of(cell)
    return (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")


def _is_own(element: _Element, table: _Element) -> bool:
    """Return whether a row or cell belongs to a table and not to one inside it."""
    return next(element.iterancestors(f"{W}tbl"), None) is table


def _columns_of(cell: _Element) -> int:
    """Return how many columns a cell takes."""
    return min(number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1), LARGEST_SPAN)


def _columns_before(row: _Element) -> int:
    """Return how many columns a row leaves out at its beginning."""
    return min(number(value(row.find(f"{W}trPr"), "gridBefore")), LARGEST_SPAN)


def _row_spans(rows: list[_Element]) -> dict[_Element, int]:
    """Return for each cell how many rows it takes; 0, if the cell above it goes on."""
    spans: dict[_Element, int] = {}
    open_cells: dict[int, _Element] = {}
    for row in rows:
        column = _columns_before(row)
        for cell in row.iterchildren(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_cells:
                spans[cell] = 0
                spans[open_cells[column]] += 1
            else:
                spans[cell] = 1
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
            column += _columns_of(cell)
    return spans
