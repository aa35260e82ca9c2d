"""A working text as a Word file: every word of the page is in it, and what is not edited in the text is locked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from affiche.cli import main
from affiche.html import plain_text
from affiche.model import section_html
from affiche.reviewing import review_out
from affiche.word.package import Package, W, value

ROOT = Path(__file__).resolve().parents[2]


def words_of(text: str) -> str:
    """Letters and digits alone, as a page and Word part words differently at blocks."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(("policy", "locale"), [("privacy", "en"), ("privacy", "fr"), ("california", "en")])
def test_every_word_of_the_page_is_in_the_file(policy: str, locale: str) -> None:
    working, _ = review_out(ROOT / "content", policy, locale)
    edition = read_edition(policy, locale)
    assert words_of("".join(unit.shown for unit in working.units)) == words_of(edition)


def read_edition(policy: str, locale: str) -> str:
    from affiche.pipeline import read

    edition = read(ROOT / "content")[0].policies([policy])[0].working[locale]
    return plain_text(
        f"<h1>{edition.title}</h1>{edition.introduction}"
        + "".join(section_html(section, level=2) for section in edition.sections)
    )


def test_facts_and_references_are_locked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "privacy.docx"
    assert main(["review", "out", "privacy", "--source", str(ROOT / "content"), "--out", str(out)]) == 0
    assert "affiche review in privacy privacy.docx" in capsys.readouterr().out
    body = Package("privacy.docx", out.read_bytes()).body
    locked = {
        value(control.find(f"{W}sdtPr"), "alias"): "".join(text.text or "" for text in control.iter(f"{W}t"))
        for control in body.iter(f"{W}sdt")
        if value(control.find(f"{W}sdtPr"), "lock") == "sdtContentLocked"
    }
    assert locked["facts.retention.calls"]
    assert locked["[](#cookies)"] == "Cookies and web beacons"
    assert 'table("recipients")' in locked


def test_the_same_text_gives_the_same_bytes() -> None:
    assert (
        review_out(ROOT / "content", "privacy", "fr")[1] == review_out(ROOT / "content", "privacy", "fr")[1]
    )


def test_every_part_is_well_formed() -> None:
    _, data = review_out(ROOT / "content", "privacy", "en")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            etree.fromstring(file.read(name))
