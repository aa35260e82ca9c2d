"""A notice says when another picture stands in a section, whatever its alternative text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from tests.archive.notices import NOTES, edit, lay_out, publish
from tests.pictures import png

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    (content / "privacy/flow.png").write_bytes(png(4, 3))
    (content / "privacy/other.png").write_bytes(png(6, 5))
    edit(content, "en.md", "Your name.", "Your name.\n\n![How data flows](flow.png)")
    edit(content, "fr.md", "Votre nom.", "Votre nom.\n\n![Le trajet des données](flow.png)")
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


def told(content: Path, capsys: Capture) -> str:
    assert publish(content, "2026-11-02", "2026-12-24", *NOTES) == 0
    capsys.readouterr()
    assert main(["notice", "privacy", "2026-12-24", "--source", str(content), "--as-of", "2026-11-03"]) == 0
    return capsys.readouterr().out


def change(content: Path, old: str, new: str) -> None:
    for name in ("en.md", "fr.md"):
        edit(content, name, old, new)


def test_another_file_under_the_same_words(content: Path, capsys: Capture) -> None:
    change(content, "(flow.png)", "(other.png)")
    said = told(content, capsys)
    assert "What we collect (picture changed)" in said
    assert "Ce que nous recueillons (image modifiée)" in said


def test_other_bytes_under_the_same_name(content: Path, capsys: Capture) -> None:
    (content / "privacy/flow.png").write_bytes(png(8, 8))
    assert "What we collect (picture changed)" in told(content, capsys)


def test_words_that_changed_too(content: Path, capsys: Capture) -> None:
    change(content, "(flow.png)", "(other.png)")
    edit(content, "en.md", "Your name.", "Your name and age.")
    edit(content, "fr.md", "Votre nom.", "Votre nom et votre âge.")
    assert "What we collect (wording changed)" in told(content, capsys)


def test_a_paragraph_that_is_only_a_picture(content: Path, capsys: Capture) -> None:
    edit(content, "en.md", "(flow.png)", "(flow.png)\n\n![A small diagram](other.png)")
    edit(content, "fr.md", "(flow.png)", "(flow.png)\n\n![Un petit schéma](other.png)")
    said = told(content, capsys)
    assert "What we collect (picture added)" in said
    assert "Ce que nous recueillons (image ajoutée)" in said


def test_a_picture_that_went(content: Path, capsys: Capture) -> None:
    edit(content, "en.md", "\n\n![How data flows](flow.png)", "")
    edit(content, "fr.md", "\n\n![Le trajet des données](flow.png)", "")
    assert "What we collect (picture removed)" in told(content, capsys)
