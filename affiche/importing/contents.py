"""Headings that only a list of contents has kept, put back where their words are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.importing.plain_lines import Line

_LABELLED = re.compile(r"[^.:;?!]{2,80}[ \u00a0\u202f]:[ \u00a0]|[^.:;?!]{2,40}: ")
FEWEST = 3
"""Entries of a list of contents."""
LONGEST_ENTRY, SHORTEST_TEXT = 14, 12
"""Words."""
STEM = 5
"""So many first letters of a word stand for all of its forms."""
OPENING = 40
"""Words at the beginning of a paragraph that say what it is about."""
NEXT = 0.4
"""How much the paragraph after it counts."""


def with_listed_headings(lines: Sequence[Line]) -> list[Line]:
    """Put the entries of a list at the end before the paragraphs that they are about, where a text has no heading at all."""
    entries = _contents(lines)
    texts = lines[: len(lines) - len(entries)]
    if not entries or any(
        line.depth or _size(line) < SHORTEST_TEXT for line in texts[1:] if not line.text.endswith(".")
    ):
        return list(lines)
    places = _places([line.text for line in entries], texts)
    if len(places) * 2 < len(entries):
        return list(lines)
    result: list[Line] = []
    for at, line in enumerate(texts):
        result += [
            replace(entries[k], text=entries[k].text.rstrip("."), depth=2, why="listed")
            for k, place in places.items()
            if place == at
        ]
        result.append(line)
    return result + [entry for k, entry in enumerate(entries) if k not in places]


def _contents(lines: Sequence[Line]) -> list[Line]:
    """Give the short lines that stand together at the end."""
    last = [line for line in lines if line.block == lines[-1].block] if lines else []
    is_list = FEWEST <= len(last) < len(lines) / 2 and all(_size(line) <= LONGEST_ENTRY for line in last)
    return last if is_list else []


def _places(entries: Sequence[str], texts: Sequence[Line]) -> dict[int, int]:
    """Give for each entry the paragraph that it stands before, in the order of both, so that most words are shared."""
    stems = [_stems(line.text, OPENING) for line in texts]
    rare = Counter(stem for found in stems for stem in found)

    def shared(entry: int, at: int) -> float:
        wanted = _stems(entries[entry], OPENING)
        if _LABELLED.match(texts[at].text):
            return 0.0
        own = sum(1 / rare[stem] for stem in wanted & stems[at])
        after = sum(1 / rare[stem] for stem in wanted & stems[at + 1]) if at + 1 < len(texts) else 0.0
        return own + NEXT * after if own >= 1 / len(texts) * 3 else 0.0

    @cache
    def best(entry: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if entry == len(entries):
            return 0.0, ()
        options = [best(entry + 1, start)]
        for at in range(start, len(texts)):
            weight = shared(entry, at)
            if weight:
                rest = best(entry + 1, at + 1)
                options.append((weight + rest[0], ((entry, at), *rest[1])))
        return max(options, key=lambda option: option[0])

    return dict(best(0, 1)[1])


def _stems(text: str, most: int) -> set[str]:
    return {word[:STEM].lower() for word in re.findall(r"\w+", text)[:most] if len(word) >= STEM}


def _size(line: Line) -> int:
    return len(line.text.split())
