"""Source text and translation side by side: the same sections, lists, links and numbers in every locale."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.html import plain_text
from affiche.patterns import lazy
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match
from affiche.rules.typography.dates import ENGLISH_MONTHS, FRENCH_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.model import Section
    from affiche.problems import Location
    from affiche.rules.texts import Text

_BLOCK_END = lazy(r"</?(?:p|li|td|th|tr|dt|dd|h\d|div|blockquote|br|ul|ol|table|section)\b[^>]*>")
_NOTE = lazy(r"<sup[^>]*><a [^>]*footnote-ref.*?</sup>")
_NOT_PROSE = lazy(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
_SPACES = lazy(r"[\u00a0\u202f\u2009\n]")

_MONTHS = {
    **{name.lower(): at for at, name in enumerate(ENGLISH_MONTHS.split("|"), start=1)},
    **{name: at for at, name in enumerate(FRENCH_MONTHS.split("|"), start=1)},
}
_MONTH = f"(?P<month>{ENGLISH_MONTHS}|{FRENCH_MONTHS})"
_DATES = (
    lazy(rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
    lazy(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    lazy(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)
_TIMES = (
    lazy(r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE),
    lazy(r"\b(?P<hour>\d{1,2}) ?[h:] ?(?P<minute>\d{2})?\b(?! ?[ap]\.?m)"),
)
_TELEPHONE = lazy(r"(?<![\w.])\+?\(?\d[\d() .-]{7,}\d(?!\w)")
_NUMBER = lazy(
    r"(?<![\w.,])(?P<number>\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*)(?:er|re|e|[eè]me|st|nd|rd|th)?(?!\w)"
)
_MARKUP = r"(?:</?\w+>)*"
_DIGIT = lazy(r"\d")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 20
"""Of a telephone number, with its extension; a longer row of figures is many numbers."""

LONGEST_NUMBER = 40
"""Characters of a number that are shown, and looked for in the file; a row of figures may go on without end."""
MOST_TOLD = 20
"""Numbers of a section that are told, each by itself; where there are more, something else is wrong."""

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


_HREF = lazy(r'<a\b[^>]*\bhref="(?P<address>[^"]*)"')
_ID = lazy(r'\bid="(?P<id>[^"]*)"')
_EMAIL = lazy(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LOCALE = lazy(
    r"(?<![a-z])(?:en|fr|eng|fra|english|francais|anglais)(?:[-_](?:ca|us|gb|fr|be|ch))?(?![a-z])",
    re.IGNORECASE,
)
_WRITTEN_LINK = lazy(r"\]\(#(?P<id>[^)\s]+)\)|href=[\"']#(?P<raw>[^\"']+)[\"']")
_PART = lazy(r"<(?P<end>/?)(?P<name>ul|ol|dl|table|tr|li|dt)\b")
_NOUNS = {"li": ("list item", "list items"), "tr": ("table row", "table rows")}
_NOUNS |= {"dt": ("defined term", "defined terms")}


@rule(
    "structure/missing-section",
    ERROR,
    "a section that only one locale has",
    why="Readers of every language must find the same text, and a link to a section must work in all of them.",
    fix="translate the section, or give both the same id",
    example=(
        "en.md: ## Cookies {#cookies}\nfr.md: (no such section)",
        "en.md: ## Cookies {#cookies}\nfr.md: ## Témoins {#cookies}",
    ),
    scope="translation",
)
def missing_sections(source: Text, translation: Text) -> Iterator[Match]:
    """Find sections that only one of two locales has."""
    ids = [section.id for section in source.sections]
    there = {section.id for section in translation.sections}
    previous = ""
    for section in source.sections:
        if section.id not in there:
            place = f" after `{previous}`" if previous else ""
            line = source.places[section.id].line if section.id in source.places else 1
            yield Match(
                location=translation.at_section(previous),
                message=f"the section `{section.id}` of {source.name} is missing here",
                expected=f"“{section.title}” in this language, with {{#{section.id}}} after the heading",
                fix=f"translate {source.name}, line {line}, and put it{place}",
            )
        else:
            previous = section.id
    for section in translation.sections:
        if section.id not in ids:
            yield Match(
                location=translation.at_section(section.id),
                message=f"the section `{section.id}` is not in {source.name}",
                expected="the id of the section that it translates, written {#id} after the heading",
            )


@rule(
    "structure/section-order",
    ERROR,
    "sections in a different order from the source locale",
    why="Sections are numbered: in a different order, “section 4” is a different text in each language.",
    fix="put the sections in the same order",
    example=(
        "en.md: ## Cookies {#cookies}, ## Rights {#rights}\nfr.md: ## Droits {#rights}, ## Témoins {#cookies}",
        "fr.md: ## Témoins {#cookies}, ## Droits {#rights}",
    ),
    scope="translation",
)
def section_order(source: Text, translation: Text) -> Iterator[Match]:
    """Find the first section that is out of order."""
    there = {section.id for section in translation.sections}
    here = {section.id for section in source.sections}
    wanted = [section.id for section in source.sections if section.id in there]
    found = [section.id for section in translation.sections if section.id in here]
    for want, have in zip(wanted, found, strict=True):
        if want != have:
            yield Match(
                location=translation.at_section(have),
                message=f"the section `{have}` comes where {source.name} has `{want}`",
                expected=f"the order of {source.name}",
            )
            return


@rule(
    "structure/section-level",
    ERROR,
    "a section nested differently from the source locale",
    why="Numbers and the table of contents follow from how sections are nested.",
    fix="give the heading the same number of # in both files",
    example=("en.md: ### Cookies {#cookies}\nfr.md: ## Témoins {#cookies}", "fr.md: ### Témoins {#cookies}"),
    scope="translation",
)
def section_levels(source: Text, translation: Text) -> Iterator[Match]:
    """Find sections nested differently."""
    depths = dict(_depths(source.edition.sections, 1))
    for section, depth in _depths(translation.edition.sections, 1):
        if depths.get(section, depth) != depth:
            yield Match(
                location=translation.at_section(section),
                message=f"the section `{section}` is at level {depth}; in {source.name} it is at level {depths[section]}",
                expected=f"a heading with {'#' * (depths[section] + 1)}",
            )


def _depths(sections: Sequence[Section], depth: int) -> Iterator[tuple[str, int]]:
    for section in sections:
        yield section.id, depth
        yield from _depths(section.sections, depth + 1)


@rule(
    "structure/parts",
    ADVICE,
    "a list or table with more or fewer items than in the source locale",
    why="An item missing from a list in one language is a right or a duty missing from the text.",
    fix="compare both files side by side and find the item that one lacks",
    example=("en.md: - access\n       - deletion\nfr.md: - accès", "fr.md: - accès\n       - suppression"),
    scope="translation",
)
def section_parts(source: Text, translation: Text) -> Iterator[Match]:
    """Find sections whose lists or tables have more or fewer items."""
    wanted = {section.id: _parts(section.html) for section in source.sections}
    for section in translation.sections:
        parts = _parts(section.html)
        for name in sorted(_NOUNS):
            want, have = wanted.get(section.id, parts)[name], parts[name]
            if want != have:
                yield Match(
                    location=translation.at_section(section.id),
                    message=f"the section `{section.id}` has {_counted(have, name)}; {source.name} has {want or 'none'}",
                    expected=_counted(want, name),
                )


def _parts(html: str) -> Mapping[str, int]:
    return Counter(match["name"] for match in _PART.finditer(html) if not match["end"])


def _counted(number: int, name: str) -> str:
    one, several = _NOUNS[name]
    return f"1 {one}" if number == 1 else f"{number or 'no'} {several}"


@rule(
    "structure/links",
    ADVICE,
    "a link or e-mail address that only one locale has",
    why="Readers must be able to reach the same places. Two addresses at one host count as one place in two languages.",
    fix="add the link, or remove it in both",
    example=(
        "en.md: Write to privacy@finch.test.\nfr.md: Écrivez-nous.",
        "fr.md: Écrivez à privacy@finch.test.",
    ),
    scope="translation",
)
def different_links(source: Text, translation: Text) -> Iterator[Match]:
    """Find addresses that one locale has and the other lacks, in any form."""
    wanted = {section.id: section for section in source.sections}
    for section in translation.sections:
        if section.id in wanted:
            yield from _different(wanted[section.id], section, source, translation)


def _different(old: Section, new: Section, source: Text, translation: Text) -> Iterator[Match]:
    for only_old, only_new, what in (
        (*_apart(_emails(old.html), _emails(new.html)), "the e-mail address"),
        (*_apart(_links(old.html), _links(new.html)), "the link to"),
    ):
        missing, extra = _unmapped(only_old, only_new)
        for address in missing:
            yield Match(
                location=translation.at_section(new.id),
                message=f"{what} {address} of {source.name} is not in the section `{new.id}` here",
            )
        for address in extra:
            yield Match(
                location=_written_at(address, translation, new.id),
                message=f"{what} {address} is not in the section `{new.id}` of {source.name}",
            )


def _written_at(address: str, text: Text, section: str) -> Location:
    """Point at an address where it is written, else at its section."""
    at = text.file.text.find(address, text.after_heading(section))
    return text.file.at_offset(at, at + len(address)) if at >= 0 else text.at_section(section)


def _apart(old: Counter[str], new: Counter[str]) -> tuple[list[str], list[str]]:
    """Return the addresses that only one side has; however often."""
    return [one for one in old if one not in new], [one for one in new if one not in old]


def _unmapped(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Leave out each pair of links that may be one place in two languages; an e-mail address has no pair."""
    if any("://" in address for address in (*old, *new)):
        pairs = min(len(old), len(new))
        alike = {_host(address) for address in old} & {_host(address) for address in new}
        old, new = (
            [*sorted(one, key=lambda address: _host(address) not in alike)][pairs:] for one in (old, new)
        )
    return list(old), list(new)


