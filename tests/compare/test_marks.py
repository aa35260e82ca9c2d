"""What a reader sees marked: one item, one cell, one word, and no more."""

from __future__ import annotations

import re

import pytest

from affiche.compare import compare
from affiche.model import Edition
from tests.compare.apply import accept, reject

MARKED = re.compile(r'<(ins|del) data-change="(?:added|removed)">(.*?)</\1>', re.DOTALL)
WHOLE = re.compile(r'<(\w+)[^>]* data-change="(added|removed|moved)"')


def edition(html: str) -> Edition:
    return Edition(locale="en", title="Privacy", introduction=html, sections=(), markdown="")


WORDS = [
    ("<p>We keep it for 30 days.</p>", "<p>We keep it for 90 days.</p>", ["-30", "+90"]),
    ("<p>We keep it.</p>", "<p>We safely keep it.</p>", ["+safely "]),
    ("<p>Names, ages and mail.</p>", "<p>Names and mail.</p>", ["-, ages"]),
    (
        "<p>Last updated: May 25, 2018</p>",
        "<p>Last updated: June 1, 2018</p>",
        ["-May 25, 2018", "+June 1, 2018"],
    ),
    (
        "<p>Depuis le 1er janvier 2026.</p>",
        "<p>Depuis le 2 janvier 2026.</p>",
        ["-1er janvier 2026", "+2 janvier 2026"],
    ),
    ("<p>Pay $1,000.50 now</p>", "<p>Pay $1,000.75 now</p>", ["-$1,000.50", "+$1,000.75"]),
    ("<p>Write to a.b@x.org today</p>", "<p>Write to a.c@x.org today</p>", ["-a.b@x.org", "+a.c@x.org"]),
    (
        "<p>See https://x.org/a?b=1 there</p>",
        "<p>See https://x.org/a?b=2 there</p>",
        ["-https://x.org/a?b=1", "+https://x.org/a?b=2"],
    ),
    (
        '<p>See <a href="#a">our old policy</a>.</p>',
        '<p>See <a href="#a">our new policy</a>.</p>',
        ["-old", "+new"],
    ),
    (
        "<ul>\n<li>one thing</li>\n</ul>",
        "<ul>\n<li>one thing</li>\n<li>another</li>\n</ul>",
        ["+another", "+li"],
    ),
    (
        "<p>Some text stays.</p>\n<p>Other text goes.</p>",
        "<p>Some text stays.</p>",
        ["-Other text goes.", "-p"],
    ),
    (
        "<table>\n<tbody>\n<tr>\n<td>Mail</td>\n<td>30 days</td>\n</tr>\n</tbody>\n</table>",
        "<table>\n<tbody>\n<tr>\n<td>Mail</td>\n<td>90 days</td>\n</tr>\n</tbody>\n</table>",
        ["-30", "+90"],
    ),
    (
        "<p>We collect names and we share them with nobody else.</p>",
        "<p>We collect names</p>\n<p>and we share them with nobody else.</p>",
        [],
    ),
    (
        "<p>Send red of blue cars.</p>",
        "<p>Send green of white cars.</p>",
        ["-red of blue", "+green of white"],
    ),
    ("<p>Send red, blue cars.</p>", "<p>Send green, white cars.</p>", ["-red, blue", "+green, white"]),
    (
        "<p>Send red 30 blue cars.</p>",
        "<p>Send green 30 white cars.</p>",
        ["-red", "+green", "-blue", "+white"],
    ),
    ("<p>Authors <ins>may</ins> mark.</p>", "<p>Authors <ins>can</ins> mark.</p>", ["-may", "+can"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), WORDS)
def test_marked_words(old: str, new: str, expected: list[str]) -> None:
    redline = compare(edition(old), edition(new)).redline.html
    inline = [("+" if m[1] == "ins" else "-") + m[2] for m in MARKED.finditer(redline)]
    whole = [
        ("+" if m[2] == "added" else "-") + m[1]
        for m in WHOLE.finditer(redline)
        if m[1] not in {"ins", "del"}
    ]
    assert inline + whole == expected
    assert accept(redline) == edition(new).html
    assert reject(redline) == edition(old).html


COSMETIC = [
    ("<p>one two</p>", "<p>one\ntwo</p>", {"spacing"}),
    ("<p>one two</p>", "<p>one&nbsp;two</p>", {"spacing"}),
    ("<p>it's one</p>", "<p>it’s one</p>", {"typography"}),
    ("<p>cafe\u0301 noir</p>", "<p>café noir</p>", {"typography"}),
    ('<p>see <a href="#a">this</a></p>', '<p>see <a href="#b">this</a></p>', {"link"}),
    ("<p>see this</p>", "<p>see <strong>this</strong></p>", {"emphasis"}),
    ("<p>see <em>this one</em> now</p>", "<p>see this <em>one now</em></p>", {"emphasis"}),
    (
        "<p>one two three four</p>\n<p>five six</p>",
        "<ul>\n<li>one two three four</li>\n<li>five six</li>\n</ul>",
        {"structure"},
    ),
    ("<ul>\n<li>one two</li>\n</ul>", "<ul>\n<li>\n<p>one two</p>\n</li>\n</ul>", {"structure"}),
]


@pytest.mark.parametrize(("old", "new", "aspects"), COSMETIC)
def test_cosmetic(old: str, new: str, aspects: set[str]) -> None:
    comparison = compare(edition(old), edition(new))
    assert not comparison.wording_changed
    assert [set(change.kinds) for change in comparison.changes] == [{"cosmetic"}]
    assert comparison.changes[0].aspects == aspects
    assert (comparison.words_added, comparison.words_removed) == (0, 0)
    assert reject(comparison.redline.html) == edition(old).html
