"""What a translator is asked for: the words of sections that are missing or out of date, and what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from affiche.exchange.codes import is_code, on_one_line
from affiche.exchange.units import Part, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALIKE = 0.5
"""How much of two texts must be the same for one to be shown as what the other said before."""
MOST_PAIRS = 250_000
"""Of units in two states of a section; the longest real section has some 600."""
TITLE = "title"
"""Stands for the title and the introduction in the ids of units, where a section has its own id."""


class Progress(StrEnum):
    """How the translation of a unit stands."""

    DONE = "done"
    """The source says what it said when this was translated."""
    CHANGED = "changed"
    """The source says something else since."""
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Words to translate, with what is known of them."""

    id: str
    """The section and the number of the unit in it, such as `security/3`."""
    section: str
    """The title of the section."""
    source: str
    """Markdown, on one line."""
    target: str = ""
    """What the translation says now, or said of the same words elsewhere; empty for nothing."""
    before: str = ""
    """What the source said when the target was written, where that was something else."""
    state: Progress = Progress.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a translator made of a request."""

    id: str
    source: str
    """What was translated; by now the text may say something else."""
    target: str
    """Empty if nothing was translated."""
    is_open: bool = False
    """Whether the translator, or the program that they use, says that it is to be looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """The part of a text from a heading to the next one."""

    id: str
    title: str
    text: str
    """The whole text, into which `start`, `end` and the places of units point."""
    start: int
    end: int
    units: tuple[Unit, ...]
    """Those that are translated; what is locked, such as a table of facts, is not."""

    @property
    def shape(self) -> tuple[tuple[object, ...], ...]:
        """What each unit is, for telling whether two texts are built alike."""
        return tuple((unit.part, unit.level, unit.is_numbered, unit.place[1:]) for unit in self.units)

    def words(self, unit: Unit) -> str:
        """Return the words of a unit as Markdown on one line."""
        return on_one_line(self.text[unit.start : unit.end])


def sections_of(text: str, units: Sequence[Unit], ids: Sequence[str]) -> tuple[SectionText, ...]:
    """Part a text at its headings; `ids` are those of its sections in order, and "" is what comes before them."""
    headings = [unit for unit in units if unit.part is Part.HEADING and not unit.locked]
    if headings and headings[0].level == 1:
        headings = headings[1:]
    starts = [0, *(text.rfind("\n", 0, unit.start) + 1 for unit in headings), len(text)]
    named = ["", *ids][: len(headings) + 1]
    found = []
    for number, identifier in enumerate(named):
        start, end = starts[number], starts[number + 1]
        inside = tuple(
            unit for unit in units if start <= unit.start < end and not unit.locked and unit.shown.strip()
        )
        title = headings[number - 1].shown if number else ""
        found.append(SectionText(id=identifier, title=title, text=text, start=start, end=end, units=inside))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Languages:
    """A text in the language that it is written in and in another, section by section."""

    source: Mapping[str, SectionText]
    target: Mapping[str, SectionText]
    before: Mapping[str, SectionText]
    """The source as it was when the translation last followed it; a section that it always followed is not there."""

    def requests(self, asked: Sequence[str]) -> Iterator[Request]:
        """Ask for every unit of these sections."""
        known = self._memory()
        for identifier in asked:
            yield from self._requests(self.source[identifier], known)

    def _requests(self, section: SectionText, known: Mapping[str, str]) -> Iterator[Request]:
        translated = self._translated(section)
        earlier = self._earlier(section)
        for number, unit in enumerate(section.units):
            source, target = section.words(unit), translated.get(number, "")
            before = earlier.get(number, "") if target else ""
            if target:
                state = Progress.DONE if before == source else Progress.CHANGED
            else:
                target = known.get(source, source if is_code(source) else "")
                state = Progress.DONE if target else Progress.NEW
            yield Request(
                id=f"{section.id or TITLE}/{number}",
                section=section.title,
                source=source,
                target=target,
                before="" if before == source else before,
                state=state,
            )

    def _translated(self, section: SectionText) -> dict[int, str]:
        """Find what the translation says for each unit of a section, by its place."""
        there = self.target.get(section.id)
        if there is None:
            return {}
        then = self.before.get(section.id, section)
        if then.shape == there.shape:
            return {now: there.words(there.units[old]) for now, old in _pairs(section, then).items()}
        if section.shape == there.shape:
            return {number: there.words(unit) for number, unit in enumerate(there.units)}
        return {0: there.words(there.units[0])} if section.id and there.units else {}

    def _earlier(self, section: SectionText) -> dict[int, str]:
        then = self.before.get(section.id, section)
        return {now: then.words(then.units[old]) for now, old in _pairs(section, then).items()}

    def _memory(self) -> dict[str, str]:
        """Remember what is translated: words that stand elsewhere too need no second translation."""
        known: dict[str, str] = {}
        for identifier, section in self.source.items():
            there = self.target.get(identifier)
            if there and identifier not in self.before and there.shape == section.shape:
                for mine, theirs in zip(section.units, there.units, strict=True):
                    known.setdefault(section.words(mine), there.words(theirs))
        return known


def _pairs(now: SectionText, then: SectionText) -> dict[int, int]:
    """Pair the units of two states of a section: those that say the same, and between them those that are alike."""
    mine, theirs = ([section.words(unit) for unit in section.units] for section in (now, then))
    if mine == theirs:
        return {number: number for number in range(len(mine))}
    if len(mine) * len(theirs) > MOST_PAIRS:
        return {
            number: number
            for number, pair in enumerate(zip(mine, theirs, strict=False))
            if pair[0] == pair[1]
        }
    pairs: dict[int, int] = {}
    for kind, low, high, old_low, old_high in SequenceMatcher(
        None, mine, theirs, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            pairs |= zip(range(low, high), range(old_low, old_high), strict=True)
            continue
        at = old_low
        for number in range(low, high):
            for old in range(at, old_high):
                is_same_kind = now.units[number].part is then.units[old].part
                if is_same_kind and Indel.normalized_similarity(mine[number], theirs[old]) >= ALIKE:
                    pairs[number], at = old, old + 1
                    break
    return pairs
