"""Lines of plain text: which belong together, which ran into one another, and which are no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note, left_out
from affiche.importing.outline import ABOUT

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
_RULE = re.compile(r"([=~_*-])\1{2,}")
_EDGES = " \t\u00a0\u202f\ufeff|"
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*[.)]?)\s*(?P<rest>\D.*)")
_SEAM = re.compile(
    r"(?<=[a-zà-ÿ)])(?=[A-ZÀ-Ý][a-zà-ÿ]*[\s,(’'])|(?<=[A-Z]s)(?=[A-ZÀ-Ý][a-zà-ÿ]+\s)|(?<=[a-zà-ÿ][?!])(?=[A-ZÀ-Ý])"
)
_SENTENCE_SEAM = re.compile(r"(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ý][a-zà-ÿ]+ )")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*\Z")
LONGEST_WORD = 60
"""Characters before a seam in which the word before it is looked for."""
_BULLET = re.compile(r"(?:[•·●▪◦‣*–—-]|\(?[a-z0-9]{1,3}[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A line as it was read."""

    text: str
    number: int
    indent: int

    @property
    def is_entry(self) -> bool:
        return _BULLET.match(self.text) is not None


def read_lines(text: str) -> list[Line]:
    """Give the lines of a text, those that were broken at the edge of a page put together again."""
    raw = [
        _Raw(text=line.strip(_EDGES), number=number, indent=len(line) - len(line.lstrip(_EDGES)))
        for number, line in enumerate(text.expandtabs().split("\n"), start=1)
    ]
    groups = [list(group) for filled, group in groupby(raw, key=lambda line: bool(line.text)) if filled]
    is_wrapped = _is_wrapped([[line.text for line in group] for group in groups])
    lines = [
        Line(text=re.sub(r" +", " ", line), number=number, block=at)
        for at, group in enumerate(groups)
        for number, line in _unwrapped(group, is_wrapped=is_wrapped)
    ]
    return _underlined(lines)


def _is_wrapped(groups: Sequence[Sequence[str]]) -> bool:
    """Say whether lines end where a page did, and not where a paragraph does."""
    inner = [line for group in groups for line in group[:-1]]
    full = [line for line in inner if NARROWEST <= len(line) <= WIDEST]
    return len(inner) > 1 and len(full) >= SHARE_OF_WRAPPED * len(inner) and max(map(len, inner)) <= WIDEST


def _unwrapped(group: Sequence[_Raw], *, is_wrapped: bool) -> Iterator[tuple[int, str]]:
    begun, words, before = group[0], group[0].text, group[0]
    for line in group[1:]:
        if _goes_on(before, line, is_wrapped=is_wrapped) or (
            begun.is_entry and line.indent > begun.indent and not line.is_entry
        ):
            words += f" {line.text}"
        else:
            yield begun.number, words
            begun, words = line, line.text
        before = line
    yield begun.number, words


def _goes_on(before: _Raw, line: _Raw, *, is_wrapped: bool) -> bool:
    """Say whether a line goes on with the sentence of a full one before it."""
    if line.is_entry or _RULE.fullmatch(line.text) or len(before.text) < NARROWEST:
        return False
    is_open = before.text[-1] not in ".:;!?" and len(before.text) <= WIDEST
    return is_wrapped or (is_open and line.text[0].islower())


def _underlined(lines: Sequence[Line]) -> list[Line]:
    """Take lines that are underlined for headings; where two signs are used, `=` is above the other."""
    has_two = len({line.text[0] for line in lines[2:] if _RULE.fullmatch(line.text)}) > 1
    found: list[Line] = []
    for line in lines:
        is_rule = _RULE.fullmatch(line.text) and found and found[-1].block == line.block
        if is_rule and len(found[-1].text.split()) <= LONGEST_TITLE:
            depth = 3 if has_two and line.text[0] != "=" else 2
            found[-1] = replace(found[-1], depth=depth, why="underlined")
        else:
            found.append(line)
    return found


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
            before = _WORD_BEFORE.search(text[max(0, match.start() - LONGEST_WORD) : match.start()])
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


_LABELLED = re.compile(r"[^.:;?!]{2,80}[ \u00a0\u202f]:[ \u00a0]|[^.:;?!]{2,40}: ")
FEWEST = 3
"""Entries of a list of contents."""
LONGEST_ENTRY, SHORTEST_TEXT = 14, 12
"""Words."""
STEM = 5
"""So many first letters of a word stand for all of its forms."""
OPENING = 40
"""Words at the beginning of a paragraph that say what it is about."""
NEXT = 0.4
"""How much the paragraph after it counts."""


