"""The folders of templates, interface words and starting texts: those that Affiche brings, and a site's own."""

from __future__ import annotations

from pathlib import Path

from affiche.confined import Kind, LinkError, RefusedError, Root, link_problem
from affiche.problems import ContentError, Location, Problem

_PACKAGE = Path(__file__).parent

LARGEST_FILE = 4_000_000
"""Bytes. The default style sheet has a hundredth of that."""


def default_folder(name: str) -> Path:
    """Return the folder `templates`, `locales`, `laws` or `starter` that Affiche brings with it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def read_file(folder: Path, name: str) -> bytes | None:
    """Read a file of such a folder, or return None where it has none; in a site's own no link is followed."""
    if folder == default_folder(folder.name):
        file = folder / name  # installers may link these to a cache of theirs
        return file.read_bytes() if ".." not in Path(name).parts and file.is_file() else None
    shown = f"{folder.name}/{name}"
    own = Root(folder.parent)
    try:
        if own.kind(shown) in {None, Kind.FOLDER}:
            return None
        if (size := own.size(shown)) <= LARGEST_FILE:
            return own.read(shown)
    except LinkError as error:
        raise ContentError([link_problem(error, shown)]) from None
    except RefusedError:
        return None
    message = f"this file has {size:,} bytes"
    expected = f"at most {LARGEST_FILE:,}"
    raise ContentError(
        [Problem(location=Location(path=shown), message=message, expected=expected, rule="files/size")]
    )


def file_names(folder: Path, inside: str = "") -> list[str]:
    """List what such a folder, or one inside it, holds; a link in its place is refused, unless it is Affiche's own."""
    if folder == default_folder(folder.name):
        return sorted(file.name for file in (folder / inside).iterdir()) if (folder / inside).is_dir() else []
    try:
        return Root(folder.parent).names(f"{folder.name}/{inside}".rstrip("/"))
    except LinkError as error:
        raise ContentError([link_problem(error, folder.name)]) from None
