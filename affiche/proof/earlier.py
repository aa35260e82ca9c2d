"""What was published earlier is published still: on the site that a build replaces, or at a commit of git."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.forgotten import FORGOTTEN, forgotten, identity
from affiche.confined import Root
from affiche.git import Git
from affiche.problems import ArchiveError, Location, Problem, ProblemLog, UnknownError
from affiche.source import LEDGER, SourceFile, SourceFolder, read_ledger, read_policy_ledger
from affiche.source.files import LARGEST_FROZEN
from affiche.source.ledger import entry_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from affiche.source import Entry


@dataclass(frozen=True, slots=True)
class Loss:
    """An entry that a site shows and the source lacks."""

    policy: str
    entry: Entry
    problem: Problem


def lost_from_site(
    out: Path, ledgers: Mapping[str, Sequence[str]], permitted: Collection[str] = ()
) -> list[Loss]:
    """Return each entry that the site in a folder carries and these ledgers lack, but for those permitted to be missing."""
    found = []
    site = Root(out)
    for policy in site.names():
        now = [entry for line in ledgers.get(policy, ()) if (entry := entry_of(line))]
        for entry in _lost(_posted(site, f"{policy}/ledger.json"), now):
            problem = Problem(
                location=Location(path=(out / policy / "ledger.json").as_posix()),
                message=f"{policy} {entry.version} was {entry.event} on {entry.on}, as the site that this build replaces "
                "shows, and the source lacks that",
                expected="everything that was ever published",
                fix=f"restore `versions/` and `{LEDGER}` of {policy} from your history; or, if that should never have "
                'been posted, build with --forget "why"',
            )
            found += [Loss(policy, entry, problem)] if identity(entry) not in permitted else []
    return found


def _posted(site: Root, name: str) -> list[Entry]:
    """Read the entries that a site shows; a file that is something else shows none."""
    try:
        lines = json.loads(site.read(name))["lines"] if site.size(name) <= LARGEST_FROZEN else []
        return [entry for line in lines if (entry := entry_of(line))]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def verify_git(root: Path, ref: str) -> tuple[int, int]:
    """Check that everything published at a commit is here, unaltered; count the entries that are, and those forgotten.

    Whether the files are those of the ledgers here is for `archive.verify` to say.
    """
    git = Git(root)
    commit = git.commit(ref)
    if commit is None:
        raise UnknownError(
            f"there is no commit {ref!r} in the repository of {root.as_posix()}; if the clone is a shallow one, fetch it "
            "first: git fetch --unshallow, or git fetch origin and the name of the branch."
        )
    log, count, left_out = ProblemLog(), 0, 0
    permitted = forgotten(SourceFolder(root, ProblemLog()))
    for name in git.run("ls-tree", "-r", "-z", "--name-only", commit).decode(errors="replace").split("\0"):
        policy, _, file = name.partition("/")
        if file == LEDGER:
            text = git.file(commit, f"./{name}").decode(errors="replace")
            then = read_ledger(SourceFile(path=f"{ref}:{name}", text=text), log).entries
            now = read_policy_ledger(policy, SourceFolder(root, ProblemLog())).entries
            gone = [entry for entry in _lost(then, now) if identity(entry) in permitted]
            kept = [entry for entry in then if entry not in gone]
            count, left_out = count + len(kept), left_out + len(gone)
            log.problems += _gone(policy, ref, kept, now, root)
        elif name == FORGOTTEN:
            text = git.file(commit, f"./{name}").decode(errors="replace")
            log.problems += _forgotten_no_more(text, ref, root)
    if log.problems:
        raise ArchiveError(log.problems)
    return count, left_out


def _forgotten_no_more(then: str, ref: str, root: Path) -> Iterator[Problem]:
    file = root / FORGOTTEN
    now = SourceFolder(root, ProblemLog()).read_bytes(FORGOTTEN, what="what was forgotten, and why") or b""
    if not now.decode(errors="replace").startswith(then):
        yield Problem(
            location=Location(path=file.as_posix()),
            message=f"at {ref}, this file has lines that are missing here",
            expected="everything that was recorded there, unaltered",
            fix=f"take the file as it is there: git checkout {ref} -- {file.as_posix()}",
        )


def _gone(
    policy: str, ref: str, then: Sequence[Entry], now: Sequence[Entry], root: Path
) -> Iterator[Problem]:
    here = {(entry.event, entry.notice, entry.version) for entry in now}
    for entry in _lost(then, now):
        is_altered = (entry.event, entry.notice, entry.version) in here
        what = "says something else here" if is_altered else "is missing here"
        yield Problem(
            location=Location(path=(root / policy / LEDGER).as_posix()),
            message=f"at {ref}, {policy} {entry.version} was {entry.event} on {entry.on}, and that entry {what}",
            expected="everything that was published there, unaltered",
            fix=f"take the archive as it is there: git checkout {ref} -- {(root / policy / LEDGER).as_posix()} "
            f"{(root / policy / 'versions').as_posix()}",
        )


def _lost(then: Iterable[Entry], now: Iterable[Entry]) -> list[Entry]:
    """Give the entries that are not there any more; which line each follows is left aside, as a repair changes it."""
    here = {entry.after(None).line() for entry in now}
    return [entry for entry in then if entry.after(None).line() not in here]
