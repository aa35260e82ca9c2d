"""What stayed between two changes is folded, three blocks or more, and nothing of it is lost."""

from __future__ import annotations

import re

import pytest

from affiche.html import plain_text
from affiche.site.theme.folds import folded

WORDS = {what: f"{{number}} {what} unchanged" for what in ("paragraphs", "passages", "items", "rows")}
CHANGED = '<p>A <ins data-change="added">new</ins> word.</p>\n'
ROW = "<tr>\n<td>Orders</td>\n<td>six years</td>\n</tr>\n"
HEAD = "<thead>\n<tr>\n<th>What</th>\n<th>How long</th>\n</tr>\n</thead>\n"
CHANGED_ROW = ROW.replace("six", '<del data-change="removed">six</del>')

CASES = [
    ("<p>One.</p>\n" * 9, "9 paragraphs unchanged"),
    (CHANGED + "<p>One.</p>\n" * 3 + CHANGED, "3 paragraphs unchanged"),
    (CHANGED + "<p>One.</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Three.</p>\n", "3 passages unchanged"),
    (
        f'<ul>\n{"<li>One</li>" * 4}\n<li data-change="added"><ins>Two</ins></li>\n</ul>\n',
        "4 items unchanged",
    ),
    (f"<table>\n{HEAD}<tbody>\n{CHANGED_ROW}{ROW * 5}</tbody>\n</table>\n", "5 rows unchanged"),
]


@pytest.mark.parametrize(("html", "phrase"), CASES, ids=[phrase for _, phrase in CASES])
def test_a_run_is_folded(html: str, phrase: str) -> None:
    written = str(folded(html, WORDS))
    (summary,) = re.findall(r"<summary>(.*?)</summary>", written)
    assert summary == phrase
    lost = set(plain_text(html).split()) - set(plain_text(written).split())
    assert not lost


@pytest.mark.parametrize(
    "html",
    [
        CHANGED + "<p>One.</p>\n" * 2 + CHANGED,
        "<p>One.</p>\n" * 2,
        f'<ol>\n{"<li>One</li>" * 4}\n<li data-change="added"><ins>Two</ins></li>\n</ol>\n',
    ],
    ids=["two paragraphs", "no change at all in two", "numbers that must stay"],
)
def test_nothing_is_folded(html: str) -> None:
    assert folded(html, WORDS) == html
