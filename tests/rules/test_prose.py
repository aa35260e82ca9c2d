"""What a reader sees of a text, and where each sign of it stands in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.rules.prose import OPAQUE, Kind, Parts, holding, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEN = {
    "plain words\non two lines": ["plain words\non two lines"],
    "# Title\n\n## Heading {#id}": ["Title", "Heading"],
    "Heading\n=======\n\nwords": ["Heading", "words"],
    "**bold** and _italic_ and 2 * 3": ["bold and italic and 2 * 3"],
    "a [link](https://x.example/a_(b)) here": ["a link here"],
    "a [link][one] here\n\n[one]: https://x.example/": ["a link here"],
    "see [](#cookies) now": [f"see {OPAQUE} now"],
    "run `a : b` now": [f"run {OPAQUE} now"],
    "write to <a@example.com> or b@example.com": [f"write to {OPAQUE} or {OPAQUE}"],
    "at https://x.example/?a=b;c now": [f"at {OPAQUE} now"],
    "at https://x.example/?a&amp;b&nbsp;; now": [f"at {OPAQUE}\u00a0; now"],
    "kept {{ facts.days }}, then": [f"kept {OPAQUE}, then"],
    "le signal *Do Not Track*{: lang=en } :": [f"le signal {OPAQUE} :"],
    '<span lang="en">Do : not</span>': [OPAQUE],
    "one<br>two": ["one\ntwo"],
    "a&nbsp;: b &amp; c": ["a\u00a0: b & c"],
    "1\\. not a list": ["1. not a list"],
    "- one\n- two\n    - three": ["one", "two", "three"],
    "Customer\n:   The organization": ["Customer", "The organization"],
    "> quoted\n> words": ["quoted\nwords"],
    "words[^note]\n\n[^note]: the note": ["words", "the note"],
    "| a | b |\n|---|:-:|\n| c : d | `x|y` |": ["a", "b", "c : d", OPAQUE],
    "```\ncode : here\n```\n\nwords": ["words"],
    "words\n\n    code : here\n\nmore": ["words", "more"],
    "<!-- a\ncomment -->\n\nwords": ["words"],
    "<p>one</p><p>two</p>": ["one", "two"],
    "<div>\n    <p>one</p>\n\n    two\n</div>": ["one", "two"],
    "---\ntitle: a\n---\n\nwords": ["words"],
    "![a picture](x.png)": ["a picture"],
    "[INSERT LINK] here": ["[INSERT LINK] here"],
}


@pytest.mark.parametrize(("text", "seen"), SEEN.items(), ids=range(len(SEEN)))
def test_what_is_seen(text: str, seen: list[str]) -> None:
    assert [passage.text for passage in passages(text)] == seen


def test_each_kind_is_told() -> None:
    kinds = [passage.kind for passage in passages("## A\n\nb\n\n- c\n\n| d |\n|---|\n| e |")]
    assert kinds == [Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.CELL, Kind.CELL]


SIGNS = [
    "mot",
    " ",
    "\n",
    "\n\n",
    "**",
    "_",
    "`",
    ":",
    "## ",
    "- ",
    "| ",
    "[a](b)",
    "{{ x }}",
    "{#a}",
    "<b>",
    "</b>",
]
SIGNS += [
    "&nbsp;",
    "\\*",
    "<!--",
    "-->",
    "```\n",
    "> ",
    "é",
    "«",
    "\t",
    "    ",
    "[^1]",
    "https://a.example/b",
    "<p>",
]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_every_sign_has_its_place(text: str) -> None:
    last = 0
    for passage in passages(text):
        assert len(passage.text) == len(passage.starts) == len(passage.ends)
        for sign, start, end in zip(passage.text, passage.starts, passage.ends, strict=True):
            assert last <= start < end <= len(text)
            if end - start == 1 and sign != OPAQUE:
                assert text[start] == sign
            last = start


@pytest.mark.parametrize(
    "words", [(), ("kept",), ("KEPT",), ("never", "logs"), ";:", ("two\n\nkept",)], ids=str
)
def test_asking_a_text_first_changes_no_answer(words: Sequence[str]) -> None:
    parts = passages("Logs are kept; not sold.\n\n- Two\n\nKept: one.\n")
    assert isinstance(parts, Parts)
    assert list(holding(parts, words)) == list(holding([*parts], words))
