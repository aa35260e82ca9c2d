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

LONGEST_GAP = 12
"""Words that `…` may skip: two clauses of a sentence lie this far apart; with more, unrelated clauses matched."""

GAP, NUMBER = "…", "number"

_WORD = re.compile(r"[^\W_]+")
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|sixty|ninety"
    "|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|treize|trente|soixante"
)
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
        return any(phrase.is_in(words) for phrase in self._compiled)

    @cached_property
    def _compiled(self) -> tuple[_Phrase, ...]:
        return tuple(map(_Phrase, self.phrases))


class _Phrase:
    """A phrase ready for searching."""

    def __init__(self, phrase: str) -> None:
        parts = [part.split("/") for part in unicodedata.normalize("NFC", phrase.lower()).split()]
        self.stems = [
            [word.rstrip("*") for word in words] for words in parts if words != [GAP] and NUMBER not in words
        ]
        self.pattern = re.compile(_pattern(parts))

    def is_in(self, words: str) -> bool:
        # Nearly every sentence lacks one of the stems, and looking for a stem is 50 times faster than the pattern.
        return all(any(stem in words for stem in stems) for stems in self.stems) and bool(
            self.pattern.search(words)
        )


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
        return rf"(?:\d[^ ]*|{_NUMBER_WORDS})"
    stem, star, _ = word.partition("*")
    return re.escape(stem) + ("[^ ]*" if star else "")
