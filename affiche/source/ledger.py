"""The ledger of a policy, `ledger.jsonl`: one line for each thing published or withdrawn, oldest first.

Each line carries the digest of the line before it, so that none can be altered or taken out unseen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 pydantic reads the annotations
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from affiche.source.files import digest

if TYPE_CHECKING:
    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFile

LEDGER = "ledger.jsonl"


class Entry(BaseModel):
    """One line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: Literal["published", "withdrawn"]
    version: str
    on: date
    """The day it was posted or called off."""
    files: dict[str, str] = {}
    """For each file of a published version, its digest."""
    reasons: dict[str, str] = {}
    """For a withdrawal and each locale, why."""
    previous: str | None
    """The digest of the line before; the first line has none."""

    def line(self) -> str:
        """Write the entry as the ledger holds it, without the line feed."""
        content = self.model_dump(mode="json", exclude_defaults=True) | {"previous": self.previous}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that happened to a policy's versions."""

    entries: tuple[Entry, ...] = field(default=())

    @property
    def head(self) -> str | None:
        """The digest of the last line, which stands for the whole."""
        return digest(self.entries[-1].line().encode()) if self.entries else None


def read_ledger(file: SourceFile, log: ProblemLog) -> Ledger:
    """Read a ledger, noting every line that is not as it was written."""
    entries: list[Entry] = []
    previous: str | None = None
    if not file.text.endswith("\n"):
        log.add(file.at(len(file.lines)), "the last line of the ledger is cut short")
    for number, line in enumerate(file.lines, start=1):
        if number == len(file.lines) and not line:
            break
        try:
            entry = Entry.model_validate_json(line)
        except ValidationError:
            log.add(
                file.at(number, 1, len(line)),
                "is not an entry of the ledger",
                fix="restore the line as it was",
            )
            continue
        if entry.previous != previous or entry.line() != line:
            log.add(
                file.at(number, 1, len(line)),
                "this line or the one before it was altered",
                fix="restore both",
            )
        previous = digest(line.encode())
        entries.append(entry)
    return Ledger(tuple(entries))
