"""Make an alignment of words fit to be read: few changes, each whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.words import Words, count

if TYPE_CHECKING:
    from affiche.compare.alignment import Run


def readable(runs: list[Run], old: Words) -> list[Run]:
    """Drop short runs of equal words between changes, so that both are read as one."""
    kept: list[Run] = []
    for at, (i, j, size) in enumerate(runs):
        if kept and at + 1 < len(runs):
            before = kept[-1]
            left = (i - before[0] - before[2]) + (j - before[1] - before[2])
            right = (runs[at + 1][0] - i - size) + (runs[at + 1][1] - j - size)
            if count(old.keys[i : i + size]) * 2 <= min(left, right) - 2:
                continue
        kept.append((i, j, size))
    return kept
