"""The archive held to everything that vouches for it: its ledgers, a commit of git, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.forgotten import forgotten
from affiche.archive.verify import archived, refuse_misplaced, strays, verify
from affiche.problems import ProblemLog
from affiche.proof.earlier import verify_git
from affiche.proof.signatures import signed
from affiche.source import SourceFolder, read_policy_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.problems import Problem
    from affiche.proof.earlier import Since


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedPolicy:
    """What of a policy was found to be as it was published."""

    policy: str
    versions: int
    files: int
    head: str | None
    """The digest that stands for all of it."""
    signature: str | None
    """Whose signature of the ledger is good, and of how much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """An archive that is as it was published."""

    policies: tuple[VerifiedPolicy, ...]
    forgotten: int
    """How many entries are no longer kept, on purpose."""
    since: Since | None
    """What was published at the commit that was asked about."""
    advice: tuple[Problem, ...]
    """Files in the archive that were never published."""
    files: dict[str, bytes]
    """What was read of it, but for the texts."""


def verified(source: Path, ref: str | None = None) -> Verified:
    """Verify the archives of a source, also against a commit; raise ArchiveError with all that is not as published."""
    files = verify(source)
    since = None if ref is None else verify_git(source, ref)
    refuse_misplaced(files, source)
    folder = SourceFolder(source, ProblemLog())
    return Verified(
        policies=tuple(_of_policy(policy, folder) for policy in archived(folder)),
        forgotten=forgotten(folder).count,
        since=since,
        advice=tuple(strays(source)),
        files=files,
    )


def _of_policy(policy: str, folder: SourceFolder) -> VerifiedPolicy:
    ledger = read_policy_ledger(policy, folder)
    return VerifiedPolicy(
        policy=policy,
        versions=len(ledger.published),
        files=sum(len(entry.files) for entry in ledger.published.values()),
        head=ledger.head,
        signature=signed(folder.root, policy),
    )
