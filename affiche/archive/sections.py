"""How far each section of the working text is, in each locale, against the version that it follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.compare import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.compare import Comparison
    from affiche.model import Edition

OPENING = ""
"""Stands for the title and the introduction, where a section has its id."""


class State(StrEnum):
    """How a section of the working text stands in one locale."""

    UNCHANGED = "unchanged"
    """As published."""
    CHANGED = "changed"
    """Written, or written anew, since."""
    STALE = "stale"
    """The source locale was changed since, and this locale was not."""
    MISSING = "missing"
    """The source locale has it, and this locale has not."""
    REMOVED = "removed"
    """Taken out since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """One section in every locale."""

    id: str
    title: str
    """In the source locale."""
    states: Mapping[str, State]


def section_states(
    working: Mapping[str, Edition],
    before: Mapping[str, Edition],
    comparisons: Mapping[str, Comparison],
    locales: Sequence[str],
) -> tuple[SectionState, ...]:
    """Say how each section stands, in the order of the source locale: the first of the locales, which has a text.

    `before` is what the working text is held against, and is empty where nothing was published.
    """
    source, *others = locales
    titles = {OPENING: "Title and introduction"}
    titles |= {section.id: section.title for section in working[source].walk()}
    if source in before:
        removed = _changed(comparisons[source]) - titles.keys()
        titles |= {section.id: section.title for section in before[source].walk() if section.id in removed}
    found = []
    for identifier, title in titles.items():
        first = _source_state(identifier, source, working, comparisons)
        states = {source: first}
        for locale in others:
            states[locale] = _state(identifier, first, locale, working, comparisons)
        found.append(SectionState(id=identifier, title=title, states=states))
    return tuple(found)


def behind(sections: Sequence[SectionState], locale: str) -> Iterator[SectionState]:
    """Give the sections in which a locale lies behind the source locale."""
    return (section for section in sections if section.states.get(locale) in {State.STALE, State.MISSING})


def _source_state(
    identifier: str, source: str, working: Mapping[str, Edition], comparisons: Mapping[str, Comparison]
) -> State:
    if not _has(working[source], identifier):
        return State.REMOVED
    is_new = source not in comparisons
    return State.CHANGED if is_new or identifier in _changed(comparisons[source]) else State.UNCHANGED


def _state(
    identifier: str,
    first: State,
    locale: str,
    working: Mapping[str, Edition],
    comparisons: Mapping[str, Comparison],
) -> State:
    is_there = locale in working and _has(working[locale], identifier)
    if first is State.REMOVED:
        return State.STALE if is_there else State.REMOVED
    if not is_there:
        return State.MISSING
    if locale not in comparisons or identifier in _changed(comparisons[locale], cosmetic=True):
        return State.CHANGED
    return State.STALE if first is State.CHANGED else State.UNCHANGED


def _has(edition: Edition, identifier: str) -> bool:
    return identifier == OPENING or any(section.id == identifier for section in edition.walk())


def _changed(comparison: Comparison, *, cosmetic: bool = False) -> set[str]:
    """Name the sections that have other words, by their ids in either edition; a move alone changes no words."""
    places = (
        {place.id for place in (change.old, change.new) if place} or {OPENING}
        for change in comparison.changes
        if cosmetic or change.words or change.kinds - {Kind.COSMETIC, Kind.MOVED}
    )
    return set().union(*places)