def _host(address: str) -> str:
    """Return what two forms of an address for two languages have in common: the host."""
    if "@" in address and "/" not in address:
        return address
    host = urlsplit(address).hostname or ""
    return _LOCALE.sub("", host).removeprefix("www.").strip(".") or address


def _emails(html: str) -> Counter[str]:
    text = unescape(html)
    return Counter(address.lower() for address in (_EMAIL.findall(text) if "@" in text else ()))


def _links(html: str) -> Counter[str]:
    found = (unescape(address) for address in _HREF.findall(html))
    return Counter(address.rstrip("/") for address in found if address.startswith(("http://", "https://")))


@rule(
    "structure/numbers",
    ADVICE,
    "a number, date or time that a section has in only one locale",
    why="Periods, ages, amounts and dates are what readers rely on; here a mistranslation changes the meaning.",
    fix="see which of the two is right, and write it in both",
    example=("en.md: for 30 days\nfr.md: pendant 60 jours", "fr.md: pendant 30 jours"),
    scope="translation",
)
def different_numbers(source: Text, translation: Text) -> Iterator[Match]:
    """Find numbers, dates and times that a section has in one locale alone."""
    wanted = {section.id: section.html for section in source.sections}
    for section in translation.sections:
        if section.id not in wanted:
            continue
        there = numbers(wanted[section.id], source.language)
        here = numbers(section.html, translation.language)
        missing = _not_among(here, section.html, there)
        extra = _not_among(there, wanted[section.id], here)
        where = _place(extra[0] if missing and extra else "", translation, section.id)
        for shown in missing:
            yield Match(
                location=where,
                message=f"{source.name} says “{shown}” in the section `{section.id}`, and this text does not",
                expected=f"“{shown}” in the form of this language" if not extra else "",
                fix=f"it says {_listed(extra)} instead: see which is right" if extra else "",
            )
        for shown in extra if not missing else ():
            yield Match(
                location=_place(shown, translation, section.id),
                message=f"“{shown}” is not in the section `{section.id}` of {source.name}",
            )


