"""Which paragraph or table that came back is which one of the text."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import Indel

from affiche.compare.alignment import align, best_chain
from affiche.exchange.units import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.exchange.incoming import Paragraph
    from affiche.exchange.units import Unit

    Pair = tuple[int | None, int | None]
    """Places in the old sequence and in the new one; None where something was put in, or taken out."""

ALIKE = 0.4
"""Two paragraphs of which less is common are one taken out and one put in."""
_WORD = re.compile(r"\w+|[^\w\s]")

_T = TypeVar("_T", "Unit", "Paragraph")


def blocks_of(parts: Sequence[_T]) -> list[tuple[_T, ...]]:
    """Put the cells of each table together; everything else is by itself."""
    blocks: list[tuple[_T, ...]] = []
    for table, group in groupby(parts, lambda each: each.place[0] if each.part is Part.CELL else 0):
        together = tuple(group)
        blocks += [together] if table else [(each,) for each in together]
    return blocks


def rows_of(table: Sequence[_T]) -> list[tuple[_T, ...]]:
    """Part the cells of a table into rows."""
    return [tuple(row) for _, row in groupby(table, lambda cell: cell.place[1])]


def pair(old: Sequence[Sequence[Unit]], new: Sequence[Sequence[Paragraph]]) -> list[Pair]:
    """Pair blocks, or rows, in the order of both: equal ones first, then those alike between them."""
    before, after = [_words(each) for each in old], [_words(each) for each in new]
    pairs: list[Pair] = []
    at = to = 0
    runs = align([tuple(words) for words in before], [tuple(words) for words in after])
    for i, j, size in [*runs, (len(old), len(new), 0)]:
        pairs += _alike(before[at:i], after[to:j], at, to)
        pairs += [(i + k, j + k) for k in range(size)]
        at, to = i + size, j + size
    return pairs


def _words(parts: Sequence[Unit] | Sequence[Paragraph]) -> list[str]:
    """Return the words of a block, a table apart from a paragraph with the same words."""
    kind = "table" if len(parts) > 1 or parts[0].part is Part.CELL else ""
    return [kind, *(word for part in parts for word in _WORD.findall(part.shown))]


def _alike(old: list[list[str]], new: list[list[str]], at: int, to: int) -> Iterator[Pair]:
    """Pair what is between two equal blocks."""
    is_alone = len(old) == len(new) == 1  # what is between the same neighbours is one, whatever its words

    def weight(i: int, j: int) -> float:
        if old[i][0] != new[j][0]:
            return 0
        alike = Indel.normalized_similarity(old[i][1:], new[j][1:])
        return alike if alike >= ALIKE else float(is_alone)

    i = j = 0
    for both in [*best_chain(old, new, weight), (len(old), len(new))]:
        yield from ((at + k, None) for k in range(i, both[0]))
        yield from ((None, to + k) for k in range(j, both[1]))
        if both[0] < len(old):
            yield at + both[0], to + both[1]
        i, j = both[0] + 1, both[1] + 1
