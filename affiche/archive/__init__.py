"""What was published: frozen, written down in the ledger, and checked before every build.

What plans a version or a withdrawal, and proves one, is imported when it is first asked for: most commands only check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from affiche.archive.applicable import Applicable, applicable
from affiche.archive.freeze import freeze
from affiche.archive.opening import open_policy
from affiche.archive.parcel import Release
from affiche.archive.store import Settled, settle
from affiche.archive.verify import verify

if TYPE_CHECKING:
    from affiche.archive.evidence import archived_evidence, verify_evidence, with_manifest
    from affiche.archive.posted import Checked, checked, verify_site
    from affiche.archive.proposal import Proposal, propose, publish
    from affiche.archive.request import Request
    from affiche.archive.sections import State
    from affiche.archive.staleness import stale_sections
    from affiche.archive.state import PolicyState, policy_state
    from affiche.archive.withdrawal import ProposedWithdrawal, propose_withdrawal, withdraw

__all__ = [
    "Applicable",
    "Checked",
    "PolicyState",
    "Proposal",
    "ProposedWithdrawal",
    "Release",
    "Request",
    "Settled",
    "State",
    "applicable",
    "archived_evidence",
    "checked",
    "freeze",
    "open_policy",
    "policy_state",
    "propose",
    "propose_withdrawal",
    "publish",
    "settle",
    "stale_sections",
    "verify",
    "verify_evidence",
    "verify_site",
    "with_manifest",
    "withdraw",
]

_LATER = {
    "evidence": ("archived_evidence", "verify_evidence", "with_manifest"),
    "posted": ("Checked", "checked", "verify_site"),
    "proposal": ("Proposal", "propose", "publish"),
    "request": ("Request",),
    "sections": ("State",),
    "staleness": ("stale_sections",),
    "state": ("PolicyState", "policy_state"),
    "withdrawal": ("ProposedWithdrawal", "propose_withdrawal", "withdraw"),
}


def __getattr__(name: str) -> Any:
    """Import one of the names that are left for later."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"affiche.archive.{module}"), name)
    raise AttributeError(name)
