"""The only writer of the site: everything is written beside the old site, which it then replaces whole."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from affiche.confined import Root
from affiche.problems import AfficheError, ContentError, Location, Problem
from affiche.site.atomic_swap import atomic_swap, flush, recover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MARK = ".affiche"
MARK_TEXT = "Affiche wrote this folder and replaces it whole at each build: keep nothing of your own here.\n"
BUILDING = "building"
PATIENCE = 60
"""Seconds to wait for another build of the same folder."""


class OutputError(AfficheError):
    """The output folder cannot be used."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site."""

    file: str
    """Its path inside the output folder."""
    content: str | bytes


def write(outputs: Iterable[Output], out: Path, source: Path) -> int:
    """Write the site and give the number of its files; whatever fails, the site before stays as it was."""
    refuse_foreign_folder(out, source)
    place = out.resolve()  # a link to the folder stays a link
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(place), _staging(place) as staging:
        count = _fill(staging, outputs)
        flush(staging)
        _refuse_incomplete(staging, count + 1)
        if place.exists():
            atomic_swap(place, staging)
        else:
            staging.rename(place)
    return count


def _fill(staging: Path, outputs: Iterable[Output]) -> int:
    written: set[str] = set()
    folders: set[Path] = set()
    for output in outputs:
        _refuse_bad_place(output.file, written)
        written.add(output.file)
        path = staging / output.file
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        content = output.content
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (staging / MARK).write_text(MARK_TEXT, encoding="utf-8")
    return len(written)


def _refuse_incomplete(staging: Path, expected: int) -> None:
    """Look whether all that was written is there still, as a lock is only a convention."""
    found = sum(len(files) for _, _, files in os.walk(staging))
    if found != expected:
        raise OutputError(
            f"another program changed {staging.name} while the site was being written there: {found} of {expected} files "
            "are left, so the site stays as it was. Build again."
        )


def _refuse_bad_place(file: str, written: set[str]) -> None:
    parts = PurePosixPath(file).parts
    if not parts or PurePosixPath(file).is_absolute() or ".." in parts or "\0" in file:
        raise ContentError(
            [Problem(location=Location(path=file), message="this address leaves the output folder")]
        )
    if file in written:
        raise ContentError(
            [
                Problem(
                    location=Location(path=file),
                    message="two pages would stand at this address",
                    expected="one page at each address",
                    fix="give one of them another slug",
                )
            ]
        )


def refuse_foreign_folder(out: Path, source: Path) -> None:
    """Make sure that nothing but an older site would be replaced."""
    place, root = out.resolve(), source.resolve()
    if root.is_relative_to(place) or place.is_relative_to(root):
        how = "is" if place == root else "lies in" if place.is_relative_to(root) else "holds"
        raise OutputError(
            f"{out} {how} the folder of the source, {source}, and a build replaces all of the folder that it writes: "
            "choose another with --out, such as `--out site`."
        )
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file: choose an output folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise OutputError(
            f"{out} was not written by Affiche, and a build replaces the whole folder: "
            "choose another with --out, or empty it first."
        )


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Keep two builds of one folder apart; the lock lies beside it, so that every process meets the same one."""
    try:
        with FileLock(_beside(place, "lock"), timeout=PATIENCE):
            yield
    except Timeout:
        raise OutputError(
            f"another build has been writing {place} for more than {PATIENCE} seconds."
        ) from None


@contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """Give an empty folder beside the output under a name of its own, and leave none behind."""
    recover(place)
    _clear_left_over(place)
    staging = place.with_name(Root(place.parent).make_own_folder(f"{_beside(place, BUILDING).name}-"))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clear_left_over(place: Path) -> None:
    """Remove what builds that were killed left behind."""
    left = re.compile(rf"{re.escape(_beside(place, BUILDING).name)}(-[0-9a-f]{{16}})?")
    for found in place.parent.iterdir():
        if left.fullmatch(found.name):
            shutil.rmtree(found, ignore_errors=True)


def _beside(place: Path, what: str) -> Path:
    """Name something of our own beside the output: `.site.lock` beside `site`."""
    return place.with_name(f".{place.name}.{what}")
