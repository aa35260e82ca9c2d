"""A redline read as two texts in columns: the old one with what went, the new one with what came."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.compare.marks import ADDED, MOVED, MOVED_AWAY, OPENED, RECAST, REMOVED
from affiche.html import ID, TAG, VOID_TAGS, attribute, parse, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.html import Block

FEWEST_FOLDED = 3
"""Fewer passages that stayed are as quickly read as what would stand for them."""
_MARKS = re.compile(r' data-(?:old|old-tag|old-lead|old-trail|depth|repeated)="[^"]*"')
_CHANGE = re.compile(r' data-change="[^"]*"')
_EMPTY_MARK = re.compile(r"<(ins|del)\b[^>]*></\1>")
_NO_OLD_TEXT = frozenset({ADDED, RECAST, MOVED})
_NO_NEW_TEXT = frozenset({REMOVED, MOVED_AWAY})


@dataclass(frozen=True, slots=True)
class Row:
    """What both texts say at one place; nothing in a column is an empty string."""

    old: str
    new: str
    stayed: int = 0
    """How many passages are the same in both texts; they are `new`."""
    is_whole: bool = False
    """Whether `new` shows both texts in one, marked: a table, which has columns of its own."""


def rows(html: str) -> tuple[Row, ...]:
    """Set the two texts of a piece of a redline beside each other, passage by passage; many that stayed are one row."""
    root = parse(html)
    if root.solid:
        return (Row(column(html, is_old=True), column(html, is_old=False)),)
    return tuple(_folded(_paired(map(_row, root.blocks))))


def column(html: str, *, is_old: bool, is_marked: bool = True) -> str:
    """Give one of the two texts of a piece of a redline, with `del` around what went or `ins` around what came.

    Without marks it is the text of the edition. A marked old text has no ids, as they are in the other column.
    """
    return _Column(is_old=is_old, is_marked=is_marked).read(html)


def _row(block: Block) -> Row:
    """Set a block beside itself; a table, which has columns of its own, is shown as one."""
    if not _is_marked(block):
        return Row(_without_ids(block.raw), block.raw, stayed=1)
    texts = (column(block.raw, is_old=is_old) for is_old in (True, False))
    old, new = (text if _says_something(text) else "" for text in texts)
    is_table = block.name == "table" and bool(old and new)
    return Row("", block.raw, is_whole=True) if is_table else Row(old, new)


def _paired(found: Iterable[Row]) -> Iterator[Row]:
    """Put what went in a row beside what came right after it, and leave out what says nothing."""
    gone: list[Row] = []
    for row in found:
        if row.old and not row.new:
            gone.append(row)
        elif gone and row.new and not row.old and not row.is_whole:
            yield Row(gone.pop(0).old, row.new)
        elif row.new:
            yield from gone
            gone = []
            yield row
    yield from gone


def _folded(found: Iterator[Row]) -> Iterator[Row]:
    """Make one row of three or more in a row that stayed."""
    for stayed, run in groupby(found, lambda row: bool(row.stayed)):
        group = list(run)
        if stayed and len(group) >= FEWEST_FOLDED:
            text = "\n".join(row.new for row in group)
            yield Row(text, text, stayed=len(group))
        else:
            yield from group


def _is_marked(block: Block) -> bool:
    return any(" data-change=" in tag[0] or " data-old" in tag[0] for tag in TAG.finditer(block.raw))


def _says_something(html: str) -> bool:
    """Tell whether there is anything to be seen; an end of a move is said in words."""
    return (
        bool(plain_text(html).strip())
        or any(f"<{name}" in html for name in ("img", "hr"))
        or " data-move=" in html
    )


@dataclass(slots=True)
class _Column:
    """Goes through a redline tag by tag, and keeps what one of its two texts says."""

    is_old: bool
    is_marked: bool = True
    """Whether words keep their marks; ids of the old text go where they do, as the other column has them."""
    out: list[str] = field(default_factory=list)
    ends: list[str | None] = field(default_factory=list)
    """For each open element the end tag to write; None where it goes with all that it holds."""
    mark: str = ""
    """The start tag of the open `ins` or `del`."""

    def read(self, html: str) -> str:
        """Return the text."""
        end = 0
        for tag in TAG.finditer(html):
            self._write(html[end : tag.start()])
            end = tag.end()
            if not tag[1]:
                self._start(tag[0], tag[2])
            if tag[1] or tag[2] in VOID_TAGS:
                self._end()
        self._write(html[end:])
        return _EMPTY_MARK.sub("", "".join(self.out))

    def _write(self, text: str) -> None:
        if None not in self.ends:
            self.out.append(text)

    def _start(self, tag: str, name: str) -> None:
        change, old = attribute(tag, "data-change"), attribute(tag, "data-old")
        if self.is_old and old is not None:
            self._write_old(_without_ids(old) if self.is_marked else old)
        if self._goes(name, change) or (self.is_old and old is not None):
            self.ends.append(None)
        elif old is not None:
            self.ends.append("")
        else:
            self._stay(tag, name)

    def _write_old(self, html: str) -> None:
        """Write what only the old text has; of a link that went, one end may stand in a mark and the other outside."""
        self._write(f"</{self.mark[1:4]}>{html}{self.mark}" if self.mark else html)

    def _goes(self, name: str, change: str | None) -> bool:
        if change is None or change == OPENED:
            return change == OPENED
        if name in {"ins", "del"}:
            return name == ("ins" if self.is_old else "del")
        return change in (_NO_OLD_TEXT if self.is_old else _NO_NEW_TEXT)

    def _stay(self, tag: str, name: str) -> None:
        """Write a tag as this text has it, words and moves alone still marked."""
        written = attribute(tag, "data-old-tag") if self.is_old else None
        if written == "" or (not self.is_marked and name in {"ins", "del"} and " data-change=" in tag):
            self.ends.append("")
            return
        start = f"<{written}>" if written else _MARKS.sub("", tag)
        if name not in {"ins", "del"} and " data-move=" not in start:
            start = _CHANGE.sub("", start)
        self._write(_without_ids(start) if self.is_old and self.is_marked else start)
        if name in {"ins", "del"}:
            self.mark = start
        self.ends.append("" if name in VOID_TAGS else f"</{re.split('[ >]', start[1:])[0]}>")

    def _end(self) -> None:
        end = self.ends.pop()
        if end is not None:
            self._write(end)
        if end in {"</ins>", "</del>"}:
            self.mark = ""


def _without_ids(html: str) -> str:
    return TAG.sub(lambda tag: ID.sub("", tag[0]), html) if " id=" in html else html
