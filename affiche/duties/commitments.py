"""What a text itself promises about its own changes, recognised sentence by sentence.

Laws ask for some of it, and policy.yaml holds it as `promises`; readers only have the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from affiche.duties.english import ENGLISH
from affiche.duties.french import FRENCH
from affiche.duties.phrases import NUMBER_WORDS, NUMBERS, words_of
from affiche.duties.sayings import Saying
from affiche.patterns import lazy

LANGUAGES = {"en": ENGLISH, "fr": FRENCH}
"""Those in which phrases are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that a sentence says."""

    saying: Saying
    number: int = 0
    """Of days, or of months between reviews."""


_UNITS = {"day": 1, "business": 1, "calendar": 1, "week": 7, "month": 30, "jour": 1, "semaine": 7, "mois": 30}
_DURATION = lazy(
    rf"(?P<number>\d+|{NUMBER_WORDS})(?: (?P<figure>\d+))? (?P<unit>day|business|calendar|week|month|jour|semaine|mois|year|an)"
)
_YEARLY = lazy(r"\b(?:annual\w*|yearly|annuel\w*|(?:every|each|per|a|chaque|par|les) (?:year|ans?|année)\b)")
MONTHS_OF_A_YEAR = 12


def is_of_changes(heading: str, language: str) -> bool:
    """Return whether a heading is over what a text says of its own changes."""
    words, known = words_of(heading), LANGUAGES[language]
    return known.heading.is_in(words) and (
        known.of_changes.is_in(words) or not known.other_heading.is_in(words)
    )


def said_in(words: str, language: str, *, own: str = "", under_changes: bool = False) -> tuple[Said, ...]:
    """Return what a sentence says of changes to its text; `own` are its words without those that lead its list."""
    known = LANGUAGES[language]
    of_changes = (under_changes or known.of_changes.is_in(words)) and not known.of_something_else.is_in(words)
    found = [
        Said(saying=saying, number=_number(own or words, saying))
        for saying, cue in known.cues.items()
        if (of_changes or cue.anywhere) and cue.is_in(words)
    ]
    return tuple(_without_repeats(found))


def _without_repeats(found: list[Said]) -> list[Said]:
    """Drop what another says more exactly: a letter that is an e-mail, notice given away in advance alone."""
    said = {one.saying for one in found}
    dropped = {Saying.NO_NOTICE} if Saying.NO_ADVANCE_NOTICE in said else set()
    dropped |= {Saying.BEFORE} if Saying.DAYS in said else set()
    return [one for one in found if one.saying not in dropped]


def _number(words: str, saying: Saying) -> int:
    """Return the number of days of notice, or of months between reviews, that a sentence names."""
    if saying is Saying.REVIEW and _YEARLY.search(words):
        return MONTHS_OF_A_YEAR
    match = _DURATION.search(words) if saying in {Saying.DAYS, Saying.REVIEW} else None
    if match is None:
        return 0
    number = int(match["figure"] or NUMBERS.get(match["number"], match["number"]))
    if saying is Saying.REVIEW:
        return number * MONTHS_OF_A_YEAR if match["unit"] in {"year", "an"} else number
    return number * _UNITS.get(match["unit"], 0)
