"""Markdown into pieces: read as Affiche reads it, so that nothing is understood in two ways."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from lxml import html

from affiche.importing.blocks import Note
from affiche.importing.html_blocks import Walk
from affiche.importing.letters import with_lettered_lists
from affiche.importing.rows import with_whole_rows
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


def read_markdown(text: str, renderer: MarkdownRenderer, base: str = "") -> ParsedText:
    """Read a text in Markdown; raises TooTangledError where it is nested beyond reason."""
    text, notes = with_whole_rows(text)
    notes += [_foreign(match[0]) for match in _FOREIGN.finditer(text)]
    text = _WRAPPER.sub(_anchors, _FENCE.sub(_as_code, text))
    text = re.sub(r"(?<!\\)\\\n(?=\S)", "  \n", text)
    text, lettered = with_lettered_lists(text)
    text = _STRUCK.sub(r"<del>\1</del>", _SUMMARY.sub(r"\n**\g<words>**\n", text))
    root = html.fragment_fromstring("".join(_parts(text, renderer)), create_parent="body")
    read = Walk(base, has_lines=False).text(root)
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
