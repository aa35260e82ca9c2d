"""The rows and cells of a table of Word: which are its own, and how far each goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.word.package import W, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_SPAN = 60
"""Columns that one cell of a table may take."""


def is_own(element: _Element, table: _Element) -> bool:
    """Return whether a row or cell belongs to a table and not to one inside it."""
    return next(element.iterancestors(f"{W}tbl"), None) is table


def columns_of(cell: _Element) -> int:
    """Return how many columns a cell takes."""
    return min(number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1), LARGEST_SPAN)


def row_spans(rows: list[_Element]) -> dict[_Element, int]:
    """Return for each cell how many rows it takes; 0, if the cell above it goes on."""
    spans: dict[_Element, int] = {}
    open_cells: dict[int, _Element] = {}
    for row in rows:
        column = 0
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
            column += columns_of(cell)
    return spans
