"""The text of a Word file as Word shows it, as HTML that the importer reads like a web page.

Everything that Word draws comes over: fields, text boxes, formulas, words in runs of another direction, the numbers it
counts. What it does not draw stays out, and is told: hidden text, deleted words, comments.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from affiche.word.fields import Fields
from affiche.word.lists import ListWriter
from affiche.word.numbering import Numbering
from affiche.word.package import Package, R, W, is_on, number, value
from affiche.word.signs import sign
from affiche.word.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from affiche.word.styles import ParagraphStyle

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_HOLDERS = {
    *(
        f"{W}{name}"
        for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase")
    ),
    *(f"{W}{name}" for name in ("ruby", "fldSimple")),
    f"{_COMPATIBLE}Choice",
    f"{_COMPATIBLE}Fallback",
}
"""Elements that only hold runs."""
_DELETED = {f"{W}del", f"{W}moveFrom"}
_SIGNS = {"tab": " ", "ptab": " ", "cr": "<br>", "noBreakHyphen": "\u2011", "softHyphen": ""}
_PLAIN_STYLES = {
    *(
        "",
        "normal",
        "standard",
        "body text",
        "text body",
        "list paragraph",
        "list",
        "no spacing",
        "plain text",
    ),
    *("corps de texte", "paragraphe de liste", "sans interligne", "default", "footnote text", "endnote text"),
    *(
        "subtitle",
        "sous-titre",
        "quote",
        "citation",
        "caption",
        "normal (web)",
        "header",
        "footer",
        "list bullet",
    ),
    *(
        "list number",
        "listparagraph",
        "table contents",
        "table heading",
        "table paragraph",
        "default paragraph font",
    ),
}
DEEPEST = 60
"""Elements inside one another; a file made to do harm may have thousands."""
LARGEST_SPAN = 60
"""Columns that one cell of a table may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """What Word shows of a file."""

    html: str
    hidden: tuple[str, ...]
    """Passages that Word does not show."""
    deleted: int
    """Tracked deletions, taken as accepted."""
    inserted: int
    """Tracked insertions, taken as accepted."""
    comments: int
    styles: tuple[str, ...]
    """Styles of paragraphs that say nothing about what these are; headings may hide among them."""
    contents: int
    """Lines of a list of contents that were left out."""


def read_document(package: Package) -> WordText:
    """Read the text of a file, with its footnotes at the end."""
    reader = _Reader(package)
    html = reader.blocks(package.body) + reader.notes()
    return WordText(
        html=html,
        hidden=tuple(reader.told.hidden),
        deleted=reader.told.counts["deleted"],
        inserted=reader.told.counts["inserted"],
        comments=reader.told.counts["comments"],
        styles=tuple(sorted(reader.told.styles)),
        contents=reader.told.counts["contents"],
    )


