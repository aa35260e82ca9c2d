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
SLIGHT = frozenset("\"',;:.-()[]!®™") | {"..."}
"""What is not marked by itself where words changed next to it; what stands for a word, such as & or %, is not among them."""
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


def looks_of(signs: Sequence[str], texts: Iterable[str], *, is_worded: bool) -> Aspect | None:
    """Tell what signs that came or went touch where they have no mark: the layout, or punctuation among changed words.

    The texts are those that the signs stand in; of words it tells nothing.
    """
    if not signs:
        return None
    if ITEM_ENDS.issuperset(signs) and any(map(LINE_END.search, texts)):
        return Aspect.STRUCTURE
    return Aspect.PUNCTUATION if is_worded and SLIGHT.issuperset(map(folded, signs)) else None


def _letters(words: Iterable[str]) -> str:
    """Give words in a row without the punctuation between them."""
    return " ".join(folded(word).strip("'") for word in words if is_word(folded(word)))
