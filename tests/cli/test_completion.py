"""What the tab key completes, asked as the shells ask it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.site.building import ROOT, SITES
from tests.site.running import environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    return tmp_path


def completed(folder: Path, line: str) -> list[str]:
    words = line.split(" ")
    ran = subprocess.run(
        [sys.executable, "-m", "affiche"],
        cwd=folder,
        env=environment(
            PYTHONPATH=str(ROOT),
            _AFFICHE_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
        ),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert not ran.stderr
    return [answer.partition(",")[2] for answer in ran.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("affiche pub", ["publish"]),
        ("affiche publish pri", ["privacy"]),
        ("affiche withdraw privacy 2026-0", ["2026-05-01", "2026-07-01"]),
        ("affiche diff ", ["cookies", "privacy", "terms"]),
        ("affiche diff cookies ", ["2026-07-01"]),
        ("affiche show privacy --locale ", ["en", "fr"]),
        ("affiche check --rule stale/", ["stale/section"]),
        ("affiche status --source content pri", ["privacy"]),
    ],
)
def test_what_could_stand_next(line: str, expected: list[str], folder: Path) -> None:
    assert completed(folder, line) == expected


def test_every_command_is_offered(folder: Path) -> None:
    assert {"build", "check", "new", "publish", "status", "verify"} <= set(completed(folder, "affiche "))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_a_shell_runs(shell: str, folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "affiche", "completion", shell],
        cwd=folder,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"_AFFICHE_COMPLETE={shell}_complete" in ran.stdout
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=ran.stdout, encoding="utf-8", check=True, timeout=30)
