"""Files in a zip that is the same, byte for byte, whenever and wherever it is written."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from affiche.named import open_named, write_named
from affiche.packed import DamagedError, open_zip, unpack
from affiche.problems import ArchiveError, Location, UnknownError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 200_000_000
"""Bytes of all files together."""
_BEGINNING = b"PK\x03\x04"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say."""


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a zip; uncompressed, as libraries compress differently."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, _FIRST_DAY)
            about.create_system, about.external_attr = 3, 0o644 << 16  # as Unix writes it, on any system
            archive.writestr(about, data)
    write_named(path, zipped.getvalue())


def read_zip(path: Path) -> dict[str, bytes]:
    """Read every file of a zip: a damaged one is an ArchiveError, what never was one is wrong usage."""
    with open_named(path, LARGEST) as file:
        if file.read(len(_BEGINNING)) != _BEGINNING:
            raise UnknownError(f"{path.as_posix()} is not a zip, such as `affiche show --evidence` writes.")
        try:
            archive = open_zip(file)
            inside = archive.infolist()
            names = {about.filename for about in inside}
            if len(names) == len(inside) and sum(about.file_size for about in inside) <= LARGEST:
                return {about.filename: unpack(archive, about) for about in inside}
            reason = "it holds a file twice, or more than evidence does"
        except DamagedError as error:
            reason = str(error)
    where = Location(path=path.as_posix())
    raise ArchiveError.at(where, f"cannot be read: {reason}", rule="archive/evidence")
