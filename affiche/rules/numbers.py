"""Numbers, dates and times as English and French write them, in one form that can be compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.html import plain_text
from affiche.rules.dates import ENGLISH_MONTHS, FRENCH_MONTHS
from affiche.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.problems import Location
    from affiche.rules.texts import Text

_BLOCK_END = re.compile(r"</?(?:p|li|td|th|tr|dt|dd|h\d|div|blockquote|br|ul|ol|table|section)\b[^>]*>")
_NOTE = re.compile(r"<sup[^>]*><a [^>]*footnote-ref.*?</sup>")
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")
_SPACES = re.compile(r"[\u00a0\u202f\u2009\n]")

_MONTHS = {
    **{name.lower(): at for at, name in enumerate(ENGLISH_MONTHS.split("|"), start=1)},
    **{name: at for at, name in enumerate(FRENCH_MONTHS.split("|"), start=1)},
}
_MONTH = f"(?P<month>{ENGLISH_MONTHS}|{FRENCH_MONTHS})"
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)
_TIMES = (
    re.compile(r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE),
    re.compile(r"\b(?P<hour>\d{1,2}) ?[h:] ?(?P<minute>\d{2})?\b(?! ?[ap]\.?m)"),
)
_TELEPHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d() .-]{7,}\d(?!\w)")
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*)(?:er|re|e|[eè]me|st|nd|rd|th)?(?!\w)"
)
_MARKUP = r"(?:</?\w+>)*"
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 9

_WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
_NAMED = {
    **{word: str(at) for words in _WORDS.values() for at, word in enumerate(words.split(), start=2)},
    "one": "1",
    "un": "1",
    "une": "1",
    "first": "1",
    "premier": "1",
    "première": "1",
    "twenty": "20",
    "vingt": "20",
    "thirty": "30",
    "trente": "30",
    "forty-five": "45",
    "sixty": "60",
    "soixante": "60",
    "ninety": "90",
    "quatre-vingt-dix": "90",
    "quarante-cinq": "45",
    "hundred": "100",
    "cent": "100",
    "zero": "0",
    "zéro": "0",
    "a": "1",
    "an": "1",
    "each": "1",
    "chaque": "1",
    "second": "2",
    "third": "3",
    "tiers": "3",
    "tierce": "3",
    "deuxième": "2",
    "troisième": "3",
    "seconde": "2",
    "both": "2",
    "twice": "2",
    "once": "1",
}


def different_numbers(source: Text, translation: Text) -> Iterator[Finding]:
    """Find numbers, dates and times that a section has in one locale alone."""
    wanted = {section.id: numbers(section.html, source.language) for section in source.sections}
    for section in translation.sections:
        if section.id not in wanted:
            continue
        here = numbers(section.html, translation.language)
        there = wanted[section.id]
        named_here = _named(section.html)
        missing = [shown for key, shown in there.items() if key not in here and key not in named_here]
        named_there = _named(next(s.html for s in source.sections if s.id == section.id))
        extra = [shown for key, shown in here.items() if key not in there and key not in named_there]
        for shown in missing:
            yield Finding(
                location=_place(extra[0] if extra else "", translation, section.id),
                message=f"{source.name} says “{shown}” in the section `{section.id}`, and this text does not",
                expected=f"“{shown}” in the form of this language" if not extra else "",
                fix=f"it says {_listed(extra)} instead: see which is right" if extra else "",
            )
        for shown in extra if not missing else ():
            yield Finding(
                location=_place(shown, translation, section.id),
                message=f"“{shown}” is not in the section `{section.id}` of {source.name}",
            )


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _place(shown: str, text: Text, section: str) -> Location:
    """Point at a number as it is written, markup and spaces as they may be; else at its section."""
    signs = (r"[ \u00a0\u202f\u2009\n]" if sign.isspace() else re.escape(sign) for sign in shown)
    written = re.compile(rf"(?<!\w){_MARKUP.join(signs)}(?!\w)")
    found = written.search(text.file.text, text.after_heading(section)) if shown else None
    return text.at(*found.span()) if found else text.at_section(section)


def numbers(html: str, language: str) -> Mapping[str, str]:
    """Give each number of a section in one form, with how it is written."""
    text = _prose(html)
    if not _DIGIT.search(text):
        return {}
    found: dict[str, str] = {}

    def note(key: str, match: re.Match[str]) -> str:
        found.setdefault(key, match[0].strip())
        return " ; "

    for pattern in _DATES:
        text = pattern.sub(lambda match: note(_date(match), match), text)
    for pattern in _TIMES:
        text = pattern.sub(lambda match: note(_time(match), match), text)
    text = _TELEPHONE.sub(lambda match: note(key, match) if (key := _telephone(match)) else match[0], text)
    for match in _NUMBER.finditer(text):
        found.setdefault(_canonical(match["number"], language), match[0])
    return found


def _prose(html: str) -> str:
    text = plain_text(_BLOCK_END.sub(" ; ", _NOTE.sub("", html)))
    return _NOT_PROSE.sub(" ", _SPACES.sub(" ", text))


def _named(html: str) -> set[str]:
    """Give the numbers that a section writes as words."""
    words = re.findall(r"\w+(?:-\w+)*", _prose(html).lower())
    return {_NAMED[word] for word in words if word in _NAMED}


def _date(match: re.Match[str]) -> str:
    month = match["month"].lower()
    return f"{match['year']}-{_MONTHS.get(month) or int(month):02}-{int(match['day']):02}"


def _time(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    half = (match.groupdict().get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour}:{match['minute'] or '00'}"


def _telephone(match: re.Match[str]) -> str:
    """Give the digits of a telephone number, or nothing for what is none."""
    digits = re.sub(r"\D", "", match[0])
    return f"+{digits}" if len(digits) >= _FEWEST_DIGITS else ""


def _canonical(number: str, language: str) -> str:
    """Write a number without separators of thousands, and with a decimal point."""
    if language == "en" and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        number = number.replace(",", "")
    number = number.replace(" ", "")
    number = number.replace(",", ".") if number.count(",") == 1 else number
    if number.count(".") == 1:
        number = number.rstrip("0").rstrip(".")
    return number.lstrip("0") or "0"
