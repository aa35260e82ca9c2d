"""The same source and day give the same bytes, wherever and however the build runs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.site.building import ROOT, SAMPLE, SITES, TODAY, contents, sample, small
from tests.site.running import environment

if TYPE_CHECKING:
    from pathlib import Path

SHUFFLED = """
import os, random, sys

list_folder, scan_folder = os.listdir, os.scandir

def shuffled(names):
    names = list(names)
    random.Random(7).shuffle(names)
    return names

class Scan:
    def __init__(self, entries):
        self.entries = iter(entries)
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass

os.listdir = lambda *place: shuffled(list_folder(*place))
os.scandir = lambda *place: Scan(shuffled(scan_folder(*place)))

from affiche.cli import main
sys.exit(main())
"""
"""The command on a system that lists a folder in an order of its own."""

PLAIN = "import sys; from affiche.cli import main; sys.exit(main())"

ELSEWHERE = {
    "hashes": {"PYTHONHASHSEED": "1"},
    "other hashes": {"PYTHONHASHSEED": "2"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "no language": {"LC_ALL": "C", "LANG": "C"},
    "French": {"LC_ALL": "fr_CA.UTF-8", "LANG": "fr_CA.UTF-8"},
    "old encoding": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def built(
    source: Path, out: Path, as_of: date, code: str, folder: Path, **variables: str
) -> dict[str, bytes]:
    """What a build in another process and another working directory writes."""
    ran = subprocess.run(
        [sys.executable, "-c", code, "--source", source, "--out", out, "--as-of", as_of.isoformat()],
        cwd=folder,
        env=environment(PYTHONPATH=str(ROOT), **variables),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return contents(out)


@pytest.mark.parametrize("variables", ELSEWHERE.values(), ids=ELSEWHERE)
def test_the_environment_changes_nothing(variables: dict[str, str], tmp_path: Path) -> None:
    day = date(2026, 6, 1)
    found = built(SITES / "bilingual" / "content", tmp_path / "site", day, PLAIN, ROOT, **variables)
    assert found == small("bilingual", day).files()


def test_all_at_once_changes_nothing_about_the_sample(tmp_path: Path) -> None:
    everything = {"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    assert built(SAMPLE, tmp_path / "site", TODAY, SHUFFLED, tmp_path, **everything) == sample().files()
