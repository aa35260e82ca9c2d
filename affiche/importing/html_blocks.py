"""A tree of HTML into headings and passages, in the order in which readers meet them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from affiche.importing.blocks import Block, Heading, Note, ParsedText
from affiche.importing.elements import HEADINGS, OPEN, SILENT, WHOLE, has_headings, is_block
from affiche.importing.html_inline import Inline, plain
from affiche.importing.ids import own_id
from affiche.importing.letters import CHECK, KEPT, mark_of
from affiche.importing.lists import SPACED, entry, indented, is_list
from affiche.importing.tables import is_layout, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_FOOTNOTE = re.compile(r"(?:fn:(?:.*:)?|(?=footnote-|endnote-))(?P<label>[^:]+)$")
_PERMALINK = {"¶", "#", "§", "🔗", "🔗️", "link"}
_ALL_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*")
LONGEST_HEADING = 300
"""Characters: a longer one is a paragraph in a heading's clothes."""


class Walk:
    """Walks through elements and gathers what stands in them."""

    def __init__(self, base: str = "", *, has_lines: bool = True) -> None:
        """Start with nothing gathered; relative links count from the base address, if there is one."""
        self.inline = Inline(base)
        self._has_lines = has_lines
        self.anchors: dict[str, int] = {}
        self.notes: list[Note] = []
        self._stack: list[list[Heading | Block]] = [[]]

    def text(self, *roots: HtmlElement) -> ParsedText:
        """Give everything that stands in these elements."""
        for root in roots:
            self.container(root)
        return ParsedText(pieces=tuple(self._stack[0]), anchors=self.anchors, notes=tuple(self.notes))

    def container(self, element: HtmlElement) -> None:
        """Take the blocks of an element one by one; words between them are paragraphs."""
        self._remember(element)
        run: list[str] = []
        line = self._line(element)
        if element.text:
            run.append(plain(element.text))
        for child in element:
            if is_block(child):
                self._paragraph(run, line)
                run = []
                self.block(child)
                line = self._line(child) or line
            elif child.tag not in SILENT:
                self._remember_all(child)
                run.append(self.inline.element(child))
            if child.tail:
                run.append(plain(child.tail))
        self._paragraph(run, line)

    def block(self, element: HtmlElement) -> None:
        """Take one block."""
        tag = element.tag
        if tag in HEADINGS:
            self._heading(element)
        elif (
            tag in OPEN or (tag in WHOLE and has_headings(element)) or (tag == "table" and is_layout(element))
        ):
            self.container(element)
        elif tag in {"ul", "ol", "menu"}:
            self._list(element)
        elif tag == "table":
            self._add(table(element, self.inline), element)
        elif tag == "dl":
            self._definitions(element)
        elif tag == "blockquote":
            self._quotation(element)
        elif tag == "pre":
            self._verbatim(element)
        elif tag == "summary":
            self._summary(element)
        elif tag not in SILENT and tag != "hr":
            self._plain_block(element)

    def _plain_block(self, element: HtmlElement) -> None:
        """Take a paragraph, or what holds several."""
        if any(map(is_block, element)):
            self.container(element)
        else:
            self._remember_all(element)
            self._paragraph([self.inline.content(element)], self._line(element))

    def _quotation(self, element: HtmlElement) -> None:
        lines = SPACED.join(self._inside(element)).split("\n")
        self._add("\n".join(f"> {line}" if line else ">" for line in lines) if any(lines) else "", element)

    def _heading(self, element: HtmlElement) -> None:
        self._remember_all(element)
        for link in element.findall(".//a"):
            if "".join(link.itertext()).strip() in _PERMALINK or link.get("class") == "anchor":
                link.text = None
                for inner in list(link):
                    link.remove(inner)
        text = self.inline.one_line(self.inline.content(element))
        text = _ALL_BOLD.sub(r"\1", text) if _ALL_BOLD.fullmatch(text) else text
        if len(text) > LONGEST_HEADING:
            self._add(text, element)
        elif text:
            level = HEADINGS[element.tag]
            self._stack[-1].append(
                Heading(level=level, text=text, id=own_id(element), line=self._line(element))
            )

    def _summary(self, element: HtmlElement) -> None:
        """Take the line that opens a fold for a heading, as it is one in all but name."""
        self._remember_all(element)
        text = self.inline.one_line(self.inline.content(element))
        marked = [p for p in self._stack[0] if isinstance(p, Heading) and p.guessed != "fold"]
        level = min(6, marked[-1].level + 1 if marked else 2)
        if text:
            self._stack[-1].append(Heading(level=level, text=text, line=self._line(element), guessed="fold"))

    def _list(self, element: HtmlElement) -> None:
        if all(_FOOTNOTE.match(item.get("id") or "") for item in element) and len(element):
            self._footnotes(element)
            return
        ordered = element.tag == "ol"
        first = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        items: list[tuple[str, list[str]]] = []
        for item in element:
            blocks = self._inside(item) if isinstance(item.tag, str) and item.tag not in SILENT else []
            if blocks and item.tag in {"ul", "ol"} and items:
                items[-1][1].extend(blocks)
            elif blocks:
                items.append((mark_of(element, item, first + len(items)), blocks))
        is_loose = any(len([b for b in blocks if not is_list(b)]) > 1 for _, blocks in items)
        lines = []
        for number, (mark, blocks) in enumerate(items, start=first):
            lines.append(
                entry(f"{number}." if ordered and not mark else "-", _led(mark, blocks), loose=is_loose)
            )
        if any(mark for mark, _ in items):
            words = lines[0].partition("\n")[0]
            self.notes.append(Note(rule="import/list", message=KEPT, fix=CHECK, words=words))
        self._add((SPACED if is_loose else "\n").join(lines), element)

    def _footnotes(self, element: HtmlElement) -> None:
        for item in element:
            for link in item.findall(".//a"):
                href = link.get("href") or ""
                if href.startswith(("#fnref", "#footnote-ref", "#endnote-ref")):
                    link.drop_tree()
            label = _FOOTNOTE.match(item.get("id") or "")
            blocks = self._inside(item)
            if label and blocks:
                first, *rest = blocks
                first = first.strip(" \u00a0")
                self._add("\n\n".join([f"[^{label['label']}]: {first}", *map(indented, rest)]), item)

    def _definitions(self, element: HtmlElement) -> None:
        lines: list[str] = []
        for part in element.iter("dt", "dd"):
            blocks = self._inside(part)
            if part.tag == "dt":
                lines += ["", *(block.replace("\n", " ") for block in blocks)]
            elif blocks:
                lines += [""] if len(blocks) > 1 else []
                lines.append(f":   {indented(SPACED.join(blocks)).lstrip()}")
        self._add("\n".join(lines).strip("\n"), element)

    def _verbatim(self, element: HtmlElement) -> None:
        words = "".join(element.itertext()).strip("\n").expandtabs(4)
        if "{{" in words or "{%" in words:
            self._paragraph([self.inline.content(element)], self._line(element))
        else:
            self._add(indented(words) if words.strip() else "", element)

    def _paragraph(self, run: list[str], line: int) -> None:
        text = self.inline.paragraph(*run)
        if text:
            is_bold = _ALL_BOLD.fullmatch(text.rstrip(": ")) is not None
            self._stack[-1].append(Block(text=text, line=line, is_bold=is_bold))

    def _add(self, text: str, element: HtmlElement) -> None:
        """Add a block that is not taken apart further."""
        self._remember_all(element)
        if text.strip():
            self._stack[-1].append(Block(text=text, line=self._line(element)))

    def _inside(self, element: HtmlElement) -> list[str]:
        """Give the blocks of an element that no section can begin in."""
        with self._apart() as pieces:
            self.container(element)
        return [f"**{piece.text}**" if isinstance(piece, Heading) else piece.text for piece in pieces]

    @contextmanager
    def _apart(self) -> Iterator[list[Heading | Block]]:
        self._stack.append([])
        yield self._stack[-1]
        self._stack.pop()

    def _line(self, element: HtmlElement) -> int:
        """Give the line on which an element stands in what was read, where that is known."""
        return int(element.get("data-line") or (element.sourceline or 0) * self._has_lines)

    def _remember(self, element: HtmlElement) -> None:
        """Keep the names by which links lead to an element, with the piece that comes next."""
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                self.anchors.setdefault(name, len(self._stack[0]))

    def _remember_all(self, element: HtmlElement) -> None:
        for inner in element.iter():
            if isinstance(inner.tag, str):
                self._remember(inner)


def _led(mark: str, blocks: list[str]) -> list[str]:
    """Put the mark of an entry before its words."""
    if not mark:
        return blocks
    return [mark, *blocks] if is_list(blocks[0]) else [f"{mark} {blocks[0]}", *blocks[1:]]
