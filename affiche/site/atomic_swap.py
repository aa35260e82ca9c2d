"""A folder is put on the disk whole, and two change places in one step: a reader finds the old site or the new one."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = -100
"""AT_FDCWD of Linux: paths count from the working directory."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS."""


def atomic_swap(one: Path, other: Path) -> None:
    """Let two folders change places: at once where the system can, else with a moment between two renames."""
    if not _swap_at_once(os.fsencode(one), os.fsencode(other)):
        one.rename(_aside(one))
        other.rename(one)
        _aside(one).rename(other)


def recover(one: Path) -> None:
    """Put back, or clear away, what an exchange that was killed between its renames left aside."""
    if not _aside(one).exists():
        return
    if one.exists():
        shutil.rmtree(_aside(one))
    else:
        _aside(one).rename(one)


def flush(folder: Path) -> None:
    """Put everything in a folder on the disk, so that not even a power cut leaves half of it in place of a whole."""
    import ctypes

    with suppress(OSError, TypeError):
        library = ctypes.CDLL(None)
        if hasattr(library, "syncfs"):  # Linux: a tenth of the time of a call for each file
            with _opened(folder) as descriptor:
                if library.syncfs(descriptor) == 0:
                    return
    for path, _, files in os.walk(folder):
        for name in files:
            with _opened(Path(path, name)) as descriptor:
                os.fsync(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _aside(one: Path) -> Path:
    return one.with_name(f".{one.name}.aside")


def _swap_at_once(one: bytes, other: bytes) -> bool:
    import ctypes  # other commands than a build need it not, and it takes its time

    try:
        library = ctypes.CDLL(None)
        if hasattr(library, "renameat2"):  # Linux
            return bool(library.renameat2(_HERE, one, _HERE, other, _EXCHANGE) == 0)
        if hasattr(library, "renamex_np"):  # macOS
            return bool(library.renamex_np(one, other, _EXCHANGE) == 0)
    except (OSError, TypeError):  # Windows has no such library
        pass
    return False
