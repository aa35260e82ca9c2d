"""Pairs of sections that a person judged: which are one renamed section, and which have little in common."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.compare.sections.matching import match_sections
from affiche.compare.sections.outline import outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.model import Edition

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "compare"


class Labels:
    """Counts how many of the judged pairs are taken for one section."""

    def __init__(self, file: str) -> None:
        """Read the list: a history, the state before, the old id, the new id."""
        self.matched = self.judged = 0
        self._pairs: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
            name, state, old_id, new_id = line.split()
            self._pairs[name][int(state.split("-")[0]) - 1].append((old_id, new_id))

    def look(self, name: str, editions: Sequence[Edition]) -> None:
        """Match the sections of the judged versions of one history."""
        for at, pairs in self._pairs[name].items():
            old, new = outline(editions[at]), outline(editions[at + 1])
            matches = match_sections(old, new)
            found = {(old[k].section.id, new[to].section.id) for to, k in matches.items()}
            self.judged += len(pairs)
            self.matched += sum(pair in found for pair in pairs)
