"""Numbers, amounts, telephone numbers and times as French and English write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.rule import Edit, Slip, swap
from affiche.rules.spacing import NARROW, NO_BREAK, is_fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage

_GAP = r"[ \u00a0\u202f\u2009]"
_ALONE = r"(?<![\w.,/+-])(?<!\d[ \u00a0\u202f])"
_NOT_MORE = rf"(?!\d)(?!{_GAP}?\d|-\d)"

_GROUPS = re.compile(rf"{_ALONE}\d{{1,3}}(?:{_GAP}\d{{3}})+{_NOT_MORE}")
_TELEPHONE = re.compile(
    rf"{_ALONE}(?:\+\d{{1,3}}(?:{_GAP}?\(\d{{1,3}}\))?(?:[ \u00a0\u202f.-]\d{{1,4}})+"
    rf"|(?:1{_GAP})?\(?\d{{3}}\)?{_GAP}\d{{3}}(?:-|{_GAP})\d{{4}}"
    rf"|0\d(?:{_GAP}\d\d){{4}}|0\d{{3}}(?:{_GAP}\d{{2,3}}){{2,3}}){_NOT_MORE}"
)
_A_GAP = re.compile(_GAP)

_NUMBER = rf"\d+(?:[.,]\d+)*(?:{_GAP}\d{{3}}\b)*(?:,\d+)?"
_SIGN_FIRST = re.compile(
    rf"(?<![\w$€£])(?<!\d[ \u00a0\u202f])(?P<sign>[$€£]){_GAP}?(?P<number>{_NUMBER})(?!\w)"
    rf"(?P<scale>{_GAP}(?:millions?|milliards?)\b)?"
)
_SIGN_LAST = re.compile(rf"(?<![\w$€£.,])(?P<number>{_NUMBER}){_GAP}?(?P<sign>[$€£])(?![\w$])(?!{_GAP}?\d)")
_SPACED_SIGN = re.compile(rf"(?<=[$€£])(?P<gap>{_GAP}+)(?=\d)")
_COMMA_GROUPS = re.compile(
    rf"(?<![\w.,$€£])(?<![$€£]{_GAP})(?P<number>[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?)(?![\w.,]*\d)"
    rf"(?P<unit>{_GAP}?(?:[$€£]|(?:dollars|euros)\b))?"
)
_POINT = re.compile(
    rf"(?<![\w.,])(?P<whole>\d+)(?P<point>\.)(?P<decimals>\d+)(?={_GAP}?(?P<unit>%|[$€£]|(?:dollars|euros)\b))"
)
_COMMA = re.compile(rf"(?<![\w.,])\d+(?P<comma>,)\d{{1,2}}(?={_GAP}?%)")

_ENGLISH_FORM = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_FRENCH_FORM = re.compile(rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?:,\d{{1,2}})?|\d+(?:,\d{{1,2}})?")

_FRENCH_TIME = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>\d{{1,2}})(?P<gap>{_GAP}*)h(?:(?P<then>{_GAP}*)(?P<minute>[0-5]\d))?(?![\w/])"
)
_TIME_IN_ENGLISH = re.compile(
    rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]){_GAP}?h{_GAP}?(?P<minute>[0-5]\d)(?![\w/])"
)
_HALF_DAY = re.compile(
    r"(?<![\w.,:/-])(?P<time>(?:1[0-2]|0?[1-9])(?::[0-5]\d)?)(?P<rest>[ \u00a0\u202f]?(?P<half>[AaPp])\.?[Mm](?:\.|\b))(?!\w)"
)
_NAMES_A_NUMBER = re.compile(r"(?:(?i:number|\bno\.?|n°|register|registered)|\b[A-Z]{3,})\W*(?:\w+\W+)?$")
BESIDE = 40
"""Signs before a number in which the text says that it is a company’s, and no amount."""


def french_digit_groups(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find numbers and telephone numbers that the end of a line may part."""
    for pattern, wanted in ((_TELEPHONE, NO_BREAK), (_GROUPS, NO_BREAK if _is_canadian(tag) else NARROW)):
        for match in pattern.finditer(passage.text):
            gaps = [gap for gap in _A_GAP.finditer(passage.text, *match.span()) if not is_fixed(gap[0])]
            if gaps:
                edits = [edit for gap in gaps for edit in swap(passage, *gap.span(), wanted)]
                yield Slip(
                    start=match.start(),
                    end=match.end(),
                    message=f"the end of a line may part “{match[0]}”",
                    expected="spaces that do not break",
                    edits=tuple(edits),
                )


