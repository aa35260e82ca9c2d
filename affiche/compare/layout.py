"""Both outlines as one, in the order of the new edition: what stays, what moved, where the removed stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.moves import Moves
    from affiche.compare.outline import Entry
    from affiche.compare.regions import Region


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


def lay_out(
    old: Sequence[Entry], new: Sequence[Entry], moves: Moves, regions: Sequence[Region]
) -> Iterator[Line]:
    """Give the lines of the redline's outline, the front first."""
    after = _followers(len(old), moves, regions)
    for to, entry in enumerate(new):
        yield Line(old=moves.matches.get(to), new=to, depth=entry.depth, move=moves.roots.get(to, ""))
        depth = entry.depth
        least = new[to + 1].depth if to + 1 < len(new) else 1
        frame = moves.frame(to)
        if frame is not None:
            least = max(least, new[frame].depth + 1)
        for at in after.get(to, ()):
            place = moves.where.get(at)
            # No deeper than one below what stands before, and without parting what follows from its parent.
            level = max(least, min(old[at].depth, depth + 1))
            yield Line(old=at, new=None, depth=level, move="" if place is None else moves.roots[place])
            # Nothing stands in a marker.
            depth = level if place is None else min(depth, level - 1)


def _followers(count: int, moves: Moves, regions: Sequence[Region]) -> dict[int, list[int]]:
    """Give, for each new position, the old ones that are shown after it."""
    taken = {at: region.new[-1] for region in regions for at in region.old}
    after: dict[int, list[int]] = {}
    anchor = 0
    outer: list[tuple[int, int]] = []
    for at in range(count):
        while outer and at > outer[-1][0]:
            anchor = outer.pop()[1]
        to = moves.where.get(at)
        if at in taken:
            anchor = taken[at]
        elif to is None:
            after.setdefault(anchor, []).append(at)
        elif to in moves.roots:
            after.setdefault(anchor, []).append(at)
            outer.append((moves.last(to), anchor))
            anchor = to
        else:
            anchor = to
    return after
