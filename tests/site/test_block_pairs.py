"""Side by side, nothing of either text is lost, repeated or put in another order; and what belongs together meets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.compare import compare
from affiche.site.pages.block_pairs import pair_blocks, pair_ids
from tests.compare.drawing import blocks, edited, editions

if TYPE_CHECKING:
    from affiche.site.pages.block_pairs import Pair, Side

QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def side(pair: Pair, second: int) -> Side:
    return pair.second if second else pair.first


def told(pairs: tuple[Pair, ...], second: int) -> str:
    """One side of some pairs, read down, tags included; the rows of a table from within it."""
    return "".join(_told(pair, second) for pair in pairs)


def _told(pair: Pair, second: int) -> str:
    own = side(pair, second)
    if not pair.name:
        return own.html
    inner = told(pair.inside, second) if pair.inside else own.html
    return f"<{pair.name}{own.attributes}>{inner}</{pair.name}>"


def dense(html: str) -> str:
    """Without white space, which means nothing between blocks."""
    return re.sub(r"\s", "", html)


@QUICK
@given(blocks(), blocks())
def test_any_two_texts_are_kept_tag_for_tag(one: str, other: str) -> None:
    pairs = pair_blocks(one, other)
    assert dense(told(pairs, 0)) == dense(one)
    assert dense(told(pairs, 1)) == dense(other)


@settings(QUICK, max_examples=20)
@given(st.data())
def test_redlines_are_kept_with_their_marks(data: st.DataObject) -> None:
    old, also_old = data.draw(editions()), data.draw(editions())
    one = compare(old, data.draw(edited(old))).redline
    other = compare(also_old, data.draw(edited(also_old))).redline
    for section, counterpart in zip(one.walk(), other.walk(), strict=False):
        pairs = pair_blocks(section.body, counterpart.body)
        assert dense(told(pairs, 0)) == dense(section.body)
        assert dense(told(pairs, 1)) == dense(counterpart.body)


@QUICK
@given(blocks())
def test_a_text_beside_itself_is_aligned_block_by_block(text: str) -> None:
    for pair in pair_blocks(text, text):
        assert pair.first == pair.second
        assert pair.first.html


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@QUICK
@given(IDS, IDS)
def test_sections_meet_by_id_and_both_orders_stay(one: list[str], other: list[str]) -> None:
    rows = pair_ids(one, other)
    assert [at for at, _ in rows if at is not None] == list(range(len(one)))
    assert [to for _, to in rows if to is not None] == list(range(len(other)))
    assert all(one[at] == other[to] for at, to in rows if at is not None and to is not None)
    if [i for i in one if i in other] == [i for i in other if i in one]:
        assert sum(at is not None and to is not None for at, to in rows) == len(set(one) & set(other))


def drawn(one: str, other: str) -> list[str]:
    """Each pair as a line; what is inside a list or table after its name."""
    return [line for pair in pair_blocks(one, other) for line in _lines(pair)]


def _lines(pair: Pair, within: str = "") -> list[str]:
    place = f"{within}{pair.name} "
    if pair.inside:
        return [line for inner in pair.inside for line in _lines(inner, place)]
    return [f"{place}{pair.first.html} | {pair.second.html}".strip().replace("\n", "")]


def test_paragraphs_meet_one_by_one_between_landmarks() -> None:
    one = "<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n<p>d</p><p>e</p>"
    other = "<p>A</p>\n<ul>\n<li>B</li>\n<li>C</li>\n</ul>\n<p>D</p>"
    assert drawn(one, other) == [
        "<p>a</p> | <p>A</p>",
        "ul li b | B",
        "ul li c | C",
        "<p>d</p><p>e</p> | <p>D</p>",
    ]


def test_a_paragraph_that_only_one_side_has_before_a_landmark_stands_alone() -> None:
    assert drawn("<p>a</p><hr>", "<hr><p>B</p>") == ["<p>a</p> |", "<hr> | <hr>", "| <p>B</p>"]


def test_lists_of_other_lengths_and_other_landmarks_stand_side_by_side_as_wholes() -> None:
    assert len(drawn("<ul><li>a</li></ul>", "<ul><li>A</li><li>B</li></ul>")) == 1
    assert len(drawn("<p>a</p><ul><li>b</li></ul>", "<p>A</p><hr>")) == 1
    assert drawn("<ul><li>a</li></ul>", "<ol><li>A</li></ol>") == [
        "<ul><li>a</li></ul> | <ol><li>A</li></ol>"
    ]


def test_tables_of_one_shape_meet_row_by_row() -> None:
    def table(head: str, *cells: str) -> str:
        rows = "".join(f"<tr><td>{cell}</td></tr>\n" for cell in cells)
        return f"<table>\n<thead><tr><th>{head}</th></tr></thead>\n<tbody>\n{rows}</tbody></table>"

    assert drawn(table("h", "a", "b"), table("H", "A", "B")) == [
        "table thead tr <th>h</th> | <th>H</th>",
        "table tbody tr <td>a</td> | <td>A</td>",
        "table tbody tr <td>b</td> | <td>B</td>",
    ]
    assert len(drawn(table("h", "a"), table("H", "A", "B"))) == 1


def test_terms_meet_their_terms() -> None:
    one, other = "<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>A</dt><dd>B</dd></dl>"
    assert drawn(one, other) == ["dl dt a | A", "dl dd b | B"]


def test_in_a_redline_what_is_gone_stands_with_what_came_after_it() -> None:
    """Where one language replaced a paragraph that the other reworded, the paragraphs after it still meet."""
    one = "<p>a <ins>b</ins></p><p>c</p>"
    other = '<p data-change="removed">A</p><p data-change="added">B</p><p>C</p>'
    assert drawn(one, other) == [
        '<p>a <ins>b</ins></p> | <p data-change="removed">A</p><p data-change="added">B</p>',
        "<p>c</p> | <p>C</p>",
    ]


def test_an_empty_text_has_no_pairs_and_half_of_one_beside_another() -> None:
    assert pair_blocks("", "") == ()
    assert drawn("<p>a</p>", "") == ["<p>a</p> |"]
    assert pair_ids("a", "") == [(0, None)]
