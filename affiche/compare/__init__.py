"""Two editions become changes, as facts, and a redline that holds both texts.

What compares is imported when it is first asked for: many commands know the words for changes and compare nothing.
"""

from __future__ import annotations

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

__all__ = ["Aspect", "Change", "Comparer", "Comparison", "Kind", "Place", "Redline", "RedlineSection"]
__all__ += ["WordChange", "compare"]


def __getattr__(name: str) -> Any:
    """Import what compares when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from affiche.compare import comparer

    return getattr(comparer, name)
