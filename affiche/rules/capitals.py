"""Capital letters where French has none."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from affiche.rules.dates import FRENCH_MONTHS, FRENCH_WEEKDAYS
from affiche.rules.prose import OPAQUE, Kind
from affiche.rules.rule import Finding, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.rule import Slip
    from affiche.rules.texts import Text

MUCH_OFTENER = 4
"""A word is no name where the text writes it small this many times as often."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBERING = re.compile(r"^\W*[\d.]+\(\w{1,4}\)$")
_ENDS = tuple(f'.:;!?«“"(•–—|/{OPAQUE}')
"""What stands before the first word of a heading or sentence."""
_LANGUAGES = "français|anglais|espagnol|allemand|italien|portugais|néerlandais|chinois|arabe"
_MONTHS = [month for month in FRENCH_MONTHS.split("|") if month not in {"mars", "avril", "mai"}]
"""Those that are not names of something else as well."""
_NAME_OF_DAY = re.compile(
    rf"\b[a-zà-ÿœ]+[ \u00a0](?P<word>{FRENCH_WEEKDAYS.title()}|{'|'.join(_MONTHS).title()})s?\b(?![ \u00a0]\d)"
)
_NAME_OF_LANGUAGE = re.compile(
    rf"\b(?:en|langue|version|traduction)[ \u00a0](?P<word>(?:{_LANGUAGES.title()})e?)\b"
)


def french_title_case(text: Text) -> Iterator[Finding]:
    """Find headings whose words have capitals that the text itself does not give them."""
    small, named = _usage(text.passages)
    for passage in text.passages:
        if passage.kind is not Kind.HEADING:
            continue
        wrong = [
            match
            for match in _inner_capitals(passage.text)
            if small[match[0].lower()] >= max(1, MUCH_OFTENER * named[match[0].lower()])
            and not named[_with_next(passage.text, match)]
        ]
        if wrong:
            yield Finding(
                location=text.at_part(passage, wrong[0].start(), wrong[-1].end()),
                message=f"this heading has capitals inside: {', '.join(f'“{match[0]}”' for match in wrong)}",
                expected=_lowered(passage.text, wrong),
            )


def _inner_capitals(words: str) -> Iterator[re.Match[str]]:
    """Give the words with a capital that do not begin a heading or sentence."""
    for match in _WORD.finditer(words):
        before = words[: match.start()].rstrip(" \u00a0\u202f\n’'")
        begins = (
            not re.search(r"[^\W\d_]", _NUMBERING.sub("", before))
            or before.endswith(_ENDS)
            or before.endswith(" -")
        )
        if not begins and len(match[0]) > 1 and match[0].istitle():
            yield match


def _usage(passages: tuple[Passage, ...]) -> tuple[Counter[str], Counter[str]]:
    """Count the words that running text writes small, and those, with the next word too, that it writes as names."""
    small: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for passage in passages:
        if passage.kind is Kind.HEADING:
            continue
        small.update(word for word in _WORD.findall(passage.text) if word.islower())
        for match in _inner_capitals(passage.text):
            named.update((match[0].lower(), _with_next(passage.text, match)))
    return small, named


def _with_next(words: str, match: re.Match[str]) -> str:
    following = _WORD.match(words, match.end() + 1)
    return f"{match[0]} {following[0] if following else ''}"


def _lowered(words: str, wrong: list[re.Match[str]]) -> str:
    for match in wrong:
        words = words[: match.start()] + match[0].lower() + words[match.end() :]
    return words.replace(OPAQUE, "…")


def french_capitals(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find names of days, months and languages with a capital inside a sentence."""
    del tag
    for pattern in (_NAME_OF_DAY, _NAME_OF_LANGUAGE):
        for match in pattern.finditer(passage.text):
            word = match["word"]
            yield rewritten(passage, match, "word", word.lower(), f"“{word}” has a capital inside a sentence")