def french_numbers(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find numbers and amounts in their English form."""
    thousands = NO_BREAK if _is_canadian(tag) else NARROW
    for match in _SIGN_FIRST.finditer(passage.text):
        number = _in_french(match["number"], thousands)
        yield _anew(
            passage,
            match.span() if match["scale"] is None else (match.start(), match.end("number")),
            f"in French the sign {match['sign']} stands after the number",
            f"{number}{NO_BREAK}{match['sign']}",
            is_sure=bool(number) and match["scale"] is None,
        )
    for match in _COMMA_GROUPS.finditer(passage.text):
        is_sure = match["unit"] is not None or match["number"].count(",") > 1 or "." in match["number"]
        yield _anew(
            passage,
            match.span("number"),
            f"“{match['number']}” is a small number in French, where a comma begins the decimals",
            _in_french(match["number"], thousands),
            is_sure=is_sure,
        )
    for match in _POINT.finditer(passage.text):
        is_thousand = len(match["decimals"]) == len("000") and match["unit"] != "%"
        sign = thousands if is_thousand else ","
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"“{match[0]}” has a point where French has {'a space' if is_thousand else 'a comma'}",
            expected=f"{match['whole']}{sign}{match['decimals']}",
            edits=swap(passage, *match.span("point"), sign),
        )


def english_numbers(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find numbers and amounts in their French form."""
    del tag
    for match in _SIGN_LAST.finditer(passage.text):
        number = _in_english(match["number"])
        message = f"in English the sign {match['sign']} stands before the number"
        yield _anew(passage, match.span(), message, f"{match['sign']}{number}", is_sure=bool(number))
    for match in _SPACED_SIGN.finditer(passage.text):
        yield Slip(
            start=match.start() - 1,
            end=match.end() + 1,
            message="there is a space after the currency sign",
            expected="no space",
            edits=swap(passage, *match.span("gap"), ""),
        )
    for match in _COMMA.finditer(passage.text):
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"“{match[0]}” has a comma where English has a point",
            expected=match[0].replace(",", "."),
            edits=swap(passage, *match.span("comma"), "."),
        )
    telephones = [match.span() for match in _TELEPHONE.finditer(passage.text)]
    for match in _GROUPS.finditer(passage.text):
        is_amount = _SIGN_LAST.match(passage.text, match.start())
        named = _NAMES_A_NUMBER.search(passage.text[max(0, match.start() - BESIDE) : match.start()])
        if not is_amount and not named and match.span() not in telephones:
            message = f"“{match[0]}” has spaces where English has commas"
            yield _anew(passage, match.span(), message, _in_english(match[0]), is_sure=False)


def french_times(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find times and hours that touch their sign, or may part from it."""
    del tag
    for match in _FRENCH_TIME.finditer(passage.text):
        groups = [name for name in ("gap", "then") if match[name] is not None and not is_fixed(match[name])]
        if groups:
            touches = any(not match[name] for name in groups)
            written = f"{match['hour']} h" + (f" {match['minute']}" if match["minute"] else "")
            yield Slip(
                start=match.start(),
                end=match.end(),
                message=f"there is no space in “{match[0]}”"
                if touches
                else f"the end of a line may part “{match[0]}”",
                expected=f"“{written}”, with spaces that do not break",
                edits=tuple(edit for name in groups for edit in swap(passage, *match.span(name), NO_BREAK)),
            )


def english_times(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find times in their French form; and in Canada, half days that are not written a.m. and p.m."""
    for match in _TIME_IN_ENGLISH.finditer(passage.text):
        clock = f"{match['hour']}:{match['minute']}"
        yield _anew(passage, match.span(), f"“{match[0]}” is a time in its French form", clock, is_sure=True)
    for match in _HALF_DAY.finditer(passage.text) if tag.lower() == "en-ca" else ():
        wanted = f"{match['half'].lower()}.m."
        if match["rest"].lstrip(" \u00a0\u202f") != wanted or match["rest"] == wanted:
            yield Slip(
                start=match.start(),
                end=match.end(),
                message=f"“{match[0]}” is not the form of Canada",
                expected=f"{match['time']} {wanted}",
                edits=swap(passage, *match.span("rest"), f"{NO_BREAK}{wanted}"),
            )


def _is_canadian(tag: str) -> bool:
    return tag.lower() == "fr-ca"


def _in_french(number: str, thousands: str) -> str:
    """Give a number in its French form; nothing where it is in neither."""
    if _ENGLISH_FORM.fullmatch(number):
        return number.replace(",", thousands).replace(".", ",")
    return _A_GAP.sub(thousands, number) if _FRENCH_FORM.fullmatch(number) else ""


def _in_english(number: str) -> str:
    """Give a number in its English form; nothing where it is in neither."""
    if _ENGLISH_FORM.fullmatch(number):
        return number
    return _A_GAP.sub(",", number.replace(",", ".")) if _FRENCH_FORM.fullmatch(number) else ""


def _anew(passage: Passage, span: tuple[int, int], message: str, words: str, *, is_sure: bool) -> Slip:
    """Write it in other words, unless a person decides or markup stands in the middle of it."""
    start, end = passage.span(*span)
    is_whole = end - start == span[1] - span[0]
    edits = (Edit(start=start, end=end, words=words),) if is_sure and is_whole else ()
    fix = "" if edits else "see what is meant, and write it in the form of the language"
    return Slip(start=span[0], end=span[1], message=message, expected=words, fix=fix, edits=edits)
