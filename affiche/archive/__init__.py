"""What was published: frozen, written down in the ledger, and checked before every build."""

from affiche.archive.freeze import freeze
from affiche.archive.opening import UnknownError, open_policy
from affiche.archive.parcel import Release
from affiche.archive.proposal import Proposal, propose, publish
from affiche.archive.request import Request
from affiche.archive.store import Settled, settle
from affiche.archive.verify import verify

__all__ = [
    "Proposal",
    "Release",
    "Request",
    "Settled",
    "UnknownError",
    "freeze",
    "open_policy",
    "propose",
    "publish",
    "settle",
    "verify",
]
