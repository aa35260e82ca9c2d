"""The steps by which the archive is written: each is on the disk before the next begins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def new_folder(path: Path) -> None:
    """Make a folder where there is none."""
    os.mkdir(path)  # noqa: PTH102 each step is one call of the system, as the tests kill before each


def new_file(path: Path, data: bytes) -> None:
    """Write a file where there is none; a file that is there is never opened."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_names(folder: Path) -> None:
    """Put the names in a folder on the disk, as the files themselves are already."""
    if os.name == "nt":  # Windows has no such step
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(old: Path, new: Path) -> None:
    """Rename a folder to a name that is free."""
    os.rename(old, new)  # noqa: PTH104 one call of the system


def put_in_place_of(new: Path, old: Path) -> None:
    """Let a file take the place of another in one step."""
    os.replace(new, old)  # noqa: PTH105 one call of the system


def clear_file(path: Path) -> None:
    """Take away a file that was never published."""
    os.unlink(path)  # noqa: PTH108 one call of the system


def clear_folder(path: Path, files: set[str]) -> None:
    """Take away a folder that was never published, and the files in it."""
    for name in sorted(files):
        clear_file(path / name)
    os.rmdir(path)  # noqa: PTH106 one call of the system
