"""A version is published: its texts, facts and dates are written once, and the ledger grows by a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.parcel import Release, compose
from affiche.archive.store import add
from affiche.source import read_policy_ledger

if TYPE_CHECKING:
    from affiche.model import Policy
    from affiche.source import SourceFolder

__all__ = ["Release", "freeze"]


def freeze(policy: Policy, release: Release, folder: SourceFolder) -> str:
    """Write the working text down as a version of the archive, and give the id of the version."""
    parcel = compose(policy, release, read_policy_ledger(policy.name, folder).head)
    add(policy.name, parcel.entry, parcel.files, folder)
    return parcel.version
