"""Whether every published file is what the ledger says was published."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.archive.decision import is_decided
from affiche.archive.forgotten import forgotten
from affiche.archive.lock import policy_lock
from affiche.archive.store import settle, settle_policy
from affiche.problems import ArchiveError, ContentError, Location, Problem, ProblemLog, Severity
from affiche.source import (
    LEDGER,
    NOTICES,
    VERSIONS,
    SourceFile,
    SourceFolder,
    digest,
    read_policy_ledger,
    read_yaml,
)
from affiche.source.data.values import VERSION_ID
from affiche.source.files import LARGEST_FROZEN
from affiche.source.ledger import LINE_ENDS, REPAIR_LINE_ENDS, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from affiche.source import Entry, Ledger

TEXT = ".md"
RESTORE = "restore it from your history or a backup: what was published never changes"
_AS_WRITTEN = {
    key: re.compile(rb"^%b: '?([a-z0-9-]+)'?$" % key.encode(), re.MULTILINE)
    for key in ("published", "policy")
}
"""What version.yaml says under a key, as Affiche writes it; to read it as YAML takes longer than all else here."""
SYSTEM_FILES = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What file managers leave in every folder that they show, unasked."""


def verify(root: Path, unchanged: Collection[str] = ()) -> dict[str, bytes]:
    """Check the archive of every policy; raise ArchiveError with each file that differs, is missing, or is extra.

    Policies in `unchanged` are skipped: the caller knows that no byte of them changed since they were last verified.

    Return the files that were read, by name, so that what is built is what was verified. Texts are left out, as
    those of a whole site would fill the memory; each is compared with its digest again when it is read.
    """
    folder = SourceFolder(root, ProblemLog())
    if is_decided(folder):
        with suppress(OSError):  # where nobody may write, each policy is as far as it is
            settle(folder)
    forgotten(folder)
    verified: dict[str, bytes] = {}
    for policy in archived(folder):
        if policy in unchanged:
            continue
        log = _problems_of(policy, folder, verified)
        if log.problems:
            log = _check_again_locked(policy, folder, verified) or log
        folder.log.problems += log.problems
    if folder.log.problems:
        raise ArchiveError(_line_ends_once(folder.log.problems))
    return verified


def _line_ends_once(problems: Sequence[Problem]) -> list[Problem]:
    """Report all files whose line ends git changed as one problem, as one command repairs them all."""
    changed = [problem for problem in problems if problem.rule == "archive/line-ends"]
    others = [problem for problem in problems if problem.rule != "archive/line-ends"]
    if len(changed) > 1:
        message = (
            f"the line ends of this file and {len(changed) - 1} more were changed, probably by git; their words are as "
            "they were published"
        )
        changed = [replace(min(changed), message=message)]
    return changed + others


def archived(folder: SourceFolder) -> list[str]:
    """Return the names of the policies of which anything was ever published."""
    return [policy for policy in folder.folders() if _is_archived(policy, folder)]


def _is_archived(policy: str, folder: SourceFolder) -> bool:
    # The folder counts too, as an archive whose ledger alone is gone has to be found.
    return folder.exists(f"{policy}/{LEDGER}") or bool(folder.files(f"{policy}/{VERSIONS}"))


def _problems_of(policy: str, folder: SourceFolder, verified: dict[str, bytes]) -> ProblemLog:
    apart = SourceFolder(folder.root, ProblemLog())
    _verify_policy(policy, apart, verified)
    return apart.log


def _check_again_locked(policy: str, folder: SourceFolder, verified: dict[str, bytes]) -> ProblemLog | None:
    """Verify again with the lock held, as what looked wrong may be a publication under way.

    Return None if the lock cannot be taken: then what was found the first time counts.
    """
    try:
        with policy_lock(policy, folder):
            settle_policy(policy, folder)
            return _problems_of(policy, folder, verified)
    except (OSError, ContentError):  # nobody may write there, or a link is in the way
        return None


