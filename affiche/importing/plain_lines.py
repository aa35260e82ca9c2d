"""Lines of plain text: which belong together, and which ran into one another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, heading or entry of a list, on one line."""

    text: str
    number: int
    """Where it begins in what was read."""
    block: int = 0
    """Lines without an empty one between them have the same."""
    depth: int = 0
    """0 for what is still to be told; the level of what is known to be a heading."""
    why: str = ""
    """What it is known by."""


SHARE_OF_WRAPPED = 0.6
NARROWEST, WIDEST = 40, 120
"""Characters of a line that was broken at the edge of a page."""
SEVERAL, FEWEST = 2, 3
"""Places at which words ran together: so many, or so many numbered ones, are no accident."""
LONGEST_GLUED = 12
"""Words of a heading that ran into its text."""
_EDGES = " \t\u00a0\u202f\ufeff|"
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*[.)]?)\s*(?P<rest>\D.*)")
_SEAM = re.compile(
    r"(?<=[a-zà-ÿ)])(?=[A-ZÀ-Ý][a-zà-ÿ]*[\s,(’'])|(?<=[A-Z]s)(?=[A-ZÀ-Ý][a-zà-ÿ]+\s)|(?<=[a-zà-ÿ][?!])(?=[A-ZÀ-Ý])"
)
_SENTENCE_SEAM = re.compile(r"(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ý][a-zà-ÿ]+ )")
_WORD = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"(?:[•·●▪◦‣*–—-]|\(?[a-z0-9]{1,3}[.)])\s")


def read_lines(text: str) -> list[Line]:
    """Give the lines of a text, those that were broken at the edge of a page put together again."""
    numbered = [(number, line.strip(_EDGES)) for number, line in enumerate(text.split("\n"), start=1)]
    groups = [list(group) for filled, group in groupby(numbered, key=lambda one: bool(one[1])) if filled]
    if _is_wrapped(groups):
        groups = [list(_unwrapped(group)) for group in groups]
    return [
        Line(text=re.sub(r"[ \t]+", " ", line), number=number, block=at)
        for at, group in enumerate(groups)
        for number, line in group
    ]


def _is_wrapped(groups: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Say whether lines end where a page did, and not where a paragraph does."""
    inner = [line for group in groups for _, line in group[:-1]]
    full = [line for line in inner if NARROWEST <= len(line) <= WIDEST]
    return len(inner) > 1 and len(full) >= SHARE_OF_WRAPPED * len(inner) and max(map(len, inner)) <= WIDEST


def _unwrapped(group: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    begun, words = group[0]
    for number, line in group[1:]:
        if _BULLET.match(line) or len(words.rpartition("\n")[2]) < NARROWEST:
            yield begun, words.replace("\n", " ")
            begun, words = number, line
        else:
            words += f"\n{line}"
    yield begun, words.replace("\n", " ")


def parted(lines: Sequence[Line]) -> list[Line]:
    """Part headings from the text that they ran into, as in `1. SecurityYour data is safe`.

    Only where a text has several such places, as names are written with a capital inside too.
    """
    words = _Words(lines)
    result = [part for line in lines for part in _parted(line, words)]
    glued = sum(line.depth > 0 for line in result)
    return result if glued >= SEVERAL else _first_parted(lines)


class _Words:
    """The words that stand in a text by themselves."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Gather them, and see how many numbered headings ran into their text."""
        self._known = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
        self._is_glued = False
        numbered = [match for line in lines if (match := _NUMBERED.fullmatch(line.text))]
        ran = sum(self.seam(match[0], match.start("rest"), sure=False) is not None for match in numbered)
        self._is_glued = ran >= FEWEST

    def seam(self, text: str, start: int, *, sure: bool = True) -> int | None:
        """Find the place where two words ran together that stand in the text by themselves as well.

        One of the two is enough where that happened to every heading, or where `sure` is not asked for.
        """
        for match in _SEAM.finditer(text, start):
            before = re.search(r"([^\W\d_]+)\W*$", text[: match.start()])
            after = _WORD.match(text, match.start())
            if before is None or after is None:
                continue
            known = [word.lower() in self._known for word in (before[1], after[0])]
            is_name = self._known[f"{before[1]}{after[0]}".lower()] > 1
            if (
                len(before[1]) > 1
                and not is_name
                and (all(known) or (any(known) and not (sure and not self._is_glued)))
            ):
                return match.start()
        return None


def _first_parted(lines: Sequence[Line]) -> list[Line]:
    """Part the very first line alone, where a title often lost the line after it."""
    if not lines:
        return []
    first, *rest = lines
    seam = _SENTENCE_SEAM.search(first.text)
    if seam is None or len(first.text[: seam.start()].split()) > LONGEST_GLUED:
        return list(lines)
    title, words = first.text[: seam.start()], first.text[seam.end() :]
    return [_like(first, title, depth=1), _like(first, words), *rest]


def _parted(line: Line, words: _Words) -> Iterator[Line]:
    numbered = _NUMBERED.fullmatch(line.text)
    text, start, depth = line.text, 0, 3
    if numbered:
        seam = words.seam(text, numbered.start("rest"), sure=False)
        if seam and len(text[:seam].split()) <= LONGEST_GLUED + 1:
            yield _like(line, text[:seam], depth=numbered["number"].rstrip(".)").count(".") + 2)
            start = seam
    while place := _inner(text, start, words):
        begin, seam = place
        if text[start:begin].strip():
            yield _like(line, text[start:begin].strip())
        yield _like(line, text[begin:seam], depth=depth)
        start = seam
    yield _like(line, text[start:].strip())


def _inner(text: str, start: int, words: _Words) -> tuple[int, int] | None:
    """Find a heading inside a paragraph: it begins as a sentence does, and runs into the next one."""
    at = start
    while seam := words.seam(text, at):
        ends = [match.end() for match in re.finditer(r"[.,:;?!]\s+(?=[A-ZÀ-Ý])", text[start:seam])]
        begin = start + ends[-1] if ends else start
        heading = text[begin:seam]
        if begin < seam and heading[:1].isupper() and len(heading.split()) <= LONGEST_GLUED // 2:
            return begin, seam
        at = seam + 1
    return None


def _like(line: Line, text: str, depth: int = 0) -> Line:
    return replace(line, text=text, depth=depth, why="glued" if depth else "")
