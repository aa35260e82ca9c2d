"""What was published: frozen, written down in the ledger, and checked before every build."""

from affiche.archive.freeze import freeze
from affiche.archive.parcel import Release
from affiche.archive.store import Settled, settle
from affiche.archive.verify import verify

__all__ = ["Release", "Settled", "freeze", "settle", "verify"]