def _verify_policy(policy: str, folder: SourceFolder, verified: dict[str, bytes]) -> None:
    if not _is_archived(policy, folder):  # a first publication was interrupted, and is cleared away by now
        return
    ledger = read_policy_ledger(policy, folder)
    if not folder.exists(f"{policy}/{LEDGER}"):
        folder.log.add(
            Location(path=folder.shown(f"{policy}/{LEDGER}")),
            "the ledger is missing, and there are published versions",
            expected="the ledger written when they were published",
            fix=RESTORE,
            rule="archive/missing",
        )
        return
    if ledger.is_torn:
        return
    _verify_events(policy, ledger, folder)
    for frozen, entry in ledger.folders.items():
        sound = _verify_version(f"{policy}/{frozen}", entry, folder)
        verified |= {name: data for name, data in sound.items() if not name.endswith(TEXT)}
    _verify_days(policy, ledger, folder, verified)
    for extra in sorted(folder.files(f"{policy}/{VERSIONS}") - ledger.published.keys()):
        if VERSION_ID.fullmatch(extra):
            folder.log.add(
                Location(path=folder.shown(f"{policy}/{VERSIONS}/{extra}")),
                "this version is not in the ledger",
                expected="versions that were published, and no others",
                fix="remove it; a version is made by publishing it. If two branches were merged, `affiche repair` may help",
                rule="archive/stray",
            )


def strays(root: Path) -> list[Problem]:
    """Return advice on files that were never published, such as a swap file, and on versions without text.

    Nothing reads such a file and no page shows such a version, so neither stops a build.
    """
    folder = SourceFolder(root, ProblemLog())
    ledgers = {policy: read_policy_ledger(policy, folder) for policy in archived(folder)}
    return sorted(
        problem
        for policy, ledger in ledgers.items()
        for found in (_unpublished, _without_text)
        for problem in found(policy, ledger, folder)
    )


def _unpublished(policy: str, ledger: Ledger, folder: SourceFolder) -> Iterator[Problem]:
    kept = {frozen: set(entry.files) for frozen, entry in ledger.folders.items()}
    kept[VERSIONS] = {name for name in folder.files(f"{policy}/{VERSIONS}") if VERSION_ID.fullmatch(name)}
    kept[NOTICES] = {entry.notice for entry in ledger.notified}
    for place, own in kept.items():
        for name in folder.files(f"{policy}/{place}") - own - SYSTEM_FILES:
            yield Problem(
                location=Location(path=folder.shown(f"{policy}/{place}/{name}")),
                message="this was never published, and nothing reads it",
                fix="move it out of the archive",
                severity=Severity.ADVICE,
                rule="archive/stray",
            )


def _without_text(policy: str, ledger: Ledger, folder: SourceFolder) -> Iterator[Problem]:
    for entry in ledger.published.values():
        if not any(file.endswith(TEXT) for file in entry.files):
            yield Problem(
                location=Location(path=folder.shown(f"{policy}/{entry.folder}")),
                message="this version was published without any text, so that no page shows it",
                fix="nothing: it was published so",
                severity=Severity.ADVICE,
                rule="archive/no-text",
            )


def refuse_misplaced(verified: Mapping[str, bytes], source: Path) -> None:
    """Raise ArchiveError where a version is in the folder of another policy, even if none of its bytes changed.

    The digests cannot show it, as the ledger moves along with the folder. A build reports it for the policy, with
    what to do about a folder that was copied or renamed.
    """
    problems = [
        Problem(
            location=Location(path=(source / name).as_posix()),
            message=f"this version was published as the policy {said!r}",
            expected=f"a version of {folder!r}, in whose folder it is",
            rule="archive/version",
            fix="give each policy its own archive back; or, if the folder was renamed, its name",
        )
        for name, data in sorted(verified.items())
        if name.endswith("/version.yaml")
        and (said := _value_of("policy", name, data, source))
        and said != (folder := name.partition("/")[0])
    ]
    if problems:
        raise ArchiveError(problems)


