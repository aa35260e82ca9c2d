"""Spaces beside signs, as each language writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.prose import OPAQUE
from affiche.rules.rule import Edit, Slip, swap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_FIXED = {NO_BREAK, NARROW}
_GAP = r"[ \u00a0\u202f\u2009]*"
_WORD = rf"[\w)\]»”’%{OPAQUE}…]"
_END = r"(?=[\s*)\]»”’]|\Z)"

_COLON = re.compile(rf"(?<={_WORD})(?P<gap>{_GAP}):{_END}")
_HIGH = re.compile(rf"(?<={_WORD})(?P<gap>{_GAP})(?P<sign>[;?!]){_END}")
_AFTER_GUILLEMET = re.compile(rf"«(?P<gap>{_GAP})(?=\S)")
_BEFORE_GUILLEMET = re.compile(rf"(?<=\S)(?P<gap>{_GAP})»")
_UNIT = re.compile(rf"(?<=\d)(?P<gap>{_GAP})(?P<sign>[%€$£])(?![\w$])")
_NUMBER_SIGN = re.compile(
    rf"(?<![.\w])(?P<sign>[nN](?:[°º]|o(?!\d))|(?:[aA]rt|[aA]l|[pP]ar|pp?|vol|chap|fig)\.)(?P<gap>{_GAP})(?=\d)"
)
_LOW = re.compile(rf"(?<={_WORD})(?P<gap>[ \u00a0\u202f]+)(?P<sign>[,.])(?=\s|\Z)")
_CLOSING = re.compile(r"(?<=[^\W_])(?P<gap>[ \u00a0\u202f]+)(?P<sign>[)\]]|…(?=[)\]]|\Z))")
_OPENING = re.compile(r"(?P<sign>[(\[])(?P<gap>[ \u00a0\u202f]+)(?=\w)")
_RUN_ON = re.compile(
    r"(?<=[^\W\d_]{2})(?P<sign>[,;])(?P<gap>)(?=[^\W\d_]{2})"
    r"|(?<=[a-zà-ÿœ]{3})(?P<stop>\.)(?P<rest>)(?=(?!Com|Net|Org|Gov)[A-ZÀ-Þ][a-zà-ÿœ]*[,’' ])"
)
_ENGLISH = re.compile(rf"(?<={_WORD})(?P<gap>[ \u00a0\u202f]+)(?P<sign>[:;?!])(?=\s|\Z)")
_ENGLISH_PERCENT = re.compile(r"(?<=\d)(?P<gap>[ \u00a0\u202f]+)(?P<sign>%)(?=[\s,.;)]|\Z)")

_LOW_NAMES = {
    ",": "a comma",
    ";": "a semicolon",
    ".": "a full stop",
    "…": "the sign …",
    "(": "an opening bracket",
    "[": "an opening bracket",
    ")": "a closing bracket",
    "]": "a closing bracket",
}
_NAMES = {
    NO_BREAK: "a space that does not break",
    NARROW: "a narrow space that does not break",
    "": "no space",
}


def french_colon(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find colons that a line may begin with, or that touch the word before."""
    del tag
    yield from _gaps(passage, _COLON, NO_BREAK, "a colon", "before")


def french_high_signs(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find semicolons, question marks and exclamation marks that are not spaced as in France or in Canada."""
    wanted = "" if tag.lower() == "fr-ca" else NARROW
    names = {";": "a semicolon", "?": "a question mark", "!": "an exclamation mark"}
    for match in _HIGH.finditer(passage.text):
        # a narrow space is right in Canada too, where the font has one
        allowed = {"", NARROW} if wanted == "" else _FIXED
        if match["gap"] not in allowed:
            yield gap_slip(passage, match, wanted, names[match["sign"]], "before")


def french_guillemets(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find guillemets that a line may part from what they enclose."""
    del tag
    yield from _gaps(passage, _AFTER_GUILLEMET, NO_BREAK, "«", "after")
    yield from _gaps(passage, _BEFORE_GUILLEMET, NO_BREAK, "»", "before")


def french_units(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find percent and currency signs that touch their number, or may part from it."""
    del tag
    for match in _UNIT.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_slip(passage, match, NO_BREAK, f"the sign {match['sign']}", "before")


def french_number_sign(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find `n°` that may part from its number."""
    del tag
    for match in _NUMBER_SIGN.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_slip(passage, match, NO_BREAK, f"“{match['sign']}”", "after")


def low_signs(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find commas, full stops and brackets that do not touch their word, in English or French."""
    del tag
    for pattern, side in ((_LOW, "before"), (_CLOSING, "before"), (_OPENING, "after")):
        for match in pattern.finditer(passage.text):
            yield gap_slip(passage, match, "", _LOW_NAMES[match["sign"]], side)


def run_on(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find commas, semicolons and full stops with no space after them, in English or French."""
    del tag
    for match in _RUN_ON.finditer(passage.text):
        group = "gap" if match["sign"] else "rest"
        place = passage.ends[match.start(group) - 1]
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"there is no space after {_LOW_NAMES[match[0]]}",
            expected="a space",
            edits=(Edit(start=place, end=place, words=" "),),
        )


def english_signs(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find signs spaced as in French."""
    del tag
    for pattern in (_ENGLISH, _ENGLISH_PERCENT):
        for match in pattern.finditer(passage.text):
            yield gap_slip(passage, match, "", f"the sign {match['sign']}", "before")


def _gaps(passage: Passage, pattern: re.Pattern[str], wanted: str, sign: str, side: str) -> Iterator[Slip]:
    for match in pattern.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_slip(passage, match, wanted, sign, side)


def is_fixed(gap: str) -> bool:
    """Whether it is one space that does not break, of either kind."""
    return gap in _FIXED


def gap_slip(passage: Passage, match: re.Match[str], wanted: str, sign: str, side: str) -> Slip:
    """Object to the space beside a sign, and write the one that is wanted."""
    start, end = match.span("gap")
    found = (
        "there is no space" if start == end else "there is a space" if wanted == "" else "a line may break"
    )
    if side == "after" and start == end:
        place = passage.ends[start - 1]
        edits: tuple[Edit, ...] = (Edit(start=place, end=place, words=wanted),)
    else:
        edits = swap(passage, start, end, wanted)
    return Slip(
        start=match.start(),
        end=match.end(),
        message=f"{found} {side} {sign}",
        expected=_NAMES[wanted],
        edits=edits,
    )