def with_listed_headings(lines: Sequence[Line]) -> list[Line]:
    """Put the entries of a list at the end before the paragraphs that they are about, where a text has no heading at all."""
    entries = _contents(lines)
    texts = lines[: len(lines) - len(entries)]
    if not entries or any(
        line.depth or _size(line) < SHORTEST_TEXT for line in texts[1:] if not line.text.endswith(".")
    ):
        return list(lines)
    places = _places([line.text for line in entries], texts)
    if len(places) * 2 < len(entries):
        return list(lines)
    result: list[Line] = []
    for at, line in enumerate(texts):
        result += [
            replace(entries[k], text=entries[k].text.rstrip("."), depth=2, why="listed")
            for k, place in places.items()
            if place == at
        ]
        result.append(line)
    unplaced = (entry for k, entry in enumerate(entries) if k not in places)
    return result + [replace(entry, why="unplaced") for entry in unplaced]


def _contents(lines: Sequence[Line]) -> list[Line]:
    """Give the short lines that stand together at the end."""
    last = [line for line in lines if line.block == lines[-1].block] if lines else []
    is_list = FEWEST <= len(last) < len(lines) / 2 and all(_size(line) <= LONGEST_ENTRY for line in last)
    return last if is_list else []


def _places(entries: Sequence[str], texts: Sequence[Line]) -> dict[int, int]:
    """Give for each entry the paragraph that it stands before, in the order of both, so that most words are shared."""
    stems = [_stems(line.text, OPENING) for line in texts]
    rare = Counter(stem for found in stems for stem in found)

    def shared(entry: int, at: int) -> float:
        wanted = _stems(entries[entry], OPENING)
        if _LABELLED.match(texts[at].text):
            return 0.0
        own = sum(1 / rare[stem] for stem in wanted & stems[at])
        after = sum(1 / rare[stem] for stem in wanted & stems[at + 1]) if at + 1 < len(texts) else 0.0
        return own + NEXT * after if own >= 1 / len(texts) * 3 else 0.0

    @cache
    def best(entry: int, start: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if entry == len(entries):
            return 0.0, ()
        options = [best(entry + 1, start)]
        for at in range(start, len(texts)):
            weight = shared(entry, at)
            if weight:
                rest = best(entry + 1, at + 1)
                options.append((weight + rest[0], ((entry, at), *rest[1])))
        return max(options, key=lambda option: option[0])

    return dict(best(0, 1)[1])


def _stems(text: str, most: int) -> set[str]:
    return {word[:STEM].lower() for word in re.findall(r"\w+", text)[:most] if len(word) >= STEM}


def _size(line: Line) -> int:
    return len(line.text.split())


LONGEST_TITLE = 12
"""Words."""
SENTENCE = 12
"""Words from which a line is taken to be prose."""
WITHIN = 10
"""Lines at the beginning among which the title is looked for."""
_PROVENANCE = re.compile(
    r"\b(?:text is extracted|wayback machine|archived on|original snapshot|retrieved from|page enregistrée)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"^(?:was this (?:article|page|information) (?:helpful|useful)|article details\b|article id\b|powered by\b|« ?go back|go back$|back to top$"
    r"|(?:©|copyright ©|\(c\)) ?\d{4}|all rights reserved|share this|print this page|related (?:articles|pages)|retour en haut|haut de page$"
    r"|cette page vous a-t-elle|tous droits réservés|rating \(votes\)|follow us|suivez-nous)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,3} ?(?:of|de|sur|/) ?\d{1,3}|[-–—] ?\d{1,3} ?[-–—]|page \d{1,3}", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\S*(?:[a-z]_[a-z]|\.(?:png|jpe?g|svg|gif|webp)|-min)\S*", re.IGNORECASE)


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Take away what stands before the title and after the text, and the names of pictures."""
    reasons = {_FILE_NAME: "it is the name of a picture", _PAGE_NUMBER: "it is the number of a page"}
    notes: list[Note] = []
    kept: list[Line] = []
    for line in lines:
        why = next((why for pattern, why in reasons.items() if pattern.fullmatch(line.text)), "")
        if why:
            notes.append(left_out(line.text, line.number, why))
        else:
            kept.append(line)
    start = _title_at(kept)
    notes += [left_out(line.text, line.number, "it is before the title") for line in kept[:start]]
    kept = kept[start:]
    end = _end(kept)
    notes += [left_out(line.text, line.number, "it is after the text") for line in kept[end:]]
    return kept[:end], notes


def _title_at(lines: Sequence[Line]) -> int:
    """Find the line that is the title; prose before it belongs to the text, unless it only says where it came from."""
    for at, line in enumerate(lines[:WITHIN]):
        if len(line.text.split()) >= SENTENCE:
            if not _PROVENANCE.search(line.text):
                return 0
        elif ABOUT.search(line.text):
            return at
    return 0


def _end(lines: Sequence[Line]) -> int:
    """Find where the text ends: after it come only short lines, of which the first is known furniture."""
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        if _AFTERWARDS.search(line.text):
            end = at
        elif len(line.text.split()) >= SENTENCE:
            break
    return end
