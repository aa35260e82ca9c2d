"""What is about to be written is first read in memory, as every later build will read it.

What was published can never be corrected, so whatever a build would refuse has to be refused before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.characters import UNSHOWABLE
from affiche.problems import ContentError, Location, ProblemLog, Severity
from affiche.source import LEDGER, Ledger, SourceFile, SourceFolder, digest, read_ledger, shared_renderer
from affiche.source.files import LARGEST_FILE
from affiche.source.text.editions import Reader
from affiche.source.versions import read_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.model import Version
    from affiche.problems import Problem
    from affiche.source import Entry

_SOUND: set[str] = set()
"""Digests of what was found sound: whoever publishes asks before the confirmation, and the archive asks again after it."""


def read_back(
    policy: str, entry: Entry, files: Mapping[str, bytes], ledger: bytes, folder: SourceFolder
) -> list[Problem]:
    """Return what a build would refuse of an entry and its files, if they were written; `ledger` ends with the entry."""
    told = "".join(f"{name} {digest(data)}\n" for name, data in {policy: ledger, **files}.items())
    asked = digest(told.encode())
    if asked in _SOUND:
        return []
    refused = _refused(policy, entry, files, ledger, folder)
    if not refused:
        _SOUND.add(asked)
    return [
        replace(
            problem,
            message=f"once published, this could never be built: {problem.message}",
            fix="" if problem.severity is Severity.ADVICE else problem.fix,
            severity=Severity.ERROR,
        )
        for problem in refused
    ]


def _refused(
    policy: str, entry: Entry, files: Mapping[str, bytes], ledger: bytes, folder: SourceFolder
) -> list[Problem]:
    """Read an entry and its files as a build does, and look for what no page can show."""
    place, log = f"{policy}/{entry.folder}", ProblemLog()
    written = {f"{place}/{name}": data for name, data in files.items()}
    for name, data in {f"{policy}/{LEDGER}": ledger, **written}.items():
        if len(data) > LARGEST_FILE:
            where = Location(path=folder.shown(name))
            log.add(
                where,
                f"this file would have {len(data):,} bytes",
                expected=f"at most {LARGEST_FILE:,}",
                rule="files/size",
            )
    read_ledger(SourceFile(path=folder.shown(f"{policy}/{LEDGER}"), text=ledger.decode()), log)
    shown = list(entry.reasons.values())
    if entry.event == "published" and not log.problems:
        locales = [name.removesuffix(".md") for name in files if name.endswith(".md")]
        apart = SourceFolder(folder.root, log, written)
        version = read_version(place, locales, Ledger(), Reader(apart, shared_renderer()))
        try:
            shown += _rendered(version) if version else []
        except ContentError as error:
            log.problems += error.problems
        log.problems += version.flaws if version else []
    for text in shown:
        if strange := UNSHOWABLE.search(text):
            around = UNSHOWABLE.sub("�", text[max(0, strange.start() - 30) : strange.end() + 30])
            message = f"a page cannot show the character U+{ord(strange[0]):04X} in “{around.strip()}”"
            log.add(
                Location(path=folder.shown(place)),
                message,
                fix="remove it from the text, fact or note",
                rule="files/character",
            )
    return log.problems


def _rendered(version: Version) -> Iterator[str]:
    """Give every text that a page or a feed would show."""
    yield from version.notes.values()
    yield from version.reasons.values()
    for edition in version.editions.values():
        yield edition.html
