"""What laws ask for and a text no longer says: shown to the editor by every command that compares, and to nobody else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from affiche.cli import main
from affiche.pipeline import read
from affiche.serving.lost_duties import draft_changes

ROOT = Path(__file__).resolve().parents[2]
LOST = "no longer said: How readers are told about changes “We will notify you of changes to this policy by e-mail.”"
PUBLISH = ["--significance", "major", "--yes", "--as-of", "2029-01-01"]


@pytest.fixture
def content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A site with a published version whose promise to tell of changes the working text has dropped."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "sites" / "smallest" / "content", content)
    (policy,) = content.glob("*/policy.yaml")
    policy.write_text(policy.read_text("utf-8") + "laws: [us-ca]\n", "utf-8")
    text = policy.with_name("en.md")
    before = text.read_text("utf-8")
    text.write_text(before + "\nWe will notify you of changes to this policy by e-mail.\n", "utf-8")
    publish(content, "2030-01-01")
    text.write_text(before, "utf-8")
    capsys.readouterr()
    return content


def publish(content: Path, day: str) -> None:
    name = next(content.glob("*/policy.yaml")).parent.name
    options = ["--effective", day, "--note-en", "Said how changes are told.", "--source", str(content)]
    assert main(["publish", name, *PUBLISH, *options]) == 0


def diff(content: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    name = next(content.glob("*/policy.yaml")).parent.name
    assert main(["diff", name, "--source", str(content), *more]) == 0
    return capsys.readouterr().out


def test_diff_shows_it_in_every_form(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert LOST in " ".join(diff(content, capsys).split())
    assert f"- {LOST}" in diff(content, capsys, "--format", "markdown")
    assert f"<li>{LOST}</li>" in diff(content, capsys, "--format", "html")
    told = json.loads(diff(content, capsys, "--format", "json"))
    jsonschema.validate(told, json.loads((ROOT / "docs/diff.schema.json").read_text("utf-8")))
    assert [(one["topic"], one["change"]) for one in told["duties"]] == [("change", "lost")]
    word = str(tmp_path / "changes.docx")
    assert LOST in " ".join(diff(content, capsys, "--format", "docx", "--out", word).split())


def test_diff_compares_two_versions_in_both_directions(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(content, "2031-01-01")
    capsys.readouterr()
    assert LOST in " ".join(diff(content, capsys, "2030-01-01", "2031-01-01").split())
    assert "newly said: How readers" in " ".join(diff(content, capsys, "2031-01-01", "2030-01-01").split())


def test_diff_of_a_policy_that_names_no_law_says_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (policy,) = content.glob("*/policy.yaml")
    policy.write_text(policy.read_text("utf-8").replace("laws: [us-ca]\n", ""), "utf-8")
    assert "no longer said" not in diff(content, capsys)
    assert json.loads(diff(content, capsys, "--format", "json"))["duties"] == []


def test_a_notice_warns_the_editor_and_claims_nothing_to_readers(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = next(content.glob("*/policy.yaml")).parent.name
    assert main(["notice", name, "draft", "--source", str(content), "--as-of", "2030-02-01"]) == 0
    said = capsys.readouterr()
    assert "no longer said How readers are told about changes (en)" in said.err
    assert "no longer said" not in said.out


def test_the_preview_finds_it(content: Path) -> None:
    reading, _ = read(content)
    (found,) = [one for step in draft_changes(reading.site, content) for one in step]
    assert (found.is_lost, found.words) == (
        True,
        "No longer said: How readers are told about changes",
    )
