"""The only writer of the site: everything is written beside the old site, which it then replaces whole."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.confined import Root
from affiche.problems import AfficheError
from affiche.site.atomic_swap import atomic_swap, flush, recover

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = ".affiche"
MARK_TEXT = "Affiche wrote this folder and replaces it whole at each build: keep nothing of your own here.\n"
BUILDING = "building"
LOCK = "lock"
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


@contextmanager
def alone(out: Path, source: Path) -> Iterator[Path]:
    """Keep other builds of a folder out, and give its real place; the lock lies beside it, where every process meets it."""
    from filelock import FileLock, Timeout

    refuse_foreign_folder(out, source)
    place = place_of(out)
    _make_lock(place)
    try:
        with FileLock(sibling(place, LOCK), timeout=PATIENCE):
            recover(place)
            for found in left_over(place):
                shutil.rmtree(found, ignore_errors=True)
            yield place
    except Timeout:
        raise OutputError(
            f"another build has been writing {place} for more than {PATIENCE} seconds."
        ) from None


@contextmanager
def readable_by_all() -> Iterator[None]:
    """Let every account read what is written meanwhile: a web server runs under another one, and a site is public."""
    before = os.umask(0o022)
    os.umask(before & ~0o055)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def staging(place: Path, older: Path) -> Iterator[Path]:
    """Give a folder for the next site under a name of its own: the older site, if there is one, else an empty one.

    At the end the site that was replaced is the older one; of a build that fails nothing is left.
    """
    if older.parent.is_symlink():
        raise OutputError(f"{older.parent} is a symbolic link: remove it.")
    folder = place.with_name(Root(place.parent).make_own_folder(f"{sibling(place, BUILDING).name}-"))
    is_older = older.is_dir() and not older.is_symlink()
    if is_older:
        folder.rmdir()
        older.rename(folder)
    try:
        yield folder
    except BaseException:
        if is_older:
            folder.rename(older)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if folder.exists():
        older.parent.mkdir(exist_ok=True)
        folder.rename(older)


def put_in_place(folder: Path, place: Path) -> None:
    """Let a finished site take the place of the one before, whole."""
    flush(folder)
    if place.exists():
        atomic_swap(place, folder)
    else:
        folder.rename(place)


def place_of(out: Path) -> Path:
    """Give the real place of the output folder, so that a link to it stays a link."""
    return Path(os.path.realpath(out))


def _make_lock(place: Path) -> None:
    """Make the file of the lock: where none can ever be made, as in /proc, it would be waited for."""
    folder = place.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            Root(folder).create(sibling(place, LOCK).name, b"")
    except OSError as error:
        raise OutputError(
            f"nothing can be written in {folder.as_posix()}: {error.strerror}. Choose another folder with --out."
        ) from None


def refuse_foreign_folder(out: Path, source: Path) -> None:
    """Make sure that nothing but an older site would be replaced."""
    place, root = place_of(out), place_of(source)
    if place.is_symlink():
        raise OutputError(f"{out} is a symbolic link that leads back to itself: remove it.")
    if root.is_relative_to(place) or place.is_relative_to(root):
        raise OutputError(
            f"{out} overlaps with the folder of the source, {source}, and a build replaces all of the folder that it "
            "writes: choose another with --out, such as `--out site`."
        )
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file: choose an output folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise OutputError(
            f"{out} was not written by Affiche, and a build replaces the whole folder: "
            "choose another with --out, or empty it first."
        )


def left_over(place: Path) -> list[Path]:
    """Find what builds that were killed left behind."""
    name = re.compile(rf"{re.escape(sibling(place, BUILDING).name)}(-[0-9a-f]{{16}})?")
    return [found for found in place.parent.iterdir() if name.fullmatch(found.name)]


def sibling(place: Path, what: str) -> Path:
    """Name something of our own beside the output: `.site.lock` beside `site`."""
    return place.with_name(f".{place.name}.{what}")
