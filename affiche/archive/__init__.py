"""What was published: frozen, written down in the ledger, and checked before every build."""

from affiche.archive.applicable import Applicable, applicable
from affiche.archive.evidence import archived_evidence, verify_evidence, with_manifest
from affiche.archive.freeze import freeze
from affiche.archive.opening import open_policy
from affiche.archive.parcel import Release
from affiche.archive.posted import Checked, checked, verify_site
from affiche.archive.proposal import Proposal, propose, publish
from affiche.archive.request import Request
from affiche.archive.sections import State
from affiche.archive.staleness import stale_sections
from affiche.archive.state import PolicyState, policy_state
from affiche.archive.store import Settled, settle
from affiche.archive.verify import verify
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
