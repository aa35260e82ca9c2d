"""Take a redline apart again: accepting every mark gives the new edition, rejecting every mark the old one.

Marks: `ins` and `del` with `data-change`; elements with `data-change` added, removed, moved, moved-away;
`data-old` on a `span` or `div` of the redline's own (the raw text that stood there); `data-old-tag` (the old
start tag, empty where the old text had none), `data-old-lead` and `data-old-trail` (white space inside the
start and after the end) on elements of the new text; `data-depth` on a section (its old depth, 0 for none);
`data-change="opened"` on an empty `div` where an old section began whose text is now part of another, with the
whole of its text in `data-old` where `data-change="recast"` says that the heading of the new one is new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from affiche.html import SPACE, TAG, VOID_TAGS, attribute

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = re.compile(r' data-(?:change|move|depth|old|old-tag|old-lead|old-trail)="[^"]*"')


WORDS = frozenset({"added", "removed", "punctuation", "capitals"})
"""The marks of words on `ins` and `del`."""


class Fate(Enum):
    """What becomes of an element."""

    STAY = 1
    """It is written, perhaps with another tag."""
    UNWRAP = 2
    """The tags go, the content stays."""
    CUT = 3
    """All of it goes, and the white space after it stays."""
    DROP = 4
    """All of it goes, with the white space after it."""
    ROW = 5
    """A section: its tags are written from its depth, and the white space around them too."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """The place where something stood that moved."""

    number: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The start of a section of the old text."""

    depth: int
    start: str


_Parts = list["str | _Moved | _Row"]


@dataclass(slots=True, kw_only=True)
class _Open:
    """An element whose end tag has not been met."""

    fate: Fate
    end: str = ""
    trail: str | None = None
    """The white space to write after it in place of what is there."""
    move: str = ""
    """The number of its move, where it is kept for the place that it came from."""
    outer: _Parts = field(default_factory=list)
    """Where writing goes on after an element that moved."""
    outer_dropped: int = 0
    """How many elements around one that moved are to go."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """How far a redline has been read."""

    out: _Parts = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    dropped: int = 0
    """How many open elements are to go with all of their content."""
    eat: bool = False
    """Whether the white space that comes next belongs to what was written or dropped."""
    moved: dict[str, _Parts] = field(default_factory=dict)

    def text(self, text: str) -> None:
        """Read text between two tags."""
        if self.eat:
            text = text.lstrip(SPACE)
            self.eat = False
        if text and not self.dropped:
            self.out.append(text)

    def write(self, raw: str) -> None:
        """Write something that is not in the redline as it stands."""
        if raw and not self.dropped:
            self.out.append(raw)


def accept(html: str) -> str:
    """Accept every change of a redline, which gives the new edition's HTML."""
    reading = _read(html, _accepted)
    return "".join(part for part in reading.out if isinstance(part, str))


def reject(html: str) -> str:
    """Reject every change of a redline, which gives the old edition's HTML."""
    reading = _read(html, _rejected)
    flat: list[str] = []
    depths: list[int] = []
    for part in _in_place(reading.out, reading.moved):
        if isinstance(part, str):
            flat.append(part)
            continue
        flat.append(_closed(depths, part.depth))
        flat.append(f"{part.start}\n")
    return "".join(flat) + _closed(depths, 0)


def _closed(depths: list[int], depth: int) -> str:
    """Close every section that a new one at this depth cannot stand in, and open that."""
    count = 0
    while depths and depths[-1] >= depth:
        depths.pop()
        count += 1
    if depth:
        depths.append(depth)
    return "</section>\n" * count


def _in_place(parts: _Parts, moved: dict[str, _Parts]) -> list[str | _Row]:
    """Put everything that moved back where it stood."""
    flat: list[str | _Row] = []
    waiting = parts[::-1]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _Moved):
            waiting.extend(moved.get(part.number, [])[::-1])
        else:
            flat.append(part)
    return flat


def _read(html: str, judge: Callable[[_Reading, str, str], _Open]) -> _Reading:
    """Read a redline tag by tag."""
    reading = _Reading()
    at = 0
    for match in TAG.finditer(html):
        reading.text(html[at : match.start()])
        at = match.end()
        if not match[1]:
            _start(reading, match[0], match[2], judge)
        if match[1] or match[2] in VOID_TAGS:
            _end(reading)
    reading.text(html[at:])
    return reading


