"""Every change of the archive is made here, whole or not at all.

A version, or a notice as it was sent, is written into a temporary folder next to the others. Then one step decides: a
ledger with one more line replaces the ledger. Before that step nothing is published, whatever files there are; after
it the version is published, and only the name of its folder is still to be given. So the next command after a crash
reads the ledger and knows whether to finish or to clear away. Policies that are published together share one such
step, which is in `decision`.
"""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.decision import DECISION, NEXT_LEDGER, PREPARED, carry_out, decide, forget
from affiche.archive.lock import policy_lock
from affiche.archive.package import package
from affiche.archive.read_back import read_back
from affiche.confined import Kind
from affiche.problems import ContentError, DoneError, Location, ProblemLog
from affiche.source import LEDGER, NOTICES, VERSIONS, Ledger, SourceFolder, digest, read_policy_ledger
from affiche.source.data.values import DAY, VERSION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.confined import Root
    from affiche.model import Version
    from affiche.source import Entry

_LEFT = {
    VERSIONS: re.compile(rf"\.{VERSION_ID.pattern}{re.escape(PREPARED)}"),
    NOTICES: re.compile(rf"\.{DAY.pattern}[\w.-]*{re.escape(PREPARED)}"),
}
"""What an interrupted command leaves in each folder; any other name is a person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of something that was interrupted."""

    policy: str
    version: str
    """Empty where only the ledger was being written."""
    is_published: bool
    """Whether it had been decided, and is now whole; else it was cleared away."""


