"""The history of a policy as a picture, worked out in numbers: a template only draws it.

Places along the time line are percentages of its width, so that the picture fills whatever room it has and its
words keep their size; heights are pixels. Nothing depends on the day of the build but how versions stand on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.timeline import Timeline, VersionStatus

MARGIN = 2.0
"""Where the first version stands, in percent."""
END = 88.0
"""Where the last day stands; beyond is what has no end yet."""
NEAREST = 1.6
"""Two marks are this far apart, as long as that takes no more than half of the room."""
MOST_YEARS = 7
TALLEST = 40.0
"""The height of the longest bar."""
LEAST = 1.5
"""The height of the shortest: a single word can be seen."""


class Words(NamedTuple):
    """How many words a version added and removed."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A version on the time line."""

    standing: VersionStatus
    x: float
    """Where it stands, in percent from where reading begins."""
    words: Words | None
    """How much it changed; None where there was nothing to compare it with."""
    added: float
    """The height of its bar for words added."""
    removed: float
    """The height of its bar for words removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time for which a version applies."""

    standing: VersionStatus
    x: float
    width: float
    """To the next version's mark, or to the edge where no end is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The beginning of a year."""

    number: int
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart:
    """When each version applied, and how many words it added and removed."""

    marks: tuple[Mark, ...]
    """Oldest first."""
    spans: tuple[Span, ...]
    years: tuple[Year, ...]
    above: float
    """The height of the tallest bar for words added; 0 where nothing was."""
    below: float


def chart(
    timeline: Timeline, words: Mapping[str, Words | None], *, is_mirrored: bool = False
) -> TimelineChart:
    """Draw the versions of a policy; `words` go by the ids of versions. Mirrored, time runs from right to left."""
    standings = timeline.standings[::-1]
    days = [standing.version.effective for standing in standings]
    scale = _Scale(first=days[0], last=max(days + [s.until for s in standings if s.until]))
    places = apart([scale.place(day) for day in days], END)
    marks = _marks(standings, places, words)
    at = {standing.version.id: x for standing, x in zip(standings, places, strict=True)}
    spans = [_span(standing, at, scale) for standing in standings if standing.ever_in_force]
    years = [Year(number=year, x=scale.place(date(year, 1, 1))) for year in scale.years()]
    years = years or [Year(number=days[0].year, x=places[0])]
    if is_mirrored:
        marks = [replace(mark, x=100 - mark.x) for mark in marks]
        spans = [replace(span, x=100 - span.x - span.width) for span in spans]
        years = [replace(year, x=100 - year.x) for year in years]
    return TimelineChart(
        marks=tuple(marks),
        spans=tuple(spans),
        years=tuple(years),
        above=max(mark.added for mark in marks),
        below=max(mark.removed for mark in marks),
    )


def apart(places: Sequence[float], end: float) -> list[float]:
    """Move places, which are in order, until no two are nearer than can be; they keep their order and bounds."""
    gap = min(NEAREST, (end - MARGIN) / 2 / max(len(places) - 1, 1))
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    least = end + gap
    for at in reversed(range(len(moved))):
        least = moved[at] = min(moved[at], least - gap)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where days are."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Give the place of a day between the first and the last."""
        days = (self.last - self.first).days or 1
        return MARGIN + (day - self.first).days / days * (END - MARGIN)

    def years(self) -> Sequence[int]:
        """Give the years that begin in between, or every second, fifth or tenth, so that their numbers have room."""
        years = range(self.first.year + 1, self.last.year + 1)
        steps = (step for step in (1, 2, 5, 10, 20, 50, 100) if len(years) <= step * MOST_YEARS)
        step = next(steps, len(years))
        return [year for year in years if year % step == 0]


def _marks(
    standings: Sequence[VersionStatus], places: Sequence[float], words: Mapping[str, Words | None]
) -> list[Mark]:
    most = max((max(found.added, found.removed) for found in words.values() if found), default=0)

    def height(count: int) -> float:
        return max(LEAST, round(TALLEST * count / most, 2)) if count else 0.0

    marks = []
    for standing, x in zip(standings, places, strict=True):
        found = words.get(standing.version.id)
        added, removed = (height(found.added), height(found.removed)) if found else (0.0, 0.0)
        marks.append(Mark(standing=standing, x=x, words=found, added=added, removed=removed))
    return marks


def _span(standing: VersionStatus, at: Mapping[str, float], scale: _Scale) -> Span:
    """Let a version apply until the mark of the next, the day on which the policy is retired, or the open end."""
    x = at[standing.version.id]
    if standing.after:
        end = at[standing.after.id]
    else:
        end = scale.place(standing.until) if standing.until else 100.0
    return Span(standing=standing, x=x, width=max(end - x, 0.0))
