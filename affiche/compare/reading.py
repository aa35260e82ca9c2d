"""Make an alignment of words fit to be read: few changes, each whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.words import Words, count

if TYPE_CHECKING:
    from affiche.compare.alignment import Run

MOST = 4
"""A longer run of equal words is something to hold on to between two changes."""
TWICE = 2
"""A run is dropped only where the changes on both sides are so many times as long, and one word more."""


def readable(runs: list[Run], old: Words) -> list[Run]:
    """Drop short runs of equal words between longer changes, so that both are read as one."""
    kept: list[Run] = []
    end_old = end_new = 0
    for at, (i, j, size) in enumerate(runs):
        left = (i - end_old) + (j - end_new)
        if left and at + 1 < len(runs):
            right = (runs[at + 1][0] - i - size) + (runs[at + 1][1] - j - size)
            words = count(old.keys[i : i + size])
            if words <= MOST and words * TWICE <= min(left, right) - TWICE:
                continue
        kept.append((i, j, size))
        end_old, end_new = i + size, j + size
    return kept
