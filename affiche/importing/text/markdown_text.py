"""Markdown into pieces: read as Affiche reads it, so that nothing is understood in two ways."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from lxml import html

from affiche.importing.blocks import Note, without_pictures
from affiche.importing.text.lists import LETTERS_KEPT, UPDATE
from affiche.importing.web.html_blocks import BlockReader
from affiche.source.text.blocks import TABLE_RULE, cells, outline
from affiche.source.text.editions import Draft, edition, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.importing.blocks import ParsedText
    from affiche.source import MarkdownRenderer
    from affiche.source.text.blocks import Heading

_FENCE = re.compile(
    r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n(?P<words>.*?)^ {0,3}(?P=mark)[`~]*[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_WRAPPER = re.compile(
    r"^[ \t]*(?:</?(?:div|section|article|main|center|details|figure|header|footer|aside)\b[^<>]*>[ \t]*)+$",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMARY = re.compile(r"^[ \t]*<summary\b[^>]*>(?P<words>.*?)</summary>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_PICTURE = re.compile(
    r"!\[[^\[\]\n]*\]\(\s*<?([^\s()<>]+)|<img\b[^<>]*?\bsrc=[\"']?([^\s\"'<>]+)", re.IGNORECASE
)
_STRUCK = re.compile(r"(?<![~\\])~~(?=\S)([^~\n]+?)(?<=\S)~~(?!~)")
_VARIABLE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_NAMED = re.compile(r"<[a-z][^<>]*\bid=[\"'](?P<id>[^\"']+)[\"'][^<>]*>", re.IGNORECASE)
_LETTERED = re.compile(
    r" {0,3}(?P<mark>\(?(?P<sign>\d{1,3}|[a-z]|[ivxl]{2,5})[.)])[ \t]+(?=\S)", re.IGNORECASE
)
_FIRST = {"a": ["a", "b"], "i": ["i", "ii"], "1": ["1", "2"]}
_BULLET = re.compile(r"^ {0,3}[•·●▪◦‣][ \t\u00a0]+(?=\S)", re.MULTILINE)
_MARK = re.compile(r"#{1,6} ?\S|[-*+] \S|\|.*\||> |.*(?:\]\([^)\s]+\)|\*\*\S)")
_HEADING = re.compile(r"#{1,6} \S")
_LINKED = re.compile(r"\w\]\((?:https?:|mailto:|#)|\*\*\w")


def is_markdown(text: str, *, is_sure: bool = False) -> bool:
    """Say whether a text has marks of Markdown; with `is_sure`, whether they can be nothing else."""
    lines = [line.strip() for line in text.split("\n")]
    underlined = any(
        before and len(line) > 2 and set(line) in ({"="}, {"-"})  # noqa: PLR2004
        for before, line in pairwise(lines)
    )
    if not is_sure:
        return underlined or any(map(_MARK.match, lines))
    headings = sum(_HEADING.match(line) is not None for line in lines)
    first = next(filter(None, lines), "")
    is_linked = underlined and _LINKED.search(text) is not None
    return headings > 1 or _HEADING.match(first) is not None or is_linked


def read_markdown(text: str, renderer: MarkdownRenderer, base: str = "") -> ParsedText:
    """Read a text in Markdown; raises TooComplexError where it is nested beyond reason."""
    text, notes = with_whole_rows(text)
    notes += [_variable(match[0]) for match in _VARIABLE.finditer(text)]
    notes += without_pictures([match[1] or match[2] for match in _PICTURE.finditer(text)])
    text = _WRAPPER.sub(_anchors, _FENCE.sub(_as_code, text))
    text = re.sub(r"(?<!\\)\\\n(?=\S)", "  \n", text)
    text, lettered = with_lettered_lists(_BULLET.sub("- ", text))
    text = _STRUCK.sub(r"<del>\1</del>", _SUMMARY.sub(r"\n**\g<words>**\n", text))
    root = html.fragment_fromstring("".join(_parts(text, renderer)), create_parent="body")
    read = BlockReader(base, has_lines=False).text(root)
    return replace(read, notes=(*notes, *lettered, *read.notes))


def _parts(text: str, renderer: MarkdownRenderer) -> Iterator[str]:
    """Return the text as HTML, each heading with its level and id as written."""
    parts = outline(text)
    made = edition(Draft(locale="", text=text, fallback_title=""), renderer)
    if parts.title:
        yield _heading_html(parts.title, renderer.heading(parts.title.text)[0])
    yield made.introduction
    for heading, section in zip(parts.headings, made.walk(), strict=True):
        yield _heading_html(heading, section.heading)
        yield section.html


def _heading_html(heading: Heading, words: str) -> str:
    own = f' data-own="{escape(heading.id)}"' if heading.id and is_id(heading.id) else ""
    return f'<h{heading.level} data-line="{heading.line}"{own}>{words}</h{heading.level}>\n'


def _variable(words: str) -> Note:
    return Note(
        rule="import/placeholder",
        message=f"“{words}” is filled in by another program",
        fix="write what is meant; until then it is on the page as it is",
        words=words.replace("{{", "&#123;{").replace("{%", "&#123;%"),
    )


def _as_code(match: re.Match[str]) -> str:
    return "\n" + "\n".join(f"    {line}" for line in match["words"].split("\n")) + "\n"


def _anchors(match: re.Match[str]) -> str:
    """Keep the names of boxes that are taken away, as links may lead to them."""
    return "".join(f'<a id="{escape(named["id"])}"></a>' for named in _NAMED.finditer(match[0]))


def with_whole_rows(text: str) -> tuple[str, list[Note]]:
    """Separate rows that ran into one another, and widen a table whose rows have more cells than its head."""
    lines, notes = text.split("\n"), []
    if "|" not in text:
        return text, []
    row = 1
    while row < len(lines):
        at, row = row, row + 1
        if not ("|" in lines[at] and "|" in lines[at - 1] and TABLE_RULE.fullmatch(lines[at])):
            continue
        width, most = len(cells(lines[at - 1])), 0
        while row < len(lines) and lines[row].strip() and "|" in lines[row]:
            if len(row_cells := cells(lines[row])) > width:
                rows = _split_row(row_cells, width)
                notes.append(_row_note(row + 1, len(rows)))
                lines[row] = "\n".join(f"| {' | '.join(each)} |" for each in rows)
                most = max(most, *map(len, rows))
            row += 1
        if most > width:
            lines[at - 1] = f"{lines[at - 1].rstrip().rstrip('|')}{'|   ' * (most - width)}|"
            lines[at] = f"{lines[at].rstrip().rstrip('|')}{'| --- ' * (most - width)}|"
    return "\n".join(lines), notes


def _split_row(row: list[str], width: int) -> list[list[str]]:
    """Split a row where an empty cell is between two whole ones."""
    rows = []
    while len(row) > width + 1 and not row[width]:
        rows.append(row[:width])
        row = row[width + 1 :]
    return [*rows, row]


def _row_note(line: int, rows: int) -> Note:
    return Note(
        rule="import/table",
        message="this row of a table has more cells than the head"
        + (f", and was split into {rows}" if rows > 1 else ""),
        fix="check the table",
        line=line,
    )


def with_lettered_lists(text: str) -> tuple[str, list[Note]]:
    """Make lists of lines that begin with `a)`, `b)` and so on in Markdown, where they would run into one another."""
    lines, notes = text.split("\n"), []
    at = 0
    while at < len(lines):
        paragraph = [*takewhile(str.strip, (lines[place] for place in range(at, len(lines))))]
        marked = [
            (at + place, match) for place, line in enumerate(paragraph) if (match := _LETTERED.match(line))
        ]
        signs = [match["sign"].lower() for _, match in marked]
        if len(signs) > 1 and signs[:2] == _FIRST.get(signs[0]):
            for line, match in marked:
                rest = lines[line][match.end() :]
                is_number = match["sign"].isdigit()
                lines[line] = f"{match['sign']}. {rest}" if is_number else f"- {match['mark']} {rest}"
            if not signs[0].isdigit():
                notes.append(
                    Note(rule="import/list", message=LETTERS_KEPT, fix=UPDATE, line=marked[0][0] + 1)
                )
        at += len(paragraph) + 1
    return "\n".join(lines), notes
