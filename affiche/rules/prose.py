"""A Markdown text as its readers see it, passage by passage, each sign with its place in the file.

Marks of emphasis, tags, link targets and attribute lists are not there, so that a sign can be judged by what stands
beside it on the page. Code, addresses, facts to be put in and words in another language are one sign: OPAQUE.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Protocol, TypeVar

from affiche.duties.phrases import SENTENCE_END
from affiche.patterns import lazy
from affiche.source.text import blocks
from affiche.source.text.markdown import TAGS
from affiche.source.text.raw_html import LITERAL, marked_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.duties.commitments import Said

OPAQUE = "\ufffc"
DIGITS = "0123456789"
LOOKS_BACK = 100
"""Characters before a place in which a rule looks for what the place is about."""
_BREAK = "\u2029"
"""Stands for a tag that begins or ends a block."""

_NOT_PROSE = {blocks.Kind.FRONT_MATTER, blocks.Kind.CODE, blocks.Kind.COMMENT, blocks.Kind.RAW_HTML}
_QUOTE = lazy(r"(?: {0,3}> ?)+")
_HEADING = lazy(r"#{1,6}[ \t]*(?P<text>.*?)(?:[ \t]*#*[ \t]*)")
_UNDERLINE = lazy(r"(?:=+|-+)[ \t]*")
_RULE = lazy(r" {0,3}(?:[-*_][ \t]*){3,}")
_DELIMITERS = lazy(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")
_DEFINED_LINK = lazy(r" {0,3}\[[^\]^][^\]]*\]:[ \t]*\S")
_OPENING = lazy(r"[ \t]*(?:(?P<item>[-*+]|\d{1,3}[.)])|:|\[\^[^\]]+\]:)[ \t\u00a0\u202f]+")
_CELL = lazy(r"(?:\\.|`[^`]*`|\{\{.*?\}\}|[^|\\])+")
_PART = lazy(rf"[^\s{_BREAK}](?:[^{_BREAK}]*[^\s{_BREAK}])?")
_BLOCK_TAG = lazy(
    r"</?(?:p|div|section|ul|ol|li|dl|dt|dd|table|tr|td|th|thead|tbody|h[1-6]|blockquote|details|summary)\b",
    re.IGNORECASE,
)
_INLINE = lazy(
    r"""
    (?:(?=[`<{\[\]!*_&\\hw\x05\x07]) | (?=[ \t]+\{) | (?<![\w.+-])(?=[\w.+-]+@))  # where one of these may begin
    (?:
      (?P<opaque>
          (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)
        | <?\{\{.*?\}\}>?
        | (?P<mark>[*_]{1,3})[^*_\n]+(?P=mark)\{:[^}]*\blang=[^}]*\}
        | <(?P<tag>code|pre|kbd|samp|var|script|style)\b[^>]*>(?:(?!<(?P=tag)\b).)*?</(?P=tag)>
        | <(?P<foreign>span|em|i|cite|q|strong)\b[^>]*\blang=[^>]*>(?:(?!<(?P=foreign)\b[^>]*\blang=).)*?</(?P=foreign)>
        | <(?:https?://|mailto:|[^\s<>@]+@)[^\s<>]*>
        | \[\]\(\#[^)\s]*\)
        | (?:https?://|www\.)(?:&amp;|&(?!\#?\w+;)|[^\s<>"«»“”\]&])*(?:&amp;|&(?!\#?\w+;)|[\w/=\#-])
        | (?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+
      )
    | (?P<hidden>
          \{%.*?%\} | <!--.*?-->
        | </?[a-zA-Z][^<>]*>
        | \[\^[^\]]+\]
        | !?\[(?=[^\[\]]*\](?:\(|\[))
        | \]\((?:[^()]|\([^()]*\))*\) | \]\[[^\]]*\]
        | \{:[^{}]*\} | [ \t]*\{[\#.][^{}]*\}[ \t]*$
        | (?<!\s)\*+ | \*+(?!\s) | (?<!\w)_+(?=\S) | (?<=\S)_+(?!\w)
      )
    | (?P<entity>&(?:\#\d+|\#x[0-9a-f]+|[a-z]\w*);)
    | \\(?P<escaped>[\\`*_{}\[\]()\#+.!|>\n-])
    | \\?(?P<literal>[\x05\x07])
    )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


_MARKED = lazy(r"[`<{*_&\\@\[\]/\x05\x07]|[wW]{3}\.")
"""What all of these hold, and most passages do not."""


class Kind(StrEnum):
    """What a passage is in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """Of a list, a definition, or a footnote."""
    CELL = "cell"


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """Words that belong together: a paragraph, a heading, one entry of a list, one cell of a table."""

    kind: Kind
    text: str
    starts: Sequence[int]
    """For each sign of the text, where it begins in the file."""
    ends: Sequence[int]
    """For each sign of the text, where it ends in the file."""

    @cached_property
    def small(self) -> str:
        """The words in small letters, by which most rules are told that they find nothing here."""
        return self.text.lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the file of a part of the text."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return place, place
        return self.starts[start], self.ends[end - 1]


class _Words(Protocol):
    @property
    def small(self) -> str: ...


Part = TypeVar("Part", bound=_Words)


class Parts(tuple[Part, ...]):  # noqa: SLOT001 it keeps what it made
    """The passages or blocks of a text, of which all at once are asked for a word that most texts hold nowhere."""

    @cached_property
    def small(self) -> str:
        """Their words in small letters."""
        return "\n".join(part.small for part in self)


def holding(parts: Sequence[Part], words: Sequence[str]) -> Sequence[Part]:
    """Give the parts that hold one of these words in small letters, or one of the signs of a string.

    To look for what each match of a pattern holds costs a tenth of searching, and most texts hold none of it.
    """
    if not words:
        return parts
    if isinstance(parts, Parts) and not (words := [word for word in words if word in parts.small]):
        return ()
    return [part for part in parts if any(map(part.small.__contains__, words))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A sentence in which a text says what becomes of its readers when it changes."""

    passage: Passage
    start: int
    end: int
    said: tuple[Said, ...]

    @property
    def words(self) -> str:
        """The sentence."""
        return self.passage.text[self.start : self.end]


def led(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Give each passage with the one that announces the list it is in."""
    lead = ""
    for passage in passages:
        yield passage, lead if passage.kind is Kind.ITEM else ""
        if passage.kind is not Kind.ITEM:
            lead = passage.text if passage.text.endswith(":") else ""


def just_before(text: str, place: int) -> str:
    """Give what stands before a place, as far back as any rule looks: so each place of a long line costs the same."""
    return text[max(0, place - LOOKS_BACK) : place]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a passage begins and ends."""
    start = 0
    for gap in SENTENCE_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


_CODE = lazy(
    r"(?ms)^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ {0,3}(?P=fence)|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->|<(?P<tag>code|pre|kbd|samp|var)\b[^>]*>.*?</(?P=tag)>|\{\{.*?\}\}|\\<"
)
_NOT_BREAK = lazy(r"[^\n]")


def without_code(text: str) -> str:
    """Blank out code, comments and facts, so that every other character keeps its place."""
    return _CODE.sub(lambda match: _NOT_BREAK.sub(" ", match[0]), text)


def passages(text: str) -> Parts[Passage]:
    """Take a Markdown text apart."""
    return Parts(_Reader(text).read())


class _Reader:
    """Gathers lines until a passage ends."""

    def __init__(self, text: str) -> None:
        self._text = marked_signs(text, TAGS)
        self._kind = Kind.PARAGRAPH
        self._open: list[tuple[int, str]] = []
        """The lines of the passage that is being read, each with its place in the file."""
        self._holds_indented = False
        """Whether indented lines are words of a list or of HTML, and not code."""
        self._in_table = False

    def read(self) -> Iterator[Passage]:
        place = 0
        others = {block.start: block for block in blocks.scan(self._text) if block.kind in _NOT_PROSE}
        other: blocks.Block | None = None
        for number, line in enumerate(self._text.split("\n"), start=1):
            other = others.get(number, other)
            if other is None:
                yield from self._line(line, place)
            elif number == other.start:
                yield from self._close()
            if other and number == other.end:
                if line[other.closed_at :].strip() and other.closed_at:
                    yield from self._line(line[other.closed_at :], place + other.closed_at)
                other = None
            place += len(line) + 1
        yield from self._close()

    def _line(self, line: str, place: int) -> Iterator[Passage]:
        if quote := _QUOTE.match(line):
            place, line = place + quote.end(), line[quote.end() :]
        if not line.strip():
            yield from self._close()
            self._in_table = False
        elif self._is_code(line):
            pass
        elif _DELIMITERS.fullmatch(line):
            yield from self._table_head()
        elif self._in_table:
            yield from _row((place, line))
        else:
            yield from self._words(line, place)

    def _is_code(self, line: str) -> bool:
        is_indented = line.startswith(("    ", "\t")) and not line.lstrip().startswith("<")
        return is_indented and not self._open and not self._holds_indented

    def _table_head(self) -> Iterator[Passage]:
        """Take the line before the delimiters as the first row of a table."""
        header = self._open.pop() if self._open else None
        yield from self._close()
        self._in_table = True
        yield from _row(header) if header else ()

    def _words(self, line: str, place: int) -> Iterator[Passage]:
        """Read a heading, or a line of running text, which may open an entry of a list."""
        if self._open and _UNDERLINE.fullmatch(line):
            self._kind = Kind.HEADING
            yield from self._close()
            return
        if _RULE.fullmatch(line) or _DEFINED_LINK.match(line):
            yield from self._close()
            return
        if line.startswith("#") and (match := _HEADING.fullmatch(line)):
            yield from self._close()
            yield from passage(Kind.HEADING, [(place + match.start("text"), match["text"])])
            return
        opening = _OPENING.match(line)
        if opening:
            yield from self._close()
            self._holds_indented = True
            self._kind = Kind.ITEM
            place, line = place + opening.end(), line[opening.end() :]
        elif line.lstrip().startswith("<"):
            self._holds_indented = True
        elif not self._open and not line.startswith((" ", "\t")):
            self._holds_indented = False
        self._open.append((place, line))

    def _close(self) -> Iterator[Passage]:
        yield from passage(self._kind, self._open)
        self._open, self._kind = [], Kind.PARAGRAPH


def _row(line: tuple[int, str]) -> Iterator[Passage]:
    place, words = line
    for cell in _CELL.finditer(words):
        yield from passage(Kind.CELL, [(place + cell.start(), cell[0])])


def passage(kind: Kind, lines: Sequence[tuple[int, str]]) -> Iterator[Passage]:
    """Make a passage of its lines, unless nothing of them can be read."""
    source = "\n".join(line for _, line in lines)
    places: list[int] = []
    for place, line in lines:
        places.extend(range(place, place + len(line) + 1))
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, signs in _runs(source):
        text.append(signs)
        if len(signs) == end - start:
            starts += places[start:end]
            ends += [place + 1 for place in places[start:end]]
        else:
            starts.append(places[start])
            ends.append(places[end - 1] + 1)
    seen = "".join(text)
    for part in _PART.finditer(seen):
        begin, end = part.span()
        yield Passage(kind=kind, text=part[0], starts=starts[begin:end], ends=ends[begin:end])


def _runs(source: str) -> Iterator[tuple[int, int, str]]:
    """Return what is seen on the page: runs of signs as they stand, and single ones written as something else."""
    at = 0
    for match in _INLINE.finditer(source) if _MARKED.search(source) else ():
        start, end = match.span()
        if at < start:
            yield at, start, source[at:start]
        if match["opaque"]:
            yield start, end, OPAQUE
        elif match["entity"]:
            decoded = unescape(match["entity"])
            yield start, end, decoded if len(decoded) == 1 else OPAQUE
        elif match["escaped"]:
            yield start, end, match["escaped"]
        elif match["literal"]:
            yield start, end, "<" if match["literal"] == LITERAL else ">"
        elif match[0].lower().startswith("<br"):
            yield start, end, "\n"
        elif _BLOCK_TAG.match(match[0]):
            yield start, end, _BREAK
        at = end
    if at < len(source):
        yield at, len(source), source[at:]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """A replacement in a file; `start` and `end` count its characters."""

    start: int
    end: int
    words: str


def swap(passage: Passage, start: int, end: int, words: str) -> tuple[Edit, ...]:
    """Replace a part of a passage, around any markup inside it."""
    if start == end:
        place, _ = passage.span(start, end)
        return (Edit(start=place, end=place, words=words),)
    edits = [Edit(start=passage.starts[start], end=passage.ends[start], words=words)]
    for at in range(start + 1, end):
        last = edits[-1]
        if passage.starts[at] == last.end:
            edits[-1] = Edit(start=last.start, end=passage.ends[at], words=last.words)
        else:
            edits.append(Edit(start=passage.starts[at], end=passage.ends[at], words=""))
    return tuple(edits)