def freeze(version: Version, notes: Mapping[str, str], folder: SourceFolder) -> None:
    """Publish a version, with its notes in Markdown, after all that its policy's ledger holds already."""
    made = package(version, notes, read_policy_ledger(version.policy, folder).head)
    add(version.policy, made.entry, made.files, folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A line for the ledger of a policy, and the files that it vouches for."""

    policy: str
    entry: Entry
    files: Mapping[str, bytes]


def add(policy: str, entry: Entry, files: Mapping[str, bytes], folder: SourceFolder) -> None:
    """Add a line to the ledger, and the files that it vouches for; nothing at all if anything fails before it is decided."""
    add_together([Addition(policy=policy, entry=entry, files=files)], folder)


def add_together(additions: Sequence[Addition], folder: SourceFolder) -> None:
    """Add to the ledgers of several policies, to each once: to all of them, or to none."""
    # In the same order in every process, so that no two wait for each other's locks.
    policies = sorted(each.policy for each in additions)
    with ExitStack() as locks:
        for policy in policies:
            locks.enter_context(policy_lock(policy, folder))
        _settle_each(policies, folder)
        ledgers = {}
        for each in additions:
            _refuse_if_overtaken(each.policy, each.entry, folder)
            ledgers[each.policy] = ledger_with(each.policy, each.entry, folder)
        if problems := [
            problem
            for each in additions
            for problem in read_back(each.policy, each.entry, each.files, ledgers[each.policy], folder)
        ]:
            raise ContentError(problems)
        try:
            _write(additions, ledgers, folder.inside)
        except OSError as error:
            raise _after(error, additions, folder) from error
        except BaseException:
            _settle_each(policies, folder)
            raise


def _settle_each(policies: Sequence[str], folder: SourceFolder) -> None:
    for policy in policies:
        settle_policy(policy, folder)


def _after(error: OSError, additions: Sequence[Addition], folder: SourceFolder) -> ContentError:
    """Finish or clear away what the disk refused, and return an error that says which of the two it was."""
    with suppress(OSError):
        _settle_each(sorted(each.policy for each in additions), folder)
    ledgers = [(_sound_ledger(each.policy, folder), each.entry) for each in additions]
    is_decided = all(ledger is not None and entry in ledger.entries for ledger, entry in ledgers)
    message = f"the disk refused: {error.strerror or error}"
    said = "this was published all the same" if is_decided else "nothing was published"
    fix = "`affiche verify` says whether all of it is there" if is_decided else "fix that, then try again"
    where = Location(path=folder.shown(additions[0].policy))
    kind = DoneError if is_decided else ContentError
    return kind.at(where, f"{message}; {said}", fix=fix, rule="archive/disk")


def _write(additions: Sequence[Addition], ledgers: Mapping[str, bytes], inside: Root) -> None:
    """Write everything, each step on the disk before the next begins."""
    for each in additions:
        if each.files:
            _prepare(f"{each.policy}/{each.entry.folder}", each.files, inside)
    for policy, ledger in ledgers.items():
        inside.create(f"{policy}/{NEXT_LEDGER}", ledger, sync=True)
    if len(ledgers) > 1:
        decide(ledgers, inside)
    for each in additions:
        inside.replace(f"{each.policy}/{NEXT_LEDGER}", f"{each.policy}/{LEDGER}")
        inside.sync(each.policy)
        if each.files:
            _give_name(f"{each.policy}/{each.entry.folder}", inside)
    if len(ledgers) > 1:
        inside.remove_file(f"{max(ledgers)}/{DECISION}")


def _prepare(frozen: str, files: Mapping[str, bytes], inside: Root) -> None:
    parent, prepared = _parent(frozen), _prepared(frozen)
    if inside.kind(parent) is None:
        inside.make_folder(parent)
        inside.sync(_parent(parent))
    inside.make_folder(prepared)
    for name, data in files.items():
        inside.create(f"{prepared}/{name}", data, sync=True)
    # After a power failure, a file is found again only if the entry of its folder is on the disk as well.
    inside.sync(prepared)
    inside.sync(parent)


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _prepared(frozen: str) -> str:
    parent, _, name = frozen.rpartition("/")
    return f"{parent}/.{name}{PREPARED}"


def _give_name(frozen: str, inside: Root) -> None:
    inside.rename(_prepared(frozen), frozen)
    inside.sync(_parent(frozen))


def ledger_with(policy: str, entry: Entry, folder: SourceFolder) -> bytes:
    """Return the ledger of a policy with one more line."""
    name = f"{policy}/{LEDGER}"
    before = (folder.read_bytes(name, what="the ledger of the policy") or b"") if folder.exists(name) else b""
    return before + f"{entry.line()}\n".encode()


def _refuse_if_overtaken(policy: str, entry: Entry, folder: SourceFolder) -> None:
    """Make sure that the line follows the one that it was made to follow."""
    ledger = _sound_ledger(policy, folder)
    is_there = folder.exists(f"{policy}/{VERSIONS}/{entry.version}")
    if ledger is None or ledger.head != entry.previous or is_there != (entry.event != "published"):
        raise ContentError.at(
            Location(path=folder.shown(f"{policy}/{LEDGER}")),
            "someone else published or withdrew a version, or recorded a notice, since this was planned",
            fix="look at what is published now, and try again",
            rule="archive/busy",
        )


def _sound_ledger(policy: str, folder: SourceFolder) -> Ledger | None:
    """Read the ledger as it is now, or give None where it was altered."""
    now = SourceFolder(folder.root, ProblemLog())
    ledger = read_policy_ledger(policy, now)
    return None if now.log.problems else ledger


def settle(folder: SourceFolder) -> list[Settled]:
    """Finish or clear away what an interrupted command left of any policy, and return what became of it."""
    settled = []
    for policy in folder.folders():
        if any(_leftovers(policy, folder)):
            with policy_lock(policy, folder):
                settled += settle_policy(policy, folder)
    return settled


def _leftovers(policy: str, folder: SourceFolder) -> Iterator[str]:
    """Name what an interrupted command left: folders named for a version or a notice, and the next ledger."""
    inside = folder.inside
    if inside.kind(policy) is not Kind.FOLDER:
        return
    for parent in (VERSIONS, NOTICES):
        is_there = inside.kind(f"{policy}/{parent}") is Kind.FOLDER
        for name in inside.names(f"{policy}/{parent}") if is_there else ():
            if _LEFT[parent].fullmatch(name):
                yield f"{parent}/{name}"
    for name in (NEXT_LEDGER, f"{DECISION}{PREPARED}", DECISION):
        if folder.exists(f"{policy}/{name}"):
            yield name


def settle_policy(policy: str, folder: SourceFolder) -> list[Settled]:
    """Finish or clear away what was interrupted in one policy, whose lock is held; nothing if its ledger was altered."""
    carry_out(policy, folder)
    ledger = _sound_ledger(policy, folder)
    if ledger is None:
        return []
    settled = []
    for name in _leftovers(policy, folder):
        if name == DECISION:
            forget(policy, folder)
            continue
        frozen = "" if "/" not in name else name.replace("/.", "/").removesuffix(PREPARED)
        version = frozen.removeprefix(f"{VERSIONS}/")
        entry = ledger.folders.get(frozen)
        if entry is None:
            _clear(policy, name, folder)
            settled.append(Settled(policy=policy, version=version, is_published=False))
        elif _is_whole(f"{policy}/{name}", entry, folder):
            _give_name(f"{policy}/{frozen}", folder.inside)
            settled.append(Settled(policy=policy, version=version, is_published=True))
    named = [found for found in settled if found.version]
    return named or settled


def _is_whole(place: str, entry: Entry, folder: SourceFolder) -> bool:
    folder = SourceFolder(folder.root, ProblemLog())
    return folder.files(place) == entry.files.keys() and all(
        digest(folder.read_bytes(f"{place}/{name}", what="a published file") or b"") == expected
        for name, expected in entry.files.items()
    )


def _clear(policy: str, name: str, folder: SourceFolder) -> None:
    """Remove what was never published: files that Affiche writes, and of a link the link alone."""
    inside, place = folder.inside, f"{policy}/{name}"
    if inside.kind(place) is not Kind.FOLDER:
        inside.remove_file(place)
        return
    held = [f"{place}/{inner}" for inner in inside.names(place)]
    if "/" not in name or any(inside.kind(inner) is not Kind.FILE for inner in held):
        raise ContentError.at(
            Location(path=folder.shown(place)),
            "this folder has a name that Affiche uses while it publishes, but Affiche did not make it",
            fix="rename it, or move it elsewhere",
            rule="archive/stray",
        )
    for inner in held:
        inside.remove_file(inner)
    inside.remove_folder(place)
