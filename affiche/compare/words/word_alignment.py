"""Align two texts by their words: as few marked as can be, and by the sentence where that could not be read."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.alignment import align, common_affixes, joined
from affiche.compare.words.words import count, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.compare.alignment import Box, Run
    from affiche.compare.words.words import Words

SENTENCE_ENDS = frozenset(".!?;:")


def align_words(old: Words, new: Words) -> list[Run]:
    """Align two texts by their words; punctuation and tags follow the words that they touch."""
    before, after = old.places, new.places
    found: list[Run] = []
    i = j = 0
    for at, to, size in align([old.keys[k] for k in before], [new.keys[k] for k in after]):
        first, last = (before[at], after[to]), (before[at + size - 1] + 1, after[to + size - 1] + 1)
        if old.keys[first[0] : last[0]] == new.keys[first[1] : last[1]]:
            pairs = [(*first, last[0] - first[0])]
        else:
            pairs = [(before[at + k], after[to + k], 1) for k in range(size)]
        for start, begin, length in pairs:
            found += _punctuation(old.keys, new.keys, (i, start, j, begin))
            found.append((start, begin, length))
            i, j = start + length, begin + length
    found += _punctuation(old.keys, new.keys, (i, len(old.keys), j, len(new.keys)))
    return _readable(_joined_changes(_whole_words(joined(found), old, new), old), old, new)


def _punctuation(old: Sequence[str], new: Sequence[str], box: Box) -> Iterator[Run]:
    """Pair the equal punctuation marks right after one word that both have, and right before the next."""
    a, b, c, d = box
    head, tail = common_affixes(old[a:b], new[c:d], lambda one, other: one == other and not is_word(one))
    if head:
        yield a, c, head
    if tail:
        yield b - tail, d - tail, tail


def _whole_words(runs: list[Run], old: Words, new: Words) -> list[Run]:
    """Leave no part of a word in a run of equal ones, as where a tag parts `info@` from `example.org`."""
    whole = []
    for i, j, size in runs:
        head, tail = 0, size
        while head < tail and (old.touches(i + head) or new.touches(j + head)):
            head += 1
        while head < tail and (old.touches(i + tail) or new.touches(j + tail)):
            tail -= 1
        whole.append((i + head, j + head, tail - head))
    return [run for run in whole if run[2]]


def _joined_changes(runs: list[Run], old: Words) -> list[Run]:
    """Drop what is nothing to hold on to between two changes: punctuation, or a short word between replacements."""
    kept: list[Run] = []
    end_old = end_new = 0
    for at, (i, j, size) in enumerate(runs):
        left = i - end_old, j - end_new
        if any(left) and at + 1 < len(runs):
            right = runs[at + 1][0] - i - size, runs[at + 1][1] - j - size
            if any(right) and _slight(old.keys[i : i + size], replaced=all((*left, *right))):
                continue
        kept.append((i, j, size))
        end_old, end_new = i + size, j + size
    return kept


def _slight(keys: Sequence[str], *, replaced: bool) -> bool:
    """Tell whether equal words are nothing to hold on to between two changes."""
    word = "".join(keys)
    short = replaced and len(word) <= limits.SHORT_WORD and not word[0].isdigit()
    return count(keys) <= short


def _readable(runs: list[Run], old: Words, new: Words) -> list[Run]:
    """Drop the runs of equal words of each sentence in which the changes would be scattered."""
    whole = (0, len(old.keys), 0, len(new.keys))
    if not _is_scattered(runs, old, new, whole):
        return runs
    kept: list[Run] = []
    for start, end in pairwise(_cuts(runs, old, new)):
        box = (start[0], end[0], start[1], end[1])
        inside = list(_within(runs, box))
        if not _is_scattered(inside, old, new, box):
            kept += inside
    return kept


def _cuts(runs: Iterable[Run], old: Words, new: Words) -> list[tuple[int, int]]:
    """Give the places in runs of equal words where a sentence begins in both texts, and both ends of the texts."""
    cuts = [(0, 0)]
    for i, j, size in runs:
        cuts += [(i + k, j + k) for k in range(size + 1) if _begins(old, i + k) and _begins(new, j + k)]
    cuts.append((len(old.keys), len(new.keys)))
    return cuts


def _begins(words: Words, at: int) -> bool:
    """Tell whether a sentence begins with a word."""
    return 0 < at < len(words.keys) and words.keys[at - 1] in SENTENCE_ENDS and words.gap(at) != ""


def _within(runs: Iterable[Run], box: Box) -> Iterator[Run]:
    """Give the parts of runs that are in a box."""
    a, b, c, d = box
    for i, j, size in runs:
        skipped = max(a - i, c - j, 0)
        left = min(size, b - i, d - j) - skipped
        if left > 0:
            yield i + skipped, j + skipped, left


def _is_scattered(runs: Sequence[Run], old: Words, new: Words, box: Box) -> bool:
    """Tell whether too little stays between too many changes to be read word by word."""
    if not runs:
        return False
    a, b, c, d = box
    changes = set()
    for (i, j, size), (at, to, _) in pairwise([(a, c, 0), *runs, (b, d, 0)]):
        gone, come = (_said(words) for words in (old.keys[i + size : at], new.keys[j + size : to]))
        if gone != come:
            changes.add((gone, come))
    if len(changes) < 2:  # noqa: PLR2004 - one change is no scatter
        return False
    kept = sum(_worded(old, i, i + size) for i, _, size in runs)
    return 2 * kept < limits.STAYED * (_worded(old, a, b) + _worded(new, c, d))


def _worded(words: Words, begin: int, end: int) -> int:
    """Count the words between two positions, punctuation left aside."""
    return bisect_left(words.places, end) - bisect_left(words.places, begin)


def _said(keys: Iterable[str]) -> tuple[str, ...]:
    """Give the words among keys, capitals and punctuation left aside."""
    return tuple(key.casefold() for key in keys if is_word(key))
