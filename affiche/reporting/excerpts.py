"""The marked places of a redline as lines of text, each with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.html import BLOCK_TAG, TAG, VOID_TAGS, attribute, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAME, ADDED, REMOVED, MOVED = "", "added", "removed", "moved"
AROUND = 6
"""How many unchanged words are shown on each side of a change."""
GAP = "…"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text in a row with one mark, or none."""

    mark: str
    text: str


Line = list[Stretch]


def excerpts(html: str) -> Iterator[Line]:
    """Give each block of a redline that has marks in it as a line, unchanged text far from them left out."""
    for line in _lines(html):
        if any(stretch.mark for stretch in line):
            yield list(_near(line))


def _lines(html: str) -> Iterator[Line]:
    """Give the text of each block."""
    line: Line = []
    open_marks: list[str] = []
    at = 0
    for tag in TAG.finditer(html):
        line.append(Stretch(_innermost(open_marks), html[at : tag.start()]))
        at = tag.end()
        if BLOCK_TAG.fullmatch(tag[0]):
            yield _joined(line)
            line = []
        elif tag[2] in VOID_TAGS:
            line.append(Stretch(_innermost(open_marks), " "))
        if tag[1]:
            open_marks.pop()
        elif tag[2] not in VOID_TAGS:
            open_marks.append(attribute(tag[0], "data-change") or SAME)
    yield _joined([*line, Stretch(SAME, html[at:])])


def _innermost(open_marks: Iterable[str]) -> str:
    """Give the mark that the words inside all of these elements bear."""
    return next((mark for mark in reversed(list(open_marks)) if mark in {ADDED, REMOVED, MOVED}), SAME)


def _joined(line: Line) -> Line:
    """Make one stretch of those next to one another with the same mark."""
    joined: Line = []
    for stretch in line:
        text = re.sub(r"\s+", " ", plain_text(stretch.text))
        if joined and (joined[-1].mark == stretch.mark or not text.strip()):
            joined[-1] = Stretch(joined[-1].mark, joined[-1].text + text)
        elif text:
            joined.append(Stretch(stretch.mark, text))
    return [stretch for stretch in joined if stretch.text.strip()]


def _near(line: Line) -> Iterator[Stretch]:
    """Leave out what is unchanged and far from any change."""
    last = len(line) - 1
    for at, stretch in enumerate(line):
        words = stretch.text.split(" ")
        head = words[: AROUND + 1] if at else []
        tail = words[-AROUND - 1 :] if at < last else []
        if stretch.mark or len(head) + len(tail) >= len(words):
            yield stretch
        else:
            yield Stretch(SAME, " ".join([*head, GAP, *tail]))
