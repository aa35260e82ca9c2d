"""What was posted and is no longer kept, with the reason that a person gave: a record that only grows, like the ledgers.

It is a file of its own, `forgotten.jsonl` beside site.yaml, as the ledger that held the entry may be gone. Each line
carries the digest of the line before it.
"""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from affiche.archive.lock import policy_lock
from affiche.problems import ArchiveError, Location
from affiche.source import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from affiche.source import Entry, SourceFolder

FORGOTTEN = "forgotten.jsonl"
_KEYS = {"entry", "event", "forgotten", "on", "policy", "previous", "reason", "version"}
_INTERRUPTED = re.compile(rf"\.{re.escape(FORGOTTEN)}\.[0-9a-f]{{16}}")
"""What a command leaves that was killed while it wrote the record."""


def identity(entry: Entry) -> str:
    """Name an entry by its digest, whatever line it followed."""
    return digest(entry.after(None).line().encode())


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is permitted to be missing."""

    entries: frozenset[str] = frozenset()
    """The digests of its lines in the ledger."""
    events: frozenset[tuple[str, str, str]] = frozenset()
    """The policy, what happened, and the version: what a site shows of it when its ledger is gone there too."""

    count: int = 0
    """How many lines the record has."""

    def has(self, entry: Entry) -> bool:
        """Return whether this very entry was forgotten."""
        return identity(entry) in self.entries


class Missing(NamedTuple):
    """Something that was published or withdrawn, and is no longer here."""

    policy: str
    event: str
    version: str
    entry: Entry | None
    """Its line of the ledger, where that is known."""


def forgotten(folder: SourceFolder) -> Forgotten:
    """Return what is permitted to be missing; ArchiveError where a line was altered."""
    lines = list(_lines(folder))
    return Forgotten(
        entries=frozenset(entry for line in lines if (entry := line["entry"])),
        events=frozenset((f"{line['policy']}", f"{line['event']}", f"{line['version']}") for line in lines),
        count=len(lines),
    )


def remember(lost: Sequence[Missing], reason: str, on: date, folder: SourceFolder) -> None:
    """Record, with the reason, what is no longer kept."""
    policies = folder.folders()  # one lock for all, as policies of any name may be forgotten
    with policy_lock(policies[0], folder) if policies else nullcontext():
        _add(lost, reason, on, folder)


def _add(lost: Sequence[Missing], reason: str, on: date, folder: SourceFolder) -> None:
    written = _written(list(_lines(folder)))
    for policy, event, version, entry in lost:
        line: dict[str, str | None] = {
            "entry": identity(entry) if entry else None,
            "event": event,
            "forgotten": on.isoformat(),
            "on": entry.on.isoformat() if entry else None,
            "policy": policy,
            "previous": digest(written[-1].encode()) if written else None,
            "reason": reason,
            "version": version,
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
            is_whole = found.keys() == _KEYS and all(isinstance(each, str | None) for each in found.values())
            is_sound = is_whole and found["previous"] == previous and _written([found]) == [line]
        except (ValueError, AttributeError, RecursionError):
            is_sound = False
        if not is_sound:
            raise ArchiveError.at(
                Location(path=folder.shown(FORGOTTEN), line=number),
                "this line or the one before it was altered",
                fix="restore the file from your history",
                rule="archive/ledger",
            )
        previous = digest(line.encode())
        yield found
