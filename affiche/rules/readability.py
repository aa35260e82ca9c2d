"""What makes a text hard to read, as advice with the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.prose import OPAQUE, Kind
from affiche.rules.rule import ADVICE, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

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


@rule(
    "reading/long-sentence",
    ADVICE,
    "a sentence that is too long",
    why="Past some fifty words readers lose the thread.",
    fix="split it into two sentences, or make it a list",
    citation="GDPR, article 12(1): clear and plain language",
    example=(
        "We collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, and more.",
        "We collect:\n\n- names\n- addresses\n- telephone numbers",
    ),
    scope="passage",
)
def long_sentences(text: Text, passage: Passage) -> Iterator[Match]:
    """Find sentences that are too long to be taken in."""
    most = LONGEST_SENTENCE.get(text.tag[:2].lower())
    if most is None or passage.kind is Kind.CELL:
        return
    for start, end in sentences(passage):
        count = len(_WORD.findall(passage.text, start, end))
        if count > most:
            yield text.match(passage, start, end, f"this sentence has {count} words")


@rule(
    "reading/long-paragraph",
    ADVICE,
    "a paragraph that is too long",
    why="Readers look for their own question; a block of text hides it.",
    fix="split it by subject, or make a list",
    example=(
        "We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. ",
        "We keep it short.",
    ),
    scope="passage",
)
def long_paragraphs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find paragraphs that are too long to be taken in."""
    most = LONGEST_PARAGRAPH.get(text.tag[:2].lower())
    count = len(_WORD.findall(passage.text))
    if most is not None and count > most and passage.kind is not Kind.CELL:
        yield text.match(passage, 0, len(passage.text), f"this paragraph has {count} words")


@rule(
    "reading/hedging",
    ADVICE,
    "a sentence that hedges again and again",
    why="“May”, “might”, “some” and “often” leave readers guessing what is done.",
    fix="say what is done, and when",
    citation="WP260 rev.01, paragraph 13",
    example=(
        "We may sometimes, and might, give some of it to certain others.",
        "We give your address to the carrier.",
    ),
    scope="text",
)
def hedging(text: Text) -> Iterator[Match]:
    """Find sentences that hedge again and again."""
    hedges = _HEDGES.get(text.language)
    if hedges is None:
        return
    for passage in text.passages:
        for start, end in sentences(passage):
            found = [match[0].lower() for match in hedges.finditer(passage.text, start, end)]
            if len(found) >= FEWEST_HEDGES and (len(set(found)) > 1 or found[0] in _OPEN):
                yield text.match(
                    passage,
                    start,
                    end,
                    f"this sentence hedges: {', '.join(found)}",
                )


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Return where each sentence of a passage begins and ends; a semicolon or colon ends one, as a list would."""
    for match in _SENTENCE.finditer(passage.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if start < end:
            yield start, end
