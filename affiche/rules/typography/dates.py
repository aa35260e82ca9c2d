"""Dates as French and English write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import DIGITS, Kind, swap
from affiche.rules.rule import ADVICE, rule
from affiche.rules.typography.spacing import gap_match, is_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

FRENCH_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
ENGLISH_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
FRENCH_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_SPACE = r"[ \n\u00a0\u202f]"
_SHORT = {
    "janv": "janvier",
    "févr": "février",
    "fév": "février",
    "avr": "avril",
    "juill": "juillet",
    "juil": "juillet",
    "sept": "septembre",
    "oct": "octobre",
    "nov": "novembre",
    "déc": "décembre",
}

_FIRST = lazy(rf"(?<![\d,.])(?P<zero>0?)1(?P<after>){_SPACE}(?:{FRENCH_MONTHS})\b", re.IGNORECASE)
_FIRST_OF_SPAN = lazy(
    rf"(?:(?<=\b[dal][ue]{_SPACE})|(?<=\bles{_SPACE}))(?P<zero>0?)1(?P<after>){_SPACE}(?:au|et(?:{_SPACE}le)?|ou(?:{_SPACE}le)?|à|-|–){_SPACE}"
    rf"\d{{1,2}}(?:er)?{_SPACE}(?:{FRENCH_MONTHS})\b",
    re.IGNORECASE,
)
_LOST_RAISING = lazy(rf"(?<![\d,.])1(?P<ending>{_SPACE}er)\b(?={_SPACE}(?:{FRENCH_MONTHS})\b)", re.IGNORECASE)
_OTHER_DAY = lazy(
    r"(?<![\d,.])(?:(?P<zero>0)(?P<late>[2-9])|(?P<day>[2-9]|[12]\d|3[01])(?P<ordinal>er|i?[eè]me|e))"
    rf"{_SPACE}(?P<month>{FRENCH_MONTHS})\b",
    re.IGNORECASE,
)
_DAY_AND_MONTH = lazy(
    rf"(?<![\d,.])(?:1er|[1-9]|[12]\d|3[01])(?P<gap>[ \u00a0\u202f\u2009]+)(?:{FRENCH_MONTHS})\b",
    re.IGNORECASE,
)
_CAPITAL_MONTH = lazy(rf"(?<=\d|r|e){_SPACE}(?P<word>{FRENCH_MONTHS.title()})\b")
_CAPITAL_WEEKDAY = lazy(
    rf"(?<=[a-zéè]{_SPACE})(?P<word>{FRENCH_WEEKDAYS.title()})(?={_SPACE}\d{{1,2}}(?:er)?{_SPACE}(?:{FRENCH_MONTHS}|{FRENCH_MONTHS.title()})\b)"
)
_COMMA_YEAR = lazy(rf"\d(?:er)?{_SPACE}(?:{FRENCH_MONTHS})(?P<comma>,){_SPACE}\d{{4}}\b")
_SHORT_MONTH = lazy(rf"(?<=\d|r){_SPACE}(?P<month>(?P<short>{'|'.join(_SHORT)})\.)(?={_SPACE}\d{{4}}\b)")
_ENGLISH_ORDINAL = lazy(
    rf"\b(?:(?P<month>{ENGLISH_MONTHS}){_SPACE}(?:\d{{1,2}})(?:st|nd|rd|th)\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th){_SPACE}(?:of{_SPACE})?(?:{ENGLISH_MONTHS})\b)"
)
_SHORT_ENGLISH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_SHORT_DATE = (
    rf"\b(?:{_SHORT_ENGLISH}{_SPACE}\d{{1,2}},?|\d{{1,2}}{_SPACE}{_SHORT_ENGLISH},?){_SPACE}\d{{4}}\b"
)
_DAY_FIRST = lazy(
    rf"(?<![\d.,])\b\d{{1,2}}{_SPACE}(?:(?:{ENGLISH_MONTHS}),?{_SPACE}\d{{4}}|(?!May\b)(?:{ENGLISH_MONTHS}))\b(?!{_SPACE}\d)"
    rf"|\b(?:{ENGLISH_MONTHS}){_SPACE}\d{{1,2}}{_SPACE}\d{{4}}\b|{_SHORT_DATE}"
)
_MONTH_FIRST = lazy(
    rf"\b(?:{ENGLISH_MONTHS}){_SPACE}\d{{1,2}}(?:,?{_SPACE}\d{{4}}\b|(?![\d,.])(?!{_SPACE}\d))"
    rf"|\b\d{{1,2}}{_SPACE}(?:{ENGLISH_MONTHS}),{_SPACE}\d{{4}}\b|{_SHORT_DATE}"
)


@rule(
    "french/first-of-month",
    ADVICE,
    "“1 janvier”, “02 janvier” or “2e janvier”",
    why="The first day of a month, and no other, takes an ordinal ending.",
    citation="Bureau de la traduction",
    example=("le 1 janvier 2026", "le 1<sup>er</sup>\u00a0janvier 2026"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_first_of_month(text: Text, passage: Passage) -> Iterator[Match]:
    """Find the first of a month without `er`, and other days with an ending or a leading zero."""
    for match in (*_FIRST.finditer(passage.text), *_FIRST_OF_SPAN.finditer(passage.text)):
        at = match.start("after")
        yield text.match(
            passage,
            match.start(),
            match.end(),
            "the first day of a month is written with “er”",
            expected=f"1er {match[0].split()[-1]}",
            edits=swap(passage, match.start(), at, "1<sup>er</sup>"),
        )
    for match in _LOST_RAISING.finditer(passage.text):
        yield text.replacement(passage, match, "ending", "<sup>er</sup>", "there is a space inside “1er”")
    for match in _OTHER_DAY.finditer(passage.text):
        has_zero = match["zero"] is not None
        yield text.match(
            passage,
            match.start(),
            match.end(),
            "the day has a leading zero" if has_zero else "only the first day of a month has an ending",
            expected=f"{match['late'] or match['day']} {match['month']}",
            edits=swap(passage, *match.span("zero" if has_zero else "ordinal"), ""),
        )


@rule(
    "french/day-month",
    ADVICE,
    "a day and a month that could be separated at the end of a line",
    why="A day without its month says nothing, and 1er at the end of a line is misread.",
    example=("le 2 janvier", "le 2\u00a0janvier"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_day_and_month(text: Text, passage: Passage) -> Iterator[Match]:
    """Find days that could be separated from their month at the end of a line."""
    for match in _DAY_AND_MONTH.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_match(text, passage, match, "\u00a0", "before the month")


@rule(
    "french/date-capitals",
    ADVICE,
    "a month or weekday with a capital, an abbreviated month, or a comma before the year",
    why="Such dates are English in form.",
    example=("le 2\u00a0Janvier 2026", "le 2\u00a0janvier 2026"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=(*FRENCH_MONTHS.split("|"), *_SHORT),
)
def french_date_capitals(text: Text, passage: Passage) -> Iterator[Match]:
    """Find months and weekdays with a capital, abbreviated months, and a comma before the year."""
    for pattern in (_CAPITAL_MONTH, _CAPITAL_WEEKDAY):
        for match in pattern.finditer(passage.text):
            word = match["word"]
            yield text.replacement(
                passage, match, "word", word.lower(), f"“{word}” has a capital letter in a date"
            )
    for match in _SHORT_MONTH.finditer(passage.text) if passage.kind is not Kind.CELL else ():
        message = f"the month “{match['month']}” is abbreviated"
        yield text.replacement(passage, match, "month", _SHORT[match["short"]], message)
    for match in _COMMA_YEAR.finditer(passage.text):
        yield text.match(
            passage,
            match.start(),
            match.end(),
            "there is a comma before the year",
            expected="no comma",
            edits=swap(passage, *match.span("comma"), ""),
        )


@rule(
    "english/dates",
    ADVICE,
    "a date in a different form from the locale’s",
    why="One form for all dates: June 1, 2026 in Canada and the United States, 1 June 2026 in Britain; never 1st, "
    "and the month in full.",
    fix="write the date in the form of the locale",
    example=("from June 1st, 2026", "from June 1, 2026"),
    scope="passage",
    language="en",
    yaml=True,
    needs=DIGITS,
)
def english_dates(text: Text, passage: Passage) -> Iterator[Match]:
    """Find dates that are not in the form of the locale."""
    for match in _ENGLISH_ORDINAL.finditer(passage.text):
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"the date “{match[0]}” has an ending",
            expected=_form(text),
        )
    region = text.tag.lower().partition("-")[2]
    other = {"gb": _MONTH_FIRST, "us": _DAY_FIRST, "ca": _DAY_FIRST}.get(region)
    for match in other.finditer(passage.text) if other else ():
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"the date “{match[0]}” is not in the form of {text.tag}",
            expected=_form(text),
        )


def _form(text: Text) -> str:
    return "a date such as 1 June 2026" if text.tag.lower() == "en-gb" else "a date such as June 1, 2026"
