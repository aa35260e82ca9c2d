"""What cannot be read in full of what was published is said by every build, whoever made the pages, and when."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.incremental import making
from affiche.source.files import digest
from affiche.source.ledger import entry_of
from tests.site.building import SITES, build

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.problems import Problem

DAY = date(2026, 6, 1)
KINDS = {
    "a control character": "\x7f",
    "a text without end": " tangled [" * 700,
    "a word that no page can break": f" {'word' * 1_000}",
}


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few versions as a test has are shared out too."""
    monkeypatch.setattr(making, "FEW", 0)


@pytest.fixture(params=KINDS)
def flawed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A site whose one version of a policy was frozen without the bounds of today."""
    content = tmp_path / "content"
    shutil.copytree(SITES / "bilingual" / "content", content)
    forge(content, "en.md", KINDS[request.param])
    return content


def forge(content: Path, name: str, words: str) -> None:
    """Freeze more words than there were, with digests that are right."""
    place, ledger = content / "cookies/versions/2026-07-01", content / "cookies/ledger.jsonl"
    entry = entry_of(ledger.read_text(encoding="utf-8").rstrip("\n"))
    assert entry
    data = (place / name).read_bytes().rstrip() + f"{words}\n".encode()
    version = (place / "version.yaml").read_bytes().replace(entry.files[name].encode(), digest(data).encode())
    (place / name).write_bytes(data)
    (place / "version.yaml").write_bytes(version)
    files = entry.files | {name: digest(data), "version.yaml": digest(version)}
    ledger.write_text(f"{entry.model_copy(update={'files': files}).line()}\n", encoding="utf-8")


def said(content: Path, out: Path, **asked: bool | int) -> tuple[Problem, ...]:
    return build(content, out, DAY, **asked).report.advice


def test_other_processes_say_what_one_would(flawed: Path, tmp_path: Path) -> None:
    one = said(flawed, tmp_path / "one", jobs=1)
    assert [each.location.path.rpartition("/")[2] for each in one] == ["en.md"]
    assert said(flawed, tmp_path / "several", jobs=3) == one


def test_it_is_said_again_although_the_pages_are_taken_over(flawed: Path, tmp_path: Path) -> None:
    first = said(flawed, tmp_path / "site", jobs=2)
    assert first
    assert said(flawed, tmp_path / "site") == first
    with (flawed / "privacy" / "fr.md").open("a", encoding="utf-8") as file:
        file.write("\nAutre.\n")
    assert said(flawed, tmp_path / "site") == first
    assert said(flawed, tmp_path / "site", full=True) == first
