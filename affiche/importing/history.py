"""States of a text into versions: what readers could see change, on the days from which it applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from affiche.compare import Comparer, Kind
from affiche.importing.blocks import Note
from affiche.importing.compose import Composer
from affiche.importing.input_file import read
from affiche.importing.stated_date import is_date
from affiche.model import Significance
from affiche.problems import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.importing.compose import Composed
    from affiche.importing.input_file import InputFile, ParsedFile
    from affiche.importing.revisions import Revision
    from affiche.model import Edition
    from affiche.source import MarkdownRenderer

FARTHEST = timedelta(days=400)
"""A text dated so much later than the day on which it appeared has a slip in its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVersion:
    """A version as it will be frozen."""

    effective: date
    published: date
    significance: Significance
    editions: Mapping[str, Edition]
    dated_by: str
    """The words of the text that say the day; empty where it is that of the state."""


@dataclass(slots=True)
class History:
    """Everything that was found in a row of states."""

    versions: list[PastVersion] = field(default_factory=list)
    latest: dict[str, tuple[Composed, ParsedFile]] = field(default_factory=dict)
    """For each locale, the newest text."""
    unchanged: int = 0
    """States in which nothing changed that readers see."""
    notes: list[Note] = field(default_factory=list)


class HistoryReader:
    """Reads states one after the other, each against the one before."""

    def __init__(
        self, locales: Sequence[str], titles: Mapping[str, str], renderer: MarkdownRenderer, base: str
    ) -> None:
        """Start with nothing read; `titles` are for texts without any."""
        self._locales = locales
        self._titles = titles
        self._renderer = renderer
        self._base = base
        self._composer = Composer(renderer)
        self._comparer = Comparer()
        self._stated: dict[str, date] = {}
        self.story = History()

    def read(self, states: Iterable[Revision]) -> History:
        """Read all states."""
        for state in states:
            self._state(state)
        return self.story

    def _state(self, state: Revision) -> None:
        before = {locale: composed.edition for locale, (composed, _) in self.story.latest.items()}
        for locale in self._locales:
            if locale in state.texts:
                self._text(locale, state.texts[locale])
            elif self._locales[0] in state.texts and locale in self.story.latest:
                # sections of the source text may have come or gone, or have found their translations
                self._compose(locale, self.story.latest[locale][1])
        now = {
            locale: self.story.latest[locale][0].edition
            for locale in self._locales
            if locale in self.story.latest
        }
        if now and next(iter(now)) != self._locales[0] and self._is_to_come(state):
            return
        if {name: text.markdown for name, text in now.items()} == {
            name: text.markdown for name, text in before.items()
        } and self.story.versions:
            self.story.unchanged += 1
        elif now:
            self._version(state, now)

    def _is_to_come(self, state: Revision) -> bool:
        """Say whether the source locale is to come: a version cannot be without it."""
        self.story.notes.append(
            Note(
                rule="import/dates",
                message=f"the state of {state.day} was left out, as there was no text in {self._locales[0]} yet",
            )
        )
        return True

    def _text(self, locale: str, raw: InputFile) -> None:
        """Read and compose one text; what cannot be read is left out, and said."""
        try:
            self._compose(locale, read(raw, self._renderer, self._base))
        except ContentError as error:
            said = "; ".join(problem.message for problem in error.problems)
            self.story.notes.append(Note(rule="import/left-out", message=f"{raw.path} was left out: {said}"))

    def _compose(self, locale: str, found: ParsedFile) -> None:
        latest = self.story.latest
        source = latest.get(self._locales[0])
        known = latest.get(locale)
        composed = self._composer.compose(
            found.text,
            locale,
            self._titles[locale],
            before=known[0].edition if known else None,
            beside=source[0].edition if source and locale != self._locales[0] else None,
        )
        latest[locale] = composed, found

    def _version(self, state: Revision, now: Mapping[str, Edition]) -> None:
        versions = self.story.versions
        last = versions[-1] if versions else None
        effective, words = self._day(state, last)
        versions.append(
            PastVersion(
                effective=effective,
                published=max(min(state.day, effective), last.published if last else date.min),
                significance=self._significance(last, now),
                editions=dict(now),
                dated_by=words,
            )
        )

    def _day(self, state: Revision, last: PastVersion | None) -> tuple[date, str]:
        """Give the day that a text says of itself, if it says another than before; else the day of the state.

        No version can apply before the one that it follows.
        """
        least = last.effective if last else date.min
        for locale in self._locales:
            stated = (
                self.story.latest[locale][0].stated
                if locale in state.texts and locale in self.story.latest
                else None
            )
            if stated is None or stated.day is None or self._stated.get(locale) == stated.day:
                continue
            self._stated[locale] = stated.day
            if least <= stated.day <= state.day + FARTHEST:
                return stated.day, stated.words
            self.story.notes.append(
                Note(
                    rule="import/dates",
                    message=f"the text of {state.day} says “{stated.words}”, which cannot be; it is dated by the day on which it appeared",
                )
            )
        return max(least, state.day), ""

    def _significance(self, last: PastVersion | None, now: Mapping[str, Edition]) -> Significance:
        """Call a version editorial if no word of it changed but for its date."""
        if last is None or now.keys() != last.editions.keys():
            return Significance.MAJOR
        for locale, edition in now.items():
            before = last.editions[locale]
            if before.markdown == edition.markdown:
                continue
            words = [
                word for change in self._comparer.compare(before, edition).changes for word in change.words
            ]
            if any(
                word.kind is not Kind.MOVED and not (is_date(word.old) and is_date(word.new))
                for word in words
            ):
                return Significance.MAJOR
        return Significance.EDITORIAL


def numbered(versions: Sequence[PastVersion]) -> list[str]:
    """Give the id of each version: its day, and a number from the second of a day on."""
    ids: list[str] = []
    for version in versions:
        day = version.effective.isoformat()
        count = sum(known.partition(".")[0] == day for known in ids)
        ids.append(f"{day}.{count + 1}" if count else day)
    return ids
