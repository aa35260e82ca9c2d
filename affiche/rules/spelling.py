"""Signs, letters and dates as French and English write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.prose import OPAQUE
from affiche.rules.rule import Slip, swap
from affiche.rules.spacing import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage

FRENCH_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
ENGLISH_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_SPACE = r"[ \n\u00a0\u202f]"

LONGEST_SHOWN = 40

_BLANK = " \u00a0\u202f"

_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])'(?=[^\W\d_]|[«“{OPAQUE}])")
_ELLIPSIS = re.compile(r"(?<![./])\.\.\.(?![./])")
_QUOTED = re.compile(r'"(?P<straight>[^"\n«»]{1,300})"|“(?P<curly>[^“”«»]{1,300})”')
_FIRST = re.compile(rf"(?<![\d,.])(?P<zero>0?)1(?P<after>){_SPACE}(?:{FRENCH_MONTHS})\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    rf"(?<![\d,.])(?P<day>[2-9]|[12]\d|3[01])(?P<ordinal>er|i?[eè]me|e){_SPACE}(?:{FRENCH_MONTHS})\b",
    re.IGNORECASE,
)
_CAPITAL_MONTH = re.compile(
    rf"(?<=\d|r|e){_SPACE}(?P<word>{FRENCH_MONTHS.title()})(?P<comma>,?)(?={_SPACE}\d{{4}}\b)"
)
_CAPITAL_WEEKDAY = re.compile(
    rf"(?<=[a-zéè]{_SPACE})(?P<word>{_WEEKDAYS.title()})(?={_SPACE}\d{{1,2}}(?:er)?{_SPACE}(?:{FRENCH_MONTHS})\b)"
)
_COMMA_YEAR = re.compile(rf"\d(?:er)?{_SPACE}(?:{FRENCH_MONTHS})(?P<comma>,){_SPACE}\d{{4}}\b")
_ORDINAL = re.compile(r"(?<![\w,.])(?P<number>\d{1,3}|[IVX]+)(?P<ending>[eè]re|i?[eè]me)(?P<plural>s?)\b")
_OE = re.compile(
    r"\b(?:[Mm]an|d['’])?(?P<oe>oe|OE|Oe)(?=uvr|UVR)|\b[cs](?P<oe2>oe)ur|\bn(?P<oe3>oe)ud|\bv(?P<oe4>oe)ux?\b|\bm(?P<oe5>oe)urs\b"
)
_NO_ACCENT = re.compile(
    r"\bA(?=[ \u00a0](?:propos|compter|partir|défaut|noter|savoir|tout moment|cet égard|cette fin|ces fins|ce titre|cet effet)\b)"
    r"|\bE(?=tats?\b|tats?-|tes-vous|tre\b|crivez|crire|diteur|dition|quipe|galement|lément|valuation|cole|tape|volution)"
)
_ENGLISH_ORDINAL = re.compile(
    rf"\b(?:(?P<month>{ENGLISH_MONTHS}){_SPACE}(?:\d{{1,2}})(?:st|nd|rd|th)\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th){_SPACE}(?:of{_SPACE})?(?:{ENGLISH_MONTHS})\b)"
)
_DAY_FIRST = re.compile(rf"\b\d{{1,2}}{_SPACE}(?:{ENGLISH_MONTHS})(?:,?{_SPACE}\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b(?:{ENGLISH_MONTHS}){_SPACE}\d{{1,2}},?{_SPACE}\d{{4}}\b")


def french_apostrophe(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find straight apostrophes."""
    del tag
    for match in _APOSTROPHE.finditer(passage.text):
        yield _written(passage, match, 0, "’", "a straight apostrophe")


