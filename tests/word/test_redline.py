"""A Word file with tracked changes: accepting all gives the new text, rejecting all the old one."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from affiche.cli import main
from affiche.compare.comparer import compare
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from affiche.word.redline import redline_word
from bench.word import paragraphs_of, resolved
from tests.compare.pairs import pairs

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Edition

RENDERER = MarkdownRenderer()
OLD = """# Policy

We write *carefully*.

## Calls {#calls}

We keep calls six months, see [rules](https://a.example/).

- name
- address

| Who | Why |
|---|---|
| Finch | hosting |
| Gull | mail |

## Gone {#gone}

This goes away.

## Moved {#moved}

These words go to another place, all of them, as they are.
"""
NEW = """# Policy

We write *carefully*.

## Moved {#moved}

These words go to another place, all of them, as they are now.

## Calls {#calls}

We keep calls 90 days, see [rules](https://b.example/).

- name
- telephone
- address

| Who | Why |
|---|---|
| Finch | hosting and mail |
| Heron | phones |
"""


def read(markdown: str) -> Edition:
    return edition(Draft(locale="en", text=markdown, fallback_title="Policy"), RENDERER)


def written(old: Edition, new: Edition, note: str = "") -> bytes:
    return redline_word(old, new, compare(old, new), note=note, on=date(2026, 11, 26))


def part(data: bytes, name: str = "document") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"word/{name}.xml").decode()


def check(old: Edition, new: Edition) -> None:
    data = written(old, new)
    assert resolved(data, accept=True) == paragraphs_of(new)
    assert resolved(data, accept=False) == paragraphs_of(old)


def test_both_texts_are_in_it() -> None:
    check(read(OLD), read(NEW))
    check(read(NEW), read(OLD))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One. Two.", "One.\n\nTwo."),
        ("- a\n- b", "1. a\n2. b"),
        ("“Nike” is", "“ Nike ” is"),
        ("a  \nb", "a b"),
        ("## A\n\ntext", "## B\n\ntext\n\n## C\n\nmore"),
        ("| a | b |\n|---|---|\n| c | d |", "| a |\n|---|\n| c |"),
        ("> quoted", "quoted"),
        ("x[^1]\n\n[^1]: note", "x[^1]\n\n[^1]: another note"),
        ("", "text"),
    ],
)
def test_both_texts_are_in_it_whatever_differs(old: str, new: str) -> None:
    check(read(f"# Policy\n\n{old}\n"), read(f"# Policy\n\n{new}\n"))


WORDS = st.lists(
    st.sampled_from(["we", "keep", "calls", "six", "90", "days", "*never*", "[x](https://a.example/)"]),
    min_size=1,
    max_size=8,
)
BLOCK = st.one_of(
    WORDS.map(" ".join),
    st.lists(WORDS.map(" ".join), min_size=1, max_size=3).map(
        lambda items: "\n".join(f"- {item}" for item in items)
    ),
    WORDS.map(lambda words: f"## {' '.join(words).replace('*', '')[:30]}"),
)
TEXT = st.lists(BLOCK, max_size=6).map(lambda blocks: "# Policy\n\n" + "\n\n".join(blocks) + "\n")


@settings(deadline=None, max_examples=40)
@given(TEXT, TEXT)
def test_any_two_texts(old: str, new: str) -> None:
    check(read(old), read(new))


PASSAGE = "we tell the carrier your name and your address before it delivers your order to you"
ALONE = f"W{PASSAGE[1:]}."
AMONG_OTHERS = f"In every case {PASSAGE}, and we ask the carrier for nothing in return for it."
PARTLY_MOVED = [
    (
        f"Hello.\n\n{ALONE}\n\n## Sharing\n\nWe keep orders.",
        f"Hello.\n\n## Sharing\n\nWe keep orders. {AMONG_OTHERS}",
        ("Mostly in “Sharing” now", "Désormais surtout sous « Sharing »"),
    ),
    (
        f"Hello.\n\n## Sharing\n\nWe keep orders. {AMONG_OTHERS}",
        f"Hello.\n\n{ALONE}\n\n## Sharing\n\nWe keep orders.",
        ("Mostly from “Sharing”", "Vient surtout de « Sharing »"),
    ),
    (
        f"## Sharing\n\n- {ALONE}\n- And so on.\n\nNothing else at all is kept by us, ever.",
        f"## Sharing\n\n- And so on.\n\nNothing else at all is kept by us, ever. {AMONG_OTHERS}",
        ("Mostly elsewhere in this section now", "Désormais surtout ailleurs dans cette section"),
    ),
]


@pytest.mark.parametrize(("before", "after", "comments"), PARTLY_MOVED)
def test_a_passage_that_moved_for_the_most_part_has_a_comment(
    before: str, after: str, comments: tuple[str, str]
) -> None:
    for locale, comment in zip(("en", "fr"), comments, strict=True):
        old, new = (
            edition(Draft(locale=locale, text=text, fallback_title="Policy"), RENDERER)
            for text in (before, after)
        )
        check(old, new)
        data = written(old, new)
        assert f">{comment}<" in part(data, "comments").replace("\u00a0", " ")
        assert part(data).count("<w:commentReference ") == 1


def test_each_passage_that_moved_for_the_most_part_has_a_comment() -> None:
    for pair in pairs():
        moves = compare(pair.old, pair.new).redline.moves.values()
        document = part(written(pair.old, pair.new))
        assert document.count("<w:commentReference ") == sum(move.is_partial for move in moves), pair.name


def test_what_word_tracks() -> None:
    data = written(read(OLD), read(NEW), "Calls are kept 90 days.\nA line.")
    document = part(data)
    for mark in (
        "w:ins",
        "w:del",
        "w:moveFrom",
        "w:moveTo",
        "w:moveFromRangeStart",
        "w:moveToRangeEnd",
        "w:hyperlink",
    ):
        assert f"<{mark} " in document
    assert 'w:author="Affiche" w:date="2026-11-26T00:00:00Z"' in document
    assert "Calls are kept 90 days." in part(data, "comments")
    assert document.count("<w:commentReference ") == 1
    identifiers = [
        mark.get(f"{{{W}}}id")
        for mark in etree.fromstring(document.encode()).iter(f"{{{W}}}ins", f"{{{W}}}del")
    ]
    assert len(set(identifiers)) == len(identifiers)
    assert written(read(OLD), read(NEW)) == written(read(OLD), read(NEW))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, out = tmp_path / "old.md", tmp_path / "new.md", tmp_path / "changes.docx"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    assert main(["diff", "--files", str(old), str(new), "--format", "docx", "--out", str(out)]) == 0
    assert "accept every change for the new text" in capsys.readouterr().out
    assert resolved(out.read_bytes(), accept=False) == paragraphs_of(read(OLD))
    assert main(["diff", "--files", str(old), str(new), "--format", "docx"]) == 2
