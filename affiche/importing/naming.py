"""Ids of sections: as they were written, as in the version before, as in the other language, or from their words."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from affiche.compare.matching import match_sections
from affiche.compare.outline import outline
from affiche.compare.similarity import NUMBER
from affiche.source.editions import id_from_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.importing.blocks import Heading
    from affiche.model import Edition

LONGEST = 60
"""Characters of an id made from words; it is cut between two of them."""


def section_ids(
    headings: Sequence[Heading], known: Mapping[int, str], *, over_own: bool = False
) -> list[str]:
    """Give each heading an id, none twice: its own, else the one known for it, else one from its words.

    With `over_own` the known ones come first, as sections of two languages must have the same.
    """
    first = [
        (known.get(at) or heading.id) if over_own else (heading.id or known.get(at) or "")
        for at, heading in enumerate(headings)
    ]
    kept = set(first)
    given: dict[str, None] = {}
    for heading, wanted in zip(headings, first, strict=True):
        if wanted and wanted not in given:
            given[wanted] = None
            continue
        base = wanted or short(id_from_words(NUMBER.sub("", heading.text) or heading.text))
        numbered = (f"{base}-{count}" for count in itertools.count(2))
        free = itertools.chain([base], numbered)
        given[next(name for name in free if name not in kept and name not in given)] = None
    return list(given)


def short(identifier: str) -> str:
    """Cut a long id between two words."""
    if len(identifier) <= LONGEST:
        return identifier
    return identifier[: LONGEST + 1].rpartition("-")[0] or identifier[:LONGEST]


def inherited(before: Edition, now: Edition) -> dict[int, str]:
    """Give the id of each section that the version before has too, under whatever heading, by its position."""
    old, new = outline(before), outline(now)
    matches = match_sections(old, new)
    return {to - 1: old[at].section.id for to, at in matches.items() if to and at}
