"""Publications of several policies that happen together or not at all.

The ledger of a policy decides about that policy alone. So once everything is prepared, one file with the digest of each
new ledger decides about all of them. After a crash, the next command finds this file and finishes the publication.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from affiche.confined import Kind, RefusedError
from affiche.source import LEDGER, digest
from affiche.source.files import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.confined import Root
    from affiche.source import SourceFolder

PREPARED = ".preparing"
NEXT_LEDGER = f".{LEDGER}{PREPARED}"
DECISION = ".publishing"
"""In the folder of the last of its policies, whose lock is held by who writes or removes it."""


def decide(ledgers: Mapping[str, bytes], inside: Root) -> None:
    """Let each prepared ledger be the one of its policy: after this step all are, before it none."""
    lead = max(ledgers)
    content = json.dumps({policy: digest(ledger) for policy, ledger in sorted(ledgers.items())}) + "\n"
    inside.create(f"{lead}/{DECISION}{PREPARED}", content.encode(), sync=True)
    inside.replace(f"{lead}/{DECISION}{PREPARED}", f"{lead}/{DECISION}")
    inside.sync(lead)


def is_decided(folder: SourceFolder) -> bool:
    """Return whether a decision about several policies was not brought to an end."""
    return any(folder.inside.kind(f"{policy}/{DECISION}") is Kind.FILE for policy in folder.folders())


def carry_out(policy: str, folder: SourceFolder) -> None:
    """Put the next ledger of a policy in its place, if that was decided; its lock is held."""
    inside, prepared = folder.inside, f"{policy}/{NEXT_LEDGER}"
    for lead in folder.folders():
        if _awaits(policy, _decision(lead, folder).get(policy), folder):
            inside.replace(prepared, f"{policy}/{LEDGER}")
            inside.sync(policy)


def forget(lead: str, folder: SourceFolder) -> None:
    """Remove a decision once it was carried out in each of its policies; the lock of the last one is held."""
    decided = _decision(lead, folder)
    if decided and not any(_awaits(policy, ledger, folder) for policy, ledger in decided.items()):
        folder.inside.remove_file(f"{lead}/{DECISION}")
        folder.inside.sync(lead)


def _awaits(policy: str, ledger: str | None, folder: SourceFolder) -> bool:
    """Return whether the next ledger of a policy is there, and is the one with this digest."""
    prepared = f"{policy}/{NEXT_LEDGER}"
    return ledger is not None and digest(_read(prepared, folder) or b"") == ledger


def _decision(lead: str, folder: SourceFolder) -> dict[str, str]:
    """Read for each policy the digest of its next ledger; nothing where nothing is decided."""
    try:
        content = json.loads(_read(f"{lead}/{DECISION}", folder) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _read(name: str, folder: SourceFolder) -> bytes | None:
    """Read what a publication may have left; None where there is nothing, or what none leaves."""
    try:
        return folder.inside.read(name, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError, RefusedError):
        return None
