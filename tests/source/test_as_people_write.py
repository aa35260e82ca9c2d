"""Markdown as people write it, who learned it elsewhere; and words in angle brackets, none of which is ever lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.html import plain_text
from affiche.source.text.markdown import MarkdownRenderer
from tests.source.reading import read

RENDERER = MarkdownRenderer()

READ = {
    "a table right under its sentence": ("We keep:\n| a | b |\n|---|---|\n| c | d |", "<p>We keep:</p>\n<table>"),
    "a table in an entry": ("- one\n\n  | a | b |\n  |---|---|\n  | c | d |\n\n- two", "<td>d</td>\n</tr>\n</tbody>\n</table>\n</li>"),
    "a paragraph under two spaces": ("- one\n\n  more\n  and more\n\n- two", "<li>\n<p>one</p>\n<p>more\nand more</p>\n</li>"),
    "a paragraph under three spaces": ("1. one\n\n   more\n\n2. two", "<li>\n<p>one</p>\n<p>more</p>\n</li>"),
    "bullets under a number by two spaces": ("1. one:\n  - a\n  - b\n\n2. two", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "a paragraph under a number by two spaces": ("10. one\n\n  more\n\n11. two", "<li>\n<p>one</p>\n<p>more</p>\n</li>"),
    "a non-breaking space after a mark": ("-\u00a0one\n-\u00a0two", "<li>one</li>\n<li>two</li>"),
    "a narrow one after a number": ("We keep:\n1.\u202fone\n2. two", "<ol>\n<li>one</li>"),
    "a web address": ("at https://a.example/x_(y), or", '<a href="https://a.example/x_(y)">https://a.example/x_(y)</a>, or'),
    "an address with no scheme": ("at www.a.example.", '<a href="https://www.a.example">www.a.example</a>.'),
    "an e-mail address": ("to a.b@c.example.", '<a href="mailto:a.b@c.example">a.b@c.example</a>.'),
    "an address that is a link": ("[a@b.example](mailto:a@b.example)", '<p><a href="mailto:a@b.example">a@b.example</a></p>'),
    "an address in code": ("`https://a.example`", "<p><code>https://a.example</code></p>"),
    "fenced code": ("```\na\n\n## b\n```", "<pre><code>a\n\n## b\n</code></pre>"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_it_was_meant(name: str) -> None:
    written, shown = READ[name]
    assert shown in RENDERER.blocks(written)


LITERAL = [
    *(
        "<Company Name>",
        "<domain>",
        "<title>",
        "<text>",
        "<template>",
        "<script>",
        "<time>",
        "<link>",
        "<and>",
    ),
    *("<svg>", "<section>", "</title>", "<textarea>", "<b", "<?php x ?>", "<!important>", "<o:p>", "<math>"),
]


@pytest.mark.parametrize("words", LITERAL)
def test_words_in_angle_brackets_are_shown_as_written(words: str) -> None:
    html = RENDERER.blocks(f"Ask the {words} of us.\n\nThis is still here.")
    assert (
        html
        == f"<p>Ask the {words.replace('<', '&lt;').replace('>', '&gt;')} of us.</p>\n<p>This is still here.</p>"
    )


HTML = {
    "x <b>y</b> z": "<p>x <b>y</b> z</p>",
    "x<br>y": "<p>x<br>y</p>",
    "<center>x</center> y": "x\n<p>y</p>",
    "a <script>alert(1)</script> b": "<p>a  b</p>",
    "<https://a.example/> <a@b.example>": '<a href="https://a.example/">',
}


@pytest.mark.parametrize("written", HTML)
def test_html_is_still_html(written: str) -> None:
    assert HTML[written] in RENDERER.blocks(written)


NAMES = [
    "domain",
    "title",
    "text",
    "b",
    "p",
    "div",
    "em",
    "Company name",
    "svg",
    "template",
    "table",
    "x=1",
    "li",
]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*(f"<{name}>" for name in NAMES), "</b>", "</div>", "w", "\n\n", "\n", "- ", "`"]),
        max_size=14,
    )
)
def test_no_word_is_lost_whatever_brackets_are_around_it(parts: list[str]) -> None:
    text = "".join(f" word{place} " if part == "w" else part for place, part in enumerate(parts))
    words = re.findall(r"word\d+", text)
    assert re.findall(r"word\d+", plain_text(RENDERER.blocks(text))) == words


def test_each_note_leads_back_to_where_it_was_referred_to() -> None:
    edition = read(
        "## A\n\na[^1] b[^1] c[^1] d[^1] e[^n]\n\n## B\n\nf[^1]\n\n[^1]: Note.\n[^n]: See[^m].\n[^m]: Inner.\n"
    )
    links, ids = re.findall(r'href="#([^"]+)"', edition.html), re.findall(r' id="([^"]+)"', edition.html)
    assert "Inner." in edition.html
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


ROWS = "one\n\n| a | b {} c |\n|---|---|\n| <code>d \\| e</code> | f |\n\n- g&#92;\\_ h\n- i > j"


@pytest.mark.parametrize("words", ["&#", "&# ;", "&#x;", "&#xg;", "&#12345678;"])
def test_what_names_no_character_is_shown_as_written_and_moves_nothing(words: str) -> None:
    shown = plain_text(RENDERER.blocks(ROWS.format(words)))
    assert shown.split() == [
        "one",
        "a",
        "b",
        *words.split(),
        "c",
        "d",
        "|",
        "e",
        "f",
        "g\\_",
        "h",
        "i",
        ">",
        "j",
    ]


def test_what_names_no_character_is_shown_in_code_too() -> None:
    assert RENDERER.blocks("Type `&# 1;` or:\n\n    &#x;") == (
        "<p>Type <code>&amp;# 1;</code> or:</p>\n<pre><code>&amp;#x;\n</code></pre>"
    )
