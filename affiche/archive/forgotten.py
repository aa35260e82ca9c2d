"""What was posted and is no longer kept, with the reason that a person gave: a record that only grows, like the ledgers.

It is a file of its own, `forgotten.jsonl` beside site.yaml, as the ledger that held the entry may be gone. Each line
carries the digest of the line before it.
"""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from typing import TYPE_CHECKING

from affiche.archive.lock import alone
from affiche.problems import ArchiveError, Location, Problem
from affiche.source import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from affiche.source import Entry, SourceFolder

FORGOTTEN = "forgotten.jsonl"
_INTERRUPTED = re.compile(rf"\.{re.escape(FORGOTTEN)}\.[0-9a-f]{{16}}")
"""What a command leaves that was killed while it wrote the record."""


def identity(entry: Entry) -> str:
    """Name an entry by its digest, whatever line it followed."""
    return digest(entry.after(None).line().encode())


def forgotten(folder: SourceFolder) -> frozenset[str]:
    """Return the entries that are permitted to be missing; ArchiveError where a line was altered."""
    return frozenset(str(line["entry"]) for line in _lines(folder))


def remember(lost: Sequence[tuple[str, Entry]], reason: str, on: date, folder: SourceFolder) -> None:
    """Record, with the reason, the entries of each policy that are no longer kept."""
    policies = folder.folders()  # one lock for all, as policies of any name may be forgotten
    with alone(policies[0], folder) if policies else nullcontext():
        _add(lost, reason, on, folder)


def _add(lost: Sequence[tuple[str, Entry]], reason: str, on: date, folder: SourceFolder) -> None:
    written = _written(list(_lines(folder)))
    for policy, entry in lost:
        line: dict[str, str | None] = {
            "entry": identity(entry),
            "event": entry.event,
            "forgotten": on.isoformat(),
            "on": entry.on.isoformat(),
            "policy": policy,
            "previous": digest(written[-1].encode()) if written else None,
            "reason": reason,
            "version": entry.version,
        }
        written += _written([line])
    for left in folder.inside.names():
        if _INTERRUPTED.fullmatch(left):
            folder.inside.remove_file(left)
    folder.inside.write(FORGOTTEN, "".join(f"{line}\n" for line in written).encode())
    folder.inside.sync()


def _written(lines: Sequence[Mapping[str, str | None]]) -> list[str]:
    return [json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for line in lines]


def _lines(folder: SourceFolder) -> Iterator[Mapping[str, str | None]]:
    """Read the record, refusing it where a line is not as it was written."""
    if not folder.exists(FORGOTTEN):
        return
    data = folder.read_bytes(FORGOTTEN, what="what was forgotten, and why") or b""
    previous = None
    for number, line in enumerate(data.decode(errors="replace").splitlines(), start=1):
        try:
            found = json.loads(line)
            is_sound = found["previous"] == previous and bool(found["entry"]) and _written([found]) == [line]
        except (ValueError, KeyError, TypeError, RecursionError):
            is_sound = False
        if not is_sound:
            where = Location(path=folder.shown(FORGOTTEN), line=number)
            message = "this line or the one before it was altered"
            raise ArchiveError(
                [Problem(location=where, message=message, fix="restore the file from your history")]
            )
        previous = digest(line.encode())
        yield found
