"""The wheel brings everything: it builds a site in an empty environment, in a folder of its own."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.site.building import ROOT, SAMPLE, TODAY, contents, sample
from tests.site.running import environment

if TYPE_CHECKING:
    from pathlib import Path


def ran(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, folder=ROOT)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_the_default_theme_and_words(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"affiche/{file.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "locales")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    }
    shipped |= {
        f"affiche/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "starter").rglob("*")
        if file.is_file()
    }
    shipped |= {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "affiche").rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert shipped <= names
    assert {"affiche/templates/base.html", "affiche/templates/style.css", "affiche/locales/fr.po"} <= names
    packages = {name.split("/")[0] for name in names}
    assert packages == {"affiche", next(p for p in packages if p.endswith(".dist-info"))}


def test_the_wheel_builds_the_sample_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    """The pinned libraries, each with its hash, are all that it needs."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    pinned = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    (tmp_path / "all.lock").write_text(f"{pinned}\n{wheel} --hash=sha256:{digest}\n", encoding="utf-8")
    ran(sys.executable, "-m", "venv", "--without-pip", "venv", folder=tmp_path)
    binaries = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "--disable-pip-version-check"]
    ran(*pip, "install", "--quiet", "--no-compile", "--require-hashes", "-r", "all.lock", folder=tmp_path)

    shutil.copytree(SAMPLE, tmp_path / "content")
    said = ran(binaries / "affiche", "--as-of", TODAY.isoformat(), folder=tmp_path)
    assert said.startswith("Built ")
    assert contents(tmp_path / "site") == sample().files()
    assert ran(binaries / "affiche", "--version", folder=tmp_path).startswith("affiche ")
