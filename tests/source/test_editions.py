"""Ids, numbers, nesting, references and definitions of an edition."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.source.files import SourceFile
from affiche.source.text.editions import Draft, edition
from affiche.source.text.markdown import MarkdownRenderer
from tests.source.reading import read

HEADINGS = st.lists(
    st.builds(
        lambda level, words, identifier: (
            "#" * level + f" {words}" + (f" {{#{identifier}}}" if identifier else "")
        ),
        st.integers(1, 6),
        st.sampled_from(["One", "Two", "Été", "?", "One-2", "a b"]),
        st.sampled_from(["", "", "x", "one", "one-2", "x-2", 'q"<']),
    ),
    max_size=12,
)


@given(HEADINGS)
@settings(max_examples=60)
def test_ids_are_unique_and_fit_for_an_address(headings: list[str]) -> None:
    ids = re.findall(
        r' id="([^"]*)"', read('<b id="one">x</b>\n\n' + "\n\nWords[^1]\n\n".join(headings)).html
    )
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w:.-]+", identifier) for identifier in ids)


def test_numbers_follow_the_nesting() -> None:
    edition = read("# T\n\n## A\n\n### A1\n\n### A2\n\n## B\n\n#### B1\n\n## C")
    assert [section.number for section in edition.walk()] == ["1", "1.1", "1.2", "2", "2.1", "3"]
    assert [section.title for section in edition.sections] == ["A", "B", "C"]


@pytest.mark.parametrize("typed", ["1. ", "1\\. ", "**1.** ", "__1.2__ ", "A\\) ", "IV. "])
def test_headings_with_numbers_of_their_own_get_no_others(typed: str) -> None:
    text = f"## {typed}A\n\n## {typed}B\n\n## Annex"
    assert {section.number for section in read(text).walk()} == {""}


def test_the_source_locale_lends_its_ids() -> None:
    assert [s.id for s in read("## Un\n\n## Deux", ("one", "two")).walk()] == ["one", "two"]
    assert [s.id for s in read("## Un\n\n## Deux", ("one",)).walk()] == ["un", "deux"]


def test_a_reference_becomes_the_title() -> None:
    html = read("## A & B {#a}\n\nSee [](#a) and [](#none).").html
    assert '<a class="reference" href="#a">A &amp; B</a>' in html
    assert ">#none</a>" in html


def test_definitions_serve_every_section() -> None:
    html = read("## A\n\nA [link][x].[^1]\n\n## B\n\n[x]: https://example.com\n[^1]: Note.").html
    assert '<a href="https://example.com">link</a>' in html
    assert "Note." in html
    assert "[x]:" not in html


def test_footnotes_of_two_sections_differ() -> None:
    ids = re.findall(r' id="(fn[^"]*)"', read("## A\n\nx[^1]\n\n## B\n\ny[^1]\n\n[^1]: Note.").html)
    assert len(ids) == len(set(ids)) == 4


def test_braces_of_a_published_text_stay() -> None:
    assert "{{ site.name }} {% if x %}" in read("Words {{ site.name }} {% if x %}").html


def test_a_text_without_headings_is_an_introduction() -> None:
    edition = read("Words.")
    assert (edition.title, edition.introduction, edition.sections) == ("Untitled", "<p>Words.</p>", ())


def test_each_section_says_where_it_was_written() -> None:
    file = SourceFile(path="en.md", text="# T\n\n## A\n{{ facts.a }}\n\nB\n---\n\n### C {#c}\n")
    filled = file.text.replace("{{ facts.a }}", "one\n\ntwo")
    made = edition(Draft(locale="en", text=filled, fallback_title="", file=file), MarkdownRenderer())
    places = [section.location for section in made.walk() if section.location]
    assert [(place.path, place.line, place.text) for place in places] == [
        ("en.md", 3, "## A"),
        ("en.md", 6, "B"),
        ("en.md", 9, "### C {#c}"),
    ]
