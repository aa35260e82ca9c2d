"""The ledger of a policy, `ledger.jsonl`: one line for each version published or withdrawn and each notice sent, oldest first.

Each line carries the digest of the line before it, so that none can be altered or taken out unseen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 pydantic reads the annotations
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from affiche.model import Channel  # noqa: TC001 pydantic reads the annotations
from affiche.problems import Location, ProblemLog
from affiche.source.files import SourceFile, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.problems import Problem
    from affiche.source.files import SourceFolder

LEDGER = "ledger.jsonl"
VERSIONS = "versions"
NOTICES = "notices"
"""The folder of a policy that holds each message as it was sent."""

LINE_ENDS = "the line ends of this file were changed, probably by git; its words are as they were published"
REPAIR_LINE_ENDS = (
    "run `affiche repair`; and tell git to leave them alone, with `content/*/versions/** -text` and "
    "`content/*/ledger.jsonl -text` in .gitattributes"
)
MOST_ALTERED = 100
"""Lines that are no entries, after which a ledger is not read on: it is another file."""
MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
REPAIR_BRANCHES = (
    "if two branches each published, run `affiche repair`: it puts one publication after the other"
)


def with_line_feeds(data: bytes) -> bytes:
    """Return a file with the line ends that everything here is written with."""
    return data.replace(b"\r\n", b"\n")


class Entry(BaseModel):
    """One line."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    event: Literal["published", "withdrawn", "notified"]
    version: str
    on: date
    """The day it was posted or withdrawn, or on which readers were told."""
    files: dict[str, str] = {}
    """For each file of a published version or of a notice, its digest."""
    reasons: dict[str, str] = {}
    """For a withdrawal and each locale, why."""
    channel: Channel | None = None
    """For a notice, how readers were told."""
    notice: str = ""
    """For a notice, its folder under notices/."""
    to: str = ""
    """For a notice, who was told, in a few words."""
    count: int | None = None
    """For a notice, how many were told."""
    digest: str | None = None
    """Of this line without it, where no version vouches for its words: for a withdrawal and a notice."""
    previous: str | None
    """The digest of the line before; the first line has none."""

    @property
    def folder(self) -> str:
        """Where in the folder of the policy its files are; empty if it has none."""
        folders = {"published": f"{VERSIONS}/{self.version}", "notified": f"{NOTICES}/{self.notice}"}
        return folders.get(self.event, "")

    def line(self) -> str:
        """Write the entry as the ledger holds it, without the line feed."""
        content = self.model_dump(mode="json", exclude_defaults=True) | {"previous": self.previous}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def sealed(self) -> Entry:
        """Give the entry with its own digest."""
        bare = self.model_copy(update={"digest": None})
        return bare.model_copy(update={"digest": digest(bare.line().encode())})

    def is_as_written(self, line: str) -> bool:
        """Return whether the line is the one that this entry writes, sealed as it says."""
        return self.line() == line and (self.digest is None or self.sealed() == self)

    def after(self, previous: str | None) -> Entry:
        """Return the entry as it follows another line."""
        moved = self.model_copy(update={"previous": previous})
        return moved.sealed() if self.digest else moved


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that happened to a policy's versions."""

    entries: tuple[Entry, ...] = field(default=())
    is_torn: bool = False
    """Whether git left the marks of a merge in it, so that its lines say nothing for certain."""

    @property
    def published(self) -> dict[str, Entry]:
        """For each version, the line that says when it was posted."""
        return {entry.version: entry for entry in self.entries if entry.event == "published"}

    @property
    def withdrawn(self) -> dict[str, Entry]:
        """For each version withdrawn, the line that says when and why."""
        return {entry.version: entry for entry in self.entries if entry.event == "withdrawn"}

    @property
    def notified(self) -> tuple[Entry, ...]:
        """Every line that says how readers were told."""
        return tuple(entry for entry in self.entries if entry.event == "notified")

    @property
    def postings(self) -> tuple[Entry, ...]:
        """Every line of a version, published or withdrawn, whose days never go back."""
        return tuple(entry for entry in self.entries if entry.event != "notified")

    @property
    def folders(self) -> dict[str, Entry]:
        """For each folder that is frozen, the line that holds the digests of its files."""
        return {entry.folder: entry for entry in self.entries if entry.folder}

    @property
    def head(self) -> str | None:
        """The digest of the last line, which stands for the whole."""
        return digest(self.entries[-1].line().encode()) if self.entries else None


