"""The new folder on disk: whole, or not there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from affiche.problems import AfficheError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAY_BE_THERE = {".git"}
"""A folder in which a history was begun, and nothing else, is empty."""


class NotEmptyError(AfficheError):
    """The folder holds something."""


def refuse_unless_empty(folder: Path) -> None:
    """Raise NotEmptyError where something of a person’s could be in the way."""
    if folder.exists() and not folder.is_dir():
        raise NotEmptyError(f"{folder.as_posix()} is a file: name a folder that is empty, or not there yet.")
    held = sorted(there.name for there in folder.iterdir()) if folder.is_dir() else []
    if others := [name for name in held if name not in MAY_BE_THERE]:
        raise NotEmptyError(
            f"the folder {folder.as_posix()} is not empty; it holds {others[0]}. "
            "Name a folder that is empty, or not there yet."
        )


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder that is empty or not there; a failure leaves it as it was."""
    refuse_unless_empty(folder)
    made = [missing for missing in (folder, *folder.parents) if not missing.exists()]
    try:
        for name, data in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    except BaseException:
        _take_back(folder, made)
        raise


def _take_back(folder: Path, made: list[Path]) -> None:
    """Remove what was written; the folders above it that were made for it, too."""
    for there in folder.iterdir() if folder.is_dir() else ():
        if there.name in MAY_BE_THERE:
            continue
        shutil.rmtree(there) if there.is_dir() else there.unlink()
    for folder_made in made:
        if folder_made.is_dir():
            folder_made.rmdir()
