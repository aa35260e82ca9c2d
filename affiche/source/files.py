"""The one place where files under content/ are opened for reading.

Every text is UTF-8 with line feeds: a byte order mark and carriage returns are set aside, as editors on
other systems add them unasked; anything else that is not plain text is a problem at its place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from affiche.problems import Location

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.problems import ProblemLog

LARGEST_FILE = 4_000_000
"""Bytes. The longest policy known, of 63,395 words, has a tenth of that."""

LONGEST_EXCERPT = 300


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A text file as read."""

    path: str
    """As shown to the editor."""
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line; line 1 is at 0."""
        return self.text.split("\n")

    def at(self, line: int, column: int = 0, span: int = 1) -> Location:
        """Point at a place in this file, with the line that stands there."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if len(excerpt) > LONGEST_EXCERPT:
            excerpt = excerpt[:LONGEST_EXCERPT] + "…" if column < LONGEST_EXCERPT else ""
        return Location(path=self.path, line=line, column=column, span=span, text=excerpt)

    def at_offset(self, offset: int, span: int = 1) -> Location:
        """Point at a place counted in characters from the start."""
        before = self.text[:offset]
        return self.at(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, span)

    def whole(self) -> Location:
        """Point at the file itself."""
        return Location(path=self.path)


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The folder content/, from which nothing outside it can be read."""

    root: Path
    log: ProblemLog

    def shown(self, name: str) -> str:
        """Give the path of a file as the editor knows it."""
        return (self.root / name).as_posix()

    def exists(self, name: str) -> bool:
        """Say whether there is a file or folder of that name."""
        return (self.root / name).exists()

    def folders(self, name: str = ".") -> list[str]:
        """Name the folders inside a folder, in order; those whose names begin with a dot are not ours."""
        folder = self.root / name
        if not folder.is_dir():
            return []
        return sorted(
            inner.name for inner in folder.iterdir() if inner.is_dir() and not inner.name.startswith(".")
        )

    def files(self, name: str) -> set[str]:
        """Name everything inside a folder."""
        folder = self.root / name
        return {inner.name for inner in folder.iterdir()} if folder.is_dir() else set()

    def read(self, name: str, *, what: str) -> SourceFile | None:
        """Read a text file, or note why it cannot be read; `what` says what should be there."""
        data = self.read_bytes(name, what=what)
        if data is None:
            return None
        where = Location(path=self.shown(name))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._note_encoding(name, data, error)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        file = SourceFile(path=where.path, text=text)
        if "\0" in text:
            self.log.add(
                file.at_offset(text.index("\0")), "there is a null character in the text", expected=what
            )
            return None
        if not text.strip():
            self.log.add(where, "the file is empty", expected=what)
            return None
        return file

    def read_bytes(self, name: str, *, what: str) -> bytes | None:
        """Read a file as it is, or note why it cannot be read."""
        where = Location(path=self.shown(name))
        path = self.root / name
        try:
            if not path.resolve(strict=True).is_relative_to(self.root.resolve()):
                self.log.add(
                    where,
                    f"is a link that leaves {self.root.as_posix()}",
                    expected=f"a file inside {self.root.as_posix()}",
                    fix="put the file itself here",
                )
                return None
            size = path.stat().st_size
            if size > LARGEST_FILE:
                self.log.add(
                    where,
                    f"the file has {size:,} bytes",
                    expected=f"at most {LARGEST_FILE:,} bytes: the longest policies known have a tenth of that",
                )
                return None
            return path.read_bytes()
        except FileNotFoundError:
            self.log.add(where, "there is no such file", expected=what)
        except OSError as error:
            self.log.add(where, f"cannot be read: {error.strerror}", expected=what)
        return None

    def _note_encoding(self, name: str, data: bytes, error: UnicodeDecodeError) -> None:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        whole_line = (
            data.split(b"\n")[line - 1].decode("utf-8", errors="replace").rstrip("\r").lstrip("\ufeff")
        )
        self.log.add(
            Location(path=self.shown(name), line=line, column=column, text=whole_line[:LONGEST_EXCERPT]),
            f"the byte 0x{data[error.start]:02X} is not UTF-8",
            expected="a text saved as UTF-8",
            fix="in your editor, choose “Save with encoding: UTF-8”",
        )


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes as the archive writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
