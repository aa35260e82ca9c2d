"""Whether every published file is what the ledger says was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.problems import ArchiveError, Location, ProblemLog
from affiche.source import LEDGER, VERSIONS, Ledger, SourceFolder, digest, read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.source import Entry

RESTORE = "restore it from your history or a backup: what was published never changes"


def verify(root: Path) -> None:
    """Check the archive of every policy; raise ArchiveError with each file that differs, is missing, or is extra."""
    folder = SourceFolder(root, ProblemLog())
    for policy in folder.folders():
        if folder.exists(f"{policy}/{LEDGER}") or folder.exists(f"{policy}/{VERSIONS}"):
            _verify_policy(policy, folder)
    if folder.log.problems:
        raise ArchiveError(folder.log.problems)


def _verify_policy(policy: str, folder: SourceFolder) -> None:
    name = f"{policy}/{LEDGER}"
    versions = folder.folders(f"{policy}/{VERSIONS}")
    if not folder.exists(name):
        if versions:
            folder.log.add(
                Location(path=folder.shown(name)),
                "the ledger is missing, and there are published versions",
                expected="the ledger written when they were published",
                fix=RESTORE,
            )
        return
    file = folder.read(name, what="the ledger of the policy")
    ledger = read_ledger(file, folder.log) if file else Ledger()
    published = [entry for entry in ledger.entries if entry.event == "published"]
    for entry in published:
        _verify_version(f"{policy}/{VERSIONS}/{entry.version}", entry, folder)
    for extra in sorted(set(versions) - {entry.version for entry in published}):
        folder.log.add(
            Location(path=folder.shown(f"{policy}/{VERSIONS}/{extra}")),
            "this version is not in the ledger",
            expected="versions that were published, and no others",
            fix="take the folder away; a version is made by publishing it",
        )


def _verify_version(place: str, entry: Entry, folder: SourceFolder) -> None:
    for file, expected in entry.files.items():
        data = folder.read_bytes(f"{place}/{file}", what="a published file")
        if data is not None and digest(data) != expected:
            folder.log.add(
                Location(path=folder.shown(f"{place}/{file}")),
                "this published file was altered",
                expected=expected,
                fix=RESTORE,
            )
    present = folder.files(place)
    for extra in sorted(present - entry.files.keys()):
        folder.log.add(
            Location(path=folder.shown(f"{place}/{extra}")),
            "this file was not published with the version",
            expected=", ".join(sorted(entry.files)),
            fix="take it away",
        )
