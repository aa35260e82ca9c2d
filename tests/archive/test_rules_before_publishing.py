"""What `affiche check` calls an error keeps a text from being published."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli import main

if TYPE_CHECKING:
    import pytest

SAMPLE = Path(__file__).parents[2] / "content"
PLACEHOLDERS = "".join(f"\n[INSERT LINK {number}]\n" for number in range(6))


def test_a_placeholder_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "content"
    shutil.copytree(SAMPLE, source)
    for name in ("en.md", "fr.md"):
        text = source / "privacy" / name
        text.write_text(f"{text.read_text(encoding='utf-8')}{PLACEHOLDERS}", encoding="utf-8")
    before = (source / "privacy/ledger.jsonl").read_bytes()

    code = main(["publish", "privacy", "--source", str(source), "--as-of", "2026-11-22", "--yes"])

    assert code == 1
    said = capsys.readouterr().err
    assert said.count("[leftovers/placeholder]") == 2 * 3, "as many of each file as check shows"
    assert said.count("and 3 more places in this file: lines") == 2
    assert "12 problems. Nothing was changed." in said
    assert (source / "privacy/ledger.jsonl").read_bytes() == before
