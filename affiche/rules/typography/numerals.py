"""Numbers, amounts, telephone numbers and times as French and English write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import DIGITS, Edit, swap
from affiche.rules.rule import ADVICE, rule
from affiche.rules.typography.spacing import NARROW, NO_BREAK, is_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

_GAP = r"[ \u00a0\u202f\u2009]"
_ALONE = r"(?<![\w.,/+-])(?<!\d[ \u00a0\u202f])"
_NOT_MORE = rf"(?!\d)(?!{_GAP}?\d|-\d)"

_GROUPS = lazy(rf"{_ALONE}\d{{1,3}}(?:{_GAP}\d{{3}})+{_NOT_MORE}")
_TELEPHONE = lazy(
    rf"{_ALONE}(?:\+\d{{1,3}}(?:{_GAP}?\(\d{{1,3}}\))?(?:[ \u00a0\u202f.-]\d{{1,4}})+"
    rf"|(?:1{_GAP})?\(?\d{{3}}\)?{_GAP}\d{{3}}(?:-|{_GAP})\d{{4}}"
    rf"|0\d(?:{_GAP}\d\d){{4}}|0\d{{3}}(?:{_GAP}\d{{2,3}}){{2,3}}){_NOT_MORE}"
)
_A_GAP = lazy(_GAP)

_NUMBER = rf"\d+(?:[.,]\d+)*(?:{_GAP}\d{{3}}\b)*(?:,\d+)?"
_SIGN_FIRST = lazy(
    rf"(?<![\w$€£])(?<!\d[ \u00a0\u202f])(?P<sign>[$€£]){_GAP}?(?P<number>{_NUMBER})(?!\w)"
    rf"(?P<scale>{_GAP}(?:millions?|milliards?)\b)?"
)
_SIGN_LAST = lazy(rf"(?<![\w$€£.,])(?P<number>{_NUMBER}){_GAP}?(?P<sign>[$€£])(?![\w$])(?!{_GAP}?\d)")
_SPACED_SIGN = lazy(rf"(?<=[$€£])(?P<gap>{_GAP}+)(?=\d)")
_COMMA_GROUPS = lazy(
    rf"(?<![\w.,$€£])(?<![$€£]{_GAP})(?P<number>[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?)(?![\w.,]*\d)"
    rf"(?P<unit>{_GAP}?(?:[$€£]|(?:dollars|euros)\b))?"
)
_POINT = lazy(
    rf"(?<![\w.,])(?P<whole>\d+)(?P<point>\.)(?P<decimals>\d+)(?={_GAP}?(?P<unit>%|[$€£]|(?:dollars|euros)\b))"
)
_POINT_GROUPS = lazy(r"(?<![\w.,/])[1-9]\d{0,2}(?:\.\d{3}){2}(?![\w.,]*\d)")
_COMMA = lazy(rf"(?<![\w.,])\d+(?P<comma>,)\d{{1,2}}(?={_GAP}?%)")

_ENGLISH_FORM = lazy(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_FRENCH_FORM = lazy(rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:,\d{{1,2}})?|\d+(?:,\d{{1,2}})?")

_FRENCH_TIME = lazy(
    rf"(?<![\w.,:/-])(?P<hour>\d{{1,2}})(?P<gap>{_GAP}*)h(?:(?P<then>{_GAP}*)(?P<minute>[0-5]\d))?(?![\w/])"
)
_TIME_IN_ENGLISH = lazy(rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]){_GAP}?h{_GAP}?(?P<minute>[0-5]\d)(?![\w/])")
_HALF_DAY = lazy(
    r"(?<![\w.,:/-])(?P<time>(?:1[0-2]|0?[1-9])(?::[0-5]\d)?)(?P<rest>[ \u00a0\u202f]?(?P<half>[AaPp])\.?[Mm](?:\.|\b))(?!\w)"
)
_NAMES_A_NUMBER = lazy(r"(?:(?i:number|\bno\.?|n°|register|registered)|\b[A-Z]{3,})\W*(?:\w+\W+)?$")
CONTEXT = 40
"""Characters before a number that are searched for words that make it an identifier, not an amount."""


@rule(
    "french/digit-groups",
    ADVICE,
    "a number or telephone number that could break across lines",
    why="Half of “12 000” is a different number; the spaces between its groups must not break.",
    example=("les 12 000 clients", "les 12\u00a0000 clients"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_digit_groups(text: Text, passage: Passage) -> Iterator[Match]:
    """Find numbers and telephone numbers that could break across lines."""
    for pattern, wanted in (
        (_TELEPHONE, NO_BREAK),
        (_GROUPS, NO_BREAK if _is_canadian(text) else NARROW),
    ):
        for match in pattern.finditer(passage.text):
            gaps = [gap for gap in _A_GAP.finditer(passage.text, *match.span()) if not is_fixed(gap[0])]
            if gaps:
                edits = [edit for gap in gaps for edit in swap(passage, *gap.span(), wanted)]
                yield text.match(
                    passage,
                    match.start(),
                    match.end(),
                    f"“{match[0]}” could break across lines",
                    expected="non-breaking spaces",
                    edits=tuple(edits),
                )


@rule(
    "french/numbers",
    ADVICE,
    "a number or amount in its English form",
    why="In French “1,500” is one and a half. Write 1 500, 10,50 and 10 $, with non-breaking spaces.",
    example=("de $10.50", "de 10,50\u00a0$"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_numbers(text: Text, passage: Passage) -> Iterator[Match]:
    """Find numbers and amounts in their English form."""
    thousands = NO_BREAK if _is_canadian(text) else NARROW
    for match in _SIGN_FIRST.finditer(passage.text):
        number = _in_french(match["number"], thousands)
        yield _rewrite(
            text,
            passage,
            match.span() if match["scale"] is None else (match.start(), match.end("number")),
            f"in French {match['sign']} comes after the number",
            f"{number}{NO_BREAK}{match['sign']}",
            is_sure=bool(number) and match["scale"] is None,
        )
    for match in _COMMA_GROUPS.finditer(passage.text):
        is_sure = match["unit"] is not None or match["number"].count(",") > 1 or "." in match["number"]
        yield _rewrite(
            text,
            passage,
            match.span("number"),
            f"“{match['number']}” reads as a decimal number in French, where a comma is the decimal mark",
            _in_french(match["number"], thousands),
            is_sure=is_sure,
        )
    for match in _POINT_GROUPS.finditer(passage.text):
        groups = match[0].replace(".", thousands)
        yield _rewrite(
            text, passage, match.span(), f"“{match[0]}” has full stops for spaces", groups, is_sure=True
        )
    for match in _POINT.finditer(passage.text):
        is_thousand = len(match["decimals"]) == len("000") and match["unit"] != "%"
        sign = thousands if is_thousand else ","
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"“{match[0]}” has a full stop where French has {'a space' if is_thousand else 'a comma'}",
            expected=f"{match['whole']}{sign}{match['decimals']}",
            edits=swap(passage, *match.span("point"), sign),
        )


@rule(
    "english/numbers",
    ADVICE,
    "a number or amount in its French form",
    why="English writes 12,000, 2.5% and $10.50.",
    example=("10,50 $", "$10.50"),
    scope="passage",
    language="en",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def english_numbers(text: Text, passage: Passage) -> Iterator[Match]:
    """Find numbers and amounts in their French form."""
    for match in _SIGN_LAST.finditer(passage.text):
        number = _in_english(match["number"])
        message = f"in English {match['sign']} comes before the number"
        yield _rewrite(text, passage, match.span(), message, f"{match['sign']}{number}", is_sure=bool(number))
    for match in _SPACED_SIGN.finditer(passage.text):
        yield text.match(
            passage,
            match.start() - 1,
            match.end() + 1,
            "there is a space after the currency sign",
            expected="no space",
            edits=swap(passage, *match.span("gap"), ""),
        )
    for match in _COMMA.finditer(passage.text):
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"“{match[0]}” has a comma where English has a full stop",
            expected=match[0].replace(",", "."),
            edits=swap(passage, *match.span("comma"), "."),
        )
    telephones = [match.span() for match in _TELEPHONE.finditer(passage.text)]
    for match in _GROUPS.finditer(passage.text):
        is_amount = _SIGN_LAST.match(passage.text, match.start())
        named = _NAMES_A_NUMBER.search(passage.text[max(0, match.start() - CONTEXT) : match.start()])
        if not is_amount and not named and match.span() not in telephones:
            message = f"“{match[0]}” has spaces where English has commas"
            yield _rewrite(text, passage, match.span(), message, _in_english(match[0]), is_sure=False)


@rule(
    "french/times",
    ADVICE,
    "a time without its non-breaking spaces",
    why="French writes 17 h 05.",
    citation="OQLF",
    example=("à 17h05", "à 17\u00a0h\u00a005"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_times(text: Text, passage: Passage) -> Iterator[Match]:
    """Find times without non-breaking spaces around their “h”."""
    for match in _FRENCH_TIME.finditer(passage.text):
        groups = [name for name in ("gap", "then") if match[name] is not None and not is_fixed(match[name])]
        if groups:
            touches = any(not match[name] for name in groups)
            written = f"{match['hour']} h" + (f" {match['minute']}" if match["minute"] else "")
            yield text.match(
                passage,
                match.start(),
                match.end(),
                f"there is no space in “{match[0]}”" if touches else f"“{match[0]}” could break across lines",
                expected=f"“{written}”, with non-breaking spaces",
                edits=tuple(edit for name in groups for edit in swap(passage, *match.span(name), NO_BREAK)),
            )


@rule(
    "english/times",
    ADVICE,
    "a time in its French form; in Canada, one such as 5pm",
    why="One form for all times: 5:05 p.m. in Canada, 17:05 in Britain.",
    example=("at 17h05", "at 17:05"),
    scope="passage",
    language="en",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def english_times(text: Text, passage: Passage) -> Iterator[Match]:
    """Find times in their French form; and in Canada, half days that are not written a.m. and p.m."""
    for match in _TIME_IN_ENGLISH.finditer(passage.text):
        clock = f"{match['hour']}:{match['minute']}"
        yield _rewrite(
            text, passage, match.span(), f"“{match[0]}” is a time in its French form", clock, is_sure=True
        )
    for match in _HALF_DAY.finditer(passage.text) if text.tag.lower() == "en-ca" else ():
        wanted = f"{match['half'].lower()}.m."
        if match["rest"].lstrip(" \u00a0\u202f") != wanted or match["rest"] == wanted:
            yield text.match(
                passage,
                match.start(),
                match.end(),
                f"“{match[0]}” is not written as in Canada",
                expected=f"{match['time']} {wanted}",
                edits=swap(passage, *match.span("rest"), f"{NO_BREAK}{wanted}"),
            )


def _is_canadian(text: Text) -> bool:
    return text.tag.lower() == "fr-ca"


def _in_french(number: str, thousands: str) -> str:
    """Return a number in its French form; nothing where it is in neither."""
    if _ENGLISH_FORM.fullmatch(number):
        return number.replace(",", thousands).replace(".", ",")
    return _A_GAP.sub(thousands, number) if _FRENCH_FORM.fullmatch(number) else ""


def _in_english(number: str) -> str:
    """Return a number in its English form; nothing where it is in neither."""
    if _ENGLISH_FORM.fullmatch(number):
        return number
    return _A_GAP.sub(",", number.replace(",", ".")) if _FRENCH_FORM.fullmatch(number) else ""


def _rewrite(  # noqa: PLR0913 one for each thing that a match says
    text: Text, passage: Passage, span: tuple[int, int], message: str, words: str, *, is_sure: bool
) -> Match:
    """Write it in other words, unless a person has to decide or there is markup inside it."""
    start, end = passage.span(*span)
    is_whole = end - start == span[1] - span[0]
    edits = (Edit(start=start, end=end, words=words),) if is_sure and is_whole else ()
    fix = "" if edits else "see what is meant, and write it in the form of the language"
    return text.match(passage, span[0], span[1], message, expected=words, fix=fix, edits=edits)
