"""A tree of HTML into headings and blocks of Markdown, in the order in which readers meet them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from affiche.importing.blocks import Block, Heading, Note, ParsedText, without_pictures
from affiche.importing.text import lists
from affiche.importing.web.html_inline import Inline, at_line_start, escaped, is_layout, table
from affiche.importing.web.html_repair import HEADINGS, SILENT, is_block, repair
from affiche.source.text.editions import id_from_words, is_id
from affiche.source.working_text import has_braces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CONTAINERS_NAMES = "div section article main body form header li td th tr tbody a"
CONTAINERS = set(_CONTAINERS_NAMES.split())
"""Elements that only hold others."""
WHOLE = {"ul", "ol", "menu", "table", "dl"}
"""Elements that are written as a whole, unless sections begin inside them."""
LONGEST_HEADING = 300
"""Characters. A longer one is a paragraph that somebody marked as a heading for its looks."""
_FOOTNOTE = re.compile(r"(?:fn:(?:.*:)?|(?=footnote-|endnote-))(?P<label>[^:]+)$")
_FOOTNOTE_BACK = ("#fnref", "#footnote-ref", "#endnote-ref")
_ALL_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*")
_UNFIT_ID = re.compile(
    r"(?i).*\.|(?:h|s|id|hd|el)[-_]?(?=[a-f]*\d)[0-9a-f]{6,}$|_?toc\d|_?(?:ref|hlk|goback|bookmark)\d*$|(?:heading|section|header|title|block|panel|item|item_?id|el|field|comp|accordion|collapse|tab)?[-_]?\d*$"
    r"|[0-9a-f-]{8,}$|.*[0-9a-f]{12,}|.*[-_]\d{4,}$|fn(?:ref)?:|footnote|elementor|wp-|post-|page-|main|content"
)
"""Ids that a program made up: nobody links to them on purpose, and they change when the page is saved again.

