"""Align two sequences: equal elements, common beginnings and ends, the best pairs that do not cross.

`align` is minimal where that is cheap and bounded where it is not; `weighted_lis` is the heaviest increasing
subsequence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise, product
from operator import eq
from typing import TYPE_CHECKING, TypeVar

from affiche.compare import limits

Element = TypeVar("Element")

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    Run = tuple[int, int, int]
    """A start in the old sequence, a start in the new one, and how many elements are equal from there."""
    Box = tuple[int, int, int, int]
    """The start and end of a part of the old sequence, and of the new one."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Give the runs of equal elements, in order."""
    head, tail = common_affixes(old, new)
    runs = [(0, 0, head)]
    runs += _between(old, new, (head, len(old) - tail, head, len(new) - tail))
    runs.append((len(old) - tail, len(new) - tail, tail))
    return joined(runs)


def common_affixes(
    old: Sequence[Element], new: Sequence[Element], is_shared: Callable[[Element, Element], bool] = eq
) -> tuple[int, int]:
    """Count the elements that two sequences share at their beginning, and at their end."""
    limit = min(len(old), len(new))
    head = 0
    while head < limit and is_shared(old[head], new[head]):
        head += 1
    tail = 0
    while tail < limit - head and is_shared(old[-1 - tail], new[-1 - tail]):
        tail += 1
    return head, tail


def ngrams(words: Sequence[Element], size: int) -> Iterator[tuple[Element, ...]]:
    """Give every run of so many words."""
    return zip(*(words[k:] for k in range(size)), strict=False)


def _between(old: Sequence[Hashable], new: Sequence[Hashable], box: Box) -> list[Run]:
    """Align old[a:b] with new[c:d], through elements found once on both sides where it is large."""
    a, b, c, d = box
    if a == b or c == d:
        return []
    if (b - a) * (d - c) <= limits.EXACT_CELLS:
        return _minimal(old, new, box)
    anchors = _anchors(old[a:b], new[c:d])
    if not anchors:
        return _windowed(old, new, box)
    runs: list[Run] = []
    at, to = a, c
    for i, j in [*anchors, (b - a, d - c)]:
        size = (a + i - at) * (c + j - to)
        step = _minimal if size <= limits.EXACT_CELLS else _windowed
        runs += step(old, new, (at, a + i, to, c + j))
        if a + i < b:
            runs.append((a + i, c + j, 1))
        at, to = a + i + 1, c + j + 1
    return runs


def _minimal(old: Sequence[Hashable], new: Sequence[Hashable], box: Box) -> list[Run]:
    """Align with as few elements left over as possible."""
    a, b, c, d = box
    if a >= b or c >= d:
        return []
    from rapidfuzz.distance import Indel  # a check compares nothing where nothing was published

    return [
        (a + op.src_start, c + op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(old[a:b], new[c:d])
        if op.tag == "equal"
    ]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Give the pairs of elements found once on each side, as many as keep their order."""
    once_old = {value for value, count in Counter(old).items() if count == 1}
    places = {value: j for j, value in enumerate(new) if value in once_old}
    once_new = {value for value, count in Counter(new).items() if count == 1}
    pairs = [(i, places[value]) for i, value in enumerate(old) if value in once_new and value in places]
    return [pairs[at] for at in weighted_lis([j for _, j in pairs], [1] * len(pairs))]


def _windowed(old: Sequence[Hashable], new: Sequence[Hashable], box: Box) -> list[Run]:
    """Align window after window, keeping the first half of each, so that the cost stays linear."""
    a, b, c, d = box
    runs: list[Run] = []
    while a < b and c < d:
        last = b - a <= limits.WINDOW and d - c <= limits.WINDOW
        found = _minimal(old, new, (a, min(b, a + limits.WINDOW), c, min(d, c + limits.WINDOW)))
        if last:
            return runs + found
        # Near its end a window may lack the partner of an element, so only its first half counts.
        kept = [run for run in found if run[0] < a + limits.WINDOW // 2 and run[1] < c + limits.WINDOW // 2]
        runs += kept
        a, c = (
            (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2])
            if kept
            else (a + limits.WINDOW, c + limits.WINDOW)
        )
    return runs


def joined(runs: list[Run]) -> list[Run]:
    """Join runs that touch and drop empty ones."""
    joined: list[Run] = []
    for i, j, size in runs:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        elif size:
            joined.append((i, j, size))
    return joined


def best_chain(
    old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]], weight: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Give the pairs of positions whose weights sum to the most, in order on both sides."""
    is_small = len(old) * len(new) <= limits.FEW_PAIRS
    pairs = product(range(len(old)), range(len(new))) if is_small else _promising(old, new)
    weighed = [(at, to, value) for at, to in pairs if (value := weight(at, to)) > 0]
    kept = weighted_lis(
        [to for _, to, _ in weighed], [value for _, _, value in weighed], [at for at, _, _ in weighed]
    )
    return [(weighed[k][0], weighed[k][1]) for k in kept]


def weighted_lis(
    values: Sequence[int], weights: Sequence[float], groups: Sequence[int] | None = None
) -> list[int]:
    """Give the positions of the heaviest strictly increasing subsequence, at most one of each group.

    The groups, where given, are in increasing order.
    """
    if groups is None and all(value < following for value, following in pairwise(values)):
        return list(range(len(values)))
    ranks = sorted(set(values))
    tree = _FenwickTree(len(ranks))
    totals: list[tuple[float, int]] = []
    waiting: list[tuple[int, int]] = []  # of the group that is being read: none may follow another of it
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


class _FenwickTree:
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


def _promising(old: Sequence[Sequence[Hashable]], new: Sequence[Sequence[Hashable]]) -> list[tuple[int, int]]:
    """Give for each old element the new ones that share most of its rarer runs of two words."""
    # An element of one word has no run of two, and goes by the word.
    features = [[set(ngrams(each, 2)) or {tuple(each)} for each in side] for side in (old, new)]
    found = nearest(*features, candidates=4, common=24)
    return [(i, j) for i, js in enumerate(found) for j in sorted(js)]


def nearest(
    old: Sequence[Iterable[Hashable]],
    new: Sequence[Iterable[Hashable]],
    *,
    candidates: int,
    common: int,
    rare_counts_more: bool = True,
) -> list[list[int]]:
    """Return for each old element the new ones that share most of its features, the nearest first.

    A feature may count for less the more of the new elements have it, and for nothing in more of them than `common`.
    """
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j, features in enumerate(new):
        for feature in features:
            places[feature].append(j)
    found = []
    for features in old:
        votes: dict[int, float] = defaultdict(float)
        for feature in features:
            having = places.get(feature, ())
            if len(having) <= common:
                for j in having:
                    votes[j] += 1 / len(having) if rare_counts_more else 1
        found.append(sorted(votes, key=lambda j: (-votes[j], j))[:candidates])
    return found
