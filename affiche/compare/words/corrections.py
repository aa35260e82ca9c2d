"""Differences that change no word: in punctuation, in capitals, and in what is typed to lay a text out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.compare.changes import Aspect
from affiche.compare.words.words import BLANK, BULLET, folded, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MORE = "…"
"""Stands for the rest of a text where only its beginning is looked at."""
ITEM_ENDS = frozenset(",;.")
LINE_END = re.compile(
    rf"^[,;.]?(?:{BLANK}|</?(?!br)[a-z][^<>]*>)*(?:{BULLET}|<br\b|</?(?:li|p|td|th|tr|dd|dt|h\d)\b)"
)
"""A new item or a line break, behind a sign that may be there."""


def correction_of(gone: Sequence[str], come: Sequence[str]) -> Aspect | None:
    """Tell a difference in punctuation or capitals alone from one in words."""
    old, new = _letters(gone), _letters(come)
    if old == new:
        return Aspect.PUNCTUATION
    return Aspect.CAPITALS if old.casefold() == new.casefold() else None


def ends_line(signs: Sequence[str], texts: Iterable[str]) -> bool:
    """Tell whether signs that came or went only end an item, a line or a paragraph in one of the texts they stand in."""
    return bool(signs) and ITEM_ENDS.issuperset(signs) and any(map(LINE_END.search, texts))


def _letters(words: Iterable[str]) -> str:
    """Give words in a row without the punctuation between them."""
    return " ".join(folded(word).strip("'") for word in words if is_word(folded(word)))
