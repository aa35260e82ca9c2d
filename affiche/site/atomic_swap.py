"""Two folders change places in one step, so that a reader finds either the old site or the new one."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
