"""`affiche doctor`: what is wrong with a machine is found, and said with what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from affiche.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "content")
    (tmp_path / ".gitattributes").write_text("content/** -text\n", "utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def findings(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str, str]]:
    capsys.readouterr()
    main(["doctor", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["findings"]
    return {each["topic"]: (each["state"], each["words"], each["fix"]) for each in told}


def test_a_sound_machine_has_nothing_to_fix(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.is_dir()
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.endswith("\nNothing to fix.\n")


def test_a_wrong_clock_is_found(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.is_dir()
    assert findings(capsys)["clock"][0] == "good"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert findings(capsys)["clock"][0] == "optional"


def test_line_ends_that_git_changes_are_found(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert findings(capsys)["line ends"][0] == "good"
    (site / ".gitattributes").unlink()
    assert findings(capsys)["line ends"][0] == "optional"
    subprocess.run(["git", "config", "core.autocrlf", "true"], check=True, cwd=site)
    state, _, fix = findings(capsys)["line ends"]
    assert (state, fix) == ("bad", "add to .gitattributes: content/** -text")


def test_a_folder_without_git_is_no_fault(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(site / ".git")
    assert findings(capsys)["git"][0] == "optional"


def test_a_source_that_cannot_be_built_is_found(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/site.yaml").write_text("organisation: [", "utf-8")
    assert main(["doctor"]) == 1
    state, words, fix = findings(capsys)["source"]
    assert (state, words, fix) == (
        "bad",
        "it cannot be built: 1 problem",
        "run `affiche check`, which shows each with its line",
    )


def test_a_folder_of_somebody_else_is_not_an_output(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "site").mkdir()
    (site / "site/photo.jpg").write_bytes(b"")
    state, words, _ = findings(capsys)["output"]
    assert state == "bad"
    assert "was not written by Affiche" in words


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is denied to root")
def test_a_source_that_cannot_be_written_is_found(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content").chmod(0o555)
    assert findings(capsys)["source folder"][0] == "bad"


def test_no_folder_at_all_ends_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    assert "there is no folder content" in capsys.readouterr().out
