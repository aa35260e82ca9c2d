"""Sections of a translation beside those of the source text: by id, then by order and likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare.sections.outline import outline
from affiche.html import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.compare.sections.outline import Entry
    from affiche.model import Edition

SAME_LEVEL = 0.35
LENGTH = 0.25
SIGNS = 0.25
HEADINGS = 0.25
KNOWN = 0.3
"""What it counts that two sections stood beside each other before."""
LEAST = 0.42
"""Two sections less alike than this are no pair."""
STEM = 5
"""So many first letters of a word are often the same in English and French."""
_SIGN = re.compile(r"https?://[^\s\"<>]+|[\w.+-]+@[\w.-]+|\d+|<(?:li|tr|p)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Which section of the translation is which of the source text."""

    ids: Mapping[int, str]
    """For each position among the sections of the translation, the id in the source text."""
    by_place: tuple[str, ...]
    """Titles of sections of the translation that have nothing in common with those beside them but their place."""
    only_source: tuple[str, ...]
    """Titles of the sections that the translation has not."""
    only_translation: tuple[str, ...]
    """Titles of those that the source text has not."""


def pair(source: Edition, translation: Edition, own: Mapping[int, str], before: Mapping[int, str]) -> Pairing:
    """Pair the sections; `own` gives the ids that sections of the translation bring, `before` those that they had."""
    old, new = outline(source)[1:], outline(translation)[1:]
    places = {entry.section.id: at for at, entry in enumerate(old)}
    fixed = {to: places[identifier] for to, identifier in own.items() if identifier in places}
    if len(set(fixed.values())) != len(fixed):
        fixed = {to: at for to, at in fixed.items() if list(fixed.values()).count(at) == 1}
    pairs = fixed | _aligned(old, new, fixed, before)
    placed = _between(len(old), len(new), pairs)
    pairs |= placed
    paired = set(pairs.values())
    return Pairing(
        ids={to: old[at].section.id for to, at in pairs.items()},
        by_place=tuple(new[to].section.title for to in placed),
        only_source=tuple(entry.section.title for at, entry in enumerate(old) if at not in paired),
        only_translation=tuple(entry.section.title for to, entry in enumerate(new) if to not in pairs),
    )


def _aligned(
    old: Sequence[Entry], new: Sequence[Entry], fixed: Mapping[int, int], before: Mapping[int, str]
) -> dict[int, int]:
    """Pair what is left in the order of both texts, so that all pairs together are as alike as can be."""
    taken = set(fixed.values())
    rows = [at for at in range(len(old)) if at not in taken]
    columns = [to for to in range(len(new)) if to not in fixed]
    weights = [
        [_likeness(old[at], new[to]) + KNOWN * (before.get(to) == old[at].section.id) for to in columns]
        for at in rows
    ]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            both = weights[i][j] + best[i + 1][j + 1] if weights[i][j] >= LEAST else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(rows) and j < len(columns):
        if weights[i][j] >= LEAST and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            pairs[columns[j]] = rows[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _between(rows: int, columns: int, pairs: Mapping[int, int]) -> dict[int, int]:
    """Pair what is left in equal numbers between two pairs."""
    edges = sorted(pairs.items())
    placed: dict[int, int] = {}
    for (to, at), (next_to, next_at) in pairwise([(-1, -1), *edges, (columns, rows)]):
        if next_to - to == next_at - at > 1:
            placed |= {to + step: at + step for step in range(1, next_to - to)}
    taken = set(pairs.values())
    return {to: at for to, at in placed.items() if to not in pairs and at not in taken}


def _likeness(old: Entry, new: Entry) -> float:
    """Weigh two sections in different languages: level, length, numbers and addresses, words that look alike."""
    level = SAME_LEVEL if old.depth == new.depth else 0.0
    sizes = sorted((len(plain_text(old.text.html)), len(plain_text(new.text.html))))
    length = LENGTH * ((sizes[0] + 40) / (sizes[1] + 40))
    signs = SIGNS * _share(_SIGN.findall(old.text.html), _SIGN.findall(new.text.html))
    return level + length + signs + HEADINGS * _share(_stems(old.section.title), _stems(new.section.title))


def _stems(words: str) -> list[str]:
    return [word[:STEM].lower() for word in re.findall(r"\w{4,}|\d+", words)]


def _share(old: Sequence[str], new: Sequence[str]) -> float:
    """Tell which share is common to both; where neither has any, half."""
    if not old and not new:
        return 0.5
    rest = list(new)
    common = 0
    for one in old:
        if one in rest:
            rest.remove(one)
            common += 1
    return 2 * common / (len(old) + len(new))
