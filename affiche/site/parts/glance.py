"""A policy at a glance, made from its facts: what is used and why, who receives it, how long it is kept, and so on.

Nothing is said that the text does not show, and each line leads to the section that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.notices.facts import columns_of, labelled, rows_of, words_of
from affiche.notices.shown import Shown
from affiche.source.data.localised import each_in_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.localization import Localizer
    from affiche.model import Edition, Fact, Section

_FEWEST = 3
"""With fewer lines than this the text itself is as quick to read."""
_NAMES = ("name", "recipient")
_DETAILS = {"purpose": "information", **dict.fromkeys(_NAMES, "country")}
"""For a column, the one that is written in brackets after it."""
_CONTACTS = ("email", "form", "phone", "officer", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceLine:
    """What the facts say about one topic, and the section of the text that says it."""

    topic: str
    heading: str
    """What the facts call it, where their values go on from its words: “You can ask us to”."""
    values: tuple[str, ...]
    section: Section


def at_a_glance(
    facts: Mapping[str, Fact],
    labels: Mapping[str, Fact],
    edition: Edition,
    localizer: Localizer,
    locales: Sequence[str],
) -> tuple[GlanceLine, ...]:
    """Return what a version says about each topic in one language; nothing where its facts say little."""
    own, called = (each_in_locale(each, edition.locale, locales) for each in (facts, labels))
    shown = Shown(edition)
    lines = tuple(_lines(_Facts(own, called, localizer), shown))
    return lines if len(lines) >= _FEWEST else ()


@dataclass(frozen=True)
class _Facts:
    """The facts of a version and what they are called, in one language."""

    facts: Mapping[str, Fact]
    labels: Mapping[str, Fact]
    localizer: Localizer

    def topics(self) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
        """Give each topic with its values: as the text shows it, and as it is written here."""
        yield "purposes", self._cells("purpose")
        yield "recipients", self._cells(*_NAMES)
        yield "periods", [*self._labelled("retention"), *self._cells("period", "retention")]
        yield "countries", self._distinct("country")
        yield "rights", self._cells("right")
        yield "contact", self._contacts()

    def heading(self, name: str) -> str:
        """Return what the first table with a column calls it."""
        return next((heads[name] for heads in map(columns_of, self.facts.values()) if name in heads), "")

    def _cells(self, *names: str) -> Iterator[tuple[str, str]]:
        """Give the cells of a column, each with what belongs to it in brackets, or after the name of its row."""
        for table in self.facts.values():
            columns = columns_of(table)
            name = next((name for name in names if name in columns), None)
            # Recipients have purposes too: a column says what its table is about only where it comes first.
            if name is None or (name in _DETAILS and name != next(iter(columns))):
                continue
            for cells in rows_of(table).values():
                value, first = cells[name], next(iter(cells.values()))
                detail = cells.get(_DETAILS.get(name, ""), "")
                if name in ("period", "retention") and value != first:
                    yield value, labelled(first, value, self.localizer)
                elif value:
                    yield value, f"{value} ({detail})" if detail else value

    def _distinct(self, name: str) -> Iterator[tuple[str, str]]:
        tables = (rows_of(table).values() for table in self.facts.values() if name in columns_of(table))
        values = (cells[name] for rows in tables for cells in rows)
        return ((value, value) for value in dict.fromkeys(values) if value)

    def _labelled(self, name: str) -> Iterator[tuple[str, str]]:
        """Give the values of a group of facts that have labels."""
        group, labels = self.facts.get(name), self.labels.get(name)
        if isinstance(group, Mapping) and isinstance(labels, Mapping) and not columns_of(group):
            for key, fact in group.items():
                label, value = labels.get(key), words_of(fact)
                if isinstance(label, str) and value:
                    yield value, labelled(label, value, self.localizer)

    def _contacts(self) -> Iterator[tuple[str, str]]:
        group = self.facts.get("contact")
        known = group if isinstance(group, Mapping) else {}
        for key in _CONTACTS:
            if value := words_of(known.get(key)):
                yield value, value


def _lines(facts: _Facts, shown: Shown) -> Iterator[GlanceLine]:
    for topic, pairs in facts.topics():
        found = [(value, written) for value, written in pairs if shown.count(value)]
        section = shown.section_with_most(value for value, _ in found)
        if section is not None:
            heading = facts.heading("right") if topic == "rights" else ""
            yield GlanceLine(
                topic=topic, heading=heading, values=tuple(written for _, written in found), section=section
            )
