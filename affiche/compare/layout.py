"""Both outlines as one, in the order of the new edition: what stays, what moved, where the removed stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.alignment import increasing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.compare.outline import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One section of the redline's outline."""

    old: int | None
    """Its position in the old outline."""
    new: int | None
    """Its position in the new outline; None for one that was removed, or that stood here before it moved."""
    depth: int
    move: str = ""
    """The number of its move, at both ends."""


def lay_out(old: Sequence[Entry], new: Sequence[Entry], matches: Mapping[int, int]) -> list[Line]:
    """Give the lines of the redline's outline."""
    return list(_Layout(old, new, matches).lines())


class _Layout:
    """Finds the fewest moves and where each old section without a place in the new order is shown.

    The sections that stay form the main row. One that moved takes along those nested in it before and after;
    it and they form a row of their own, which rejecting puts back at the place that its marker keeps.
    """

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], matches: Mapping[int, int]) -> None:
        """Find what stays and what moved."""
        self._old = old
        self._new = new
        self._matches = matches
        self._where = {at: to for to, at in matches.items()}
        places = sorted(matches)
        weights = [len(new[to].text.html) + len(new[to].text.heading) + 1 for to in places]
        kept = increasing([matches[to] for to in places], weights)
        self._stays = {places[at] for at in kept}
        self._roots: dict[int, str] = {}
        """The new positions of sections that moved, with their numbers."""
        self._rides: dict[int, int] = {}
        """For each new position that moves along, the one it moves with."""
        for to in places:
            self._move(to)
        self._after = self._followers()

    def _move(self, to: int) -> None:
        """Let a section that neither stays nor moves along move, with those nested in it."""
        inside = self._enclosing(to)
        if inside is None and to in self._stays:
            return
        if inside is not None and self._rides.get(to) == inside:
            return
        self._rides.pop(to, None)
        self._roots[to] = str(len(self._roots) + 1)
        last = to
        at = self._matches[to]
        for nested in range(at + 1, self._old[at].end):
            place = self._where.get(nested)
            if place is None:
                continue
            if place in self._stays and not (to < place < self._new[to].end):
                break
            if last < place < self._new[to].end and place not in self._roots:
                self._rides[place] = to
                last = place

    def _enclosing(self, to: int) -> int | None:
        """Give the nearest section that moved, or moves, around a position of the new outline."""
        return max((root for root in self._roots if root < to < self._new[root].end), default=None)

    def _followers(self) -> dict[int | None, list[int]]:
        """Give, for each new position (None: the beginning), the old ones shown after it."""
        after: dict[int | None, list[int]] = {}
        anchor: int | None = None
        outer: list[tuple[int, int | None]] = []
        for at in range(len(self._old)):
            while outer and at > outer[-1][0]:
                anchor = outer.pop()[1]
            to = self._where.get(at)
            if to is None:
                after.setdefault(anchor, []).append(at)
            elif to in self._roots:
                after.setdefault(anchor, []).append(at)
                outer.append((self._last_rider(to), anchor))
                anchor = to
            else:
                anchor = to
        return after

    def _last_rider(self, root: int) -> int:
        """Give the last old position that moves along with a section."""
        return max(
            [self._matches[to] for to, with_ in self._rides.items() if with_ == root] + [self._matches[root]]
        )

    def lines(self) -> Iterator[Line]:
        """Give the lines in order."""
        yield from self._gone(None, 0)
        for to, entry in enumerate(self._new):
            yield Line(old=self._matches.get(to), new=to, depth=entry.depth, move=self._roots.get(to, ""))
            yield from self._gone(to, entry.depth)

    def _gone(self, anchor: int | None, depth: int) -> Iterator[Line]:
        """Give the old sections shown after a place, no deeper than stands to reason and parting no section."""
        following = 0 if anchor is None else anchor + 1
        least = self._new[following].depth if following < len(self._new) else 1
        frame = None if anchor is None else (anchor if anchor in self._roots else self._rides.get(anchor))
        if frame is not None:
            least = max(least, self._new[frame].depth + 1)
        for at in self._after.get(anchor, ()):
            to = self._where.get(at)
            depth = max(least, min(self._old[at].depth, depth + 1))
            yield Line(old=at, new=None, depth=depth, move="" if to is None else self._roots[to])
