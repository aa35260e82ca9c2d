"""Which section of the old edition is which of the new."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from affiche.compare.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.compare.outline import Entry

ALIKE = 0.5
"""Two sections with different ids are one renamed section when this share of their words is common."""


def match_sections(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Give for each position in the new outline the position in the old one that it continues."""
    ids = {entry.section.id: at for at, entry in enumerate(old)}
    matches = {at: ids[entry.section.id] for at, entry in enumerate(new) if entry.section.id in ids}
    taken = set(matches.values())
    bags_old = {at: _bag(entry) for at, entry in enumerate(old) if at not in taken}
    bags_new = {at: _bag(entry) for at, entry in enumerate(new) if at not in matches}
    shares = [
        (share, -abs(at - to), to, at)
        for at, before in bags_old.items()
        for to, after in bags_new.items()
        if (share := _share(before, after)) >= ALIKE
    ]
    for _, _, to, at in sorted(shares, reverse=True):
        if at not in taken and to not in matches:
            matches[to] = at
            taken.add(at)
    return matches


def _bag(entry: Entry) -> Counter[str]:
    """Count the words of a section."""
    return Counter(text_of(f"{entry.text.heading} {entry.text.html}").split())


def _share(old: Counter[str], new: Counter[str]) -> float:
    """Tell which share of the words of two sections is common."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
