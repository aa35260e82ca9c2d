"""What comes of each format, whole, with everything that is said about it: to be read by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche import checking
from affiche.problems import Severity
from affiche.reporting.problems import problems_text
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from tests.importing.content import SAMPLES, bring, content
from tests.importing.words import LINK, paragraph, table, word_file

if TYPE_CHECKING:
    from pathlib import Path

WORD = word_file(
    paragraph("Privacy policy", "Title"),
    paragraph("Last revised: 2026-06-01"),
    paragraph("What we collect", "Heading1"),
    paragraph("When you order we ask for your "),
    paragraph("name", bullet=True),
    paragraph("address", bullet=True),
    paragraph("Orders & visits", "Heading2"),
    paragraph("See our ", more=LINK),
    table(("Who", "Why"), ("A | B", "to deliver")),
    paragraph("Sidebar words", "Sidebar"),
    styles={"Sidebar": "Sidebar Box"},
)
TEXTS = {
    "page": ("page.html", None),
    "text": ("text.txt", None),
    "glued": ("glued.txt", None),
    "listed": ("listed.txt", None),
    "marked": ("marked.md", None),
    "word": ("policy.docx", WORD),
    "libreoffice": ("libreoffice.docx", None),
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_as_a_person_reads_it(name: str, tmp_path: Path, *, rewrite: bool) -> None:
    file, data = TEXTS[name]
    root = content(tmp_path, "fr" if name == "listed" else "en")
    locale = "fr" if name == "listed" else "en"
    brought = bring(root, file, (SAMPLES / file).read_bytes() if data is None else data, locale)
    said = problems_text(brought.problems, most=len(brought.problems)).replace(root.as_posix(), "content")
    made = f"{brought.texts[locale].markdown}\n<!-- what was said of it\n\n{said.rstrip()}\n-->\n"
    golden = SAMPLES / f"{name}.expected.md"
    if rewrite:
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_what_was_written_has_no_error_that_was_not_said(name: str, tmp_path: Path) -> None:
    file, data = TEXTS[name]
    locale = "fr" if name == "listed" else "en"
    root = content(tmp_path, locale)
    brought = bring(root, file, (SAMPLES / file).read_bytes() if data is None else data, locale)
    said = {(problem.location.line, problem.rule) for problem in brought.problems}
    errors = [p for p in checking.check(root).problems if p.severity is Severity.ERROR]
    assert [p for p in errors if (p.location.line, p.rule) not in said] == []


@pytest.mark.parametrize("name", [*TEXTS])
def test_importing_what_an_import_wrote_changes_nothing(name: str, tmp_path: Path) -> None:
    file, data = TEXTS[name]
    root = content(tmp_path)
    first = bring(root, file, (SAMPLES / file).read_bytes() if data is None else data)
    second = bring(root, "again.md", first.texts["en"].markdown, replaces=True)
    assert second.texts["en"].markdown == first.texts["en"].markdown


def test_what_affiche_shows_on_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    text = (SAMPLES / "marked.md").read_text(encoding="utf-8")
    first = bring(content(tmp_path), "marked.md", text).texts["en"]
    page = f"<!doctype html><title>Terms</title><main>{first.edition.html}</main>"
    again = bring(tmp_path / "content", "page.html", page, replaces=True).texts["en"]
    assert again.edition.html == first.edition.html


def test_the_frozen_sample_comes_back_word_for_word(tmp_path: Path) -> None:
    versions = SAMPLES.parents[2] / "content" / "privacy" / "versions"
    renderer = MarkdownRenderer()
    root = content(tmp_path)
    for path in sorted(versions.glob("*/en.md")):
        text = path.read_text(encoding="utf-8")
        made = bring(root, "en.md", text, replaces=True).texts["en"].edition
        read = edition(Draft(locale="en", text=text, fallback_title=""), renderer)
        assert made.html == read.html, path
        (root / "privacy" / "en.md").unlink()


def test_a_heading_that_begins_like_another_is_found_where_it_is(tmp_path: Path) -> None:
    text = "Privacy policy\n\nWe care.\n\nInformation we keep\n\nWe keep names.\n\nInformation\n\nAsk us.\n"
    brought = bring(content(tmp_path), "text.txt", text)
    lines = brought.texts["en"].markdown.split("\n")
    said = [p.location for p in brought.problems if p.rule == "import/heading"]
    assert [lines[place.line - 1].split(" {#")[0] for place in said] == [
        "## Information we keep",
        "## Information",
    ]
