"""Lists counted in letters: what a text calls “(b)” is (b) afterwards, in every format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.importing.text.lists import counted
from tests.importing.content import bring, content
from tests.importing.words import LETTERED, paragraph, word_file

if TYPE_CHECKING:
    from pathlib import Path

LINES = "# Privacy\n\n## What we keep\n\nWe keep:\n(a) your name;\n(b) your address,\nwith its town;\n(c) your boat.\n\nSee (b).\n"
PAGE = """<main><h1>Privacy</h1><h2>What we keep</h2><p>We keep:</p><ol type="a"><li>your name;</li><li>your address,
with its town;</li><li>your boat.</li></ol><p>See (b).</p></main>"""
WORD = word_file(
    paragraph("Privacy", "Title"),
    paragraph("What we keep", "Heading1"),
    paragraph("We keep:"),
    paragraph("your name;", bullet=True),
    paragraph("your address, with its town;", bullet=True),
    paragraph("of home", bullet=True, depth=1),
    paragraph("of work", bullet=True, depth=1),
    paragraph("A word between."),
    paragraph("your boat.", bullet=True),
    paragraph("her name", bullet=True, depth=1),
    extra={"word/numbering.xml": LETTERED.encode()},
)
SOURCES: dict[str, str | bytes] = {"policy.md": LINES, "policy.html": PAGE, "policy.docx": WORD}


@pytest.mark.parametrize("name", SOURCES)
def test_the_letters_of_a_list_stay(name: str, tmp_path: Path) -> None:
    brought = bring(content(tmp_path), name, SOURCES[name])
    written = brought.texts["en"].markdown
    entries = re.findall(r"^- \(?(\w)\) (your \w+)", written, re.MULTILINE)
    assert entries == [("a", "your name"), ("b", "your address"), ("c", "your boat")]
    said = [p for p in brought.problems if p.rule == "import/list"]
    assert any("letters" in p.message for p in said)
    assert all(p.location.line for p in said)


def test_word_counts_below_an_entry_anew(tmp_path: Path) -> None:
    written = bring(content(tmp_path), "policy.docx", WORD).texts["en"].markdown
    assert re.findall(r"^    - (.*)$", written, re.MULTILINE) == ["i. of home", "ii. of work", "i. her name"]
    assert not re.search("[\ue000\ue001]", written)


def test_a_style_sheet_counts_too(tmp_path: Path) -> None:
    page = '<main><h1>Privacy</h1><h2>Rights</h2><ol style="color:red; list-style-type: upper-roman" start="3"><li>See</li><li>Ask</li></ol></main>'
    assert "- III) See\n- IV) Ask" in bring(content(tmp_path), "policy.html", page).texts["en"].markdown


def test_nobody_counts_to_a_milliard_in_letters(tmp_path: Path) -> None:
    page = '<main><h1>Privacy</h1><h2>Rights</h2><ol type="i" start="999999999"><li>See</li></ol></main>'
    assert bring(content(tmp_path), "policy.html", page).texts["en"].markdown.endswith("\n\n999999999. See\n")


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("1) one\n2) two", "1. one\n2. two"),
        ("i) one\nii) two", "- i) one\n- ii) two"),
        ("under point\na) of the Act", "under point a) of the Act"),
        ("c) three\nd) four", "c) three d) four"),
        ("    a) code\n    b) code", "    a) code\n    b) code"),
    ],
)
def test_only_what_counts_from_its_beginning_is_a_list(lines: str, written: str, tmp_path: Path) -> None:
    text = f"# Privacy\n\n## What we keep\n\n{lines}\n"
    assert bring(content(tmp_path), "policy.md", text).texts["en"].markdown.endswith(f"\n\n{written}\n")


@given(st.integers(1, 800))
def test_letters_count_as_columns_of_a_sheet_do(number: int) -> None:
    value = 0
    for letter in counted(number, "A"):
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value == number


def test_roman_numbers_count() -> None:
    shown = [counted(number, "i") for number in (1, 4, 9, 14, 40, 88, 99)]
    assert shown == ["i", "iv", "ix", "xiv", "xl", "lxxxviii", "xcix"]
