"""What holds of any text: what Affiche writes comes back as it was, and no word is lost."""

from __future__ import annotations

import re
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.importing.compose import Composer
from affiche.importing.input_file import InputFile, read
from affiche.problems import ContentError
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from tests.importing.content import bring, content

if TYPE_CHECKING:
    from affiche.importing.compose import Composed

RENDERER = MarkdownRenderer()
SIGNS = "aé b1 *_`#-+.()[]{}<>&|!\\:=~“’\"'%$^/\u00a0"
words = st.text(alphabet=SIGNS, min_size=1, max_size=24).map(lambda text: f"word {text} word")
plain_words = st.lists(
    st.sampled_from(["boats", "oars", "sails", "they", "keep", "the", "harbour", "and", "a", "name"]),
    min_size=2,
    max_size=9,
).map(" ".join)


def inline(text: str) -> st.SearchStrategy[str]:
    """Put a mark around escaped words, or none."""
    return st.sampled_from(
        [
            "{}",
            "<b>{}</b>",
            "<em>{}</em>",
            '<a href="https://a.example/?b=(c)">{}</a>',
            "<code>{}</code>",
            "<sup>{}</sup>",
            "<b><i>{}</i></b>",
            "{}<br>word",
        ]
    ).map(lambda form: form.format(escape(text)))


phrases = words.flatmap(inline)
paragraphs = st.lists(phrases, min_size=1, max_size=3).map(lambda parts: f"<p>{' '.join(parts)}</p>")
lists = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(phrases, min_size=1, max_size=3)).map(
    lambda one: f"<{one[0]}>{''.join(f'<li>{item}</li>' for item in one[1])}</{one[0]}>"
)
tables = st.lists(st.tuples(phrases, phrases), min_size=2, max_size=3).map(
    lambda rows: "<table>" + "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in rows) + "</table>"
)
quotes = paragraphs.map(lambda inner: f"<blockquote>{inner}</blockquote>")
blocks = st.one_of(paragraphs, lists, tables, quotes)
sections = st.tuples(st.sampled_from(["h2", "h3", "h2"]), phrases, st.lists(blocks, max_size=3)).map(
    lambda one: f"<{one[0]}>{one[1]}</{one[0]}>{''.join(one[2])}"
)
pages = st.lists(sections, min_size=1, max_size=4).map(
    lambda parts: f"<html><body><h1>Policy</h1>{''.join(parts)}</body></html>"
)


def composed(name: str, text: str) -> Composed:
    return Composer(RENDERER).compose(
        read(InputFile(path=name, data=text.encode()), RENDERER), "en", "Policy"
    )


def letters(html: str) -> list[str]:
    """The words of HTML as a browser shows them."""
    from lxml import html as parser

    root = parser.fragment_fromstring(html, create_parent="div")
    for anchor in root.iter():
        anchor.tail = (
            f"{anchor.tail or ''}"
            if anchor.tag in {"b", "strong", "em", "i", "a", "code", "sup"}
            else f" {anchor.tail or ''}"
        )
    return "".join(root.itertext()).replace("\u00a0", " ").split()


@settings(max_examples=60, deadline=None)
@given(pages)
def test_every_word_and_sign_of_a_page_is_on_the_page_that_affiche_makes(page: str) -> None:
    made = composed("page.html", page)
    shown = edition(Draft(locale="en", text=made.markdown, fallback_title=""), RENDERER).html
    assert letters(shown) == letters(re.search("<body>(.*)</body>", page, re.DOTALL)[1])  # type: ignore[index]


@settings(max_examples=60, deadline=None)
@given(pages)
def test_importing_twice_is_importing_once(page: str) -> None:
    once = composed("page.html", page).markdown
    assert composed("text.md", once).markdown == once


@settings(max_examples=60, deadline=None)
@given(pages)
def test_what_affiche_shows_comes_back(page: str) -> None:
    made = composed("page.html", page).edition
    assert (
        composed("again.html", f"<html><body><main>{made.html}</main></body></html>").edition.html
        == made.html
    )


LINES = st.one_of(
    plain_words,
    plain_words.map(str.capitalize),
    plain_words.map(
        lambda text: f"{text.capitalize()}, and then they keep the harbour and its boats for a long time."
    ),
    plain_words.map(lambda text: f"- {text}"),
    plain_words.map(lambda text: f"Label: {text} for all of us."),
    plain_words.map(lambda text: f"{text.capitalize()} the following:"),
    st.just(""),
    st.sampled_from(
        ["Privacy policy", "Powered by Gulls", "2. SafetyWe keep boats", "https://a.example", "boat_logo-min"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_every_word_of_a_plain_text_is_in_the_text_or_in_the_report(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        try:
            brought = bring(content(Path(home)), "text.txt", "\n".join(lines))
        except ContentError:
            assert not "".join(lines).strip() or all(line in {"", "boat_logo-min"} for line in lines)
            return
        said = " ".join(
            f"{p.message} {' '.join(p.details)}" for p in brought.problems if p.rule == "import/left-out"
        )
        there = re.sub(r"[^a-z]", "", f"{brought.texts['en'].markdown} {said}".lower())
        for line in lines:
            for word in re.findall("[a-z]+", line.lower()):
                assert word in there


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("<b><i>word</i></b> <b>other</b>", "*word* other"),
        ("<b>word:</b>", "word"),
    ],
)
def test_a_bold_line_becomes_a_heading_with_the_marks_inside_it(line: str, heading: str) -> None:
    page = f"<html><body><h1>Policy</h1><p>{line}</p><p>Some words.</p></body></html>"
    assert f"## {heading} {{#" in composed("page.html", page).markdown