def _verify_events(policy: str, ledger: Ledger, folder: SourceFolder) -> None:
    """Check that a version is published once, withdrawn at most once, and announced only after it was posted."""
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(ledger.entries, start=1):
        out_of_turn = entry.event != "published" and ("published", entry.version) not in seen
        what = entry.notice if entry.event == "notified" else entry.version
        if out_of_turn or (entry.event, what) in seen:
            folder.log.add(
                _line(number, policy, ledger, folder),
                f"this line says that {entry.version} was {entry.event}, which is not possible at this point",
                expected="each version published once, and withdrawn at most once after that",
                fix=RESTORE,
                rule="archive/ledger",
            )
        seen.add((entry.event, what))
    for before, after in pairwise(ledger.postings):
        if after.on < before.on:
            folder.log.add(
                _line(ledger.entries.index(after) + 1, policy, ledger, folder),
                f"this line is of {after.on.isoformat()}, and the one of a version before it of {before.on.isoformat()}",
                expected="lines in the order of their days",
                fix=RESTORE,
                rule="archive/ledger",
            )


def _line(number: int, policy: str, ledger: Ledger, folder: SourceFolder) -> Location:
    text = "\n".join(entry.line() for entry in ledger.entries)
    return SourceFile(path=folder.shown(f"{policy}/{LEDGER}"), text=text).at(number)


def _verify_version(place: str, entry: Entry, folder: SourceFolder) -> dict[str, bytes]:
    """Check the files of a version or a notice, and return those that are as they were published."""
    sound: dict[str, bytes] = {}
    if not folder.exists(place):
        where = Location(path=folder.shown(place))
        folder.log.add(where, "this published version is missing", fix=RESTORE, rule="archive/missing")
        return sound
    for file, expected in entry.files.items():
        data = folder.read_bytes(
            f"{place}/{file}", what="the file as it was published", fix=RESTORE, most_bytes=LARGEST_FROZEN
        )
        if data is not None and digest(data) == expected:
            sound[f"{place}/{file}"] = data
        elif data is not None:
            _note_altered(folder.shown(f"{place}/{file}"), data, expected, folder.log)
    return sound


def _note_altered(path: str, data: bytes, expected: str, log: ProblemLog) -> None:
    """Tell a file whose line ends alone were changed from one with other words."""
    if digest(with_line_feeds(data)) == expected:
        log.add(
            Location(path=path),
            LINE_ENDS,
            expected="line feeds, as it was published",
            fix=REPAIR_LINE_ENDS,
            rule="archive/line-ends",
        )
    else:
        where = Location(path=path)
        log.add(
            where,
            "this published file was altered",
            expected=f"the bytes whose digest is {expected}",
            fix=RESTORE,
            rule="archive/altered",
        )


def _verify_days(policy: str, ledger: Ledger, folder: SourceFolder, verified: Mapping[str, bytes]) -> None:
    """Compare the day in each line with the one in its version, as a whole chain can be computed again."""
    for number, entry in enumerate(ledger.entries, start=1):
        name = f"{policy}/{entry.folder}/version.yaml"
        data = verified.get(name) if entry.event == "published" else None
        said = _value_of("published", name, data, folder.root) if data else None
        if said is not None and said != entry.on.isoformat():
            folder.log.add(
                _line(number, policy, ledger, folder),
                f"this line says that {entry.version} was posted on {entry.on.isoformat()}, and the version says {said}",
                fix=RESTORE,
                rule="archive/ledger",
            )


def _value_of(key: str, name: str, data: bytes, root: Path) -> str | None:
    """Return what version.yaml says under a key, however it is written; None where it says nothing, or is no YAML."""
    found = _AS_WRITTEN[key].search(data)
    if found and data.count(key.encode()) == 1 and b"\\" not in data:  # nothing else in it can be this key
        return found[1].decode()
    apart = SourceFolder(root, ProblemLog(), {name: data})
    file = apart.read(name, what="the dates and notes of the version")
    node = read_yaml(file, apart.log) if file else None
    return (
        str(node.find((key,)).value) if node and isinstance(node.value, dict) and key in node.value else None
    )
