"""The numbers that Word shows before paragraphs: it stores how to count, and counts as it draws the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from affiche.word.package import Package
    from affiche.word.styles import Styles

LEVELS = 9
_LETTERED, _ROMANS = {"lowerLetter", "upperLetter"}, {"lowerRoman", "upperRoman"}
LARGEST_LETTERED = 999
"""Nobody counts further in letters or Roman numerals."""
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_KNOWN_FORMS = {"decimal", "decimalZero", "none", "bullet", *_LETTERED, *_ROMANS}
_PLACE = re.compile(r"%([1-9])")
_PLAIN = re.compile(r"%[1-9][.)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is counted."""

    form: str = "decimal"
    """The name that Word has for it, such as `lowerLetter`."""
    text: str = "%1."
    start: int = 1
    style: str = ""
    """The paragraph style that stands for this level."""
    restarts: int = LEVELS
    """From which level above it it starts again, counted from 1; 0 is never."""
    is_legal: bool = False
    """Whether every number in the label is a decimal."""
    is_hidden: bool = False
    """Whether paragraphs are counted, and their numbers not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What Word shows before a paragraph."""

    text: str
    """Such as `(a)` or `1.2`; a bullet is an empty one."""
    number: int
    depth: int
    """From 0."""
    is_bullet: bool
    is_plain: bool
    """Whether it is a number such as `3.`, which Markdown can count too."""


@dataclass(slots=True)
class _List:
    """One way of counting: lists that share it go on where the one before them stopped."""

    levels: dict[int, Level]
    counts: list[int | None]


class Numbering:
    """Counts the paragraphs of a file in the order of the text."""

    def __init__(self, package: Package, styles: Styles, unknown_forms: set[str]) -> None:
        """Read how the lists of a file are counted; ways to count that are not known are added to `unknown_forms`."""
        root = package.part("numbering")
        self._styles = styles
        self._shared: dict[str, _List] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level | int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._links: dict[str, str] = {}
        self._unknown_forms = unknown_forms
        for each in root.iter(f"{W}abstractNum") if root is not None else ():
            identifier = each.get(f"{W}abstractNumId", "")
            levels = {number(lvl.get(f"{W}ilvl", "")): _level(lvl) for lvl in each.iter(f"{W}lvl")}
            self._shared[identifier] = _List(levels, [None] * LEVELS)
            self._links[identifier] = value(each, "numStyleLink")
        for each in root.iter(f"{W}num") if root is not None else ():
            identifier = each.get(f"{W}numId", "")
            self._lists[identifier] = value(each, "abstractNumId")
            self._overrides[identifier] = dict(map(_override, each.iter(f"{W}lvlOverride")))

    def label(self, list_id: str, depth: int | None, style: str) -> Label | None:
        """Count one paragraph and return what Word shows before it; None where that is nothing."""
        shared = self._list(list_id)
        if shared is None:
            return None
        levels = {**shared.levels, **{at: own for at, own in self._own(list_id) if isinstance(own, Level)}}
        if depth is None:
            depth = next((at for at, level in levels.items() if level.style and level.style == style), 0)
        depth = min(max(depth, 0), LEVELS - 1)
        level = levels.get(depth, Level())
        self._count(list_id, shared, levels, depth)
        count = shared.counts[depth] or 0
        is_bullet = level.form == "bullet"
        self._unknown_forms |= {level.form} - _KNOWN_FORMS
        if level.is_hidden or (level.form == "none" and not level.text.strip()):
            return None
        text = "" if is_bullet else _label(level, levels, shared.counts)
        is_plain = level.form == "decimal" and bool(_PLAIN.fullmatch(level.text.strip())) and count >= 0
        return Label(text=text, number=count, depth=depth, is_bullet=is_bullet, is_plain=is_plain)

    def _list(self, list_id: str) -> _List | None:
        """Find the list of a number, through the style that a list may be defined by."""
        abstract = self._lists.get(list_id, "")
        if link := self._links.get(abstract):
            abstract = self._lists.get(self._styles.paragraph(link).list_id, abstract)
        return self._shared.get(abstract)

    def _own(self, list_id: str) -> list[tuple[int, Level | int]]:
        return list(self._overrides.get(list_id, {}).items())

    def _count(self, list_id: str, shared: _List, levels: dict[int, Level], depth: int) -> None:
        """Go on counting at one level; those below it start again."""
        counts = shared.counts
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        own = self._overrides.get(list_id, {}).get(depth)
        is_first = (list_id, depth) not in self._begun
        self._begun.add((list_id, depth))
        before = counts[depth]
        if is_first and own is not None:
            counts[depth] = own.start if isinstance(own, Level) else own
        else:
            counts[depth] = levels.get(depth, Level()).start if before is None else before + 1
        for below in range(depth + 1, LEVELS):
            if depth < min(levels.get(below, Level()).restarts, below):
                counts[below] = None


def _override(element: _Element) -> tuple[int, Level | int]:
    depth = number(element.get(f"{W}ilvl", ""))
    start = value(element, "startOverride")
    level = element.find(f"{W}lvl")
    if level is not None:
        own = _level(level)
        return depth, replace(own, start=number(start, own.start)) if start else own
    return depth, number(start, 1)


def _level(element: _Element) -> Level:
    return Level(
        form=value(element, "numFmt", "decimal"),
        text=value(element, "lvlText"),
        start=number(value(element, "start"), 1),
        style=value(element, "pStyle"),
        restarts=number(value(element, "lvlRestart"), LEVELS),
        is_legal=bool(is_on(element, "isLgl")),
        is_hidden=bool(is_on(element.find(f"{W}rPr"), "vanish")),
    )


def _label(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    def written(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        form = "decimal" if level.is_legal else levels.get(depth, Level()).form
        return counted(counts[depth] or 0, form)

    return _PLACE.sub(written, level.text).strip()


def counted(count: int, form: str) -> str:
    """Write a number in one of the forms that Word counts in; one it cannot be written in stays decimal."""
    if form == "none":
        return ""
    is_lettered = 0 < count <= LARGEST_LETTERED
    if form in _LETTERED and is_lettered:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)  # after z, Word counts aa, bb
        return letter.upper() if form == "upperLetter" else letter
    if form in _ROMANS and is_lettered:
        roman = ""
        for amount, letters in _ROMAN.items():
            times, count = divmod(count, amount)
            roman += letters * times
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02}"
    return str(count)
