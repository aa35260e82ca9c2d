"""Zip files from elsewhere, such as Word files and evidence: whatever is wrong with one, it is a DamagedError."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

_USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How Word and Affiche pack; what else there is can ask for gigabytes of memory to unpack a few bytes."""
_LOCKED = 1
"""The flag of a part that asks for a password."""
_RAISED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, zlib.error)


class DamagedError(Exception):
    """The file is no zip, or not as it was written; the message is a clause that says why."""


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """Open a zip, of which nothing is unpacked yet."""
    try:
        return zipfile.ZipFile(file)
    except _RAISED as error:
        raise DamagedError(str(error)) from None


def is_locked(part: zipfile.ZipInfo) -> bool:
    """Tell whether a part asks for a password."""
    return bool(part.flag_bits & _LOCKED)


def unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part; no more than the size that it states."""
    if part.compress_type not in _USUAL or is_locked(part):
        raise DamagedError(f"{part.filename} is packed in a way that is not known here")
    try:
        return archive.read(part)
    except _RAISED as error:
        raise DamagedError(str(error)) from None
