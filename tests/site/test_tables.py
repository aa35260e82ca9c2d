"""Each cell of an even table names its column, so that a row can be read by itself; nothing else about it changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from affiche.site.theme.filters import FEW_COLUMNS, with_cards
from affiche.source import MarkdownRenderer
from tests.site.building import words

RENDERER = MarkdownRenderer()
CELLS = st.text(alphabet="abé &<>\"'’`*", max_size=12)
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)
LABEL = re.compile(r' data-column="[^"]*"')


def written(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(cell.strip() or 'x' for cell in row)} |" for row in rows]
    return RENDERER.blocks("\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]))


@given(TABLES)
def test_a_cell_is_labelled_as_its_column_is_headed_and_the_table_is_else_the_same(
    rows: list[list[str]],
) -> None:
    table = written(rows)
    cards = with_cards(table)
    assert LABEL.sub("", cards).replace('<table class="cards">', "<table>") == table
    if len(rows[0]) > FEW_COLUMNS and len(rows) > 1 and "<table" in table:
        tree = html.fromstring(cards)
        titles = [words(head) for head in tree.iter("th")]
        assert [cell.get("data-column") for cell in tree.iter("td")] == titles * (len(rows) - 1)


@pytest.mark.parametrize(
    "row",
    [
        '<tr><td colspan="2">a</td><td>b</td></tr>',
        "<tr><td>a</td><td>b</td></tr>",
        "<tr><td>a</td><td>b</td><td><table><tbody><tr><td>c</td></tr></tbody></table></td></tr>",
    ],
    ids=["a cell over two columns", "a cell too few", "a table in a cell"],
)
def test_an_uneven_table_stays_as_it_is(row: str) -> None:
    head = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    table = f"<table>{head}<tbody>{row}</tbody></table>"
    assert with_cards(table) == table
