"""The values that a text states, and which of them came or went between two texts: in English and French.

A value is what a reader would act on: a period, an amount, a date, a share, an address, a number, where a link leads.
Each is in a form of its kind that does not depend on how it is written, so that "six months" and "6 months" are one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.compare.words.words import DATE
from affiche.html import TAG, attribute, plain_text, with_tags_apart

if TYPE_CHECKING:
    from collections.abc import Iterator


class ValueKind(StrEnum):
    """What a value measures or names."""

    PERIOD = "period"
    AMOUNT = "amount"
    SHARE = "share"
    DATE = "date"
    EMAIL = "email"
    ADDRESS = "address"
    """A web address that readers see."""
    NUMBER = "number"
    LINK = "link"
    """Where a link leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value as the text has it."""

    kind: ValueKind
    key: str
    """What it is compared by, such as "6 month"."""
    text: str
    """How it is written where it was first found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChanges:
    """The values that only one of two whole texts has, in the order of the text."""

    gone: tuple[Value, ...]
    come: tuple[Value, ...]


_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30,
    "thirty-six": 36, "sixty": 60, "ninety": 90,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt": 20, "vingt-quatre": 24, "trente": 30,
    "trente-six": 36, "soixante": 60, "quatre-vingt-dix": 90,
}  # fmt: skip
_UNITS = {
    **dict.fromkeys(("minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours", "heure", "heures"), "hour"),
    **dict.fromkeys(("day", "days", "jour", "jours"), "day"),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), "week"),
    **dict.fromkeys(("month", "months", "mois"), "month"),
    **dict.fromkeys(("year", "years", "an", "ans", "année", "années"), "year"),
}
_SPACE = r"[ \u00a0\u202f]"
_FIGURE = rf"\d+(?:(?:[.,\u2019']|{_SPACE})\d{{3}}(?!\d))*(?:[.,]\d+)?"
_SPELLED = "|".join(sorted(_SMALL, key=len, reverse=True))
_PERIOD = (
    rf"\b(?P<length>{_FIGURE}|{_SPELLED})[ \u00a0\u202f-]"
    rf"(?:(?:business|working|calendar|consecutive|full){_SPACE})?(?P<unit>{'|'.join(_UNITS)})\b"
)
PERIOD = re.compile(_PERIOD, re.IGNORECASE)
"""A length of time in words or figures."""
_VALUE = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<address>(?:https?://|www\.)[^\s<>\"“”«»)\]]*[\w/=#-])"
    rf"|(?P<date>{DATE.pattern})"
    rf"|{_PERIOD}"
    rf"|(?P<share>{_FIGURE}){_SPACE}?(?:%|percent\b|per{_SPACE}cent\b|pour{_SPACE}cent\b)"
    rf"|(?P<before>[$€£¥]){_SPACE}?(?P<priced>{_FIGURE})"
    rf"|(?P<costs>{_FIGURE}){_SPACE}?(?P<after>[$€£¥]|euros?\b|dollars?\b)"
    rf"|\b(?P<number>{_FIGURE})\b",
    re.IGNORECASE,
)
_CURRENCIES = {"euro": "€", "euros": "€", "dollar": "$", "dollars": "$"}


def values_of(html: str) -> tuple[Value, ...]:
    """Find the values of a text in clean HTML, links last."""
    text = plain_text(with_tags_apart(html))
    return (*map(_value, _VALUE.finditer(text)), *_links(html))


def changed_values(old: str, new: str) -> ValueChanges:
    """Compare the values of two whole texts; one that is only said more or less often neither came nor went."""
    before, after = values_of(old), values_of(new)
    return ValueChanges(gone=tuple(_missing(before, after)), come=tuple(_missing(after, before)))


def _missing(values: tuple[Value, ...], others: tuple[Value, ...]) -> Iterator[Value]:
    """Give the values that the other text does not have, each once."""
    seen = Counter((value.kind, value.key) for value in others)
    for value in values:
        if not seen[value.kind, value.key]:
            seen[value.kind, value.key] = 1
            yield value


def _links(html: str) -> Iterator[Value]:
    """Give where the links lead, those within the text left aside."""
    for tag in TAG.finditer(html):
        if tag[2] == "a" and (target := attribute(tag[0], "href")) and not target.startswith("#"):
            yield Value(kind=ValueKind.LINK, key=target, text=target)


def _value(match: re.Match[str]) -> Value:
    """Say what one match is, and by what it is compared."""
    text = " ".join(match[0].split())
    kind, key = ValueKind.NUMBER, _figure(match["number"] or "0")
    if match["email"]:
        kind, key = ValueKind.EMAIL, text.casefold()
    elif match["address"]:
        kind, key = ValueKind.ADDRESS, text
    elif match["date"]:
        kind, key = ValueKind.DATE, re.sub(r"[^\w]+", " ", text).casefold()
    elif match["unit"]:
        kind, key = ValueKind.PERIOD, f"{_figure(match['length'])} {_UNITS[match['unit'].casefold()]}"
    elif match["share"]:
        kind, key = ValueKind.SHARE, f"{_figure(match['share'])} %"
    elif match["before"] or match["after"]:
        currency = (match["before"] or match["after"]).casefold()
        amount = _figure(match["priced"] or match["costs"])
        kind, key = ValueKind.AMOUNT, f"{amount} {_CURRENCIES.get(currency, currency)}"
    return Value(kind=kind, key=key, text=text)


def _figure(text: str) -> str:
    """Write a number without the marks between its thousands, and with a point before its decimals."""
    if text.casefold() in _SMALL:
        return str(_SMALL[text.casefold()])
    joined = re.sub(rf"(?:[.,\u2019']|{_SPACE})(?=\d{{3}}(?!\d))", "", text).replace(",", ".")
    return joined.rstrip("0").rstrip(".") if "." in joined else joined
