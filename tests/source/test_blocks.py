"""A text taken apart at its headings: nothing of it is lost, and nothing in code or comments is a heading."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.rules.prose import passages
from affiche.source.text.blocks import Kind, outline, scan
from affiche.source.text.markdown import MarkdownRenderer

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
        landed += [heading.text, *heading.body.split("\n")]
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


NEVER_CLOSED = [
    "```",
    "~~~",
    "``` text",
    "<!--",
    "<!-- for later",
    "<pre>",
    "<style>",
    "~~~~\n~~~",
    "```\n  ``` x",
]
"""What opens code or a comment, and is closed nowhere."""


@pytest.mark.parametrize("opened", NEVER_CLOSED)
def test_what_is_never_closed_hides_nothing(opened: str) -> None:
    text = f"## One\n\n{opened}\n\n[INSERT LINK]\n\n## Two"
    assert Kind.CODE not in (kinds := [block.kind for block in scan(text)])
    assert Kind.COMMENT not in kinds
    assert "[INSERT LINK]" in [passage.text for passage in passages(text)]


WORDS_BESIDE = [
    "<!--\nhidden\n--> [INSERT LINK]",
    "a <!--\n\n[INSERT LINK]\n\n--> b",
    "```code``` and [INSERT LINK]",
    "<pre>code</pre> [INSERT LINK]",
    "<pre>\ncode\n</pre> [INSERT LINK]",
    "```\ncode\n```\n[INSERT LINK]",
]
"""Words that stand beside code or a comment, and that a page shows."""


@pytest.mark.parametrize("text", WORDS_BESIDE)
def test_words_beside_code_and_comments_are_seen_by_all(text: str) -> None:
    assert "[INSERT LINK]" in MarkdownRenderer().blocks(text)
    assert "[INSERT LINK]" in " ".join(passage.text for passage in passages(text))


@given(st.lists(LINES, max_size=12).filter(lambda lines: lines[:1] != ["---"]))
def test_what_a_page_shows_is_looked_at(lines: list[str]) -> None:
    """But for what is in code: whatever opens or closes around a word, no rule is blind to it if readers see it."""
    text = "\n".join(f"word{place}" if line == "words" else line for place, line in enumerate(lines))
    shown = set(
        re.findall(r"word\d+", re.sub(r"(?s)<(code|pre)>.*?</\1>", "", MarkdownRenderer().blocks(text)))
    )
    assert shown <= set(re.findall(r"word\d+", " ".join(passage.text for passage in passages(text))))


def test_each_kind_of_block() -> None:
    text = "---\na: b\n---\n# T\nwords\n- one\ntwo\n\nsee:\n| a | b |\n|---|---|\n\n```\nx\n```\n> q\n\n<!--\n-->\n<pre>\n</pre>"
    assert [(block.kind, block.start, block.end) for block in scan(text)] == [
        (Kind.FRONT_MATTER, 1, 3),
        (Kind.HEADING, 4, 4),
        (Kind.TEXT, 5, 5),
        (Kind.LIST, 6, 7),
        (Kind.TEXT, 9, 9),
        (Kind.TABLE, 10, 11),
        (Kind.CODE, 13, 15),
        (Kind.QUOTE, 16, 16),
        (Kind.COMMENT, 18, 19),
        (Kind.RAW_HTML, 20, 21),
    ]


UNDERLINED = ["**Data** we collect", "**Data we collect**", "*Data we collect*"]


@pytest.mark.parametrize("words", UNDERLINED)
def test_a_heading_in_bold_is_one_with_an_underline_too(words: str) -> None:
    (hashes,), (underlined,) = (
        outline(text).headings for text in (f"## {words}\n\nText.", f"{words}\n-----\n\nText.")
    )
    assert (underlined.text, underlined.level, underlined.body) == (hashes.text, hashes.level, hashes.body)


@pytest.mark.parametrize("line", ["* item", "***", "- item", "> said", "| a | b |"])
def test_what_begins_otherwise_is_no_heading(line: str) -> None:
    assert not outline(f"{line}\n-----\n\nText.").headings
