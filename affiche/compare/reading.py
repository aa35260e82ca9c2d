"""Make an alignment of words fit to be read: few changes, each whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.words import Words, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.compare.alignment import Run

MOST = 4
"""A longer run of equal words is something to hold on to between two changes."""
TWICE = 2
"""A run is dropped only where the changes on both sides are so many times as long, and one word more;"""
SHORT = 4
"""or where it is one word of at most so many letters (the, with, pour)"""
REPLACED = 2
"""and on both sides of it at least a word was replaced by another."""


def readable(runs: list[Run], old: Words) -> list[Run]:
    """Drop short runs of equal words between longer changes, so that both are read as one."""
    kept: list[Run] = []
    end_old = end_new = 0
    for at, (i, j, size) in enumerate(runs):
        left = (i - end_old) + (j - end_new)
        if left and at + 1 < len(runs):
            right = (runs[at + 1][0] - i - size) + (runs[at + 1][1] - j - size)
            if right and _slight(old.keys[i : i + size], min(left, right)):
                continue
        kept.append((i, j, size))
        end_old, end_new = i + size, j + size
    return kept


def _slight(keys: Sequence[str], beside: int) -> bool:
    """Tell whether equal words are nothing to hold on to between two changes; `beside` is the shorter one's length."""
    words = count(keys)
    if words == 1 and beside >= REPLACED:
        word = "".join(keys)
        if len(word) <= SHORT and not word[0].isdigit():
            return True
    return words == 0 or (words <= MOST and words * TWICE <= beside - TWICE)
