"""Without a style sheet, too, a redline tells old from new: each changed word is in an `ins` or `del`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.compare import compare
from affiche.compare.changes import Move, Place
from affiche.compare.marks import lines
from affiche.compare.words.words import is_word, split
from affiche.html import BLOCK_TAG, TAG, VOID_TAGS, attribute
from affiche.site.theme.redline_marks import spoken
from tests.compare.drawing import edited, editions
from tests.compare.test_kinds import CASES
from tests.compare.test_truth import QUICK

WORDS = {
    "added": "[added:",
    "removed": "[removed:",
    "from": "Moved from {place}:",
    "to": "Moved to {place}",
    "mostly from": "Mostly from {place}:",
    "mostly to": "Mostly in {place} now:",
    "introduction": "the introduction",
}


def words_outside_marks(html: str) -> list[str]:
    """The words in a block that is marked as a whole and in no `ins` or `del`."""
    found, stack, end = [], [(False, False)], 0
    for tag in TAG.finditer(html):
        in_block, in_words = stack[-1]
        if in_block and not in_words:
            found += [key for key in split(html[end : tag.start()]).keys if is_word(key)]
        end = tag.end()
        if tag[1]:
            stack.pop()
        elif tag[2] not in VOID_TAGS:
            is_marked = attribute(tag[0], "data-change") in {"added", "removed"}
            is_block = bool(BLOCK_TAG.fullmatch(tag[0]))
            stack.append((in_block or (is_marked and is_block), in_words or tag[2] in {"ins", "del"}))
    return found


@QUICK
@given(st.data())
def test_every_word_of_a_marked_block_is_in_words_that_say_so(data: st.DataObject) -> None:
    old = data.draw(editions())
    redline = compare(old, data.draw(edited(old))).redline.html
    assert not words_outside_marks(redline)


def test_the_plain_text_tells_old_from_new() -> None:
    for name, old, new, _ in CASES:
        redline = compare(old, new).redline
        said = spoken(redline.html, WORDS, redline.moves)
        stretches = [stretch for line in lines(redline.html) for stretch in line]
        for mark in ("added", "removed"):
            assert said.count(WORDS[mark]) >= any(stretch.mark == mark for stretch in stretches), name


def test_list_numbers_are_those_of_the_text_an_item_belongs_to() -> None:
    html = (
        '<ol><li>a</li><li data-change="removed">b</li><li>c</li><li data-change="added">d</li>'
        '<li data-change="removed">e</li><li>f</li></ol>'
    )
    assert spoken(html, WORDS, {}) == (
        '<ol><li>a</li><li data-change="removed">b</li><li value="2">c</li><li data-change="added">d</li>'
        '<li data-change="removed">e</li><li value="4">f</li></ol>'
    )


def test_a_passage_that_went_into_another_is_told_where_it_is_now() -> None:
    moves = {
        "1": Move(old=None, new=Place(id="rights", number="4", title="Your rights"), is_partial=True),
        "2": Move(old=Place(id="rights", number="", title="Your rights"), new=None, is_partial=True),
    }
    row = '<tr data-change="removed" data-move="1"><td>a</td><td>b</td></tr>'
    assert spoken(row, WORDS, moves).endswith(
        '<td><span class="move"><a href="#rights">Mostly in 4 now:</a></span> a</td><td>b</td></tr>'
    )
    assert spoken('<p data-change="added" data-move="2">a</p>', WORDS, moves).endswith(
        '<span class="move">Mostly from “Your rights”:</span> a</p>'
    )
    within = {"1": Move(old=moves["1"].new, new=moves["1"].new, is_partial=True)}
    words = WORDS | {"mostly here": "Mostly elsewhere in this section now:"}
    assert "Mostly elsewhere in this section now:</a></span> a" in spoken(row, words, within)
    assert "Moved to 4" in spoken(row, {"to": "Moved to {place}"}, moves)


def test_white_space_is_outside_of_a_mark_so_that_no_sign_is_alone_at_the_end_of_a_line() -> None:
    html = '<p>a<ins data-change="added"> b</ins> c<del data-change="removed"> d </del>e</p>'
    assert spoken(html, WORDS, {}) == (
        '<p>a <ins data-change="added"><span class="unseen">[added: </span>b<span class="unseen">]</span></ins> c '
        '<del data-change="removed"><span class="unseen">[removed: </span>d<span class="unseen">]</span></del> e</p>'
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            'a<ins data-change="added"><br>b</ins>',
            'a<br><ins data-change="added"><i>[added: </i>b<i>]</i></ins>',
        ),
        (
            'a<ins data-change="added"> <br>\n<br>b</ins>',
            'a <br>\n<br><ins data-change="added"><i>[added: </i>b<i>]</i></ins>',
        ),
        (
            '<del data-change="removed"><br>b</del>c',
            '<br><del data-change="removed"><i>[removed: </i>b<i>]</i></del>c',
        ),
        (
            'a<ins data-change="added"> <em>b</em></ins>',
            'a <ins data-change="added"><i>[added: </i><em>b</em><i>]</i></ins>',
        ),
        (
            'a<ins data-change="added"><br></ins>',
            'a<ins data-change="added"><i>[added: </i><br><i>]</i></ins>',
        ),
    ],
)
def test_a_line_break_stands_before_the_mark_so_that_no_sign_is_alone_on_a_line(
    html: str, expected: str
) -> None:
    said = str(spoken(html, {"added": "[added:", "removed": "[removed:"}, {}))
    assert re.sub(r'<span class="unseen">([^<]*)</span>', r"<i>\1</i>", said) == expected
