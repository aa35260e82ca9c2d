"""Markdown into pieces: read as Affiche reads it, so that nothing is understood in two ways."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import html

from affiche.importing.blocks import Note
from affiche.importing.html_blocks import BlockReader
from affiche.importing.lists import LETTERS_KEPT, UPDATE
from affiche.source.blocks import outline
from affiche.source.editions import Draft, edition, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.importing.blocks import ParsedText
    from affiche.source import MarkdownRenderer
    from affiche.source.blocks import Heading

_FENCE = re.compile(
    r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n(?P<words>.*?)^ {0,3}(?P=mark)[`~]*[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_WRAPPER = re.compile(
    r"^[ \t]*(?:</?(?:div|section|article|main|center|details|figure|header|footer|aside)\b[^<>]*>[ \t]*)+$",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMARY = re.compile(r"^[ \t]*<summary\b[^>]*>(?P<words>.*?)</summary>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_STRUCK = re.compile(r"(?<![~\\])~~(?=\S)([^~\n]+?)(?<=\S)~~(?!~)")
_FOREIGN = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_NAMED = re.compile(r"<[a-z][^<>]*\bid=[\"'](?P<id>[^\"']+)[\"'][^<>]*>", re.IGNORECASE)


_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_LETTERED = re.compile(
    r" {0,3}(?P<mark>\(?(?P<sign>\d{1,3}|[a-z]|[ivxl]{2,5})[.)])[ \t]+(?=\S)", re.IGNORECASE
)
_FIRST = {"a": ["a", "b"], "i": ["i", "ii"], "1": ["1", "2"]}
_BULLET = re.compile(r"^ {0,3}[•·●▪◦‣][ \t\u00a0]+(?=\S)", re.MULTILINE)


def read_markdown(text: str, renderer: MarkdownRenderer, base: str = "") -> ParsedText:
    """Read a text in Markdown; raises TooTangledError where it is nested beyond reason."""
    text, notes = with_whole_rows(text)
    notes += [_foreign(match[0]) for match in _FOREIGN.finditer(text)]
    text = _WRAPPER.sub(_anchors, _FENCE.sub(_as_code, text))
    text = re.sub(r"(?<!\\)\\\n(?=\S)", "  \n", text)
    text, lettered = with_lettered_lists(_BULLET.sub("- ", text))
    text = _STRUCK.sub(r"<del>\1</del>", _SUMMARY.sub(r"\n**\g<words>**\n", text))
    root = html.fragment_fromstring("".join(_parts(text, renderer)), create_parent="body")
    read = BlockReader(base, has_lines=False).text(root)
    return replace(read, notes=(*notes, *lettered, *read.notes))


def _parts(text: str, renderer: MarkdownRenderer) -> Iterator[str]:
    """Give the text as HTML, each heading with the level that is written and the id that is."""
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


def _foreign(words: str) -> Note:
    return Note(
        rule="import/placeholder",
        message=f"“{words}” was filled in by another program",
        fix="write what is meant; until then it stands on the page as it is",
        words=words.replace("{{", "&#123;{").replace("{%", "&#123;%"),
    )


def _as_code(match: re.Match[str]) -> str:
    return "\n" + "\n".join(f"    {line}" for line in match["words"].split("\n")) + "\n"


def _anchors(match: re.Match[str]) -> str:
    """Keep the names of boxes that are taken away, as links may lead to them."""
    return "".join(f'<a id="{escape(named["id"])}"></a>' for named in _NAMED.finditer(match[0]))


def with_whole_rows(text: str) -> tuple[str, list[Note]]:
    """Part rows that ran into one another, and widen a table whose rows have more cells than its head."""
    lines, notes = text.split("\n"), []
    if "|" not in text:
        return text, []
    for at in range(1, len(lines)):
        if not (_RULE.fullmatch(lines[at]) and "|" in lines[at] and "|" in lines[at - 1]):
            continue
        width, most, row = len(_cells(lines[at - 1])), 0, at + 1
        while row < len(lines) and lines[row].strip() and "|" in lines[row]:
            cells = _cells(lines[row])
            if len(cells) > width:
                rows = _split_row(cells, width)
                notes.append(_row_note(row + 1, len(rows)))
                lines[row] = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
                most = max(most, *map(len, rows))
            row += 1
        if most > width:
            lines[at - 1] = f"{lines[at - 1].rstrip().rstrip('|')}{'|   ' * (most - width)}|"
            lines[at] = f"{lines[at].rstrip().rstrip('|')}{'| --- ' * (most - width)}|"
    return "\n".join(lines), notes


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _split_row(cells: list[str], width: int) -> list[list[str]]:
    """Part a row where an empty cell stands between two whole ones."""
    rows = []
    while len(cells) > width + 1 and not cells[width]:
        rows.append(cells[:width])
        cells = cells[width + 1 :]
    return [*rows, cells]


def _row_note(line: int, rows: int) -> Note:
    return Note(
        rule="import/table",
        message="this row of a table has more cells than the head"
        + (f", and was parted into {rows}" if rows > 1 else ""),
        fix="see whether the table is as it should be",
        line=line,
    )


def with_lettered_lists(text: str) -> tuple[str, list[Note]]:
    """Make lists of lines that begin with `a)`, `b)` and so on in Markdown, where they would run into one another."""
    lines, notes = text.split("\n"), []
    at = 0
    while at < len(lines):
        paragraph = [*takewhile(str.strip, lines[at:])]
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
