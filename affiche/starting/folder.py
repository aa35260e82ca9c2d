"""The new folder on disk: whole, or not there."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from affiche.confined import Kind, Root
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
    if folder.is_symlink() and not folder.exists():
        raise NotEmptyError(
            f"{folder.as_posix()} is a link that leads nowhere: name a folder that is empty, or not there yet."
        )
    if folder.exists() and not folder.is_dir():
        raise NotEmptyError(f"{folder.as_posix()} is a file: name a folder that is empty, or not there yet.")
    if others := [name for name in Root(folder).names() if name not in MAY_BE_THERE]:
        raise NotEmptyError(
            f"the folder {folder.as_posix()} is not empty; it holds {others[0]}. "
            "Name a folder that is empty, or not there yet."
        )


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder that is empty or not there; a failure leaves it as it was."""
    refuse_unless_empty(folder)
    made = [missing for missing in (folder, *folder.parents) if not missing.exists()]
    root = Root(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _make_folders(root, PurePosixPath(name).parent)
            root.create(name, data)
    except BaseException:
        _take_back(folder, made)
        raise


def _make_folders(root: Root, folder: PurePosixPath) -> None:
    for place in [*reversed(folder.parents), folder][1:]:
        if root.kind(str(place)) is None:
            root.make_folder(str(place))


def _take_back(folder: Path, made: list[Path]) -> None:
    """Remove what was written; the folders above it that were made for it, too."""
    root = Root(folder)
    for name in root.names():
        if name not in MAY_BE_THERE:
            (root.remove_tree if root.kind(name) is Kind.FOLDER else root.remove_file)(name)
    for folder_made in made:
        if folder_made.is_dir():
            folder_made.rmdir()
