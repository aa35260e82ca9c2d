"""What every format is read into: headings and passages in a row, and notes on what was not sure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from affiche.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.source import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, with nothing said yet of how it nests."""

    level: int
    text: str
    """In Markdown, on one line."""
    id: str = ""
    """The id that it brings, if that is fit to be kept."""
    line: int = 0
    """Where it stands in what was read; 0 is not known."""
    guessed: str = ""
    """What it was taken for a heading by; empty where it was marked as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list, table or the like, in Markdown."""

    text: str
    line: int = 0
    is_bold: bool = False
    """Whether it is one line and bold as a whole, as headings are where nobody marked them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a person should look at."""

    rule: str
    message: str
    fix: str = ""
    line: int = 0
    """Where it stands in what was read."""
    words: str = ""
    """Words by which it is found in what was written, where it stands there."""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """A text as read, before its headings are put in order."""

    pieces: tuple[Heading | Block, ...]
    title: str = ""
    """What the source is called apart from its text, as in front matter."""
    notes: tuple[Note, ...] = ()
    anchors: dict[str, int] = field(default_factory=dict)
    """For each place that a link may lead to, the position of its piece."""


LONGEST_SHOWN = 80
"""Characters of what was left out that the message itself shows; all of it is in the details."""


def left_out(words: str, line: int, why: str) -> Note:
    """Note that words are left out of the text; all of them are in the details."""
    flat = " ".join(words.split())
    shown = flat if len(flat) <= LONGEST_SHOWN else f"{flat[:LONGEST_SHOWN].rpartition(' ')[0]} …"
    return Note(
        rule="import/left-out",
        message=f"“{shown}” was left out: {why}",
        fix="if it belongs to the policy, copy it into the text",
        line=line,
        details=(flat,) if flat != shown else (),
    )


def without_pictures(addresses: Sequence[str]) -> Iterator[Note]:
    """Note that pictures are left out of the text, each with its address where it has one that leads to it."""
    if addresses:
        yield Note(
            rule="import/left-out",
            message=f"left out, but for what describes it: {counted(len(addresses), 'image')}",
            fix="if there are words in it, write them into the text",
            details=tuple(one for one in dict.fromkeys(addresses) if one and not one.startswith("data:")),
        )


def counted(number: int, noun: str) -> str:
    """Return a number of things, in the form that messages are translated by."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def joined(texts: Sequence[ParsedText]) -> ParsedText:
    """Put several texts one after the other; the headings of those that follow go one level down."""
    first, *others = texts
    pieces, anchors, notes = [*first.pieces], dict(first.anchors), [*first.notes]
    for text in others:
        anchors = {name: len(pieces) + at for name, at in text.anchors.items()} | anchors
        if text.title and not any(isinstance(piece, Heading) and piece.level == 1 for piece in text.pieces):
            pieces.append(Heading(level=2, text=text.title))
            anchors = {name: at + 1 if at >= len(pieces) - 1 else at for name, at in anchors.items()}
        pieces += [replace(p, level=p.level + 1) if isinstance(p, Heading) else p for p in text.pieces]
        notes += text.notes
    return ParsedText(pieces=tuple(pieces), title=first.title, notes=tuple(notes), anchors=anchors)


def problems(notes: Sequence[Note], source: SourceFile, written: SourceFile) -> list[Problem]:
    """Give notes as advice, each at its place in what was written or else in what was read."""
    return [
        Problem(
            location=_place(note, source, written),
            message=note.message,
            fix=note.fix,
            rule=note.rule,
            severity=Severity.ADVICE,
            details=note.details,
        )
        for note in notes
    ]


def _place(note: Note, source: SourceFile, written: SourceFile) -> Location:
    if note.words:
        at = _found(note.words, written.text)
        if at >= 0:
            return written.at_offset(at, at + len(note.words))
        return written.whole()
    return source.at(note.line) if note.line else source.whole()


def _found(words: str, text: str) -> int:
    """Give where words stand, a heading rather as a whole than as the beginning of a longer one; -1 for nowhere."""
    whole = (
        re.search(rf"^#*{re.escape(words)}(?= \{{#|$)", text, re.MULTILINE) if words.startswith("#") else None
    )
    return whole.end() - len(words) if whole else text.find(words)
