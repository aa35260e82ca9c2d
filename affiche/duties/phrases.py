"""Phrases that lawyers can read and write, and the search for them in a sentence.

A phrase is a few words in order, such as `withdraw*/revoke* … consent*`:

- `a/b` accepts either word, and `word*` any word that begins so;
- `…` skips up to twelve words, and `NUMBER` stands for one in digits or words;
- case, punctuation and markup do not matter; an apostrophe or a hyphen ends a word.

Phrases become regular expressions over words joined by single spaces. Every gap is bounded, so a search takes time
in proportion to the length of the sentence, whatever a site writes in a profile of its own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from affiche.patterns import lazy

LONGEST_GAP = 12
"""Words that `…` may skip: two clauses of a sentence lie this far apart; with more, unrelated clauses matched."""

GAP, NUMBER = "…", "number"

SENTENCE_END = lazy(r"(?<=[.!?…»”])\s+(?=[«“\"(\[]?[A-ZÀ-ÖØ-Þ0-9])")
_WORD = lazy(r"[^\W_]+")
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "eighteen": 18,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "treize": 13,
    "quinze": 15,
    "trente": 30,
    "soixante": 60,
}
"""Numbers as words, both languages together."""
NUMBER_WORDS = "|".join(NUMBERS)
_SKIPPED = f"(?: [^ ]+){{0,{LONGEST_GAP}}}?"


def words_of(text: str) -> str:
    """Return the words of a text in lower case, joined by single spaces."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


@dataclass(frozen=True)
class PhraseList:
    """Several phrases of one language, searched for together."""

    phrases: tuple[str, ...] = ()

    def is_in(self, words: str) -> bool:
        """Return whether one of the phrases occurs in the result of `words_of`."""
        return any(map(words.__contains__, self._hints)) and any(
            phrase.is_in(words) for phrase in self._compiled
        )

    def place_of(self, words: str) -> int:
        """Return which of the phrases occurs first in the list: those who write it put the surest first."""
        return next(
            (place for place, phrase in enumerate(self._compiled) if phrase.is_in(words)), len(self.phrases)
        )

    def first_in(self, words: str) -> str:
        """Return the words that the first phrase found covers; nothing where none occurs."""
        return next((found for phrase in self._compiled if (found := phrase.found_in(words))), "")

    @cached_property
    def _hints(self) -> frozenset[str]:
        """Stems, one of which is wherever a phrase may be: most sentences have none."""
        return frozenset(stem for phrase in self._compiled for stem in phrase.hint)

    @cached_property
    def _compiled(self) -> tuple[_Phrase, ...]:
        return tuple(map(_Phrase, self.phrases))


NOTHING = PhraseList()
"""No phrases, which are in no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """How something that a sentence may say is recognised in one language."""

    says: PhraseList
    near: PhraseList = NOTHING
    """Words one of which the sentence must have too."""
    unless: PhraseList = NOTHING
    """Words with which the sentence says something else."""

    def is_in(self, words: str) -> bool:
        """Return whether a sentence says it."""
        return (
            self.says.is_in(words)
            and (not self.near.phrases or self.near.is_in(words))
            and not self.unless.is_in(words)
        )


class _Phrase:
    """A phrase ready for searching."""

    def __init__(self, phrase: str) -> None:
        parts = [part.split("/") for part in unicodedata.normalize("NFC", phrase.lower()).split()]
        self.stems = [
            [word.rstrip("*") for word in words] for words in parts if words != [GAP] and NUMBER not in words
        ]
        self.hint = max(self.stems, key=lambda stems: min(map(len, stems)), default=[""])
        """The stems of its longest word, one of which is in every sentence that has the phrase."""
        self.pattern = lazy(_pattern(parts))

    def is_in(self, words: str) -> bool:
        return bool(self.found_in(words))

    def found_in(self, words: str) -> str:
        # Nearly every sentence lacks one of the stems, and looking for a stem is 50 times faster than the pattern.
        for stems in self.stems:
            if not any(map(words.__contains__, stems)):
                return ""
        match = self.pattern.search(words)
        return match[0] if match else ""


def _pattern(parts: list[list[str]]) -> str:
    pattern = ""
    for words in parts:
        if words == [GAP]:
            pattern += _SKIPPED
        else:
            pattern += (" " if pattern else "") + f"(?:{'|'.join(map(_word_pattern, words))})"
    return rf"(?<![^ ]){pattern}(?![^ ])"


def _word_pattern(word: str) -> str:
    if word == NUMBER:
        return rf"(?:\d[^ ]*|{NUMBER_WORDS})"
    stem, star, _ = word.partition("*")
    return re.escape(stem) + ("[^ ]*" if star else "")
