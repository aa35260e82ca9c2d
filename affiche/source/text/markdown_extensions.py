"""What Affiche adds to Python-Markdown: lists and tables read as people write them, and a tree fit for a strict page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from affiche.pictures import is_picture
from affiche.source.text.blocks import NUMBER_SIGN, is_table_head
from affiche.source.text.shown_pictures import PICTURE_NAME, PICTURE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_ALIGNMENT = re.compile(r"text-align:\s*(left|center|right)")
_BULLET = re.compile(r" {0,3}[*+-] +\S")
_ITEM = re.compile(r"(?:[*+-]|\d{1,9}\.) {1,4}\S")
_NARROW = re.compile(r" {2,}(?:[*+-]|\d{1,9}\.) | {2,3}\S")
_WRONG_SPACE = re.compile(r"^([ \t>]*(?:[*+-]|\d{1,9}\.))[\u00a0\u202f]+(?=\S)")
_NUMBER_SIGN = re.compile(rf"^( {{0,3}}(?:(?:>|[*+-]|\d{{1,9}}\.) {{0,3}})*)(?={NUMBER_SIGN})#")
_FIRST_NUMBER = re.compile(r" {0,3}1\. +\S")
_INLINE_SIGN = re.compile(r"[`\\\[<&*_\x02]|  \n")
"""Any of the signs that a pattern for what stands inside a line begins with, or that stands for what was set aside."""
_NOT_PROSE = re.compile(r"\s|[*+-] |\d+\. |[>|#<:~`]|\[[^\]]+\]:")
"""How a line begins that opens something other than a paragraph."""


class AsPeopleWrite(Extension):
    """Registers the additions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 the name is Python-Markdown's
        """Register the additions."""
        md.preprocessors.register(_PlainSigns(md), "affiche-signs", 16)  # after raw HTML is set aside
        md.preprocessors.register(_ListsAfterText(md), "affiche-lists", 15)
        md.preprocessors.register(_ListsInLists(md), "affiche-nested-lists", 14)
        md.inlinePatterns.register(
            SubstituteTagInlineProcessor(r"\\\n", "br"), "affiche-break", 185
        )  # before escapes
        md.treeprocessors.register(_PlainWords(md), "affiche-words", 21)  # before what stands inside lines
        md.treeprocessors.register(_TidyTree(md), "affiche-tree", 0)


class _PlainSigns(Preprocessor):
    """Reads the non-breaking space that some keyboards type after the mark of a list as a space, and `#1` as words."""

    def run(self, lines: list[str]) -> list[str]:
        return [_NUMBER_SIGN.sub(r"\1\\#", _WRONG_SPACE.sub(r"\1 ", line)) for line in lines]


class _ListsAfterText(Preprocessor):
    """Lets a list or a table begin right under a paragraph, as everybody's other Markdown does."""

    def run(self, lines: list[str]) -> list[str]:
        return list(self._with_breaks(lines))

    def _with_breaks(self, lines: list[str]) -> Iterator[str]:
        in_paragraph = False
        before, in_table = "", False
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            in_table = in_table and bool(line.strip())
            if before.strip() and not in_table and is_table_head([line, following]):
                in_paragraph, in_table = False, True
                yield ""
            elif not before.strip():
                in_paragraph = bool(line.strip()) and not _NOT_PROSE.match(line)
                in_table = is_table_head([line, following])
            elif in_paragraph and (_BULLET.match(line) or _FIRST_NUMBER.match(line)):
                in_paragraph = False
                yield ""
            yield line
            before = line


class _ListsInLists(Preprocessor):
    """Lets lists, paragraphs and tables be nested by as little as puts them under the words of their item.

    Python-Markdown wants four spaces.
    """

    def run(self, lines: list[str]) -> list[str]:
        return list(self._indented(lines)) if any(map(_NARROW.match, lines)) else lines

    def _indented(self, lines: list[str]) -> Iterator[str]:
        items: list[int] = []
        """For each item that is open, how far what belongs to it is indented at least."""
        before, was_narrow = "", False
        for line in lines:
            bare = line.lstrip(" ")
            indent = len(line) - len(bare)
            item = _ITEM.match(bare)
            if bare and (item or not before.strip()):
                while items and indent < items[-1]:
                    items.pop()
            begins = bool(item) or not before.strip() or was_narrow
            is_narrow = was_narrow = bool(bare) and 0 < indent < 4 * len(items) and begins
            yield " " * 4 * len(items) + bare if is_narrow else line
            if item:
                # under a number, two spaces are meant to be enough, whatever its width
                items.append(indent + (2 if bare[0].isdigit() else item.end() - 1))
            before = line


class _PlainWords(Treeprocessor):
    """Spares text without any sign the search for each of them: most texts have none."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE_SIGN.search(element.text):
                element.text = AtomicString(element.text)


class _TidyTree(Treeprocessor):
    """Leaves no inline style, no picture from elsewhere, and no table without scopes."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            tidy = _TIDY.get(element.tag)
            if tidy is not None:
                tidy(element)


def _tidy_cell(cell: Element) -> None:
    alignment = _ALIGNMENT.search(cell.attrib.pop("style", ""))
    if alignment:
        cell.set("class", f"align-{alignment[1]}")
    if cell.tag == "th":
        cell.set("scope", "col")


def _tidy_image(image: Element) -> None:
    """Leave a picture's words in its place, with the name of its file: only its edition knows the file."""
    words, name, width = image.get("alt", ""), image.get("src", ""), image.get("width", "")
    tail = image.tail
    image.clear()
    image.tag, image.text, image.tail = "span", words, tail
    if is_picture(name):
        image.set(PICTURE_NAME, name)
        if width.isdecimal():
            image.set(PICTURE_WIDTH, width)


def _tidy_link(link: Element) -> None:
    """Say what a footnote's links are in a way that needs no words of any language."""
    kind = link.get("class", "")
    if kind in _NOTE_ROLES:
        link.set("role", _NOTE_ROLES[kind])
        link.attrib.pop("title", None)


_NOTE_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}
_TIDY: dict[str, Callable[[Element], None]] = {
    "a": _tidy_link,
    "img": _tidy_image,
    "td": _tidy_cell,
    "th": _tidy_cell,
}
