"""Inline HTML as words: each with what it is compared by and where it stands in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.alignment import ngrams
from affiche.html import ATTRIBUTES, PICTURE_TAG, TAG, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

BLANK = r"(?:[ \t\n\r\f\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff\u00ad\u2060]|&nbsp;)"
PICTURE = rf"<img{ATTRIBUTES}>"
"""A picture says something, as a word does."""
BULLETS = "•‣▪●■◦∙○"
BULLET = (
    rf"(?=[{BULLETS}*&–—-])(?:[{BULLETS}]|\*{{2,}}|(?<![^\s>;,.])(?:\*|&gt;)(?={BLANK}|<br\b)"
    rf"|(?:\A|(?<=[\n>]))[–—-](?={BLANK}))"
)
"""What is typed to lay a list or a quotation out, and says nothing; so are the stars around what was to be bold."""
GAP = rf"(?:{BLANK}|</?(?!img\b)[a-z][a-z0-9]*{ATTRIBUTES}>|{BULLET})*+"
MONTH = (
    r"(?:[Jj](?:an(?:uary|vier|\.)?|une?|uly?|uin|uillet)|[Ff](?:eb(?:ruary|\.)?|évrier)|[Mm](?:ar(?:ch|s|\.)?|ay|ai)"
    r"|[Aa](?:pr(?:il|\.)?|ug(?:ust|\.)?|vril|oût)|[Ss]ept?(?:embe?re?|\.)?|[Oo]ct(?:obe?re?|\.)?"
    r"|[Nn]ov(?:embe?re?|\.)?|[Dd][eé]c(?:embe?re?|\.)?)"
)
SEP = r"(?:[ \n\u00a0\u202f]|&nbsp;)"
MONTH_FIRST = rf"(?=[JjFfMmAaSsOoNnDd]){MONTH}{SEP}\d{{1,2}}(?:st|nd|rd|th)?,?{SEP}\d{{4}}\b"
DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th|er)?{SEP}{MONTH},?{SEP}\d{{4}}\b"
URL = r"(?=[hw])(?:https?://|www\.)(?:&amp;|[^\s<>&\"'“”‘’«»)\]])*(?:&amp;|[\w/=#-])"
NUMBER = (
    r"[$€£¥]?\d+(?:[.,:/\u2019'-]\d+|(?:&nbsp;|[\u00a0\u202f])\d{3}(?!\d))*"
    r"(?:(?:&nbsp;|[ \u00a0\u202f])?[$€£¥%](?!\d))?(?:[^\W\d_]+\b)?"
)
LETTERS = r"[\w\u0300-\u036f]+"
WORD = (
    rf"{LETTERS}(?:(?:[-\u2010\u2011'’\u02bc.+\u00ad\u200b\u2060]|&amp;){LETTERS})*+"
    r"(?:@[\w-]+(?:\.[\w-]+)+)?"
)
MARK = r"-{2,3}|\.{3}|''|``|&[a-z]+;|."
# Possessive quantifiers (`*+`) keep the time linear, and a look at the first character (`(?=…)`) spares each word the
# long alternatives, which most words cannot be.
TOKEN = re.compile(
    rf"({GAP})((?=[\d$€£¥])(?:{DAY_FIRST}|{NUMBER})|{MONTH_FIRST}|{URL}|{WORD}|{PICTURE}|{MARK}|\Z)",
    re.DOTALL,
)

FOLDS = re.compile(r"&|''|``|--|[\n`]")
"""What ASCII text must have for one of its words to be folded."""
FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\n", " "),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
        "…": "...",
    }
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """The words of one piece of inline HTML; whatever stands between two words is a gap."""

    raw: str
    keys: list[str]
    """What each word is compared by."""
    starts: list[int]
    ends: list[int]
    places: list[int]
    """The positions of the words and numbers; at the others is punctuation."""

    @cached_property
    def spoken(self) -> list[str]:
        """The keys of the words and numbers alone."""
        return [self.keys[place] for place in self.places]

    @cached_property
    def size(self) -> int:
        """How many words a person counts in it, a picture as one."""
        return count(self.keys)

    @cached_property
    def runs(self) -> list[tuple[str, ...]]:
        """Each run of words that is too long to be in two places by chance, punctuation left aside."""
        return list(ngrams(self.spoken, limits.MOVED_RUN))

    def gap(self, at: int) -> str:
        """Give the white space and markup before a word, or after the last."""
        return self.around(at, at)

    def around(self, begin: int, end: int) -> str:
        """Give words with the gaps before and after them."""
        first = self.ends[begin - 1] if begin else 0
        return self.raw[first : self.starts[end] if end < len(self.starts) else len(self.raw)]

    def touches(self, at: int) -> bool:
        """Tell whether nothing but tags is between a word and the one before it."""
        if not 0 < at < len(self.keys):
            return False
        end, start = self.ends[at - 1], self.starts[at]
        edges = self.raw[end - 1] + self.raw[start]
        return (
            edges.replace("@", "a").isalnum()
            and "<br" not in (gap := self.raw[end:start])
            and not TAG.sub("", gap)
        )


def split(raw: str) -> Words:
    """Split inline HTML into words, numbers and punctuation marks."""
    found = TOKEN.findall(raw)
    while found and not found[-1][1]:
        found.pop()
    # Whatever is found begins where the one before it ends.
    lengths = [len(part) for pair in found for part in pair]
    bounds = list(accumulate(lengths))
    words = [word for _, word in found]
    plain = raw.isascii() and not FOLDS.search(raw)
    keys = words if plain else [word if word.isascii() and word.isalnum() else folded(word) for word in words]
    # Written out, since a call for each of them takes as long as all the rest.
    places = [k for k, key in enumerate(keys) if key[-1:].isalnum() or key[:1].isalnum()]
    return Words(raw=raw, keys=keys, starts=bounds[::2], ends=bounds[1::2], places=places)


def folded(word: str) -> str:
    """Give what a word is compared by: typography and Unicode form do not count."""
    if len(word) == 1 and word.isascii():
        return word
    key = unicodedata.normalize("NFC", plain_text(word) if "<" not in word else word).translate(FOLDED)
    return {"''": '"', "``": '"', "--": "-", "---": "-"}.get(key, key)


DATE = re.compile(rf"{DAY_FIRST}|{MONTH_FIRST}|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b")


def without_dates(text: str) -> str:
    """Leave out the dates of a text, so that a line which only states another date can be known."""
    return DATE.sub("", text)


def count(keys: Iterable[str]) -> int:
    """Count words as a person does: a date in words is several, punctuation is none."""
    return sum(1 if key[0] == "<" else key.count(" ") + 1 for key in keys if is_word(key))


def is_word(key: str) -> bool:
    """Tell a word, a number or a picture from punctuation."""
    return key[-1:].isalnum() or key[:1].isalnum() or key.startswith(PICTURE_TAG)
