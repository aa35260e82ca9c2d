"""How far each section of the working text is, in each locale, against the version that it follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.compare import Kind
from affiche.drafts.staleness import stale_sections
from affiche.timeline import Status, timeline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from affiche.compare import Comparison
    from affiche.model import Edition, Policy, Version

OPENING = ""
"""Stands for the title and the introduction, where a section has its id."""


class State(StrEnum):
    """How a section of the working text stands in one locale."""

    UNCHANGED = "unchanged"
    """As published."""
    CHANGED = "changed"
    """Written, or written anew, since."""
    STALE = "stale"
    """The source locale was changed since, and this locale was not; or it was published so."""
    UNAFFECTED = "unaffected"
    """The source locale was changed since, and an editor says that this locale needs nothing."""
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


def version_before(policy: Policy, posted: date, order: tuple[date, int] | None = None) -> Version | None:
    """Give the version that one of this place would follow; without a place, the last of all."""
    applying = (s.version for s in timeline(policy, posted).standings if s.status is not Status.WITHDRAWN)
    return next((version for version in applying if order is None or version.order < order), None)


def compare_with(before: Version | None, working: Mapping[str, Edition]) -> dict[str, Comparison]:
    """Compare the working text with a version, in each locale that both have."""
    editions = before.editions if before else {}
    from affiche.compare import compare

    return {locale: compare(editions[locale], text) for locale, text in working.items() if locale in editions}


def section_states(
    policy: Policy,
    before: Version | None,
    comparisons: Mapping[str, Comparison],
    locales: Sequence[str],
    *,
    unaffected: Mapping[str, Collection[str]],
) -> tuple[SectionState, ...]:
    """Say how each section stands, in the order of the source locale: the first of the locales.

    `before` is what the working text is held against, by `comparisons`; None where nothing was published. `unaffected`
    is what an editor says of sections whose source was changed.
    """
    source, *others = locales
    if source not in policy.working:
        return ()
    stale = {locale: stale_sections(policy, before, comparisons, source, locale) for locale in others}
    looked_at = {
        locale: _Looked(policy.working.get(locale), comparisons.get(locale)) for locale in (source, *others)
    }
    found = []
    for identifier, title in _titles(policy, before, source, comparisons).items():
        states = {source: looked_at[source].state(identifier, absent=State.REMOVED)}
        for locale in others:
            state = looked_at[locale].state(identifier, absent=State.MISSING)
            if states[source] is State.REMOVED:
                state = State.REMOVED if state is State.MISSING else State.STALE
            if identifier in stale[locale]:
                state = State.STALE
            is_answered = state is State.STALE and identifier in unaffected.get(locale, ())
            states[locale] = State.UNAFFECTED if is_answered else state
        found.append(SectionState(id=identifier, title=title, states=states))
    return tuple(found)


def behind(sections: Sequence[SectionState], locale: str) -> Iterator[SectionState]:
    """Give the sections in which a locale lies behind the source locale."""
    return (section for section in sections if section.states.get(locale) in {State.STALE, State.MISSING})


def _titles(
    policy: Policy, before: Version | None, source: str, comparisons: Mapping[str, Comparison]
) -> dict[str, str]:
    """Name the sections of the source text, those taken out of it since, and those taken out earlier of it alone."""
    titles = {OPENING: "Title and introduction"}
    titles |= {section.id: section.title for section in policy.working[source].walk()}
    if before is None:
        return titles
    changed = _changed(comparisons[source], cosmetic=False) if source in comparisons else set()
    gone = (section for section in before.editions[source].walk() if section.id in changed) if changed else ()
    left = {identifier for sections in before.stale.values() for identifier in sections}
    others = (
        section for edition in policy.working.values() for section in edition.walk() if section.id in left
    )
    for section in (*gone, *others):
        titles.setdefault(section.id, section.title)
    return titles


class _Looked:
    """Which sections a text has in one locale, and which of them differ, looked at alone."""

    def __init__(self, text: Edition | None, comparison: Comparison | None) -> None:
        self._there = {OPENING, *(section.id for section in text.walk())} if text else set()
        self._changed = _changed(comparison) if comparison else self._there

    def state(self, identifier: str, *, absent: State) -> State:
        """Say how a section stands."""
        if identifier not in self._there:
            return absent
        return State.CHANGED if identifier in self._changed else State.UNCHANGED


def _changed(comparison: Comparison, *, cosmetic: bool = True) -> set[str]:
    """Name the sections that differ, by their ids in either edition; a move alone changes nothing in a section."""
    nothing = {Kind.MOVED} if cosmetic else {Kind.MOVED, Kind.COSMETIC}
    places = (
        {place.id for place in (change.old, change.new) if place} or {OPENING}
        for change in comparison.changes
        if change.words or change.kinds - nothing
    )
    return set().union(*places)
