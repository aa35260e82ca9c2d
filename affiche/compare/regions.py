"""Where headings came or went while the text around them stayed: sections split and merged in place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.compare.likeness import Likeness
    from affiche.compare.moves import Moves
    from affiche.compare.outline import Entry

RUN = 3
"""How many words in a row show that a text comes from another."""
SHARE = 0.4
"""A section was split off or merged when this share of its runs of words stands in its neighbour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Sections in a row on both sides, compared as one text."""

    old: range
    new: range

    def meets(self, other: Region) -> bool:
        """Tell whether a region that begins later has a section in common with this one."""
        return other.new.start < self.new.stop or other.old.start < self.old.stop

    def joined(self, other: Region) -> Region:
        """Give one region of this and a later one."""
        return Region(
            old=range(self.old.start, max(self.old.stop, other.old.stop)),
            new=range(self.new.start, max(self.new.stop, other.new.stop)),
        )


def find_regions(
    old: Sequence[Entry], new: Sequence[Entry], moves: Moves, likeness: Likeness
) -> list[Region]:
    """Find the regions of two outlines, none overlapping, in order."""
    if len(moves.matches) == len(old) == len(new):
        return []
    finder = _Finder(old, new, moves, likeness)
    firm = moves.firm
    found: list[Region] = []
    for k, to in enumerate(firm):
        following = firm[k + 1] if k + 1 < len(firm) else None
        for region in finder.around(to, following):
            if found and found[-1].meets(region):
                found.append(found.pop().joined(region))
            else:
                found.append(region)
    return found


class _Finder:
    """Looks at the sections without a counterpart between two that stay."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], moves: Moves, likeness: Likeness) -> None:
        """Start with no text read."""
        self._old = old
        self._new = new
        self._moves = moves
        self._likeness = likeness

    def around(self, to: int, following: int | None) -> list[Region]:
        """Give the regions that join a section that stays, or the next one, with those between."""
        at = self._moves.matches[to]
        old_end = len(self._old) if following is None else self._moves.matches[following]
        new_end = len(self._new) if following is None else following
        gone = list(range(at + 1, old_end))
        come = list(range(to + 1, new_end))
        if not gone and not come:
            return []
        regions = []
        lost, won = self._reach(gone, to, at, old_side=True), self._reach(come, to, at, old_side=False)
        if lost or won:
            regions.append(Region(old=range(at, at + lost + 1), new=range(to, to + won + 1)))
        if following is not None:
            until = self._moves.matches[following]
            lost = self._reach(gone[::-1], following, until, old_side=True)
            won = self._reach(come[::-1], following, until, old_side=False)
            if lost or won:
                regions.append(
                    Region(old=range(until - lost, until + 1), new=range(following - won, following + 1))
                )
        return regions

    def _reach(self, places: Sequence[int], to: int, at: int, *, old_side: bool) -> int:
        """Count the sections from one that stays up to the last whose text it took over, or gave."""
        reach = 0
        runs: Counter[tuple[str, ...]] | None = None
        known = self._moves.where if old_side else self._moves.matches
        for count, place in enumerate(places, 1):
            if place in known or (not old_side and self._moved(place)):
                break
            if runs is None:
                one, other = self._text(to, old_side=False), self._text(at, old_side=True)
                gave, had = (one, other) if old_side else (other, one)
                # Counted, since what is a heading now may also be named in the text that stays.
                runs = _runs(gave, RUN) - _runs(had, RUN)
            words = self._text(place, old_side=old_side)
            own = _runs(words, RUN)
            if len(words) >= RUN and (own & runs).total() >= SHARE * own.total():
                reach = count
        return reach

    def _moved(self, place: int) -> bool:
        """Tell whether a new section stands in one that moved: old text joined with it would move along."""
        return any(root < place < self._new[root].end for root in self._moves.roots)

    def _text(self, place: int, *, old_side: bool) -> list[str]:
        """Give the words of a section, its heading first."""
        text = (self._old if old_side else self._new)[place].text
        return self._likeness.plain(f"{text.heading} {text.html}")


def _runs(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """Count every run of so many words."""
    return Counter(zip(*(words[k:] for k in range(size)), strict=False))
