"""The marks of lists that are counted in letters or Roman numbers: “see (b)” must lead to what was (b).

Markdown counts in numbers alone, so such a mark becomes the first word of its entry.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note

if TYPE_CHECKING:
    from lxml.html import HtmlElement

OF_STYLE = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
OF_STYLE |= {"lower-roman": "i", "upper-roman": "I"}
"""What a style sheet calls them, and how HTML does."""
LETTERS = 26
MOST = 999
"""Entries: nobody counts further in letters."""
ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
KEPT = "lists in Markdown are counted in numbers alone, so the letters of this one are words now"
CHECK = "where an entry is added or taken out, write its letters anew, and what refers to them"
_STYLED = re.compile(rf"list-style(?:-type)?\s*:[^;]*?\b({'|'.join(OF_STYLE)})\b", re.IGNORECASE)
_MARKED = re.compile(r" {0,3}(?P<mark>\(?(?P<sign>\d{1,3}|[a-z]|[ivxl]{2,5})[.)])[ \t]+(?=\S)", re.IGNORECASE)
_FIRST = {"a": ["a", "b"], "i": ["i", "ii"], "1": ["1", "2"]}


def counted(number: int, kind: str) -> str:
    """Count as HTML does: `a`, `A`, `i` or `I`."""
    small = _roman(number) if kind in "iI" else _letters(number)
    return small.upper() if kind.isupper() else small


def _letters(number: int) -> str:
    before, last = divmod(number - 1, LETTERS)
    return (_letters(before) if before else "") + chr(ord("a") + last)


def _roman(number: int) -> str:
    result = ""
    for value, sign in ROMAN.items():
        times, number = divmod(number, value)
        result += sign * times
    return result


def mark_of(element: HtmlElement, item: HtmlElement, number: int) -> str:
    """Give the mark of an entry of a list of HTML that is counted in letters; `""` for any other."""
    known = item.get("data-mark")
    if known:
        return str(known)
    styled = _STYLED.search(element.get("style") or "")
    kind = OF_STYLE[styled[1].lower()] if styled else element.get("type") or ""
    is_lettered = element.tag == "ol" and kind in {"a", "A", "i", "I"} and 0 < number <= MOST
    return f"{counted(number, kind)})" if is_lettered else ""


def with_lettered_lists(text: str) -> tuple[str, list[Note]]:
    """Make lists of lines that begin with `a)`, `b)` and so on in Markdown, where they would run into one another."""
    lines, notes = text.split("\n"), []
    at = 0
    while at < len(lines):
        paragraph = [*takewhile(str.strip, lines[at:])]
        marked = [
            (at + place, match) for place, line in enumerate(paragraph) if (match := _MARKED.match(line))
        ]
        signs = [match["sign"].lower() for _, match in marked]
        if len(signs) > 1 and signs[:2] == _FIRST.get(signs[0]):
            for line, match in marked:
                rest = lines[line][match.end() :]
                is_number = match["sign"].isdigit()
                lines[line] = f"{match['sign']}. {rest}" if is_number else f"- {match['mark']} {rest}"
            if not signs[0].isdigit():
                notes.append(Note(rule="import/list", message=KEPT, fix=CHECK, line=marked[0][0] + 1))
        at += len(paragraph) + 1
    return "\n".join(lines), notes
