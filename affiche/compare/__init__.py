"""Two editions become changes, as facts, and a redline that holds both texts."""

from __future__ import annotations

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
