"""Markdown into an outline: the title, the introduction, and the sections with their own lines.

Headings are found line by line, outside code, comments and preformatted HTML, by the rules of
Python-Markdown: `## Heading {#id}`, or a line underlined with `---` or `===`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HASHES = re.compile(r"(?P<hashes>#{1,6})(?P<text>(?:\\.|[^\\])*?)#*[ \t]*")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#.=]+)")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_VERBATIM = re.compile(r" {0,3}<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")

LONGEST_FRONT_MATTER = 200


@dataclass(slots=True)
class Heading:
    """A heading as written; its own text is the lines after it up to the next heading."""

    level: int
    text: str
    """Without its marks and its attribute list."""
    id: str | None
    """The id written in the attribute list."""
    line: int
    """Where it stands; the first line of the file is 1."""
    lines: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The text under the heading."""
        return "\n".join(self.lines).strip("\n")


@dataclass(slots=True)
class Outline:
    """A text taken apart at its headings."""

    title: Heading | None
    """The heading of level 1 that opens the text."""
    introduction: str
    headings: list[Heading]


def outline(text: str) -> Outline:
    """Take a Markdown text apart at its headings."""
    opening: list[str] = []
    headings: list[Heading] = []
    for line_number, line, heading in _classified(text):
        if heading is not None:
            headings.append(heading)
        elif line_number:
            (headings[-1].lines if headings else opening).append(line)
    if headings and headings[0].level == 1:
        title, *headings = headings
        return Outline(
            title=title, introduction="\n".join([*opening, "", *title.lines]).strip("\n"), headings=headings
        )
    return Outline(title=None, introduction="\n".join(opening).strip("\n"), headings=headings)


def _classified(text: str) -> Iterator[tuple[int, str, Heading | None]]:
    """Give each line with the heading that it is, if it is one."""
    lines = text.split("\n")
    start = _after_front_matter(lines)
    verbatim_until: str | None = None
    closings: dict[str, int] = {}
    skip = False
    for index in range(start, len(lines)):
        line = lines[index]
        if skip:
            skip = False
            continue
        if verbatim_until is not None:
            if verbatim_until in line.lower():
                verbatim_until = None
            yield index + 1, line, None
            continue
        verbatim_until = _opened_verbatim(line)
        if verbatim_until is not None and _closes_after(verbatim_until, index, lines, closings):
            yield index + 1, line, None
            continue
        verbatim_until = None
        if match := _HASHES.fullmatch(line):
            yield index + 1, line, _heading(len(match["hashes"]), match["text"], index + 1)
        elif _is_underlined(lines, index, start):
            skip = True
            yield index + 1, line, _heading(1 if lines[index + 1].startswith("=") else 2, line, index + 1)
        else:
            yield index + 1, line, None


def _after_front_matter(lines: list[str]) -> int:
    """Find the line after a block of YAML between `---` lines, which other generators put before a text."""
    if lines[0].strip() == "---":
        for index, line in enumerate(lines[1:LONGEST_FRONT_MATTER], start=1):
            if line.strip() in {"---", "..."}:
                return index + 1
            if line and not re.match(r"[\w\"'-][^:]*:|[ \t#-]", line):
                break
    return 0


def _opened_verbatim(line: str) -> str | None:
    """Say what will close the code, comment or preformatted HTML that the line opens and does not close."""
    if match := _FENCE.match(line):
        return match["mark"]
    if match := _VERBATIM.match(line):
        end = f"</{match['tag'].lower()}"
        return None if end in line.lower() else end
    if "<!--" in line and "-->" not in line.rpartition("<!--")[2]:
        return "-->"
    return None


def _closes_after(end: str, index: int, lines: list[str], closings: dict[str, int]) -> bool:
    """Say whether what was opened is closed at all; what is not would swallow every heading after it."""
    if end not in closings:
        closings[end] = max((place for place, line in enumerate(lines) if end in line.lower()), default=-1)
    return closings[end] > index


def _is_underlined(lines: list[str], index: int, start: int) -> bool:
    begins_a_block = index == start or not lines[index - 1].strip()
    return (
        begins_a_block
        and bool(lines[index].strip())
        and not lines[index].startswith((" ", "\t", ">", "|", "-", "*", "+"))
        and index + 1 < len(lines)
        and _UNDERLINE.fullmatch(lines[index + 1]) is not None
    )


def _heading(level: int, text: str, line: int) -> Heading:
    text = text.strip()
    identifier = None
    if match := _ATTRIBUTES.search(text):
        text = text[: match.start()].rstrip().rstrip("#").rstrip()
        found = _ID.search(match["list"])
        identifier = found["id"] if found else None
    return Heading(level=level, text=text, id=identifier, line=line)
