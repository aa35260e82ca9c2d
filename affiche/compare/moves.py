"""Which sections moved, and which moved along with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.chains import heaviest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.compare.outline import Entry


class Moves:
    """The fewest moves that explain the new order of the sections that both editions have.

    The sections that stay form the main row. One that moved takes along those nested in it before and after;
    it and they form a row of their own, which rejecting puts back at the place that its marker keeps.
    """

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], matches: Mapping[int, int]) -> None:
        """Find what stays and what moved; `matches` gives old positions for new ones."""
        self.matches = dict(matches)
        self.where = {at: to for to, at in matches.items()}
        """New positions for old ones."""
        self.roots: dict[int, str] = {}
        """The new positions of sections that moved, with their numbers."""
        self.rides: dict[int, int] = {}
        """For each new position that moves along, the one it moves with."""
        self._old = old
        self._new = new
        places = sorted(matches)
        weights = {to: len(new[to].text.html) + len(new[to].text.heading) + 1 for to in places}
        # As few sections as can be move; among as few, those with the least text.
        total = sum(weights.values()) + 1
        kept = heaviest([matches[to] for to in places], [1 + weight / total for weight in weights.values()])
        self._stays = {places[k] for k in kept}
        for to in places:
            # One that would take more along than it is itself is left: its paragraphs are found as moved.
            inside = sum(weights[k] for k in range(to + 1, new[to].end) if k in self._stays)
            if to not in self._stays and inside > weights[to]:
                del self.where[self.matches.pop(to)]
        for to in sorted(self.matches):
            self._move(to)

    @property
    def firm(self) -> list[int]:
        """The new positions of the sections that stay, in order."""
        return sorted(self._stays - self.roots.keys() - self.rides.keys())

    def frame(self, to: int) -> int | None:
        """Give the section that one at this new position moved with: itself, one around it, or None."""
        return to if to in self.roots else self.rides.get(to)

    def last(self, root: int) -> int:
        """Give the last old position that moves along with a section."""
        return max(self.matches[to] for to in (root, *self.rides) if self.frame(to) == root)

    def _move(self, to: int) -> None:
        """Let a section that neither stays nor moves along move, with those nested in it."""
        inside = max((root for root in self.roots if root < to < self._new[root].end), default=None)
        if (inside is None and to in self._stays) or (inside is not None and self.rides.get(to) == inside):
            return
        self.rides.pop(to, None)
        self.roots[to] = str(len(self.roots) + 1)
        last = to
        at = self.matches[to]
        for nested in range(at + 1, self._old[at].end):
            place = self.where.get(nested)
            if place is None:
                continue
            within = to < place < self._new[to].end
            if place in self._stays and not within:
                break
            if within and last < place:
                self.rides[place] = to
                last = place
