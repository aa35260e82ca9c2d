"""The date that a text says of itself: “Last updated: June 1, 2026”, « En vigueur le 1er juin 2026 »."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan januar",
            "february février fevrier feb févr fév februar",
            "march mars mar märz",
            "april avril apr avr",
            "may mai",
            "june juin jun juni",
            "july juillet jul juil juli",
            "august août aout aug",
            "september septembre sep sept",
            "october octobre oct oktober",
            "november novembre nov",
            "december décembre decembre dec déc dezember",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:(?:the )?(?P<day1>\d{{1,2}})(?:er|st|nd|rd|th|\.)?[\s-]+(?:of )?(?P<month1>{_MONTH})\.?,?[\s-]+(?P<year1>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})"
    r"|(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year4>\d{4}))(?!\d)"
)
_APPLIES = (
    r"(?:version )?effective(?: date)?|in effect|in force|takes? effect|date of entry into force|gültig"
    r"|(?:date d[’'] ?)?(?:entrée |prise )?en vigueur|date d[’'] ?(?:effet|application)|prend effet|applicable"
)
_CHANGED = (
    r"(?:last|latest|most recently)[\s-]+(?:updated?|modified|modification|revised|revision|changed?|reviewed)|updated?|revised|dated?|posted"
    r"|date (?:de |of )?(?:dernière |last )?(?:mise à jour|modification|modified|révision|revision|update)|date|last update|version (?:of|du)"
    r"|(?:dernière|date de) (?:mise à jour|modification|révision|actualisation|version)|mises? à jour|mis à jour|modifiée?s?|révisée?s?|actualisée?s?"
    r"|à jour au|stand|zuletzt aktualisiert|letzte (?:änderung|aktualisierung)"
)
_BETWEEN = (
    r"[\s:*(\[–—-]*(?:(?:is|was|are|est|a été|were|have been|has been)\s+)?(?:(?:last |dernièrement )?(?:updated|revised|effective|modified|mise? à jour|modifiée?|effective)\s+)?"
    r"(?:(?:on|the|as of|from|since|starting|beginning|le|du|depuis|depuis le|à compter du|à partir du|au|en date du|vom|am|ab)[\s:]+)*[\s:*([]*"
)
_SAYS = re.compile(
    rf"(?<![\w-])(?:(?P<applies>{_APPLIES})|(?P<changed>{_CHANGED})){_BETWEEN}(?P<date>{_DATE})",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"(?<![\w-])(?:{_APPLIES}|{_CHANGED}){_BETWEEN}(?:en |in )?(?P<date>(?:{_MONTH})\s+\d{{4}})",
    re.IGNORECASE,
)
_EDGE = 12
"""Paragraphs at the beginning and at the end in which a text says its date."""
LONGEST_LINE = 400
MOST_MONTHS = 12
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A date, and the words that say it."""

    words: str
    date: str
    """Those of them that are the date itself."""
    day: dt.date | None
    """None where the words can be read in two ways, or name no day."""


def stated_date(passages: Sequence[str], locale: str) -> Stated | None:
    """Find the date that a text says of itself; that from which it applies comes before that of the last change."""
    found = list(_sayings([*passages[:_EDGE], *passages[_EDGE:][-_EDGE:]], locale))
    sure = [saying for saying in found if saying[1].day]
    first = next((stated for applies, stated in sure if applies), None)
    return first or next((stated for _, stated in sure), None) or next((stated for _, stated in found), None)


def _sayings(passages: Sequence[str], locale: str) -> Iterator[tuple[bool, Stated]]:
    for passage in passages:
        plain = (
            re.sub(r"[*_`\\]|</?sup>|\]\([^)]*\)|\[", "", passage)
            .replace("\u00a0", " ")
            .replace("\u202f", " ")
        )
        for line in plain.split("\n"):
            if len(line) > LONGEST_LINE:
                continue
            for match in _SAYS.finditer(line):
                yield (
                    bool(match["applies"]),
                    Stated(words=match[0].strip(), date=match["date"], day=_day(match, locale)),
                )
            for match in _VAGUE.finditer(line):
                yield False, Stated(words=match[0].strip(), date=match["date"], day=None)


def _day(match: re.Match[str], locale: str) -> dt.date | None:
    """Give the day; in numbers alone, French puts the day first and English may put either."""
    if match["one"]:
        one, two, year = int(match["one"]), int(match["two"]), int(match["year4"])
        if two > MOST_MONTHS or (
            one <= MOST_MONTHS and one != two and not _is_day_first(locale, match["sign"])
        ):
            if one <= MOST_MONTHS < two:
                return _date(year, one, two)
            return None
        return _date(year, two, one)
    for at in "12":
        if match[f"month{at}"]:
            return _date(
                int(match[f"year{at}"]), _MONTHS[match[f"month{at}"].lower()], int(match[f"day{at}"])
            )
    return _date(int(match["year3"]), int(match["month3"]), int(match["day3"]))


def _is_day_first(locale: str, sign: str) -> bool:
    return sign == "." or locale.partition("-")[0].lower() != "en"


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None


def states_date(line: str) -> bool:
    """Say whether a short line is there to say the date of its text."""
    match = _SAYS.match(line) or _VAGUE.match(line)
    return match is not None and not re.search(r"\w", line[match.end() :])


def is_date(words: str) -> bool:
    """Say whether words are a date and nothing else, or nothing at all."""
    return not words.strip() or re.fullmatch(_DATE, words.strip(" .:*_"), re.IGNORECASE) is not None