def read_policy_ledger(policy: str, folder: SourceFolder) -> Ledger:
    """Read the ledger of a policy; one of which nothing was published has none yet.

    Every byte counts here, so nothing is set aside as in a text that people edit, not even a carriage return.
    """
    name = f"{policy}/{LEDGER}"
    if not folder.exists(name):
        return Ledger()
    data = folder.read_bytes(name, what="the ledger of the policy")
    if not data:
        if data is not None:
            where = Location(path=folder.shown(name))
            folder.log.add(where, "this ledger is empty", fix="restore it as it was", rule="archive/missing")
        return Ledger()
    if b"\r\n" in data:
        where = Location(path=folder.shown(name))
        folder.log.add(
            where,
            LINE_ENDS,
            expected="line feeds, as it was written",
            fix=REPAIR_LINE_ENDS,
            rule="archive/line-ends",
        )
        data = with_line_feeds(data)
    try:
        return read_ledger(SourceFile(path=folder.shown(name), text=data.decode()), folder.log)
    except UnicodeDecodeError as error:
        where = Location(path=folder.shown(name), line=data[: error.start].count(b"\n") + 1)
        folder.log.add(
            where,
            "this line was altered: it is not UTF-8",
            fix="restore the line as it was",
            rule="archive/ledger",
        )
        return Ledger()


def read_ledger(file: SourceFile, log: ProblemLog) -> Ledger:
    """Read a ledger, noting every line that is not as it was written."""
    ledger, problems = _parsed(file.path, file.text)
    log.problems += problems
    return ledger


@lru_cache(maxsize=1_000)  # a command asks several times, and what a text says depends on nothing else
def _parsed(path: str, text: str) -> tuple[Ledger, Sequence[Problem]]:
    log = ProblemLog()
    return _read(SourceFile(path=path, text=text), log), log.problems


def _read(file: SourceFile, log: ProblemLog) -> Ledger:
    entries: list[Entry] = []
    seen: list[str | None] = [None]
    altered = 0
    if torn := next((n for n, line in enumerate(file.lines, start=1) if line.startswith(MERGE_MARKS)), 0):
        log.add(
            file.at(torn), "git left the marks of a merge here", fix=REPAIR_BRANCHES, rule="archive/merge"
        )
        return Ledger(is_torn=True)
    if not file.text.endswith("\n"):
        log.add(file.at(len(file.lines)), "the last line of the ledger is cut short", rule="archive/ledger")
    for number, line in enumerate(file.lines, start=1):
        if number == len(file.lines) and not line:
            break
        where = file.at(number, 1, len(line))
        entry = entry_of(line)
        if entry is None:
            log.add(
                where,
                "this line is not an entry of the ledger",
                fix="restore the line as it was",
                rule="archive/ledger",
            )
            if (altered := altered + 1) < MOST_ALTERED:
                continue
            log.add(
                file.whole(),
                f"the lines of the ledger after line {number} were not looked at",
                rule="archive/ledger",
            )
            break
        if entry.previous != seen[-1] or not entry.is_as_written(line):
            is_fork = entry.is_as_written(line) and entry.previous in seen
            message = (
                "this line and another follow the same line"
                if is_fork
                else "this line or the one before it was altered"
            )
            log.add(where, message, fix=REPAIR_BRANCHES if is_fork else "restore both", rule="archive/ledger")
        seen.append(digest(line.encode()))
        entries.append(entry)
    return Ledger(tuple(entries))


def entry_of(line: str) -> Entry | None:
    """Read one line; None where it is not an entry."""
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