def _start(reading: _Reading, tag: str, name: str, judge: Callable[[_Reading, str, str], _Open]) -> None:
    """Read a start tag."""
    reading.eat = False
    if " data-" not in tag:
        reading.stack.append(_Open(fate=Fate.STAY, end="" if name in VOID_TAGS else f"</{name}>"))
        reading.write(tag)
        return
    opened = judge(reading, tag, name)
    if opened.fate in (Fate.DROP, Fate.CUT):
        reading.dropped += 1
    reading.stack.append(opened)


def _end(reading: _Reading) -> None:
    """Read an end tag."""
    opened = reading.stack.pop()
    if opened.fate is Fate.STAY:
        reading.write(opened.end)
    elif opened.fate in (Fate.DROP, Fate.CUT):
        reading.dropped -= 1
    reading.eat = opened.fate in (Fate.DROP, Fate.ROW) or opened.trail is not None or bool(opened.move)
    if opened.move:
        reading.moved[opened.move] = reading.out
        reading.out, reading.dropped = opened.outer, opened.outer_dropped
    elif opened.trail is not None:
        reading.write(opened.trail)


def _accepted(reading: _Reading, tag: str, name: str) -> _Open:
    """Judge a marked element by the new text."""
    change = attribute(tag, "data-change")
    if name == "del" and change in WORDS:
        return _Open(fate=Fate.CUT)
    if change == "removed":
        return _Open(fate=Fate.DROP)
    if change in {"moved-away", "opened"}:
        return _Open(fate=Fate.DROP)
    if (name == "ins" and change in WORDS) or attribute(tag, "data-old") is not None:
        return _Open(fate=Fate.UNWRAP)
    reading.write(OWN.sub("", tag))
    return _Open(fate=Fate.STAY, end="" if name in VOID_TAGS else f"</{name}>")


def _rejected(reading: _Reading, tag: str, name: str) -> _Open:  # noqa: PLR0911 - one return a mark
    """Judge a marked element by the old text."""
    change = attribute(tag, "data-change")
    old = attribute(tag, "data-old")
    if name == "ins" and change in WORDS:
        return _Open(fate=Fate.CUT)
    if change in {"added", "recast"}:
        return _Open(fate=Fate.DROP)
    if change == "opened":
        opened = _Open(fate=Fate.ROW)
        _old_tag(reading, opened, tag, name)
        reading.write(old or "")
        return opened
    if change == "moved-away":
        if not reading.dropped:
            reading.out.append(_Moved(attribute(tag, "data-move") or ""))
        return _Open(fate=Fate.ROW if attribute(tag, "data-depth") is not None else Fate.CUT)
    if old is not None:
        reading.write(old)
        return _Open(fate=Fate.CUT)
    if name == "del" and change in WORDS:
        return _Open(fate=Fate.UNWRAP)
    opened = _Open(fate=Fate.STAY, trail=attribute(tag, "data-old-trail"))
    if change == "moved":
        opened.move = attribute(tag, "data-move") or ""
        opened.outer, opened.outer_dropped = reading.out, reading.dropped
        reading.out, reading.dropped = [], 0
    _old_tag(reading, opened, tag, name)
    return opened


def _old_tag(reading: _Reading, opened: _Open, tag: str, name: str) -> None:
    """Write the start tag that the old text had."""
    depth, lead, written = (attribute(tag, f"data-{key}") for key in ("depth", "old-lead", "old-tag"))
    start = OWN.sub("", tag) if written is None else f"<{written}>"
    if depth is not None:
        opened.fate = Fate.ROW
        reading.eat = True
        if depth != "0" and not reading.dropped:
            reading.out.append(_Row(int(depth), start))
        return
    if written == "":
        opened.fate = Fate.UNWRAP
    else:
        reading.write(start)
        opened.end = "" if name in VOID_TAGS else f"</{re.split('[ >]', start[1:])[0]}>"
    if lead is not None:
        reading.write(lead)
        reading.eat = True
