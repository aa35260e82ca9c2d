"""Evidence of one version: a set of files that can be checked without the archive that it came from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from affiche.problems import ArchiveError, Location, ProblemLog
from affiche.source import LEDGER, Ledger, SourceFile, digest, read_ledger, read_policy_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Version
    from affiche.source import Entry, SourceFolder

MANIFEST = "manifest.json"
FORMAT = 1


def evidence(
    policy: str, version: Version, folder: SourceFolder, pages: Mapping[str, str]
) -> dict[str, bytes]:
    """Gather the evidence of a version: its files, the ledger up to it, and pages to read, under one manifest."""
    made = {name: page.encode() for name, page in pages.items()}
    return with_manifest(policy, version.id, _archived(policy, version, folder) | made)


def _archived(policy: str, version: Version, folder: SourceFolder) -> dict[str, bytes]:
    """Return the files of a version and of its notices as they are in the archive, and the ledger up to the last of them."""
    entries = read_policy_ledger(policy, folder).entries
    places = [place for place, entry in enumerate(entries) if entry.folder and entry.version == version.id]
    files = {
        f"{entries[place].folder}/{name}": folder.read_bytes(
            f"{policy}/{entries[place].folder}/{name}", what="a published file"
        )
        or b""
        for place in places
        for name in entries[place].files
    }
    lines = "".join(f"{entry.line()}\n" for entry in entries[: places[-1] + 1])
    return files | {LEDGER: lines.encode()}


def with_manifest(policy: str, version: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add a list of all files with their digests."""
    content = {
        "format": FORMAT,
        "policy": policy,
        "version": version,
        "files": {name: digest(data) for name, data in sorted(files.items())},
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return dict(sorted({**files, MANIFEST: text.encode()}.items()))


def verify_evidence(place: str, files: Mapping[str, bytes]) -> Entry:
    """Check evidence by itself, and give the line of the ledger that it proves; ArchiveError with all that differs."""
    log = ProblemLog()
    manifest = _manifest(place, files, log)
    _check_files(place, files, manifest.get("files", {}), log)
    entry, notices = _entries(place, files, log)
    for each in (entry, *notices):
        if each is not None:
            _check_frozen(place, files, each, log)
    if entry is not None and not log.problems:
        others = {name: data for name, data in files.items() if name != MANIFEST}
        again = with_manifest(str(manifest.get("policy")), entry.version, others)
        if again[MANIFEST] != files[MANIFEST]:
            log.add(Location(path=f"{place}/{MANIFEST}"), "the manifest was altered", rule="archive/evidence")
    if log.problems or entry is None:
        raise ArchiveError(log.problems)
    return entry


def _check_files(place: str, files: Mapping[str, bytes], stated: Mapping[str, str], log: ProblemLog) -> None:
    for name in files.keys() - stated.keys() - {MANIFEST}:
        message = "this file is not in the manifest"
        log.add(Location(path=f"{place}/{name}"), message, expected="no other files", rule="archive/evidence")
    for name, expected in stated.items():
        if name not in files or digest(files[name]) != expected:
            message = "this file was altered" if name in files else "this file is missing"
            log.add(Location(path=f"{place}/{name}"), message, expected=expected, rule="archive/evidence")


def _check_frozen(place: str, files: Mapping[str, bytes], entry: Entry, log: ProblemLog) -> None:
    for name, expected in entry.files.items():
        data = files.get(f"{entry.folder}/{name}")
        if data is None or digest(data) != expected:
            where = Location(path=f"{place}/{entry.folder}/{name}")
            message = "this is not the file that the ledger says was published"
            log.add(where, message, expected=expected, rule="archive/evidence")


def _manifest(place: str, files: Mapping[str, bytes], log: ProblemLog) -> dict[str, Any]:
    try:
        found = json.loads(files[MANIFEST])
        if isinstance(found, dict) and isinstance(found.get("files"), dict):
            return found
    except (KeyError, ValueError, RecursionError):
        pass
    where = Location(path=f"{place}/{MANIFEST}")
    log.add(where, "the manifest is missing, or cannot be read", rule="archive/evidence")
    return {}


def _entries(place: str, files: Mapping[str, bytes], log: ProblemLog) -> tuple[Entry | None, Sequence[Entry]]:
    """Return the line of the version that the ledger ends with, and those of its notices after it."""
    where = Location(path=f"{place}/{LEDGER}")
    try:
        text = files[LEDGER].decode()
    except (KeyError, UnicodeDecodeError):
        log.add(where, "the ledger is missing, or cannot be read", rule="archive/evidence")
        return None, ()
    ledger: Ledger = read_ledger(SourceFile(path=where.path, text=text), log)
    last = ledger.entries[-1] if ledger.entries else None
    entry = ledger.published.get(last.version) if last and last.folder else None
    if entry is None:
        message = "the ledger does not end with a version that was published, or a notice of it"
        log.add(where, message, rule="archive/evidence")
        return None, ()
    return entry, [each for each in ledger.notified if each.version == entry.version]
