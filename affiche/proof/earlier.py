"""What was published earlier is published still: on the site that a build replaces, or at a commit of git."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from affiche.archive.forgotten import FORGOTTEN, Missing, forgotten
from affiche.git import Git, blob_id
from affiche.problems import ArchiveError, Location, Problem, ProblemLog, UnknownError
from affiche.source import LEDGER, SourceFile, SourceFolder, read_ledger, read_policy_ledger
from affiche.source.ledger import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from affiche.archive.forgotten import Forgotten
    from affiche.proof.traces import SiteBefore, Trace
    from affiche.source import Entry

EVERYTHING = "everything that was ever published"


class Loss(NamedTuple):
    """What a site shows as posted and the source lacks."""

    missing: Missing
    problem: Problem


def lost_from_site(
    site: SiteBefore, ledgers: Mapping[str, Sequence[str]], permitted: Forgotten
) -> list[Loss]:
    """Return whatever a site shows as posted and these ledgers lack, but for what was forgotten on purpose."""
    now = {name: [entry for line in lines if (entry := entry_of(line))] for name, lines in ledgers.items()}
    shown: dict[str, list[Entry]] = {}
    for policy, entry in site.entries():
        shown.setdefault(policy, []).append(entry)
    lost = [
        _lost_entry(policy, entry, site)
        for policy, then in shown.items()
        for entry in _lost(then, now.get(policy, ()))
        if not permitted.has(entry)
    ]
    known: set[tuple[str, str, str]] = {
        (policy, entry.event, entry.version) for policy, entries in now.items() for entry in entries
    }
    known |= {*permitted.events, *(loss.missing[:3] for loss in lost)}
    for trace in site.traces():
        if trace.what not in known:
            known.add(trace.what)
            lost.append(_lost_trace(trace))
    return lost


def _lost_entry(policy: str, entry: Entry, site: SiteBefore) -> Loss:
    problem = Problem(
        location=Location(path=site.path(f"{policy}/ledger.json")),
        message=f"{policy} {entry.version} was {entry.event} on {entry.on}, as the site shows, and the source lacks that",
        expected=EVERYTHING,
        fix=_restore(policy),
        rule="archive/shrunk",
    )
    return Loss(Missing(policy, entry.event, entry.version, entry), problem)


def _lost_trace(trace: Trace) -> Loss:
    policy, event, version = trace.what
    message, fix = (
        f"{policy} {version} was {event}, as the site shows, and the source lacks that",
        _restore(policy),
    )
    if not trace.is_known:
        message = f"the site shows version {version} of a policy whose slug is {policy!r}, and the source has no such policy"
        fix = (
            "restore that policy from your history; if only its slug changed, list the old one under `former_slugs`; or, "
            'if it should never have been posted, build with --forget "why"'
        )
    problem = Problem(
        location=Location(path=trace.path),
        message=message,
        expected=EVERYTHING,
        fix=fix,
        rule="archive/shrunk",
    )
    return Loss(Missing(policy, event, version, None), problem)


def _restore(policy: str) -> str:
    return (
        f"restore `versions/` and `{LEDGER}` of {policy} from your history; or, if that should never have been posted, "
        'build with --forget "why"'
    )


@dataclass(slots=True)
class Since:
    """What was published at a commit: how many entries of it are here or were forgotten, and what is wrong with the rest."""

    kept: int = 0
    forgotten: int = 0
    problems: list[Problem] = field(default_factory=list)


def verify_git(root: Path, ref: str) -> Since:
    """Check that everything published at a commit that a person names is here, unaltered.

    Whether the files are those of the ledgers here is for `archive.verify` to say.
    """
    commit = Git(root).commit(ref)
    if commit is None:
        raise UnknownError(
            f"there is no commit {ref!r} in the repository of {root.as_posix()}; if the clone is a shallow one, fetch it "
            "first: git fetch --unshallow, or git fetch origin and the name of the branch."
        )
    since = since_commit(root, commit, ref)
    if since.problems:
        raise ArchiveError(since.problems)
    return since


def since_commit(root: Path, commit: str, shown: str) -> Since:
    """Compare each ledger with that of a commit; Git is asked what there was, and again only for what is not as it was."""
    git, log, since = Git(root), ProblemLog(), Since()
    permitted = forgotten(SourceFolder(root, ProblemLog()))
    for name, blob in git.files(commit):
        policy, _, file = name.partition("/")
        if file != LEDGER and name != FORGOTTEN:
            continue
        here = SourceFolder(root, ProblemLog())
        data = here.read_bytes(name, what="the ledger as it is now") if here.exists(name) else None
        if data is None or blob_id(data, like=blob) != blob:
            data = git.file(commit, f"./{name}")
        text = data.decode(errors="replace")
        if file == LEDGER:
            then = read_ledger(SourceFile(path=f"{shown}:{name}", text=text), log).entries
            now = read_policy_ledger(policy, here).entries
            gone = [entry for entry in _lost(then, now) if permitted.has(entry)]
            kept = [entry for entry in then if entry not in gone]
            since.kept += len(kept)
            since.forgotten += len(gone)
            log.problems += _gone(policy, shown, kept, now, root)
        else:
            log.problems += _forgotten_no_more(text, shown, root)
    since.problems = log.problems
    return since


def _forgotten_no_more(then: str, ref: str, root: Path) -> Iterator[Problem]:
    file = root / FORGOTTEN
    now = SourceFolder(root, ProblemLog()).read_bytes(FORGOTTEN, what="what was forgotten, and why") or b""
    if not now.decode(errors="replace").startswith(then):
        yield Problem(
            location=Location(path=file.as_posix()),
            message=f"at {ref}, this file has lines that are missing here",
            expected="everything that was recorded there, unaltered",
            fix=f"take the file as it is there: git checkout {ref} -- {file.as_posix()}",
            rule="archive/shrunk",
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
            rule="archive/shrunk",
        )


def _lost(then: Iterable[Entry], now: Iterable[Entry]) -> list[Entry]:
    """Give the entries that are not there any more; which line each follows is left aside, as a repair changes it."""
    here = {entry.after(None).line() for entry in now}
    return [entry for entry in then if entry.after(None).line() not in here]
