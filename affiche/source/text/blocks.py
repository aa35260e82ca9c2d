"""Markdown into blocks: the one place that says what is a heading, code, a comment, a table or a list.

A text is read line by line, by the rules of Python-Markdown, which renders it. So what a rule of `check` looks at,
what is a section, and what readers see on the page never differ: code or a comment that is opened and never closed
is plain words for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_FRONT_MATTER = 200

LIST_MARK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t\u00a0\u202f]+(?=\S)")
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
"""The line of dashes under the head of a table; with no bar at all, it is one only under a head with bars."""

NUMBER_SIGN = r"#\d+(?![\d.)])"
"""How a line begins that speaks of number one, as in `#1 choice`, and is no title that lacks a space."""
_HASHES = re.compile(rf"(?!{NUMBER_SIGN})" r"(?P<hashes>#{1,6})(?P<text>(?:\\.|[^\\])*?)#*[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#.=]+)")
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[ ]*(?:\{[^{}]*\}|\.?[\w#.+-]*)[ ]*")
_COMMENT = re.compile(r" {0,3}<!--")
_RAW_HTML = re.compile(r" {0,3}<(?P<tag>pre|script|style)\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_NO_HEADING = re.compile(r"[ \t>|-]|[*+](?:[ \t]|$)|\*{3,}[ \t]*$")
"""How a line begins that no underline makes a heading of: an item, a rule, a row; a word in bold is none of these."""
_BAR = re.compile(r"(?<!\\)\|")


class Kind(StrEnum):
    """What a block is."""

    FRONT_MATTER = "front matter"
    """YAML between `---` lines, which other programs put before a text."""
    HEADING = "heading"
    CODE = "code"
    """Between fences."""
    COMMENT = "comment"
    RAW_HTML = "raw HTML"
    """`<pre>`, `<script>` or `<style>`, in which nothing is Markdown."""
    TABLE = "table"
    LIST = "list"
    QUOTE = "quote"
    TEXT = "text"
    """Anything else, up to the next empty line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together; the first line of a file is 1."""

    kind: Kind
    start: int
    end: int
    lines: tuple[str, ...]
    level: int = 0
    """Of a heading, 1 to 6."""
    text: str = ""
    """Of a heading, its words without marks and attribute list."""
    id: str | None = None
    """Of a heading, the id in its attribute list."""
    closed_at: int = 0
    """Of a comment or raw HTML, how many characters of the last line belong to it; words may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, and the text under it up to the next one."""

    level: int
    text: str
    id: str | None
    line: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A text taken apart at its headings."""

    title: Heading | None
    """The heading of level 1 that opens the text."""
    introduction: str
    headings: tuple[Heading, ...]


def outline(text: str) -> Outline:
    """Take a Markdown text apart at its headings."""
    lines = text.split("\n")
    blocks = scan(text)
    marks = [block for block in blocks if block.kind is Kind.HEADING]
    first = blocks[0].end if blocks and blocks[0].kind is Kind.FRONT_MATTER else 0
    ends = [*(mark.start - 1 for mark in marks), len(lines)]
    headings = [
        Heading(
            level=mark.level,
            text=mark.text,
            id=mark.id,
            line=mark.start,
            body="\n".join(lines[mark.end : end]).strip("\n"),
        )
        for mark, end in zip(marks, ends[1:], strict=True)
    ]
    opening = lines[first : ends[0]]
    if headings and headings[0].level == 1:
        title, *headings = headings
        introduction = "\n".join([*opening, "", title.body]).strip("\n")
        return Outline(title=title, introduction=introduction, headings=tuple(headings))
    return Outline(title=None, introduction="\n".join(opening).strip("\n"), headings=tuple(headings))


def code_places(text: str) -> Iterator[tuple[int, int]]:
    """Give where code begins and ends: between fences, indented, or between backticks in a line."""
    begins = [0]
    for line in text.split("\n"):
        begins.append(begins[-1] + len(line) + 1)
    before = Kind.TEXT
    for block in scan(text):
        start, end = begins[block.start - 1], min(begins[block.end], len(text))
        is_indented = block.kind is Kind.TEXT and all(map(_INDENTED.match, block.lines))
        if block.kind is Kind.CODE or (is_indented and before is not Kind.LIST):
            yield start, end
        else:
            yield from (match.span() for match in _CODE_SPAN.finditer(text, start, end))
            before = block.kind if not is_indented else before


_INDENTED = re.compile(r" {4}|\t")
_CODE_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)


def scan(text: str) -> tuple[Block, ...]:
    """Give the blocks of a text in order; every line that is not empty is in one of them."""
    return tuple(_Scanner(text.split("\n")).blocks())


