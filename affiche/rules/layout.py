"""Tables and lists that are not read as such, and words that are not shown."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from affiche.html import BLOCK_TAG, plain_text
from affiche.patterns import lazy
from affiche.rules.markup import shortened
from affiche.rules.prose import OPAQUE, Kind
from affiche.rules.rule import ERROR, rule
from affiche.rules.texts import Match, YamlWords
from affiche.source.text.blocks import cells, is_table_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Block, Text


@rule(
    "markup/table",
    ERROR,
    "table rows that are not read as a table",
    why="Readers see bars and dashes, all in one paragraph.",
    fix="put an empty line before the table, and a line such as `|---|---|` after its first row",
    example=(
        "| What | How long |\n| Tickets | a year |",
        "| What | How long |\n|---|---|\n| Tickets | a year |",
    ),
    scope="text",
    yaml=True,
)
def broken_tables(text: Text) -> Iterator[Match]:
    """Find rows of tables that are still on the page as words."""
    last = None
    for block, match, place in text.search(_LEFT_ROW, "|"):
        if block is not last and block.tag not in {"td", "th"}:
            yield Match(location=place, message=f"“{shortened(match[0])}” is not read as a row of a table")
        last = block
    if isinstance(text, YamlWords):
        return
    ((_, written),) = text.written
    for match in _TABBED.finditer(written) if "\t" in written else ():
        place = text.file.at_offset(match.start(), match.start() + match[0].find("\n"))
        words = " ".join(place.text.split())
        yield Match(location=place, message=f"“{shortened(words)}” is not read as a row of a table")
    yield from _long_rows(text, written)


def _long_rows(text: Text, written: str) -> Iterator[Match]:
    """Find rows with more cells than their table has columns: the rest of the row is not shown."""
    lines = [_QUOTED.sub("", line) for line in written.split("\n")]
    columns = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            columns = 0
        elif not columns and is_table_head(lines[number - 1 : number + 1]):
            columns = len(cells(line))
        elif columns > 1 and "|" not in line:
            yield Match(
                location=text.at_line(number),
                message=f"“{shortened(line.strip())}” is read as a row of the table above it",
                fix="put an empty line before it, or bars between its cells",
            )
        elif columns and (lost := next(filter(None, cells(line)[columns:]), "")):
            yield Match(
                location=text.at_line(number),
                message=f"this row has {len(cells(line))} cells, and its table {columns} columns: “{shortened(lost)}” is not shown",
                fix="give the head another column, or write \\| for a bar that is part of the words",
            )


_QUOTED = lazy(r"\A[ \t]*(?:>[ \t]?)*")
_TABBED = lazy(r"(?:^(?![ \t]*(?:[-*+]|\d{1,3}[.)])\t)[^\t\n|]+(?:\t+[^\t\n|]+)+(?:\n|\Z)){2,}", re.MULTILINE)
_LEFT_ROW = lazy(
    r"^[ \t]*\|[^\n|]*\|.*$|^[^\n|]+\|[^\n]*\n[ :|-]*-{2,}[ :|-]*$|^\|?[ ]?:?-{2,}:?[ ]?\|.*$|^[^\n|]+[ ]\|[ ][^\n]+$(?=\n[^\n|]+[ ]\|[ ])",
    re.MULTILINE,
)


@rule(
    "markup/list",
    ERROR,
    "list items that are not read as a list",
    why="The items run together in one paragraph, or have a typed bullet that screen readers read aloud.",
    fix="begin each item with `- ` or `1. `, with an ordinary space, and put an empty line before the first",
    example=("• tickets\n• logs", "- tickets\n- logs"),
    scope="text",
    yaml=True,
)
def broken_lists(text: Text) -> Iterator[Match]:
    """Find bullets and numbers of list items that are still on the page."""
    for block, match, place in text.search(_TYPED_BULLET, f"{_SIGNS}*"):
        if block.tag in {"td", "th", ""} and match[0].lstrip()[0] in "✓✔":
            continue  # a tick says yes
        yield Match(location=place, message=f"“{shortened(match[0])}” begins with a typed bullet")
    for number, block in enumerate(text.blocks):
        beside = [other for other in text.blocks[max(0, number - 1) : number + 2] if other is not block]
        for pattern in _RUN_TOGETHER:
            lines = list(pattern.finditer(block.text))
            if len(lines) > 1 or (lines and pattern in _ALONE and _is_one_of_several(pattern, block, beside)):
                yield from (
                    Match(
                        location=place, message=f"the list item “{shortened(match[0])}” runs into a paragraph"
                    )
                    for _, match, place in text.search(pattern, blocks=[block])
                )
                break


def _is_one_of_several(pattern: re.Pattern[str], block: Block, beside: Sequence[Block]) -> bool:
    """Whether a line that begins as an entry stands in a list, or beside a paragraph that begins so too."""
    return block.tag == "li" or any(other.tag == "p" and pattern.match(other.text) for other in beside)


_SIGNS = "•·●▪◦‣∙○■□➢➤✓✔⁃⦁◾➔➡\uf0b7\uf0a7\uf0fc\uf0d8"
_TYPED_BULLET = lazy(
    rf"(?:^|(?<=\u2028))[ \t\u00a0]*[{_SIGNS}][ \t\u00a0]*[^\W_].*$|(?:^|(?<=\u2028))\*[ \t\u00a0\u202f]+[^\W_].*$"
    r"|(?<=[:;])[ ]?[•●▪◦‣][ ][^•●▪◦‣\n]+[•●▪◦‣].*$",
    re.MULTILINE,
)
_TYPED_DASH = lazy(r"^[ \t]*(?:[-+–—o‐−‑]|-{2,3}|[-=]>)[ \t\u00a0\u202f]+\S.*$", re.MULTILINE)
_TOUCHING = lazy(r"^[ \t]*[-+*](?=[^\W\d_]).*$", re.MULTILINE)
_ALONE = (_TYPED_DASH, _TOUCHING)
_RUN_TOGETHER = (
    _TYPED_DASH,
    _TOUCHING,
    *(
        lazy(rf"^[ \t]*{mark}.*$", re.MULTILINE)
        for mark in (
            r"\(?\d{1,2}[ ]?[.)](?=[ \t\u00a0\u202f]+\S|[^\W\d_])",
            r"\(?(?:[A-Za-z]\)|[a-z]\.(?=[ ]))(?=[ \t\u00a0\u202f]*\S)",
            r"(?:A\.(?=[ ][^\n]*\nB\.[ ])|B\.(?=[ ]))",
            r"\(?[ivx]{1,4}[.)](?=[ \t\u00a0\u202f]+\S)",
            r"\d{1,2}[ ]?(?:[º°]|[-–—/](?=[ ]))[ ]?(?=[^\W\d])",
            r"[a-z]/[ ]?(?=\S)",
            r"[→§][ ](?=[^\W\d_])",
        )
    ),
)


@rule(
    "markup/lost-words",
    ERROR,
    "words of the text that are not on the page",
    why="The archive would hold a text that no reader was ever shown.",
    fix="look at the marks around these words: an angle bracket that hides what follows, or a note that nothing refers to",
    example=("We keep it.\n\n[^b]: From your last trip.", "We keep it.[^b]\n\n[^b]: From your last trip."),
    scope="text",
)
def lost_words(text: Text) -> Iterator[Match]:
    """Find words of the source that the rendered page does not have."""
    if isinstance(text, YamlWords) or "{%" in text.file.text:
        return
    shown = _words("\n".join(_whole(text)))
    page = f" {' '.join(shown)} "
    lost = Counter(word for passage in text.passages for word in _words(passage.text)) - Counter(shown)
    if not lost:
        return
    told = {match.location.line for match in _long_rows(text, text.written[0][1])}
    for passage in text.passages:
        if passage.kind is Kind.CELL and text.line_of(passage) in told:
            continue
        chunk = _lost_chunk(passage, page, lost)
        if chunk:
            words = " ".join(passage.text[slice(*chunk)].split()).strip(OPAQUE)
            yield text.match(passage, *chunk, f"“{shortened(words)}” is not on the page")
            lost -= Counter(_words(passage.text))


_WORD = lazy(r"[^\W_]+")
_NOTE_NUMBER = lazy(r"<sup\b[^>]*><a [^>]*footnote-ref.*?</sup>")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _whole(text: Text) -> Iterator[str]:
    """Return the rendered page as plain text, its code included."""
    html = _NOTE_NUMBER.sub(" ", text.edition.html).replace("<br>", " ")
    yield plain_text(BLOCK_TAG.sub(" ", html))
    yield from (section.title for section in text.sections)


def _lost_chunk(passage: Passage, page: str, lost: Counter[str]) -> tuple[int, int] | None:
    """Find the first words of a passage that the page does not have in a row, and that are missing from its count."""
    for part in re.finditer(rf"[^{OPAQUE}]+", passage.text):
        words = _words(part[0])
        if words and f" {' '.join(words)} " not in page and sum(lost[word] > 0 for word in set(words)):
            missing = [m for m in _WORD.finditer(passage.text, *part.span()) if lost[m[0].lower()] > 0]
            if sum(len(word[0]) for word in missing) > 1:
                return missing[0].start(), missing[-1].end()
    return None