def french_ellipsis(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find three full stops for one sign."""
    del tag
    for match in _ELLIPSIS.finditer(passage.text):
        yield _written(passage, match, 0, "…", "three full stops")


def french_quotes(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find English or straight quotation marks that stand where guillemets do."""
    del tag
    if passage.text.count('"') % 2:
        return
    for match in _QUOTED.finditer(passage.text):
        before = passage.text[: match.start()]
        if before.count("«") > before.count("»"):
            continue
        start, end = match.span()
        inner = match["straight"] or match["curly"]
        lead = len(inner) - len(inner.lstrip(_BLANK))
        trail = len(inner) - len(inner.rstrip(_BLANK))
        yield Slip(
            start=start,
            end=end,
            message="these quotation marks are not French",
            expected=f"« {inner.strip()} »" if len(inner) < LONGEST_SHOWN else "« … »",
            edits=(
                *swap(passage, start, start + 1 + lead, f"«{NO_BREAK}"),
                *swap(passage, end - 1 - trail, end, f"{NO_BREAK}»"),
            ),
        )


def french_first_of_month(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find the first of a month without `er`, and other days with an ending."""
    del tag
    for match in _FIRST.finditer(passage.text):
        at = match.start("after")
        yield Slip(
            start=match.start(),
            end=match.end(),
            message="the first day of a month is written with “er”",
            expected=f"1er {match[0].split()[-1]}",
            edits=swap(passage, match.start(), at, "1<sup>er</sup>"),
        )
    for match in _OTHER_DAY.finditer(passage.text):
        yield Slip(
            start=match.start(),
            end=match.end(),
            message="only the first day of a month has an ending",
            expected=f"{match['day']} {match[0].split()[-1]}",
            edits=swap(passage, *match.span("ordinal"), ""),
        )


def french_date_capitals(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find months and weekdays with a capital, and a comma before the year."""
    del tag
    for pattern in (_CAPITAL_MONTH, _CAPITAL_WEEKDAY):
        for match in pattern.finditer(passage.text):
            word = match["word"]
            yield _written(passage, match, "word", word.lower(), f"“{word}” has a capital letter in a date")
    for match in _COMMA_YEAR.finditer(passage.text):
        yield Slip(
            start=match.start(),
            end=match.end(),
            message="there is a comma before the year",
            expected="no comma",
            edits=swap(passage, *match.span("comma"), ""),
        )


def french_ordinals(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find ordinals with too long an ending, such as `2ème`."""
    del tag
    for match in _ORDINAL.finditer(passage.text):
        ending = ("re" if match["ending"].endswith("re") else "e") + match["plural"]
        start, end = match.start("ending"), match.end()
        yield Slip(
            start=match.start(),
            end=end,
            message=f"“{match[0]}” has too long an ending",
            expected=match["number"] + ending,
            edits=swap(passage, start, end, ending),
        )


def french_letters(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find capitals without their accent, and `oe` for `œ`."""
    del tag
    for match in _NO_ACCENT.finditer(passage.text):
        accented = {"A": "À", "E": "É"}[match[0]]
        if passage.text.startswith(("Etre", "Etes"), match.start()):
            accented = "Ê"
        yield _written(passage, match, 0, accented, f"“{_word(passage, match)}” lacks its accent")
    for match in _OE.finditer(passage.text):
        group = match.lastgroup or "oe"
        letter = "œ" if match[group].islower() else "Œ"
        yield _written(passage, match, group, letter, f"“{_word(passage, match)}” is written with œ")


def english_dates(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find dates that are not in the form of the locale."""
    for match in _ENGLISH_ORDINAL.finditer(passage.text):
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"the date “{match[0]}” has an ending",
            expected=_form(tag),
        )
    region = tag.lower().partition("-")[2]
    other = {"gb": _MONTH_FIRST, "us": _DAY_FIRST, "ca": _DAY_FIRST}.get(region)
    for match in other.finditer(passage.text) if other else ():
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"the date “{match[0]}” is not in the form of {tag}",
            expected=_form(tag),
        )


def _form(tag: str) -> str:
    return "a date such as 1 June 2026" if tag.lower() == "en-gb" else "a date such as June 1, 2026"


def _word(passage: Passage, match: re.Match[str]) -> str:
    whole = re.compile(r"\w*").match(passage.text, match.start())
    return whole[0] if whole else match[0]


def _written(passage: Passage, match: re.Match[str], group: int | str, words: str, message: str) -> Slip:
    start, end = match.span(group)
    return Slip(start=start, end=end, message=message, expected=words, edits=swap(passage, start, end, words))