@dataclass(slots=True)
class _Told:
    """What a person should learn of the reading."""

    hidden: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Walks through a document and writes what it shows."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles)
        self.fields = Fields()
        self.told = _Told()
        self._boxes: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._has_title = False
        self._depth = 0

    def blocks(self, parent: _Element) -> str:
        """Write the paragraphs and tables inside an element."""
        writer = ListWriter()
        self._fill(writer, parent)
        return writer.html()

    def _fill(self, writer: ListWriter, parent: _Element) -> None:
        self._depth += 1
        for element in parent if self._depth < DEEPEST else ():
            if element.tag == f"{W}p":
                self._paragraph(writer, element)
            elif element.tag == f"{W}tbl":
                writer.block(self._table(element))
            elif element.tag == f"{W}sdt":
                self._content_control(writer, element)
            elif element.tag in _HOLDERS:
                self._fill(writer, element)
        self._depth -= 1

    def _content_control(self, writer: ListWriter, element: _Element) -> None:
        gallery = value(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        if gallery == "Table of Contents":
            self.told.counts["contents"] += len(content)
        else:
            self._fill(writer, content)

    def _paragraph(self, writer: ListWriter, element: _Element) -> None:
        properties = element.find(f"{W}pPr")
        style_id = value(properties, "pStyle")
        style = self.styles.paragraph(style_id)
        was_in_contents = self.fields.is_in_contents
        inline = self._runs(element, is_hidden=style.is_hidden)
        if style.is_contents or was_in_contents or self.fields.is_in_contents:
            self.told.counts["contents"] += bool(inline.strip())
            return
        boxes, self._boxes = self._boxes, []
        counted = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value(counted, "numId") or style.list_id
        depth = number(value(counted, "ilvl")) if value(counted, "ilvl") else style.list_level
        label = self.numbering.label(list_id, depth, style_id) if inline.strip() and list_id != "0" else None
        level = self._heading_level(properties, style, inline)
        if level:
            before = f"{escape(label.text)} " if label and label.text else ""
            writer.block(f"<h{level}>{before}{inline}</h{level}>")
        elif label is not None:
            writer.item(label, inline)
        elif inline.strip():
            if style.name.lower() not in _PLAIN_STYLES and not style.is_title:
                self.told.styles.add(style.name)
            writer.block(f"<p>{inline}</p>")
        for box in boxes:
            writer.block(box)

    def _heading_level(self, properties: _Element | None, style: ParagraphStyle, inline: str) -> int:
        """Return the level of the heading that a paragraph is, by its own outline level or by its style; else 0."""
        if not inline.strip():
            return 0
        own = value(properties, "outlineLvl")
        level = number(own, 9) + 1 if own else style.level
        if not level and style.is_title and not self._has_title:
            self._has_title = True
            return 1
        return min(level, 6) if 0 < level <= 9 else 0  # noqa: PLR2004 Word has nine levels

    def _runs(self, parent: _Element, *, is_hidden: bool = False) -> str:
        """Write the runs inside a paragraph or anything that holds them."""
        self._depth += 1
        parts = [
            self._inline(child, is_hidden=is_hidden) for child in (parent if self._depth < DEEPEST else ())
        ]
        self._depth -= 1
        return "".join(parts)

    def _inline(self, element: _Element, *, is_hidden: bool) -> str:  # noqa: PLR0911 one for each kind
        tag = element.tag
        if tag == f"{W}r":
            return self._run(element, is_hidden=is_hidden)
        if tag == f"{W}hyperlink":
            target = self.package.links.get(element.get(f"{R}id", ""), "")
            anchor = element.get(f"{W}anchor", "")
            return _link(target + (f"#{anchor}" if anchor else ""), self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}fldSimple":
            return self.fields.shown(element.get(f"{W}instr", ""), self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}sdt":
            return self._inline_control(element, is_hidden=is_hidden)
        if tag == f"{_COMPATIBLE}AlternateContent":
            return self._alternative(element, is_hidden=is_hidden)
        if tag in _DELETED:
            self.told.counts["deleted"] += 1
            return ""
        if tag in _HOLDERS:
            self.told.counts["inserted"] += tag in {f"{W}ins", f"{W}moveTo"}
            return self._runs(element, is_hidden=is_hidden)
        if tag in {f"{_MATH}oMath", f"{_MATH}oMathPara"}:
            return escape("".join(text.text or "" for text in element.iter(f"{_MATH}t")))
        if tag == f"{W}bookmarkStart":
            return f'<a id="{escape(element.get(f"{W}name", ""))}"></a>'
        return ""

    def _inline_control(self, element: _Element, *, is_hidden: bool) -> str:
        """Write a content control; a box to tick shows its state even where nothing was drawn in it."""
        content = element.find(f"{W}sdtContent")
        text = self._runs(content, is_hidden=is_hidden) if content is not None else ""
        box = element.find(f"{W}sdtPr/{_W14}checkbox")
        if box is not None and not text.strip():
            checked = box.find(f"{_W14}checked")
            return "☒" if checked is not None and checked.get(f"{_W14}val") in {"1", "true"} else "☐"
        return text

    def _alternative(self, element: _Element, *, is_hidden: bool) -> str:
        """Write one of several drawings of the same thing: the newest that has words."""
        for form in element:
            if any(text.text for text in form.iter(f"{W}t", f"{_MATH}t")):
                return self._drawn(form, is_hidden=is_hidden)
        return ""

    def _drawn(self, form: _Element, *, is_hidden: bool) -> str:
        """Write the runs of a drawing; text boxes follow the paragraph that they are anchored to."""
        if any(True for _ in form.iter(f"{W}txbxContent")):
            self._take_boxes(form)
            return ""
        return self._runs(form, is_hidden=is_hidden)

    def _take_boxes(self, element: _Element) -> None:
        for box in element.iter(f"{W}txbxContent"):
            if (html := self.blocks(box)) and html not in self._boxes:
                self._boxes.append(html)

    def _run(self, element: _Element, *, is_hidden: bool) -> str:
        properties = element.find(f"{W}rPr")
        own = is_on(properties, "vanish")
        hidden = (
            own if own is not None else is_hidden or self.styles.is_hidden_run(value(properties, "rStyle"))
        )
        text = "".join(self._pieces(element))
        if hidden:
            if text.strip():
                self.told.hidden.append(text)
            return ""
        text = self.fields.take(text)
        return _formatted(text, properties) if text.strip() else text

    def _pieces(self, run: _Element) -> Iterator[str]:
        for piece in run:
            name = str(piece.tag).removeprefix(W)
            if name == "t":
                yield escape(piece.text or "", quote=False)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield " " if piece.get(f"{W}type") in {"page", "column"} else "<br>"
            elif name == "sym":
                yield sign(piece.get(f"{W}font", ""), piece.get(f"{W}char", ""))
            else:
                yield self._special(piece, name)

    def _special(self, piece: _Element, name: str) -> str:
        """Write what is in a run and is no text of its own."""
        if name in {"fldChar", "instrText"}:
            return self.fields.control(piece)
        if name in {"footnoteReference", "endnoteReference"}:
            return self._note_link(name.removesuffix("Reference"), piece.get(f"{W}id", ""))
        if name in {"drawing", "pict", "object"}:
            return self._picture(piece)
        if name == f"{_COMPATIBLE}AlternateContent":
            return self._alternative(piece, is_hidden=False)
        self.told.counts["comments"] += name == "commentReference"
        return self._runs(piece) if name == "ruby" else ""

    def _picture(self, element: _Element) -> str:
        if any(True for _ in element.iter(f"{W}txbxContent")):
            self._take_boxes(element)
            return ""
        described = element.find(f".//{_DRAWING}docPr")
        words = described.get("descr", "") if described is not None else ""
        return f'<img src="" alt="{escape(words)}">'

    def _note_link(self, kind: str, identifier: str) -> str:
        self._notes.append((kind, identifier))
        count = len(self._notes)
        return f'<sup><a href="#{kind}-{count}" id="{kind}-ref-{count}">[{count}]</a></sup>'

    def notes(self) -> str:
        """Write the footnotes and endnotes, in the order in which the text refers to them."""
        items = ""
        for count, (kind, identifier) in enumerate(self._notes, 1):
            root = self.package.xml(f"word/{kind}s.xml")
            found = (n for n in root if n.get(f"{W}id") == identifier) if root is not None else iter(())
            note = next(found, None)
            if note is not None:
                back = f'<a href="#{kind}-ref-{count}">↑</a>'
                items += f'<li id="{kind}-{count}">{self.blocks(note)}<p>{back}</p></li>'
        return f"<ol>{items}</ol>" if items else ""

    def _table(self, table: _Element) -> str:
        rows = [row for row in table.iter(f"{W}tr") if _is_own(row, table)]
        spans = _row_spans(rows)
        written = ""
        for row in rows:
            is_head = is_on(row.find(f"{W}trPr"), "tblHeader")
            cells = "".join(
                self._cell(cell, spans.get(cell, 1), "th" if is_head else "td")
                for cell in row.iter(f"{W}tc")
                if _is_own(cell, table) and spans.get(cell, 1)
            )
            written += f"<tr>{cells}</tr>"
        return f"<table>{written}</table>"

    def _cell(self, cell: _Element, rows: int, tag: str) -> str:
        columns = min(number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1), LARGEST_SPAN)
        spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
        return f"<{tag}{spans}>{self.blocks(cell)}</{tag}>"


def _is_own(element: _Element, table: _Element) -> bool:
    """Return whether a row or cell belongs to a table and not to one inside it."""
    return next(element.iterancestors(f"{W}tbl"), None) is table


def _row_spans(rows: list[_Element]) -> dict[_Element, int]:
    """Return for each cell how many rows it takes; 0, if the cell above it goes on."""
    spans: dict[_Element, int] = {}
    open_cells: dict[int, _Element] = {}
    for row in rows:
        column = 0
        for cell in row.iterchildren(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_cells:
                spans[cell] = 0
                spans[open_cells[column]] += 1
            else:
                spans[cell] = 1
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
            column += min(number(value(properties, "gridSpan"), 1), LARGEST_SPAN)
    return spans


def _formatted(text: str, properties: _Element | None) -> str:
    for name, tag in (("b", "strong"), ("i", "em")):
        if is_on(properties, name):
            text = f"<{tag}>{text}</{tag}>"
    raised = {"superscript": "sup", "subscript": "sub"}.get(value(properties, "vertAlign"))
    return f"<{raised}>{text}</{raised}>" if raised else text


def _link(target: str, text: str) -> str:
    return f'<a href="{escape(target)}">{text}</a>' if target and text else text
