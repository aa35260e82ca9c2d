"""What git did to an archive that was sound on each branch: two ends of one ledger, or other line ends.

A repair changes no word of a published file and loses no entry. Where two branches each published, the entries of one
are put after those of the other, in the order of their days; only their `previous` digests are computed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.lock import policy_lock
from affiche.problems import ArchiveError, Location, ProblemLog
from affiche.source import LEDGER, SourceFile, SourceFolder, digest, read_ledger
from affiche.source.ledger import MERGE_MARKS, entry_of, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.source import Entry

BY_HAND = (
    "restore the ledger from the branch that is posted, and publish again what the other branch published"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What would be written into the archive of one policy."""

    policy: str
    order: tuple[Entry, ...]
    """Every entry, in the order that they would have; empty where the ledger stays as it is."""
    moved: tuple[Entry, ...]
    """The entries that would follow another line than before, and so have another digest in `previous`."""
    line_ends: tuple[str, ...]
    """The files that would get their line feeds back."""
    files: Mapping[str, bytes]
    """What would be written, by the names of the files."""


def plan_repair(policy: str, folder: SourceFolder) -> Repair | None:
    """Return what would make the archive sound again; None if nothing is needed, ArchiveError if it cannot be done."""
    name = f"{policy}/{LEDGER}"
    if not folder.exists(name):
        return None
    data = SourceFolder(folder.root, folder.log).read_bytes(name, what="the ledger of the policy") or b""
    entries = _entries(with_line_feeds(data).decode(errors="replace"), folder.shown(name))
    order = list(_in_order(entries, folder.shown(name)))
    chained = list(_chained(order))
    ledger = "".join(f"{entry.line()}\n" for entry in chained).encode()
    _refuse_unsound(ledger, folder.shown(name))
    files = {name: ledger} if ledger != data else {}
    files |= dict(_with_line_feeds(policy, chained, folder))
    if not files:
        return None
    return Repair(
        policy=policy,
        order=tuple(chained) if ledger != with_line_feeds(data) else (),
        moved=tuple(new for old, new in zip(order, chained, strict=True) if old.previous != new.previous),
        line_ends=tuple(path for path in files if path != name or ledger == with_line_feeds(data)),
        files=files,
    )


def carry_out(repair: Repair, folder: SourceFolder) -> None:
    """Write what was planned, each file in one step; the ledger last, so that an interrupted repair can be run again."""
    with policy_lock(repair.policy, folder):
        for name, data in sorted(repair.files.items(), key=lambda item: item[0].endswith(LEDGER)):
            folder.inside.write(name, data)
            folder.inside.sync(name.rpartition("/")[0])


def _entries(text: str, path: str) -> list[Entry]:
    """Read every entry once, whatever marks of a merge stand between them."""
    found: dict[str, Entry] = {}
    is_base = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(MERGE_MARKS):
            is_base = line.startswith("|||||||")  # what both branches had; it stands above already
            continue
        entry = entry_of(line)
        if is_base or not line:
            continue
        if entry is None or not entry.is_as_written(line):
            where = SourceFile(path=path, text=text).at(number, 1, len(line))
            message = "this line is not an entry as it was written, so nothing can be repaired"
            raise ArchiveError.at(where, message, fix=BY_HAND, rule="archive/merge")
        found.setdefault(digest(line.encode()), entry)
    return list(found.values())


def _in_order(entries: Sequence[Entry], path: str) -> Iterator[Entry]:
    """Give the entries by their days, each after the one that it followed; of two of one day, that of this branch first."""
    waiting = list(entries)
    done: set[str | None] = {None}
    while waiting:
        free = [entry for entry in waiting if entry.previous in done]
        if not free:
            message = "the line that this one followed is missing"
            raise ArchiveError.at(Location(path=path), message, fix=BY_HAND, rule="archive/merge")
        entry = min(free, key=lambda candidate: candidate.on)
        waiting.remove(entry)
        done.add(digest(entry.line().encode()))
        yield entry


def _chained(order: Sequence[Entry]) -> Iterator[Entry]:
    """Let each entry follow the one before it."""
    previous = None
    for entry in order:
        chained = entry.after(previous)
        previous = digest(chained.line().encode())
        yield chained


def _refuse_unsound(ledger: bytes, path: str) -> None:
    """Refuse what would be no ledger: above all two versions with one id, of which only one can be right."""
    log = ProblemLog()
    entries = read_ledger(SourceFile(path=path, text=ledger.decode()), log).entries
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        what = (entry.event, entry.notice or entry.version)
        if what in seen:
            log.add(
                Location(path=path),
                f"both branches have an entry that {what[1]} was {entry.event}, and the two differ",
                expected="one of them",
                fix="decide which branch was posted, take its `ledger.jsonl` and folder whole (`git checkout BRANCH -- "
                f"PATH`), and publish the other text again: as {entry.version}.2 for the same day",
                rule="archive/merge",
            )
        seen.add(what)
    if log.problems:
        raise ArchiveError(log.problems)


def _with_line_feeds(
    policy: str, entries: Sequence[Entry], folder: SourceFolder
) -> Iterator[tuple[str, bytes]]:
    """Give the files that are as they were published but for their line ends."""
    for entry in entries:
        for file, expected in entry.files.items():
            name = f"{policy}/{entry.folder}/{file}"
            apart = SourceFolder(folder.root, ProblemLog())
            data = apart.read_bytes(name, what="a published file") if folder.exists(name) else None
            if data is not None and digest(data) != expected == digest(with_line_feeds(data)):
                yield name, with_line_feeds(data)
