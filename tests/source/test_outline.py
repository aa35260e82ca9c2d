"""A text taken apart at its headings: nothing of it is lost, and nothing in code or comments is a heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.source.outline import outline

LINES = st.sampled_from(
    [
        *(
            "",
            "words",
            "words",
            "# One",
            "## Two {#two}",
            "### Three",
            "---",
            "===",
            "```",
            "~~~",
            "<!--",
            "-->",
        ),
        *("<pre>", "</pre>", "    # code", "> # quoted", "- item", "key: value", "#", "| a | b |"),
    ]
)


@given(st.lists(LINES, max_size=30).filter(lambda lines: lines[:1] != ["---"]))
def test_every_line_lands_once(lines: list[str]) -> None:
    marked = [f"words {place}" if line == "words" else line for place, line in enumerate(lines)]
    parts = outline("\n".join(marked))
    landed = parts.introduction.split("\n") + ([parts.title.text] if parts.title else [])
    for heading in parts.headings:
        landed += [heading.text, *heading.lines]
    words = [line for line in marked if line.startswith("words")]
    assert sorted(line for line in landed if line.startswith("words")) == sorted(words)
    assert [heading.line for heading in parts.headings] == sorted(
        {heading.line for heading in parts.headings}
    )


@pytest.mark.parametrize(
    "text",
    [
        "```\n## No\n```",
        "~~~\n## No\n~~~",
        "<!--\n## No\n-->",
        "<pre>\n## No\n</pre>",
        "    ## No",
        "> ## No",
    ],
)
def test_what_only_looks_like_a_heading(text: str) -> None:
    assert [heading.text for heading in outline(f"{text}\n\n## Yes").headings] == ["Yes"]


@pytest.mark.parametrize(
    ("written", "level", "text", "identifier"),
    [
        ("## Words", 2, "Words", None),
        ("##Words##", 2, "Words", None),
        ("### Words {#here}", 3, "Words", "here"),
        ("## Words {: .note #here }", 2, "Words", "here"),
        ("Words\n---", 2, "Words", None),
        ("Words {#here}\n===", 1, "Words", "here"),
    ],
)
def test_headings(written: str, level: int, text: str, identifier: str | None) -> None:
    (heading,) = outline(f"## First\n\n{written}").headings[1:]
    assert (heading.level, heading.text, heading.id) == (level, text, identifier)


def test_front_matter_is_set_aside() -> None:
    parts = outline("---\ntitle: X\n---\n# Title\n\nWords")
    assert parts.title is not None
    assert parts.introduction == "Words"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert "Words are here" in outline("---\nWords are here\n---\n").introduction


@pytest.mark.parametrize("opened", ["```", "~~~", "<!-- never closed", "<pre>"])
def test_what_is_never_closed_hides_no_heading(opened: str) -> None:
    assert [heading.text for heading in outline(f"## One\n\n{opened}\n\n## Two").headings] == ["One", "Two"]
