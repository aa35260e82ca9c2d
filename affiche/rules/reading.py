"""What makes a text hard to read, as advice with the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.prose import OPAQUE, Kind
from affiche.rules.rule import Finding, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Text

LONGEST_SENTENCE = {"en": 50, "fr": 60}
"""Words; French needs some more for the same."""
LONGEST_PARAGRAPH = {"en": 170, "fr": 200}
FEWEST_HEDGES = 3
_OPEN = {"may", "might", "could"}

_WORD = re.compile(rf"[\w{OPAQUE}]+(?:['’.-]\w+)*")
_SENTENCE = re.compile(r"(?:[^.!?;:\n]|[.](?!\s+[«“(]?[^\W\d_a-zéèêàâîôûç])|[!?;:](?!\s))+", re.DOTALL)
_HEDGES = {
    "en": re.compile(
        r"\b(?:may|might|could|possibly|perhaps|generally|typically|from time to time|certain|some|often)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:pourrions|pourrait|pourraient|éventuellement|le cas échéant|certaine?s|parfois|généralement"
        r"|de temps à autre|peut-être|susceptibles?)\b",
        re.IGNORECASE,
    ),
}


def long_sentences(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find sentences that are too long to be taken in."""
    most = LONGEST_SENTENCE.get(tag[:2].lower())
    if most is None or passage.kind is Kind.CELL:
        return
    for start, end in sentences(passage):
        count = len(_WORD.findall(passage.text, start, end))
        if count > most:
            yield Slip(start=start, end=end, message=f"this sentence has {count} words")


def long_paragraphs(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find paragraphs that are too long to be taken in."""
    most = LONGEST_PARAGRAPH.get(tag[:2].lower())
    count = len(_WORD.findall(passage.text))
    if most is not None and count > most and passage.kind is not Kind.CELL:
        yield Slip(start=0, end=len(passage.text), message=f"this paragraph has {count} words")


def hedging(text: Text) -> Iterator[Finding]:
    """Find sentences that hedge again and again."""
    hedges = _HEDGES.get(text.language)
    if hedges is None:
        return
    for passage in text.passages:
        for start, end in sentences(passage):
            found = [match[0].lower() for match in hedges.finditer(passage.text, start, end)]
            if len(found) >= FEWEST_HEDGES and (len(set(found)) > 1 or found[0] in _OPEN):
                yield Finding(
                    location=text.at_part(passage, start, end),
                    message=f"this sentence leaves open what happens: {', '.join(found)}",
                )


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a passage begins and ends; a semicolon or colon ends one, as a list would."""
    for match in _SENTENCE.finditer(passage.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if start < end:
            yield start, end
