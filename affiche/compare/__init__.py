"""Two editions become changes, as facts, and a redline that holds both texts.

What compares is imported when it is first asked for: many commands know the words for changes and compare nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from affiche.compare.changes import (
    Aspect,
    Change,
    Comparison,
    Kind,
    Place,
    Redline,
    RedlineSection,
    WordChange,
)

if TYPE_CHECKING:
    from affiche.compare.comparer import Comparer, compare
    from affiche.compare.pairing import Pair, pair_blocks, pair_ids
    from affiche.compare.resolution import accept, reject

__all__ = [
    "Aspect",
    "Change",
    "Comparer",
    "Comparison",
    "Kind",
    "Pair",
    "Place",
    "Redline",
    "RedlineSection",
    "WordChange",
    "accept",
    "compare",
    "pair_blocks",
    "pair_ids",
    "reject",
]

_LATER = {
    "comparer": ("Comparer", "compare"),
    "pairing": ("Pair", "pair_blocks", "pair_ids"),
    "resolution": ("accept", "reject"),
}


def __getattr__(name: str) -> Any:
    """Import one of the names that are left for later."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"affiche.compare.{module}"), name)
    raise AttributeError(name)
