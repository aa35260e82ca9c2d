"""What was published: frozen, written down in the ledger, and checked before every build."""

from affiche.archive.freeze import Release, freeze
from affiche.archive.verify import verify

__all__ = ["Release", "freeze", "verify"]
