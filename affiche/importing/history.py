"""The revisions of a text into versions: what readers could see change, on the days from which it applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from affiche.compare import Comparer, Kind
from affiche.importing.blocks import Note
from affiche.importing.compose import Composer
from affiche.importing.input_file import read
from affiche.importing.text.stated_date import is_date
from affiche.model import Significance
from affiche.problems import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.importing.compose import Composed
    from affiche.importing.input_file import InputFile, ParsedFile
    from affiche.importing.revisions import Revision, Revisions
    from affiche.model import Edition
    from affiche.source import MarkdownRenderer

FARTHEST = timedelta(days=400)
"""A text dated so much later than the day on which it appeared has a slip in its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVersion:
    """A version as it will be published in the archive."""

    effective: date
    published: date
    significance: Significance
    editions: Mapping[str, Edition]
    dated_by: str
    """The words of the text that say the day; empty where it is that of the revision."""


@dataclass(slots=True)
class History:
    """Everything that was found in a row of revisions."""

    versions: list[PastVersion] = field(default_factory=list)
    latest: dict[str, tuple[Composed, ParsedFile]] = field(default_factory=dict)
    """For each locale, the newest text."""
    unchanged: int = 0
    """Revisions in which nothing changed that readers see."""
    passed_over: int = 0
    """Commits on branches, which readers never saw before they were merged."""
    notes: list[Note] = field(default_factory=list)

    @property
    def editions(self) -> dict[str, Edition]:
        """The newest edition of each locale."""
        return {locale: composed.edition for locale, (composed, _) in self.latest.items()}


class HistoryReader:
    """Reads revisions one by one, each against the one before."""

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
        self._history = History()

    def read(self, found: Revisions) -> History:
        """Read all revisions."""
        for revision in found.revisions:
            if revision.clock:
                self._note(
                    f"a commit says that it is of {revision.clock}, which cannot be; it is dated {revision.day}, by the "
                    "commits around it"
                )
            before = {locale: edition.markdown for locale, edition in self._history.editions.items()}
            self._read_texts(revision)
            now = self._history.editions
            if not now:
                continue
            if self._locales[0] not in now:
                self._note(
                    f"the revision of {revision.day} was left out: there is no text in {self._locales[0]} yet"
                )
            elif self._history.versions and before == {name: text.markdown for name, text in now.items()}:
                self._history.unchanged += 1
            else:
                self._add_version(revision, {name: now[name] for name in self._locales if name in now})
        self._history.passed_over = found.passed_over
        return self._history

    def _note(self, message: str, rule: str = "import/dates") -> None:
        self._history.notes.append(Note(rule=rule, message=message))

    def _read_texts(self, revision: Revision) -> None:
        """Read the texts of a revision; what cannot be read is left out, and said."""
        for locale in self._locales:
            if locale in revision.texts:
                self._read_text(locale, revision.texts[locale])
            elif self._locales[0] in revision.texts and locale in self._history.latest:
                # sections of the source text may have come or gone, or have found their translations
                self._compose(locale, self._history.latest[locale][1])

    def _read_text(self, locale: str, file: InputFile) -> None:
        try:
            self._compose(locale, read(file, self._renderer, self._base))
        except ContentError as error:
            said = "; ".join(problem.message for problem in error.problems)
            self._note(f"{file.path} was left out: {said}", "import/left-out")

    def _compose(self, locale: str, file: ParsedFile) -> None:
        editions = self._history.editions
        is_source = locale == self._locales[0]
        composed = self._composer.compose(
            file,
            locale,
            self._titles[locale],
            before=editions.get(locale),
            beside=None if is_source else editions.get(self._locales[0]),
        )
        self._history.latest[locale] = composed, file

    def _add_version(self, revision: Revision, editions: Mapping[str, Edition]) -> None:
        last = self._history.versions[-1] if self._history.versions else None
        effective, words = self._day(revision, last)
        self._history.versions.append(
            PastVersion(
                effective=effective,
                published=max(min(revision.day, effective), last.published if last else date.min),
                significance=self._significance(last, editions),
                editions=editions,
                dated_by=words,
            )
        )

    def _day(self, revision: Revision, last: PastVersion | None) -> tuple[date, str]:
        """Return the day that a text states, if it is another than before; else the day of the revision.

        No version can apply before the one that it follows.
        """
        least = last.effective if last else date.min
        for locale in self._locales:
            known = self._history.latest.get(locale) if locale in revision.texts else None
            stated = known[0].stated if known else None
            if stated is None or stated.day is None or self._stated.get(locale) == stated.day:
                continue
            self._stated[locale] = stated.day
            if least <= stated.day <= revision.day + FARTHEST:
                return stated.day, stated.words
            self._note(
                f"the text of {revision.day} says “{stated.words}”, which cannot be; it is dated by the day on "
                "which it appeared"
            )
        return max(least, revision.day), ""

    def _significance(self, last: PastVersion | None, now: Mapping[str, Edition]) -> Significance:
        """Call a version editorial if no word of it changed but for its date."""
        if last is None or now.keys() != last.editions.keys():
            return Significance.MAJOR
        for locale, edition in now.items():
            before = last.editions[locale]
            if before.markdown == edition.markdown:
                continue
            changes = self._comparer.compare(before, edition).changes
            changed = (word for change in changes for word in change.words if word.kind is not Kind.MOVED)
            if any(not (is_date(word.old) and is_date(word.new)) for word in changed):
                return Significance.MAJOR
        return Significance.EDITORIAL


def numbered(versions: Sequence[PastVersion]) -> list[str]:
    """Return the id of each version: its day, and a number from the second of a day on."""
    ids: list[str] = []
    for version in versions:
        day = version.effective.isoformat()
        count = sum(known.partition(".")[0] == day for known in ids)
        ids.append(f"{day}.{count + 1}" if count else day)
    return ids
