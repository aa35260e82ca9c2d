"""Which elements of two sequences are the same: minimal where that is cheap, bounded where it is not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    Run = tuple[int, int, int]
    """A start in the old sequence, a start in the new one, and how many elements are equal from there."""
    Box = tuple[int, int, int, int]
    """The start and end of a part of the old sequence, and of the new one."""

EXACT_CELLS = 25_000_000
"""Up to this product of lengths the alignment is minimal; it takes some milliseconds and megabytes."""
WINDOW = 2_000
"""How many elements of each side are aligned at a time beyond that."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Give the runs of equal elements, in order."""
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    runs = [(0, 0, head)]
    runs += _between(old, new, (head, len(old) - tail, head, len(new) - tail))
    runs.append((len(old) - tail, len(new) - tail, tail))
    return _joined(runs)


def _longest(values: Sequence[int]) -> list[int]:
    """Give the positions of a longest strictly increasing subsequence."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        places[length : length + 1] = [i]
    kept = []
    at = places[-1] if places else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def _between(old: Sequence[Hashable], new: Sequence[Hashable], box: Box) -> list[Run]:
    """Align old[a:b] with new[c:d], through elements found once on both sides where it is large."""
    a, b, c, d = box
    if a == b or c == d:
        return []
    if (b - a) * (d - c) <= EXACT_CELLS:
        return _minimal(old, new, box)
    anchors = _anchors(old[a:b], new[c:d])
    if not anchors:
        return _windowed(old, new, box)
    runs: list[Run] = []
    at, to = a, c
    for i, j in [*anchors, (b - a, d - c)]:
        size = (a + i - at) * (c + j - to)
        step = _minimal if size <= EXACT_CELLS else _windowed
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
    return [pairs[at] for at in _longest([j for _, j in pairs])]


def _windowed(old: Sequence[Hashable], new: Sequence[Hashable], box: Box) -> list[Run]:
    """Align window after window, keeping the first half of each, so that the cost stays linear."""
    a, b, c, d = box
    runs: list[Run] = []
    while a < b and c < d:
        last = b - a <= WINDOW and d - c <= WINDOW
        found = _minimal(old, new, (a, min(b, a + WINDOW), c, min(d, c + WINDOW)))
        if last:
            return runs + found
        kept = [run for run in found if run[0] < a + WINDOW // 2 and run[1] < c + WINDOW // 2]
        runs += kept
        a, c = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (a + WINDOW, c + WINDOW)
    return runs


def _joined(runs: list[Run]) -> list[Run]:
    """Join runs that touch and drop empty ones."""
    joined: list[Run] = []
    for i, j, size in runs:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        elif size:
            joined.append((i, j, size))
    return joined
