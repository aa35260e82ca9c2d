"""Pages as programs and old editors make them: roles, styles and scripts say what the elements do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.problems import ContentError
from tests.importing.content import bring, content
from tests.importing.test_web_pages import PROSE, page, written

if TYPE_CHECKING:
    from pathlib import Path

MEANT = {
    "a role of a heading": ('<div role="heading" aria-level="2">Visits</div><p>None.</p>', "## Visits {#visits}\n\nNone.\n"),
    "a role without a level": ('<p role="heading">Visits</p><p>None.</p>', "## Visits {#visits}\n\nNone.\n"),
    "a role inside a heading": ('<h2><span role="heading" aria-level="3">Visits</span></h2><p>None.</p>', "## Visits {#visits}\n\nNone.\n"),
    "a role of a table": (
        '<div role="table"><div role="row"><span role="columnheader">Name</span></div><div role="row"><span role="cell">sid</span></div></div>',
        "| Name |\n| --- |\n| sid |\n",
    ),
    "a shadow": (f'<my-text><template shadowrootmode="open"><h2>Visits</h2><p>{PROSE}</p></template></my-text>', f"## Visits {{#visits}}\n\n{PROSE}\n"),
    "a span on a line of its own": ('<p><span style="display:block">One</span><span style="display:flex">Two</span></p>', "One\n\nTwo\n"),
    "the same in a heading": ('<h2>Our <span style="display:block">visits</span></h2><p>None.</p>', "## Our visits {#our-visits}\n\nNone.\n"),
    "lines of the source": ('<div style="white-space:pre-line">One.\nTwo.</div>', "One.  \nTwo.\n"),
    "lines and gaps of the source": ('<div style="white-space: pre-wrap">One.\n\nTwo <b>of\nit</b>.</div>', "One.\n\nTwo **of**  \n**it**.\n"),
    "letters from right to left": ('<p>To <span style="unicode-bidi:bidi-override; direction: rtl">elpmaxe.a@ofni</span>.</p>', "To info@a.example.\n"),
    "a sign that is a link": ('<p>Object: <a href="https://a.example/" aria-label="our form"><i class="icon"></i></a></p>', "Object: [our form](https://a.example/)\n"),
    "terms inside a definition": ("<dl><dt>Logs</dt><dd>A month.<dl><dt>Errors</dt><dd>A year.</dd></dl></dd></dl>", "Logs\n\n:   A month.\n\n    Errors\n    :   A year.\n"),
    "a caption of cells in one": ('<table><caption>Cookies</caption><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>', '<table><caption>Cookies</caption><tbody>\n<tr><td rowspan="2">a</td><td>b</td></tr>\n<tr><td>c</td></tr></tbody>\n</table>\n'),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_the_text_is_what_roles_and_styles_say(name: str, tmp_path: Path) -> None:
    html, expected = MEANT[name]
    assert written(tmp_path, html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>One.<br><br>Two.</div>", "One.\n\nTwo.\n"),
        ("<p>One.<br> <br><br>Two<br>lines.</p>", "One.\n\nTwo  \nlines.\n"),
        ("<p>One.<br>Two.</p>", "One.  \nTwo.\n"),
        ("<div>One.<br><br><b>Visits</b><br>None.</div>", "One.\n\n## Visits {#visits}\n\nNone.\n"),
        ("<div>One, <b>two</b><br>three.<br><br>Four.</div>", "One, **two**  \nthree.\n\nFour.\n"),
    ],
)
def test_an_empty_line_parts_paragraphs(html: str, expected: str, tmp_path: Path) -> None:
    assert written(tmp_path, html) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="position:absolute; left:-9999px">An old wording of this.</p>',
        '<p style="text-indent:-10000px">An old wording of this.</p>',
        '<p>Ask.<span style="font-size: 0">An old wording of this.</span></p>',
        '<p class="d-none">An old wording of this.</p>',
    ],
)
def test_what_is_out_of_sight_is_left_out_and_said(hidden: str, tmp_path: Path) -> None:
    brought = page(tmp_path, f"<h2>Visits</h2>{hidden}<p>None.</p>")
    assert "old wording" not in brought.texts["en"].markdown
    assert [p.message for p in brought.problems if "old wording" in p.message]


def test_what_is_hidden_on_small_screens_alone_is_text(tmp_path: Path) -> None:
    made = written(
        tmp_path, '<p class="d-none d-md-block">Two years.</p><p style="font-size:0.9em">Or three.</p>'
    )
    assert made == "Two years.\n\nOr three.\n"


@pytest.mark.parametrize("name", ["sharedaddy sd-sharing", "a2a_kit", "wp-block-social-links"])
def test_buttons_that_a_plug_in_adds_are_left_out(name: str, tmp_path: Path) -> None:
    box = f'<div class="{name}"><h3>Share this:</h3><a href="/x">Post</a></div>'
    assert written(tmp_path, f"<h2>Visits</h2><p>None.</p>{box}") == "## Visits {#visits}\n\nNone.\n"


@pytest.mark.parametrize(
    ("html", "head", "told"),
    [
        ('<p>Write to <script>document.write("a"+"@b.example")</script>.</p>', "", "a script of the page writes words here, such as an e-mail address, which are missing"),
        ('<iframe src="https://notices.example/1"></iframe>', "", "another page inside this one was left out: https://notices.example/1"),
        ("<h2>Visits</h2>", '<style>h2::before { content: counter(part) ". " }</style>', "the page numbers its headings by a style sheet, and these numbers were not taken over"),
    ],
)  # fmt: skip
def test_what_only_a_browser_shows_is_told(html: str, head: str, told: str, tmp_path: Path) -> None:
    assert told in [problem.message for problem in page(tmp_path, html, head).problems]


@pytest.mark.parametrize("html", ['<iframe hidden src="https://count.example/"></iframe>', '<iframe src="/map"></iframe>', "<script>let a = 1;</script>"])  # fmt: skip
def test_what_shows_nothing_is_not_told(html: str, tmp_path: Path) -> None:
    plain = [
        problem.message
        for problem in page(tmp_path, f"{html}<h2>Visits</h2><p>None.</p>").problems
        if "Home" not in problem.message
    ]
    assert plain == []


def test_lists_that_a_sheet_counts_by_paths_keep_their_numbers(tmp_path: Path) -> None:
    sheet = '<style>ol li::before { content: counters(item, ".") " "; counter-increment: item }</style>'
    made = written(tmp_path, "<ol><li>Who<ol><li>You</li><li>We</li></ol></li><li>What</li></ol>", sheet)
    assert made == "1. Who\n    - 1.1 You\n    - 1.2 We\n2. What\n"


def test_what_a_page_of_frames_says_to_old_browsers_is_no_policy(tmp_path: Path) -> None:
    frames = (
        '<html><frameset><frame src="a.html"><noframes>This page needs frames.</noframes></frameset></html>'
    )
    with pytest.raises(ContentError, match="no text in this file"):
        bring(content(tmp_path), "page.html", frames)


@pytest.mark.parametrize(
    ("name", "text", "count", "kept"),
    [
        ("a.html", '<p>See <img src="/a.png" alt="the way of a name">.</p>', "1 image", "/a.png"),
        ("a.html", '<p>A <img src="data:image/png;base64,AAAA" alt="b"> <img src="/b.png"></p>', "2 images", "/b.png"),
        ("a.md", "![the way of a name](https://a.example/b.png)", "1 image", "https://a.example/b.png"),
    ],
)  # fmt: skip
def test_pictures_are_told_with_their_addresses(
    name: str, text: str, count: str, kept: str, tmp_path: Path
) -> None:
    whole = f"<h1>Visits</h1><p>{PROSE}</p>{text}" if name == "a.html" else f"# Visits\n\n{PROSE}\n\n{text}\n"
    (told,) = [p for p in bring(content(tmp_path), name, whole).problems if "for what describes" in p.message]
    assert (told.message, told.details) == (f"left out, but for what describes it: {count}", (kept,))


def test_a_picture_that_counts_readers_is_not_told(tmp_path: Path) -> None:
    brought = page(tmp_path, '<h2>Visits</h2><p>None.<img width="1" src="https://a.example/"></p>')
    assert [p.message for p in brought.problems if "describes" in p.message] == []
