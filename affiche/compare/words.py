"""Inline HTML as words: each with what it is compared by and where it stands in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.markup import ATTRIBUTES, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = rf"(?:[ \t\n\r\f]|&nbsp;|[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff\u00ad\u2060]|</?(?!br\b)[a-z][a-z0-9]*{ATTRIBUTES}>)*+"
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?|janvier|février|mars|avril|mai|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre)"
)
SEP = r"(?:[ \n]|&nbsp;|\u00a0|\u202f)"
DATE = rf"(?i:{MONTH}{SEP}\d{{1,2}}(?:st|nd|rd|th)?,?{SEP}\d{{4}}|\d{{1,2}}(?:st|nd|rd|th|er)?{SEP}{MONTH},?{SEP}\d{{4}})\b"
URL = r"(?:https?://|www\.)(?:&amp;|[^\s<>&\"'“”‘’«»)\]])*(?:&amp;|[\w/=#-])"
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
NUMBER = r"[$€£¥]?\d+(?:[.,:/\u2019'-]\d+|(?:&nbsp;|[\u00a0\u202f])\d{3}(?!\d))*(?:%|(?:&nbsp;|[\u00a0\u202f])?[$€£¥%])?(?:[^\W\d_]+\b)?"
WORD = r"[\w\u0300-\u036f]+(?:(?:[-\u2010\u2011'’\u02bc.\u00ad\u200b\u2060]|&amp;)[\w\u0300-\u036f]+)*"
MARK = rf"-{{2,3}}|\.{{3}}|''|``|&[a-z]+;|<br{ATTRIBUTES}>|."
TOKEN = re.compile(rf"({GAP})((?:{DATE}|{URL}|{EMAIL}|{NUMBER}|{WORD}|{MARK})|\Z)", re.DOTALL)

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """The words of one piece of inline HTML; whatever stands between two words is a gap."""

    raw: str
    keys: list[str]
    """What each word is compared by."""
    starts: list[int]
    ends: list[int]

    def gap(self, at: int) -> str:
        """Give the white space and markup before a word, or after the last."""
        begin = self.ends[at - 1] if at else 0
        return self.raw[begin : self.starts[at] if at < len(self.starts) else len(self.raw)]


def split(raw: str) -> Words:
    """Split inline HTML into words, numbers and punctuation marks."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(raw):
        word = match[2]
        if not word:
            break
        start, end = match.span(2)
        keys.append(word if word.isascii() and (word.isalnum() or len(word) == 1) else folded(word))
        starts.append(start)
        ends.append(end)
    return Words(raw=raw, keys=keys, starts=starts, ends=ends)


def folded(word: str) -> str:
    """Give what a word is compared by: typography and Unicode form do not count."""
    key = unicodedata.normalize("NFC", text_of(word) if "<" not in word else word).translate(FOLDED)
    return {"''": '"', "``": '"', "--": "-", "---": "-"}.get(key, key)


def count(keys: Iterable[str]) -> int:
    """Count words as a person does: a date in words is several, punctuation is none."""
    return sum(key.count(" ") + 1 for key in keys if key[-1:].isalnum() or key[:1].isalnum())
