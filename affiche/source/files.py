"""The one place where files under content/ are opened for reading.

Every text is UTF-8 with line feeds. What editors on other systems add unasked is set aside: a byte order mark,
carriage returns, page breaks. Anything else that is not plain text is a problem at its place.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from affiche.characters import UNPRINTABLE, UNSHOWABLE
from affiche.confined import LinkError, RefusedError, Root, TooLargeError, link_problem
from affiche.problems import Location
from affiche.source.text.blocks import Outline, outline
from affiche.source.text.limits import find_overlong

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping
    from pathlib import Path

    from affiche.problems import ProblemLog
    from affiche.source.heads import Archive

LARGEST_FILE = 4_000_000
"""Bytes. The longest policy known, of 63,395 words, has a tenth of that."""

LARGEST_FROZEN = 100_000_000
"""Bytes. What was published is read even if today it would not be published; but not without end."""

LONGEST_EXCERPT = 140
"""Characters. Of a longer line, the part around the place is shown."""


_OTHER_KINDS = {
    b"PK\x03\x04": "a Word document or another compressed file",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "a rich-text document",
    b"%PDF-": "a PDF file",
}
"""What a file that was only renamed begins with."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


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

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, counted in characters from the start."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][:-1]

    @cached_property
    def outline(self) -> Outline:
        """The text taken apart at its headings."""
        return outline(self.text)

    def line_of(self, offset: int) -> int:
        """Return the line of a place counted in characters from the start."""
        return bisect_right(self._starts, offset)

    def begin(self, line: int) -> int:
        """Return where a line begins, counted in characters from the start."""
        return self._starts[line - 1]

    def at(self, line: int, column: int = 0, span: int = 1) -> Location:
        """Point at a place in this file, with the line that stands there."""
        whole = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if len(whole) <= LONGEST_EXCERPT and whole.isprintable():  # as nearly all are
            span = max(1, min(span, len(whole) - column + 1))
            return Location(path=self.path, line=line, column=column, span=span, text=whole)
        cut = max(0, column - LONGEST_EXCERPT // 2) if len(whole) > LONGEST_EXCERPT else 0
        text = UNPRINTABLE.sub("�", whole[cut : cut + LONGEST_EXCERPT])
        if cut:
            cut, text = cut - 1, f"…{text}"
        if cut + len(text) < len(whole):
            text += "…"
        span = max(1, min(span, len(text) + cut - column + 1))
        return Location(path=self.path, line=line, column=column, span=span, text=text, cut=cut)

    def at_offset(self, start: int, end: int | None = None) -> Location:
        """Point at a place counted in characters from the start; one of several lines ends with the first."""
        line = self.line_of(start)
        first = self.begin(line)
        span = min(end or start + 1, first + len(self.lines[line - 1])) - start
        return self.at(line, start - first + 1, max(1, span))

    def whole(self) -> Location:
        """Point at the file itself."""
        return Location(path=self.path)


Read = TypeVar("Read")


class Memory:
    """The last reading of each thing; one with problems is not kept, as each reading is to note them."""

    def __init__(
        self, unneeded_drafts: Collection[str] = (), archives: Mapping[str, Archive] | None = None
    ) -> None:
        """Start with nothing read.

        Drafts of policies that nobody asks for are not read, nor are known archives.
        """
        self.unneeded_drafts, self.archives = unneeded_drafts, archives or {}
        self._kept: dict[Hashable, tuple[object, Any]] = {}

    def recall(self, name: Hashable, origin: object, read: Callable[[], Read], log: ProblemLog) -> Read:
        """Give what was read under this name from the same origin, or read it."""
        if name in self._kept and self._kept[name][0] == origin:
            kept: Read = self._kept[name][1]
            return kept
        problems = len(log.problems)
        reading = read()
        if len(log.problems) == problems:
            self._kept[name] = origin, reading
        return reading

    def forget(self) -> None:
        """Let everything be read again."""
        self._kept.clear()


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The folder content/, from which nothing outside it can be read."""

    root: Path
    log: ProblemLog
    kept: dict[str, bytes] = field(default_factory=dict, repr=False)
    """What was read already, to be verified: given out once instead of the file, and then forgotten."""
    memory: Memory = field(default_factory=Memory, compare=False)
    """What was read from it before."""
    texts: dict[str, SourceFile] | None = field(default=None, compare=False, repr=False)
    """If asked for, every text that was read, by its name."""

    def with_log(self, log: ProblemLog, texts: dict[str, SourceFile] | None = None) -> SourceFolder:
        """Return the same folder, with problems noted in another log, and texts remembered if there is a place for them."""
        return replace(self, log=log, texts=texts)

    def shown(self, name: str) -> str:
        """Give the path of a file as the editor knows it; a name may hold anything, a message may not."""
        return UNPRINTABLE.sub("�", (self.root / name).as_posix())

    @property
    def inside(self) -> Root:
        """The folder itself, for what is done in it but reading."""
        return Root(self.root)

    def exists(self, name: str) -> bool:
        """Tell whether there is anything of that name; a symbolic link counts, wherever it leads."""
        return self.inside.kind(name) is not None

    def folders(self, name: str = ".") -> list[str]:
        """Name the folders inside a folder, in order; those whose names begin with a dot are not ours.

        A link to a folder is named too, so that reading what it holds is refused and not forgotten.
        """
        return [
            inner
            for inner in sorted(self.files(name))
            if not inner.startswith(".") and (self.root / name / inner).is_dir()
        ]

    def files(self, name: str) -> set[str]:
        """Name everything inside a folder; a link in its place is noted, and holds nothing."""
        try:
            return set(self.inside.names(name))
        except LinkError as error:
            self._note_link(error, name)
            return set()

    def read(self, name: str, *, what: str, fix: str = "") -> SourceFile | None:
        """Read a text file, or note why it cannot be read; `what` should be there, and `fix` helps where nothing is."""
        data = self.read_bytes(name, what=what, fix=fix)
        if data is None:
            return None
        if self._is_of_another_kind(name, data, what):
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._note_encoding(name, data, error)
            return None
        text = with_plain_lines(text)
        file = SourceFile(path=self.shown(name), text=text)
        if self.texts is not None:
            self.texts[name] = file
        if not text.strip():
            self.log.add(file.whole(), "this file is empty", expected=what, rule="files/empty")
            return None
        if strange := UNSHOWABLE.search(text):
            self.log.add(
                file.at_offset(strange.start()),
                f"there is {_named(strange[0])} here, which no page can show",
                expected="letters, signs and spaces",
                fix="take it away; it may be invisible in your editor",
                rule="files/character",
            )
            return None
        return None if self._note_overlong(file, name) else file

    def peek(self, name: str, *, what: str) -> SourceFile | None:
        """Read a text file that is to be read again: what was found is given out for that too."""
        data = self.read_bytes(name, what=what)
        if data is None:
            return None
        self.kept[name] = data
        file = self.read(name, what=what)
        self.kept[name] = data
        return file

    def _note_overlong(self, file: SourceFile, name: str) -> bool:
        """Note a word, gap or line that is longer than any real one; a ledger has no words."""
        found = find_overlong(file.text) if not name.endswith(".jsonl") else None
        if found:
            start, end, message = found
            self.log.add(
                file.at_offset(start, end),
                message,
                expected="a text that people can read",
                fix="look whether something was pasted here by mistake; else break it up",
                rule="files/overlong",
            )
        return found is not None

    def _is_of_another_kind(self, name: str, data: bytes, what: str) -> bool:
        """Note a document of another program that was only renamed, or a text in an encoding of 16 bits."""
        where = Location(path=self.shown(name))
        if data.startswith(_UTF_16):
            self.log.add(where, "this file is saved as UTF-16", **_SAVED_OTHERWISE, rule="files/encoding")
            return True
        kind = next((kind for start, kind in _OTHER_KINDS.items() if data.startswith(start)), None)
        if kind:
            fix = "bring its words in with `affiche import POLICY FILE`"
            self.log.add(
                where, f"this is {kind}, whatever its name says", expected=what, fix=fix, rule="files/kind"
            )
        return kind is not None

    def read_bytes(
        self, name: str, *, what: str, fix: str = "", most_bytes: int = LARGEST_FILE
    ) -> bytes | None:
        """Read a file as it is, or note why it cannot be read."""
        if name in self.kept:
            return self.kept.pop(name)
        where = Location(path=self.shown(name))
        try:
            return self.inside.read(name, most_bytes)
        except TooLargeError as error:
            most = f"at most {most_bytes:,}: the longest policies known have a tenth of that"
            self.log.add(where, f"this file has {error.size:,} bytes", expected=most, rule="files/size")
        except LinkError as error:
            self._note_link(error, name)
        except RefusedError as error:
            self.log.add(where, f"this {error.strerror}", expected=what, rule="files/unreadable")
        except FileNotFoundError:
            self.log.add(where, "this file is missing", expected=what, fix=fix, rule="files/missing")
        except OSError as error:
            self.log.add(
                where, f"this cannot be read: {error.strerror}", expected=what, rule="files/unreadable"
            )
        return None

    def _note_link(self, error: LinkError, name: str) -> None:
        problem = link_problem(error, name, self.shown)
        self.log.add(
            problem.location, problem.message, expected=problem.expected, fix=problem.fix, rule="files/link"
        )

    def _note_encoding(self, name: str, data: bytes, error: UnicodeDecodeError) -> None:
        """Show the line as far as it can be read, with the caret under what cannot."""
        before = len(data[: error.start].decode("utf-8-sig"))
        shown = SourceFile(path=self.shown(name), text=data.decode("utf-8-sig", errors="replace"))
        self.log.add(
            shown.at_offset(before),
            f"this letter is not saved as UTF-8 (byte 0x{data[error.start]:02X})",
            **_SAVED_OTHERWISE,
            rule="files/encoding",
        )


_SAVED_OTHERWISE = {
    "expected": "a text saved as UTF-8",
    "fix": "in your editor, choose “Save with encoding: UTF-8”",
}


def with_plain_lines(text: str) -> str:
    """Return a text whose lines end in line feeds, without page breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "").replace("\f", "")


def _named(sign: str) -> str:
    return "a null character" if sign == "\0" else f"a control character (U+{ord(sign):04X})"


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes as the archive writes it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
