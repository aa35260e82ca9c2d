"""Both outlines as one, in the order of the new edition: what stays, what moved, what was split or merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from affiche.compare import limits
from affiche.compare.alignment import ngrams, weighted_lis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.compare.sections.outline import Entry
    from affiche.compare.words.similarity import TextSimilarity


class SectionMoves:
    """The fewest moves that explain the new order of the sections that both editions have.

    The sections that stay form the main row. One that moved takes along those nested in it before and after;
    it and they form a row of their own, which rejecting puts back at the place that its marker keeps.
    """

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], matches: Mapping[int, int]) -> None:
        """Find what stays and what moved; `matches` gives old positions for new ones."""
        self.matches = dict(matches)
        self.where = {at: to for to, at in matches.items()}
        """New positions for old ones."""
        self.moved_roots: dict[int, str] = {}
        """The new positions of sections that moved, with their numbers."""
        self.moves_with: dict[int, int] = {}
        """For each new position that moves along, the one it moves with."""
        self._old = old
        self._new = new
        places = sorted(matches)
        weights = {to: len(new[to].text.html) + len(new[to].text.heading) + 1 for to in places}
        # As few sections as can be move; among as few, those with the least text.
        total = sum(weights.values()) + 1
        kept = weighted_lis(
            [matches[to] for to in places], [1 + weight / total for weight in weights.values()]
        )
        self._stays = {places[k] for k in kept}
        for to in places:
            # A section that would take more text along than it has is not moved; its paragraphs are found as moved.
            inside = sum(weights[k] for k in range(to + 1, new[to].end) if k in self._stays)
            if to not in self._stays and inside > weights[to]:
                del self.where[self.matches.pop(to)]
        for to in sorted(self.matches):
            self._move(to)

    @property
    def staying(self) -> list[int]:
        """The new positions of the sections that stay, in order."""
        return sorted(self._stays - self.moved_roots.keys() - self.moves_with.keys())

    def moved_root(self, to: int) -> int | None:
        """Give the section that one at this new position moved with: itself, one around it, or None."""
        return to if to in self.moved_roots else self.moves_with.get(to)

    def last(self, root: int) -> int:
        """Give the last old position that moves along with a section."""
        return max(self.matches[to] for to in (root, *self.moves_with) if self.moved_root(to) == root)

    def _move(self, to: int) -> None:
        """Let a section that neither stays nor moves along move, with those nested in it."""
        inside = max((root for root in self.moved_roots if root < to < self._new[root].end), default=None)
        if (inside is None and to in self._stays) or (
            inside is not None and self.moves_with.get(to) == inside
        ):
            return
        self.moves_with.pop(to, None)
        self.moved_roots[to] = str(len(self.moved_roots) + 1)
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
                self.moves_with[place] = to
                last = place


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
    old: Sequence[Entry], new: Sequence[Entry], moves: SectionMoves, similarity: TextSimilarity
) -> list[Region]:
    """Find the regions of two outlines, none overlapping, in order."""
    if len(moves.matches) == len(old) == len(new):
        return []
    finder = _RegionFinder(old, new, moves, similarity)
    staying = moves.staying
    found: list[Region] = []
    for k, to in enumerate(staying):
        following = staying[k + 1] if k + 1 < len(staying) else None
        for region in finder.around(to, following):
            if found and found[-1].meets(region):
                found.append(found.pop().joined(region))
            else:
                found.append(region)
    return found


class _RegionFinder:
    """Looks at the sections without a counterpart between two that stay."""

    def __init__(
        self, old: Sequence[Entry], new: Sequence[Entry], moves: SectionMoves, similarity: TextSimilarity
    ) -> None:
        """Start with no text read."""
        self._old = old
        self._new = new
        self._moves = moves
        self._similarity = similarity

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
        before = after = 0
        if following is not None:
            before = self._reach(gone[::-1], following, old_end, old_side=True)
            after = self._reach(come[::-1], following, old_end, old_side=False)
        middle = range(at + lost + 1, old_end - before), range(to + won + 1, new_end - after)
        if self._flows(*middle):
            region = Region(old=middle[0], new=middle[1])
            # Text that went across the line between two regions would be called removed from one, added to the other.
            regions = [regions[0].joined(region) if regions else region]
        if before or after:
            last = Region(old=range(old_end - before, old_end + 1), new=range(new_end - after, new_end + 1))
            regions.append(last)
        return regions

    def _flows(self, gone: range, come: range) -> bool:
        """Tell whether sections without a counterpart say the same under other headings."""
        if not gone or not come or len(gone) == len(come) == 1:
            return False
        if any(at in self._moves.where for at in gone) or any(
            to in self._moves.matches or self._moved(to) for to in come
        ):
            return False
        before = [word for at in gone for word in self._text(at, old_side=True)]
        after = [word for to in come for word in self._text(to, old_side=False)]
        one, other = _runs(before), _runs(after)
        return (one & other).total() > limits.SPLIT_SHARE * min(one.total(), other.total())

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
                runs = _runs(gave) - _runs(had)
            words = self._text(place, old_side=old_side)
            own = _runs(words)
            if len(words) >= limits.SPLIT_RUN and (own & runs).total() >= limits.SPLIT_SHARE * own.total():
                reach = count
        return reach

    def _moved(self, place: int) -> bool:
        """Tell whether a new section stands in one that moved: old text joined with it would move along."""
        return any(root < place < self._new[root].end for root in self._moves.moved_roots)

    def _text(self, place: int, *, old_side: bool) -> list[str]:
        """Give the words of a section, its heading first."""
        text = (self._old if old_side else self._new)[place].text
        return self._similarity.plain(f"{text.heading} {text.html}")


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Count the runs of words by which a text is known to come from another."""
    return Counter(ngrams(words, limits.SPLIT_RUN))


class OutlineRow(NamedTuple):
    """One section of the redline's outline."""

    old: int | None
    """Its position in the old outline."""
    new: int | None
    """Its position in the new outline; None for one that was removed, or that stood here before it moved."""
    depth: int
    move: str = ""
    """The number of its move, at both ends."""


def merged_outline(
    old: Sequence[Entry], new: Sequence[Entry], moves: SectionMoves, regions: Sequence[Region]
) -> Iterator[OutlineRow]:
    """Give the lines of the redline's outline, the front first."""
    after = _followers(len(old), moves, regions)
    for to, entry in enumerate(new):
        yield OutlineRow(
            old=moves.matches.get(to), new=to, depth=entry.depth, move=moves.moved_roots.get(to, "")
        )
        depth = entry.depth
        least = new[to + 1].depth if to + 1 < len(new) else 1
        root = moves.moved_root(to)
        if root is not None:
            least = max(least, new[root].depth + 1)
        for at in after.get(to, ()):
            place = moves.where.get(at)
            # No deeper than one below what stands before, and without parting what follows from its parent.
            level = max(least, min(old[at].depth, depth + 1))
            yield OutlineRow(
                old=at, new=None, depth=level, move="" if place is None else moves.moved_roots[place]
            )
            # Nothing stands in a marker.
            depth = level if place is None else min(depth, level - 1)


def _followers(count: int, moves: SectionMoves, regions: Sequence[Region]) -> dict[int, list[int]]:
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
        elif to in moves.moved_roots:
            after.setdefault(anchor, []).append(at)
            outer.append((moves.last(to), anchor))
            anchor = to
        else:
            anchor = to
    return after
