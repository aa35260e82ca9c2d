"""The command as a person runs it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.site.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Run = subprocess.CompletedProcess[str]


def environment(**variables: str) -> dict[str, str]:
    """The environment without what could sway a build, and with these variables."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("PATH", "HOME", "TMPDIR", "PIP_"))
    }
    return kept | variables


def run(*arguments: str | Path, folder: Path = ROOT, variables: Mapping[str, str] | None = None) -> Run:
    """Run `python build.py …` in a folder and wait for its end."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        cwd=folder,
        env=environment(**(variables or {})),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
