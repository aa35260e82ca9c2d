"""Files and folders under one root, never reached through a symbolic link.

Whoever can propose a change to a repository can put a link anywhere in it. Followed, such a link lets Affiche read,
overwrite or delete files that have nothing to do with the site. So each name is walked folder by folder from the
root, by descriptor, and a link on the way is refused. The root itself is named by the person who runs Affiche, and
may be a link.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from affiche.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BY_DESCRIPTOR = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Where the system has no such descriptors (Windows), each folder on the way is looked at before it is used."""
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""Opens a named pipe without waiting for a writer, so that it can be refused."""
LARGEST = 200_000_000
"""Bytes of a file that is read whole, unless its kind has a bound of its own: a file may say that it has any number."""


_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT of Windows, which is no symbolic link and leads elsewhere all the same."""


class Kind(StrEnum):
    """What a name stands for; a link stands for itself, wherever it leads."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


class RefusedError(OSError):
    """The name leads out of the root, through a link, or to something that is not a file."""

    def __init__(self, name: str, reason: str) -> None:
        """Say which name, and why, as an error of the system would."""
        super().__init__(None, reason, name)

    def __str__(self) -> str:
        """Give the name and the reason."""
        return f"{self.filename} {self.strerror}"


class TooLargeError(RefusedError):
    """The file has more bytes than are read of its kind."""

    def __init__(self, name: str, most: int, size: int) -> None:
        """Keep how many it has."""
        super().__init__(name, f"has more than {most:,} bytes")
        self.size = size


class LinkError(RefusedError):
    """The name, or a folder on the way to it, is a symbolic link."""

    def __init__(self, name: str) -> None:
        """Name the link itself."""
        super().__init__(name, "is a symbolic link")


def link_problem(error: LinkError, name: str, shown: Callable[[str], str] = str) -> Problem:
    """Tell an editor that a file, or a folder on the way to it, is a link; `shown` gives a path as they know it."""
    link = str(error.filename)
    return Problem(
        location=Location(path=shown(name)),
        message="this is a symbolic link" if link == name else f"{shown(link)} is a symbolic link",
        expected="the file or folder itself: a link could lead to anything on this computer",
        fix="replace the link with what it leads to",
        rule="files/link",
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name in a folder that was reached without following a link."""

    name: str
    """The last part of the name; where there are no descriptors, the whole path."""
    folder: int | None
    shown: str

    def stat(self) -> os.stat_result | None:
        try:
            return os.stat(self.name, dir_fd=self.folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def open(self, flags: int, mode: int = 0o644) -> int:
        # O_NOFOLLOW is what protects. The look before names the link, and is all there is where the flag is missing.
        if _kind(self.stat()) is Kind.LINK:
            raise LinkError(self.shown)
        return os.open(self.name, flags | _FLAGS, mode, dir_fd=self.folder)


class Root:
    """A folder, in which names such as `privacy/en.md` are read and written."""

    def __init__(self, path: Path) -> None:
        """Take the folder as it is named; nothing is looked at yet."""
        self.path = path

    def kind(self, name: str) -> Kind | None:
        """Tell what a name stands for; a name behind a link counts as a link, None as nothing at all."""
        try:
            with self._entry(name) as entry:
                return _kind(entry.stat())
        except LinkError:
            return Kind.LINK
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, name: str = ".") -> list[str]:
        """List a folder in the order of its names; nothing where there is no folder."""
        try:
            with self._folder(name) as folder:
                return sorted(os.listdir(folder))  # noqa: PTH208 by descriptor
        except (FileNotFoundError, NotADirectoryError):
            return []

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        with self._entry(name) as entry:
            return _size(entry)

    def read(self, name: str, most: int = LARGEST) -> bytes:
        """Read a file whole; one that is larger, or grows meanwhile, is refused."""
        with self._entry(name) as entry:
            if (size := _size(entry)) > most:
                raise TooLargeError(name, most, size)
            with open(entry.open(os.O_RDONLY | _NO_WAIT), "rb") as file:  # noqa: PTH123 by descriptor
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it may have been exchanged since
                    raise RefusedError(entry.shown, "is not a file")
                data = file.read(most + 1)
        if len(data) > most:
            raise TooLargeError(name, most, len(data))
        return data

    def create(self, name: str, data: bytes, *, mode: int = 0o644, sync: bool = False) -> None:
        """Write a file where there is nothing; what is there already is never opened."""
        with self._entry(name) as entry:
            descriptor = entry.open(os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                if sync:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all, in place of the one that is there, whose permissions stay."""
        with self._entry(name) as entry:
            there = entry.stat()
            if _kind(there) not in {Kind.FILE, None}:
                raise (
                    LinkError(entry.shown)
                    if _kind(there) is Kind.LINK
                    else RefusedError(name, "is not a file")
                )
        temporary = str(PurePosixPath(name).with_name(f".{PurePosixPath(name).name}.{_unforeseen()}"))
        try:
            self.create(temporary, data, sync=True)
            if there:
                self._set_mode(temporary, stat.S_IMODE(there.st_mode))
            self.replace(temporary, name)
        except BaseException:
            with suppress(OSError):
                self.remove_file(temporary)
            raise

    def make_folder(self, name: str) -> None:
        """Make a folder where there is nothing, inside a folder that is there."""
        with self._entry(name) as entry:
            os.mkdir(entry.name, dir_fd=entry.folder)

    def make_own_folder(self, start: str) -> str:
        """Make a folder with a name that nobody could foresee, and return the name."""
        name = f"{start}{_unforeseen()}"
        self.make_folder(name)
        return name

    def rename(self, old: str, new: str) -> None:
        """Give a file or folder a name that is free."""
        with self._entry(old) as before, self._entry(new) as after:
            os.rename(before.name, after.name, src_dir_fd=before.folder, dst_dir_fd=after.folder)

    def replace(self, new: str, old: str) -> None:
        """Let one file take the place of another in one step; a link in that place is replaced, not followed."""
        with self._entry(new) as after, self._entry(old) as before:
            os.replace(after.name, before.name, src_dir_fd=after.folder, dst_dir_fd=before.folder)

    def remove_file(self, name: str) -> None:
        """Remove a file; of a link, the link itself."""
        with self._entry(name) as entry:
            os.unlink(entry.name, dir_fd=entry.folder)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        with self._entry(name) as entry:
            os.rmdir(entry.name, dir_fd=entry.folder)

    def remove_tree(self, name: str) -> None:
        """Remove a folder and all that is in it; of a link in it, the link itself."""
        with self._entry(name) as entry:
            shutil.rmtree(entry.name, dir_fd=entry.folder)

    def sync(self, name: str = ".") -> None:
        """Put the names in a folder on the disk, as the files themselves are already."""
        with self._folder(name) as folder:
            if isinstance(folder, int):  # Windows has no such step
                os.fsync(folder)

    def _set_mode(self, name: str, mode: int) -> None:
        if _BY_DESCRIPTOR:
            with self._entry(name) as entry:
                descriptor = entry.open(os.O_RDONLY)
                try:
                    os.fchmod(descriptor, mode)
                finally:
                    os.close(descriptor)

    @contextmanager
    def _entry(self, name: str) -> Iterator[_Entry]:
        """Walk to the folder that holds a name; raises LinkError at a link on the way."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.name or "\0" in name:
            raise RefusedError(name, "leads out of its folder")
        with self._folder(str(path.parent)) as folder:
            if isinstance(folder, int):
                yield _Entry(path.name, folder, name)
            else:
                yield _Entry(str(folder / path.name), None, name)

    @contextmanager
    def _folder(self, name: str) -> Iterator[int | Path]:
        """Open a folder, or where the system has no descriptors for folders, give its path."""
        parts = PurePosixPath(name).parts
        if not _BY_DESCRIPTOR:
            yield self._path(parts)
            return
        folder = os.open(self.path, _FOLDER)
        try:
            for count, part in enumerate(parts, 1):
                entry = _Entry(part, folder, "/".join(parts[:count]))
                inner = entry.open(_FOLDER)
                os.close(folder)
                folder = inner
            yield folder
        finally:
            os.close(folder)

    def _path(self, parts: tuple[str, ...]) -> Path:
        path = self.path
        for count, part in enumerate(parts, 1):
            path /= part
            if _kind(_Entry(str(path), None, "").stat()) is Kind.LINK:
                raise LinkError("/".join(parts[:count]))
        return path


def _unforeseen() -> str:
    """Make up a part of a name as `secrets` does, which takes longer to import than all that a `--help` needs of us."""
    return os.urandom(8).hex()


def _size(entry: _Entry) -> int:
    there = entry.stat()
    if there is None:
        raise FileNotFoundError(2, "No such file or directory", entry.shown)
    if _kind(there) is Kind.LINK:
        raise LinkError(entry.shown)
    if _kind(there) is not Kind.FILE:
        raise RefusedError(entry.shown, "is not a file")
    return there.st_size


def _kind(there: os.stat_result | None) -> Kind | None:
    if there is None:
        return None
    if stat.S_ISLNK(there.st_mode) or getattr(there, "st_reparse_tag", 0) == _JUNCTION:
        return Kind.LINK
    if stat.S_ISDIR(there.st_mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(there.st_mode) else Kind.OTHER
