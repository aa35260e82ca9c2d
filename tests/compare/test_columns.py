"""A redline in columns says what each of its two texts says, and nothing of the other."""

from __future__ import annotations

import pytest

from affiche.compare import compare
from affiche.compare.columns import Row, column, rows
from affiche.html import ids_in, plain_text
from tests.compare.apply import accept, reject
from tests.compare.pairs import Pair, pairs


def letters(html: str) -> str:
    """Give a text without white space, which is parted otherwise where words stand around it."""
    return "".join(plain_text(html).split())


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.name)
def test_each_column_has_every_word_of_its_text(pair: Pair) -> None:
    redline = compare(pair.old, pair.new).redline
    if redline.moves:
        pytest.skip("what moved stands where it is now, and is only named where it was")
    assert letters(column(redline.html, is_old=False)) == letters(accept(redline.html))
    assert letters(column(redline.html, is_old=True)) == letters(reject(redline.html))
    assert not ids_in(column(redline.html, is_old=True))


STAYED = "<p>We keep it.</p>"
GONE = '<p data-change="removed"><del data-change="removed">One.</del></p>'
COME = '<p data-change="added"><ins data-change="added">Two.</ins></p>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>for <del data-change="removed">six</del> <ins data-change="added">nine</ins> months</p>',
            [
                Row(
                    '<p>for <del data-change="removed">six</del>  months</p>',
                    '<p>for  <ins data-change="added">nine</ins> months</p>',
                )
            ],
        ),
        (
            f"{GONE}{COME}",
            [
                Row(
                    '<p><del data-change="removed">One.</del></p>',
                    '<p><ins data-change="added">Two.</ins></p>',
                )
            ],
        ),
        (
            f"{STAYED}{COME}",
            [Row(STAYED, STAYED, stayed=1), Row("", '<p><ins data-change="added">Two.</ins></p>')],
        ),
        (f"{STAYED}{STAYED}{STAYED}", [Row("\n".join([STAYED] * 3), "\n".join([STAYED] * 3), stayed=3)]),
        (
            '<p><a href="/new" data-change="cosmetic" data-old-tag="a href=&quot;/old&quot;">Here</a></p>',
            [Row('<p><a href="/old">Here</a></p>', '<p><a href="/new">Here</a></p>')],
        ),
        (
            '<div data-change="cosmetic" data-old="&lt;p&gt;One. Two.&lt;/p&gt;"><p>One.</p><p>Two.</p></div>',
            [Row("<p>One. Two.</p>", "<p>One.</p><p>Two.</p>")],
        ),
    ],
)
def test_passages_stand_beside_what_became_of_them(html: str, expected: list[Row]) -> None:
    assert list(rows(html)) == expected


def test_a_link_that_went_is_nested_with_the_words_that_went() -> None:
    gone = [
        f'<span data-change="cosmetic" data-old="{tag}"></span>'
        for tag in ("&lt;a href=&quot;#&quot;&gt;", "&lt;/a&gt;")
    ]
    redline = (
        f'<p>the <del data-change="removed">old {gone[0]}deal on</del> the '
        f'<del data-change="removed">levels{gone[1]}</del>.</p>'
    )
    mark = '<del data-change="removed">'
    assert column(redline, is_old=True) == (
        f'<p>the {mark}old </del><a href="#">{mark}deal on</del> the {mark}levels</del></a>.</p>'
    )
    assert column(redline, is_old=False) == "<p>the  the .</p>"


def test_what_stayed_has_its_ids_in_one_column_alone() -> None:
    stayed = '<p>We keep it<sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p>'
    (row,) = rows(stayed)
    assert row.new == stayed
    assert row.old == stayed.replace(' id="fnref:1"', "")