class _Scanner:
    """Goes through the lines once, block by block."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last_places: dict[str, int] = {}

    def blocks(self) -> Iterator[Block]:
        index = front = _after_front_matter(self._lines)
        if front:
            yield self._block(Kind.FRONT_MATTER, 0, front)
        while index < len(self._lines):
            if not self._lines[index].strip():
                index += 1
                continue
            end, block = index, self._special(index, front)
            while block is None and end + 1 < len(self._lines) and self._lines[end + 1].strip():
                end += 1
                block = self._special(end, front)
            if block is None or end > index:
                yield from self._plain(index, end if block else end + 1)
            if block:
                yield block
            index = block.end if block else end + 1

    def _block(self, kind: Kind, start: int, end: int, closed_at: int = 0) -> Block:
        lines = tuple(self._lines[start:end])
        return Block(kind=kind, start=start + 1, end=end, lines=lines, closed_at=closed_at)

    def _special(self, index: int, front: int) -> Block | None:
        """Give what begins at a line and is neither a paragraph, a list, a quotation nor a table."""
        line = self._lines[index]
        start = line.lstrip(" ")[:1]
        if start in "`~" and (match := _FENCE.fullmatch(line)):
            return self._fenced(index, match["mark"])
        if start == "<":
            return self._unrendered(index)
        if start == "#" and (match := _HASHES.fullmatch(line)):
            return self._heading(index, index + 1, len(match["hashes"]), match["text"])
        if self._is_underlined(index, front):
            level = 1 if self._lines[index + 1].startswith("=") else 2
            return self._heading(index, index + 2, level, line)
        return None

    def _fenced(self, index: int, mark: str) -> Block | None:
        for end in range(index + 1, self._last(mark) + 1):
            if self._lines[end].rstrip(" ") == mark:
                return self._block(Kind.CODE, index, end + 1)
        return None

    def _unrendered(self, index: int) -> Block | None:
        """Give the comment or raw HTML that a line begins with, if it is closed on a later line."""
        line = self._lines[index]
        raw = _RAW_HTML.match(line)
        if not raw and not _COMMENT.match(line):
            return None
        closing = f"</{raw['tag'].lower()}>" if raw else "-->"
        if closing in line.lower():
            return None
        for end in range(index + 1, self._last(closing) + 1):
            place = self._lines[end].lower().find(closing)
            if place >= 0:
                kind = Kind.RAW_HTML if raw else Kind.COMMENT
                return self._block(kind, index, end + 1, closed_at=place + len(closing))
        return None

    def _last(self, words: str) -> int:
        """Find the last line that holds the words, so that what is never closed is not looked for time and again."""
        if words not in self._last_places:
            found = (place for place, line in enumerate(self._lines) if words in line.lower())
            self._last_places[words] = max(found, default=-1)
        return self._last_places[words]

    def _is_underlined(self, index: int, front: int) -> bool:
        if index + 1 >= len(self._lines) or self._lines[index + 1][:1] not in {"=", "-"}:
            return False
        begins_a_block = index == front or not self._lines[index - 1].strip()
        return (
            begins_a_block
            and not _NO_HEADING.match(self._lines[index])
            and _UNDERLINE.fullmatch(self._lines[index + 1]) is not None
        )

    def _heading(self, start: int, end: int, level: int, words: str) -> Block:
        words = words.strip()
        identifier = None
        if match := _ATTRIBUTES.search(words):
            words = words[: match.start()].rstrip().rstrip("#").rstrip()
            found = _ID.search(match["list"])
            identifier = found["id"] if found else None
        return Block(
            kind=Kind.HEADING,
            start=start + 1,
            end=end,
            lines=tuple(self._lines[start:end]),
            level=level,
            text=words,
            id=identifier,
        )

    def _plain(self, index: int, end: int) -> Iterator[Block]:
        """Part lines that follow one another without an empty one: words, then a list or a table under them."""
        start, kind = index, self._kind(index)
        for place in range(index, end):
            if "|" in self._lines[place] and is_table_head(self._lines[place : place + 2]):
                if start < place:
                    yield self._block(kind, start, place)
                start, kind = place, Kind.TABLE
                break
            if place > start and kind is Kind.TEXT and self._kind(place) is Kind.LIST:
                yield self._block(kind, start, place)
                start, kind = place, Kind.LIST
        yield self._block(kind, start, end)

    def _kind(self, index: int) -> Kind:
        line = self._lines[index]
        if LIST_MARK.match(line):
            return Kind.LIST
        return Kind.QUOTE if line.lstrip(" ").startswith(">") else Kind.TEXT


def is_table_head(lines: Sequence[str]) -> bool:
    """Say whether two lines are the head of a table and the dashes under it, of as many columns."""
    return (
        len(lines) == 2  # noqa: PLR2004
        and "|" in lines[0]
        and "-" in lines[1]
        and TABLE_RULE.fullmatch(lines[1]) is not None
        and len(cells(lines[0])) == len(cells(lines[1]))
    )


def cells(line: str) -> list[str]:
    """Part a row of a table at its bars; one at either end encloses the row."""
    parts = [part.strip() for part in _BAR.split(line.strip())]
    return parts[not parts[0] : len(parts) - (len(parts) > 1 and not parts[-1])]


def _after_front_matter(lines: Sequence[str]) -> int:
    """Find the line after a block of YAML between `---` lines."""
    if lines[0].strip() == "---":
        for index, line in enumerate(lines[1:LONGEST_FRONT_MATTER], start=1):
            if line.strip() in {"---", "..."}:
                return index + 1
            if line and not re.match(r"[\w\"'-][^:]*:|[ \t#-]", line):
                break
    return 0
