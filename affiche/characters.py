"""Characters that no page can show, and those that deceive: nobody sees them, or takes them for others."""

from __future__ import annotations

import re
from html import unescape
from sys import maxunicode
from typing import TYPE_CHECKING
from unicodedata import name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNSHOWABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no page and no feed can hold."""
CONTROL = re.compile(rf"{UNSHOWABLE.pattern[:-1]}\x80-\x84\x86-\x9f]")
"""The same with the controls beyond ASCII, which a page could hold and nobody means."""
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the order of the letters after it."""
UNPRINTABLE = re.compile(rf"{CONTROL.pattern[:-1]}{DIRECTION.pattern[1:]}")
"""What is never written to a terminal."""
STEERING = re.compile(rf"(?!\x1b\[[\d;]*m){CONTROL.pattern}")
"""What would do more to a terminal than give its letters a colour."""

_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "ps", "yi", "sd", "ug", "dv", "ckb"}
_NOT_LATIN = {"be", "bg", "el", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"}
"""Languages with an alphabet whose letters can be taken for Latin ones."""
_SIGN = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f"
_NO_WIDTH = re.compile(
    rf"(?<=[{_SIGN}])[\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0"
    rf"\U000e0100-\U000e01ef]+(?=[{_SIGN}])|(?<![\U0001f3f4\U000e0001-\U000e007f])[\U000e0001-\U000e007f]+"
)
"""Signs without width between two letters or digits; and letters that nobody sees, but for those of flags."""
_OF_OTHERS = (
    "\u0370-\u058f\u13a0-\u13ff\ua4d0-\ua4ff\uab70-\uabbf\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb"
)
_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]*[{_OF_OTHERS}][^\W\d_]*")
_OTHER_LETTER = re.compile(f"[{_OF_OTHERS}]")
_EMPTY_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of Korean that only hold the place of one."""
_NEAR = 30
"""Characters."""
_LOOKS_LATIN = frozenset("асеоріхуѕјһԁԛԝкАВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχϲϳ")
_ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU", "FULLWIDTH", "MATHEMATICAL"}
_REFERENCE = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>[0-9]{1,8}))|[A-Za-z][0-9A-Za-z]{1,31});?"
)


def is_right_to_left(tag: str) -> bool:
    """Tell whether a language is written from right to left."""
    return tag.partition("-")[0] in _RIGHT_TO_LEFT


def has_words(text: str) -> bool:
    """Tell whether anything in a text is a letter or a digit that a reader sees, references read as what they mean."""
    return any(sign.isalnum() and sign not in _EMPTY_LETTERS for sign in unescape(text))


def code(character: str) -> str:
    """Name a character by its number, such as `U+202E`."""
    return f"U+{ord(character):04X}"


def without_width(text: str) -> Iterator[tuple[int, int]]:
    """Find signs inside words that nobody sees."""
    if not text.isascii():
        yield from (match.span() for match in _NO_WIDTH.finditer(text))


def mixed_words(text: str, tag: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Find words with letters of several alphabets, which they are in; one of lookalikes alone counts as well.

    Greek letters that look like no other are signs, as in kΩ.
    """
    if text.isascii():
        return
    for match in _WORD.finditer(text):
        letters = [letter for letter in match[0] if letter in _LOOKS_LATIN or _alphabet(letter) != "GREEK"]
        alphabets = sorted({_alphabet(letter) for letter in letters} & _ALPHABETS)
        alone = alphabets == ["CYRILLIC"] or (alphabets == ["GREEK"] and len(match[0]) > 1)
        is_foreign = alone and tag.partition("-")[0] not in _NOT_LATIN and _looks_latin(text, *match.span())
        if len(alphabets) > 1 or is_foreign:
            yield *match.span(), [alphabet.capitalize() for alphabet in alphabets]


def _looks_latin(text: str, start: int, end: int) -> bool:
    """Tell whether a word looks Latin and stands among Latin words, not in a phrase of its own language."""
    around = _OTHER_LETTER.findall(text, max(0, start - _NEAR), end + _NEAR)
    return set(around) <= _LOOKS_LATIN


def _alphabet(letter: str) -> str:
    return name(letter, "").partition(" ")[0]


def decoded(text: str) -> tuple[str, Sequence[int]]:
    """Read characters that are written as `&#8238;` or `&zwj;`, and say where each of the text now stands."""
    if "&" not in text:
        return text, range(len(text) + 1)
    shown: list[str] = []
    starts: list[int] = []
    at = 0
    for match in _REFERENCE.finditer(text):
        meant = _meant(match)
        shown += [text[at : match.start()], meant]
        starts += [*range(at, match.start()), *[match.start()] * len(meant)]
        at = match.end()
    return "".join([*shown, text[at:]]), [*starts, *range(at, len(text) + 1)]


def _meant(reference: re.Match[str]) -> str:
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"] or 0)
    return unescape(reference[0]) or (chr(number) if number <= maxunicode else "")
