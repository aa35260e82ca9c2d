"""Files that a person names on the command line, wherever they are.

Such a name may stand for anything: a device that gives zeros without end, a pipe into which nobody writes, a file
larger than the memory. So only regular files are read, and never more of one than was asked for. A link is followed,
as it is the person who named it.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from affiche.confined import Root
from affiche.problems import ContentError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20_000_000
"""Bytes, unless a form has a limit of its own: a hundred times the longest policy known."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""Opens a pipe without waiting for a writer, so that it can be refused."""


@contextmanager
def open_named(path: Path, most: int = MOST) -> Iterator[BinaryIO]:
    """Open a regular file that says it is small enough, or raise ContentError with what it is instead."""
    try:
        descriptor = os.open(path, _READ | _NO_WAIT)
    except FileNotFoundError:
        raise _refusal(path, "this file is missing", expected="a file") from None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            message = "this is a folder" if stat.S_ISDIR(found.st_mode) else "this is a device or a pipe"
            raise _refusal(
                path, message, expected="a file", fix="save what it gives as a file, and name that"
            )
        if found.st_size > most:
            raise _too_large(path, f"this file has {found.st_size:,} bytes", most)
        yield file


def read_named(path: Path, most: int = MOST) -> bytes:
    """Read a file whole; one that does not end where it says, as in /proc, no further than a file may go."""
    with open_named(path, most) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(path, f"this file has more than {most:,} bytes", most)
    return data


def write_named(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; into a pipe or a terminal, as it comes."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        with os.fdopen(os.open(path, os.O_WRONLY | _NO_WAIT), "wb") as file:
            os.set_blocking(file.fileno(), True)
            file.write(data)
        return
    place = Path(os.path.realpath(path))
    Root(place.parent).write(place.name, data)


def _too_large(path: Path, message: str, most: int) -> ContentError:
    return _refusal(path, message, expected=f"at most {most:,}")


def _refusal(path: Path, message: str, *, expected: str, fix: str = "") -> ContentError:
    where = Location(path=path.as_posix())
    return ContentError.at(where, message, expected=expected, fix=fix, rule="files/named")
