"""Each cell of an even table names its column, so that a row can be read by itself; nothing else about it changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from affiche.site.theme.filters import FEW_COLUMNS, with_cards
from affiche.site.theme.folds import folded
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


def test_a_marked_table_names_the_columns_of_today_in_each_cell() -> None:
    head = '<thead><tr><th>A</th><th><del data-change="removed">B</del> <ins data-change="added">Z</ins></th><th>C</th></tr></thead>'
    gone = '<tr data-change="removed"><td><del data-change="removed">a</del></td><td>b</td><td>c</td></tr>'
    cards = with_cards(f'<table data-change="added">{head}<tbody>{gone}</tbody></table>')
    assert cards.startswith('<table class="cards" data-change="added">')
    assert re.findall(r'data-column="(\w)"', cards) == ["A", "Z", "C"]


def test_rows_that_stayed_are_cards_in_their_fold_too() -> None:
    head = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    row = "<tr><td>a</td><td>b</td><td>c</td></tr>"
    new = row.replace("<tr>", '<tr data-change="added">')
    table = folded(
        with_cards(f"<table>{head}<tbody>{row * 3}{new}</tbody></table>"), {"rows": "{number} rows"}
    )
    assert table.count('<table class="cards">') == len(("the table", "the fold"))
    assert "3 rows" in table
    assert table.count("data-column") == 4 * 3