def _not_among(known: Mapping[str, str], html: str, found: Mapping[str, str]) -> list[str]:
    """Give the numbers that another section has not, as they are written; no more than anybody would go through."""
    left = found.keys() - known.keys()
    left -= _named(html) if left else set()
    return list(islice((shown for key, shown in found.items() if key in left), MOST_TOLD))


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _place(shown: str, text: Text, section: str) -> Location:
    """Point at a number as it is written, markup and spaces as they may be; else at its section."""
    signs = (r"[ \u00a0\u202f\u2009\n]" if sign.isspace() else re.escape(sign) for sign in shown)
    written = re.compile(rf"(?<!\w){_MARKUP.join(signs)}(?!\w)")
    found = written.search(text.file.text, text.after_heading(section)) if shown else None
    return text.file.at_offset(*found.span()) if found else text.at_section(section)


def numbers(html: str, language: str) -> Mapping[str, str]:
    """Return each number of a section in one form, with how it is written."""
    text = _prose(html) if _DIGIT.search(html) else ""
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
        found.setdefault(_canonical(match["number"], language), match[0][:LONGEST_NUMBER])
    return found


def _prose(html: str) -> str:
    text = plain_text(_BLOCK_END.sub(" ; ", _NOTE.sub("", html)))
    return _NOT_PROSE.sub(" ", _SPACES.sub(" ", text))


def _named(html: str) -> set[str]:
    """Return the numbers that a section writes as words."""
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
    """Return the digits of a telephone number, or nothing for what is none."""
    digits = re.sub(r"\D", "", match[0])
    return f"+{digits}" if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS else ""


def _canonical(number: str, language: str) -> str:
    """Write a number without separators of thousands, and with a decimal point."""
    if language == "en" and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        number = number.replace(",", "")
    number = number.replace(" ", "")
    number = number.replace(",", ".") if number.count(",") == 1 else number
    if number.count(".") == 1:
        number = number.rstrip("0").rstrip(".")
    return number.lstrip("0") or "0"