Nor does one fit that holds a full stop, which begins a class where Markdown gives a heading its id.
"""


class BlockReader:
    """Reads elements one by one and collects what is in them."""

    def __init__(self, base: str = "", *, has_lines: bool = True) -> None:
        """Start empty; relative links are resolved against the base address, if there is one."""
        self.inline = Inline(base)
        self._has_lines = has_lines
        self._anchors: dict[str, int] = {}
        self._notes: list[Note] = []
        self._stack: list[list[Heading | Block]] = [[]]

    def text(self, *roots: HtmlElement) -> ParsedText:
        """Return everything in these elements."""
        for root in roots:
            repair(root)
            self._block(root) if root.tag in HEADINGS else self._container(root)
        self._notes += without_pictures(self.inline.pictures)
        return ParsedText(pieces=tuple(self._stack[0]), anchors=self._anchors, notes=tuple(self._notes))

    def _container(self, element: HtmlElement) -> None:
        """Read the blocks of an element one by one; words between them are paragraphs."""
        self._remember(element)
        run: list[str] = []
        line = self._line(element)
        if element.text:
            run.append(escaped(element.text))
        for child in element:
            if is_block(child):
                self._paragraph(run, line)
                run = []
                self._block(child)
                line = self._line(child) or line
            elif child.tag not in SILENT:
                self._remember_all(child)
                run.append(self.inline.element(child))
            if child.tail:
                run.append(escaped(child.tail))
        self._paragraph(run, line)

    def _block(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in HEADINGS or tag == "summary":
            self._heading(element)
        elif tag in CONTAINERS or _only_holds(element):
            self._container(element)
        elif tag == "table":
            self._add(table(element, self.inline), element)
        elif tag in {"ul", "ol", "menu"}:
            self._list(element)
        elif tag == "dl":
            self._definitions(element)
        elif tag == "blockquote":
            self._quotation(element)
        elif tag == "pre":
            self._verbatim(element)
        elif tag not in SILENT and tag != "hr":
            self._plain_block(element)

    def _plain_block(self, element: HtmlElement) -> None:
        """Read a paragraph, or what holds several."""
        if any(map(is_block, element)):
            self._container(element)
        else:
            self._remember_all(element)
            self._paragraph([self.inline.content(element)], self._line(element))

    def _quotation(self, element: HtmlElement) -> None:
        lines = lists.BLANK_LINE.join(self._inside(element)).split("\n")
        self._add("\n".join(f"> {line}" if line else ">" for line in lines) if any(lines) else "", element)

    def _heading(self, element: HtmlElement) -> None:
        """Read a heading, or the line that opens a fold, which is one in all but name."""
        self._remember_all(element)
        text = self.inline.one_line(self.inline.content(element))
        text = _ALL_BOLD.sub(r"\1", text) if _ALL_BOLD.fullmatch(text) else text
        line, is_fold = self._line(element), element.tag == "summary"
        if len(text) > LONGEST_HEADING:
            self._add(text, element)
        elif text and is_fold:
            marked = [p for p in self._stack[0] if isinstance(p, Heading) and p.guessed != "fold"]
            level = min(6, marked[-1].level + 1 if marked else 2)
            self._stack[-1].append(Heading(level=level, text=text, line=line, guessed="fold"))
        elif text:
            level = HEADINGS[element.tag]
            before = self._stack[-1][-1] if self._stack[-1] else None
            if isinstance(before, Heading) and before.guessed == "fold" and before.text == text:
                self._stack[-1].pop()  # what opens a fold says again what the heading inside it says
            self._stack[-1].append(Heading(level=level, text=text, id=_own_id(element), line=line))

    def _list(self, element: HtmlElement) -> None:
        if len(element) and all(_FOOTNOTE.match(item.get("id") or "") for item in element):
            self._footnotes(element)
            return
        items: list[tuple[HtmlElement, list[str]]] = []
        for item in element:
            blocks = self._inside(item) if isinstance(item.tag, str) and item.tag not in SILENT else []
            if blocks and item.tag in {"ul", "ol"} and items:
                items[-1][1].extend(blocks)
            elif blocks:
                items.append((item, blocks))
        is_loose = any(sum(not lists.is_list(block) for block in blocks) > 1 for _, blocks in items)
        markers, words = lists.marks(element, [item for item, _ in items])
        lines = [
            lists.list_item(marker, _led(word, blocks), loose=is_loose)
            for marker, word, (_, blocks) in zip(markers, words, items, strict=True)
        ]
        if any(words):
            kept = lists.NUMBERS_KEPT if re.match(r"-?\d", max(words)) else lists.LETTERS_KEPT
            first = lines[0].partition("\n")[0]
            self._notes.append(Note(rule="import/list", message=kept, fix=lists.UPDATE, words=first))
        self._add((lists.BLANK_LINE if is_loose else "\n").join(lines), element)

    def _footnotes(self, element: HtmlElement) -> None:
        for item in element:
            for link in item.findall(".//a"):
                if (link.get("href") or "").startswith(_FOOTNOTE_BACK):
                    link.drop_tree()
            label = _FOOTNOTE.match(item.get("id") or "")
            blocks = self._inside(item)
            if label and blocks:
                first, *rest = blocks
                words = first.strip(" \u00a0")
                self._add("\n\n".join([f"[^{label['label']}]: {words}", *map(lists.indented, rest)]), item)

    def _definitions(self, element: HtmlElement) -> None:
        lines: list[str] = []
        before = ""
        for part in element.iter("dt", "dd"):
            if next(part.iterancestors("dl")) is not element:
                continue
            blocks = self._inside(part)
            if part.tag == "dt":
                lines += [""] if before != "dt" else []
                lines += [block.replace("\n", " ") for block in blocks]
            elif blocks:
                lines += [""] if len(blocks) > 1 else []
                lines.append(f":   {lists.indented(lists.BLANK_LINE.join(blocks)).lstrip()}")
            before = part.tag
        self._add("\n".join(lines).strip("\n"), element)

    def _verbatim(self, element: HtmlElement) -> None:
        words = "".join(element.itertext()).strip("\n").expandtabs(4)
        if has_braces(words):
            self._paragraph([self.inline.content(element)], self._line(element))
        else:
            self._add(lists.indented(words) if words.strip() else "", element)

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
        """Return the blocks of an element in which no section can begin."""
        with self._apart() as pieces:
            self._container(element)
        return [f"**{piece.text}**" if isinstance(piece, Heading) else piece.text for piece in pieces]

    @contextmanager
    def _apart(self) -> Iterator[list[Heading | Block]]:
        self._stack.append([])
        yield self._stack[-1]
        self._stack.pop()

    def _line(self, element: HtmlElement) -> int:
        """Return the line of an element in what was read, where it is known."""
        return int(element.get("data-line") or (element.sourceline or 0) * self._has_lines)

    def _remember(self, element: HtmlElement) -> None:
        """Keep the names by which links lead to an element, with the piece that comes next."""
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                self._anchors.setdefault(name, len(self._stack[0]))

    def _remember_all(self, element: HtmlElement) -> None:
        for inner in element.iter():
            if isinstance(inner.tag, str):
                self._remember(inner)


def _only_holds(element: HtmlElement) -> bool:
    """Say whether a list or table is there for the layout of the page, or sections begin inside it."""
    has_sections = next(element.iter(*HEADINGS, "summary"), None) is not None
    return (element.tag in WHOLE and has_sections) or (element.tag == "table" and is_layout(element))


def _led(words: str, blocks: list[str]) -> list[str]:
    """Put words before the text of an entry."""
    if not words:
        return blocks
    words = at_line_start(words)
    return [words, *blocks] if lists.is_list(blocks[0]) else [f"{words} {blocks[0]}", *blocks[1:]]


def _own_id(element: HtmlElement) -> str:
    """Return the id that a heading brings, unless a program made it up or it is unfit for an id."""
    if element.get("data-own"):
        return str(element.get("data-own"))
    parent = element.getparent()
    opens = parent is not None and parent.tag in {"section", "article", "div", "li"} and parent[0] is element
    names = [parent.get("id")] if opens else []
    names += [element.get("id")]
    names += [name for link in element.iter("a", "span") for name in (link.get("id"), link.get("name"))]
    before = element.getprevious()
    if before is not None and before.tag == "a" and not (before.text or len(before) or before.tail):
        names += [before.get("id"), before.get("name")]
    found = (name.removeprefix("user-content-") for name in names if name)
    words = id_from_words("".join(element.itertext()))
    return next((n for n in found if is_id(n) and not _UNFIT_ID.match(n) and not _is_cut(n, words)), "")


LONGEST_NAME_IN_WORD = 40


def _is_cut(name: str, words: str) -> bool:
    """Whether a name of a place in Word is the beginning of the heading's words, cut inside one of them."""
    _, found, rest = words.partition(name)
    return len(name) == LONGEST_NAME_IN_WORD and bool(found) and rest[:1].isalnum()
