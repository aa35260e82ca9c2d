"""Choose, among possible pairs of two rows, those that are worth most together and do not cross."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

FEW = 300
"""Up to this many pairs are all weighed; beyond, only those that share rare words."""
CANDIDATES = 4
"""How many partners are weighed for one element then."""
COMMON = 24
"""A run of words found more often than this points nowhere."""


def best_chain(
    old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]], weight: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Give the pairs of positions whose weights sum to the most, in order on both sides."""
    pairs = _all(old, new) if len(old) * len(new) <= FEW else _promising(old, new)
    weighed = [(at, to, value) for at, to in pairs if (value := weight(at, to)) > 0]
    kept = heaviest(
        [to for _, to, _ in weighed], [value for _, _, value in weighed], [at for at, _, _ in weighed]
    )
    return [(weighed[k][0], weighed[k][1]) for k in kept]


def heaviest(
    values: Sequence[int], weights: Sequence[float], groups: Sequence[int] | None = None
) -> list[int]:
    """Give the positions of the heaviest strictly increasing subsequence, at most one of each group.

    The groups, where given, are in increasing order.
    """
    ranks = sorted(set(values))
    tree = _Tree(len(ranks))
    totals: list[tuple[float, int]] = []
    waiting: list[tuple[int, int]] = []
    for k, value in enumerate(values):
        if groups is None or (k and groups[k] != groups[k - 1]):
            for rank, done in waiting:
                tree.raise_to(rank, (totals[done][0], done))
            waiting.clear()
        rank = bisect_left(ranks, value)
        best, before = tree.best_below(rank)
        totals.append((best + weights[k], before))
        waiting.append((rank, k))
    at = max(range(len(totals)), key=lambda k: (totals[k][0], -k), default=-1)
    chain: list[int] = []
    while at >= 0:
        chain.append(at)
        at = totals[at][1]
    return chain[::-1]


class _Tree:
    """The best total so far below each rank, found and raised in logarithmic time."""

    def __init__(self, size: int) -> None:
        """Start with nothing chosen."""
        self._best = [(0.0, -1)] * (size + 1)

    def best_below(self, rank: int) -> tuple[float, int]:
        """Give the best total among ranks below this one, and the position that it ends at."""
        best = (0.0, -1)
        while rank > 0:
            best = max(best, self._best[rank], key=lambda b: b[0])
            rank -= rank & -rank
        return best

    def raise_to(self, rank: int, total: tuple[float, int]) -> None:
        """Note a total that ends at this rank."""
        rank += 1
        while rank < len(self._best):
            if total[0] > self._best[rank][0]:
                self._best[rank] = total
            rank += rank & -rank


def _all(old: Sequence[object], new: Sequence[object]) -> list[tuple[int, int]]:
    """Give every pair."""
    return [(at, to) for at in range(len(old)) for to in range(len(new))]


def _promising(old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]]) -> list[tuple[int, int]]:
    """Give for each old element the new ones that share most of its rarer runs of two words."""
    places: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for to, words in enumerate(new):
        for run in _runs(words):
            places[run].append(to)
    pairs = []
    for at, words in enumerate(old):
        votes: dict[int, float] = defaultdict(float)
        for run in _runs(words):
            found = places.get(run, ())
            if len(found) <= COMMON:
                for to in found:
                    votes[to] += 1 / len(found)
        nearest = sorted(votes, key=lambda to: (-votes[to], to))[:CANDIDATES]
        pairs += [(at, to) for to in sorted(nearest)]
    return pairs


def _runs(words: Sequence[Hashable]) -> set[tuple[Hashable, ...]]:
    """Give the runs of two words in an element, or all of its words where it has but one."""
    return set(pairwise(words)) if len(words) > 1 else {tuple(words)}
