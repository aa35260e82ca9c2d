"""The text of a Word file as Word shows it, as HTML: for the importer like a web page, for a review with its places.

Everything that Word draws comes over: fields, text boxes, formulas, words in runs of another direction, the numbers it
counts. What it does not draw stays out, and is told: hidden text, deleted words, comments.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

from affiche.word.fields import Fields
from affiche.word.formulas import M, formula
from affiche.word.lists import ListWriter
from affiche.word.numbering import Numbering
from affiche.word.package import Package, R, W, is_on, number, value
from affiche.word.resolve import NEW, OLD
from affiche.word.signs import sign
from affiche.word.styles import Styles, formatted
from affiche.word.tables import columns_of, is_own, row_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from affiche.word.styles import ParagraphStyle

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
_EMBEDDED = {f"{W}altChunk", f"{W}subDoc"}
"""Whole documents that Word reads in when it opens the file."""
_BOX = f"{W}txbxContent"
_COMMENT_START = f"{W}commentRangeStart"
_TOLD_LOOKS = ("strike", "dstrike", "caps", "smallCaps", "highlight", "u")
"""Properties of runs that Markdown has no mark for, and a person may have meant something by."""
_SIGNS = {"tab": " ", "ptab": " ", "cr": "<br>", "noBreakHyphen": "\u2011", "softHyphen": ""}
_PLAIN_NAMES = (
    "body text, caption, citation, corps de texte, default, default paragraph font, endnote text, "
    "footer, footnote text, header, list, list bullet, list number, list paragraph, listparagraph, "
    "no spacing, normal, normal (web), paragraphe de liste, plain text, quotations, quote, sans interligne, "
    "sous-titre, standard, subtitle, table contents, table heading, table paragraph, text body"
)
_PLAIN_STYLES = {"", *_PLAIN_NAMES.split(", ")}
"""Styles of plain paragraphs, in English and French."""
LONGEST_NAME = 40
"""Characters of the name of a place in Word; some writers cut it, and leave the links that lead there whole."""
DEEPEST = 60
"""Elements inside one another; a file made to do harm may have thousands."""


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
    embedded: int
    """Whole documents inside the file, which are not read."""
    looks: tuple[str, ...]
    """What the Markdown of a text has no mark for, each with the first words of the kind: `highlight: the words`."""


def read_document(package: Package, *, accepts: bool = True, has_places: bool = False) -> WordText:
    """Read the text of a file, with its footnotes at the end; tracked changes are taken as accepted, or as rejected.

    With `has_places`, `<a data-comment="ID">` is where a comment begins, and `<a data-end="NAME">` where a bookmark ends.
    """
    reader = _Reader(package, accepts=accepts, has_places=has_places)
    html = reader.blocks(package.body) + reader.notes()
    return WordText(
        html=html,
        hidden=tuple(reader.told.hidden),
        deleted=reader.told.counts["deleted"],
        inserted=reader.told.counts["inserted"],
        comments=reader.told.counts["comments"],
        styles=tuple(sorted(reader.told.styles)),
        contents=reader.told.counts["contents"],
        embedded=reader.told.counts["embedded"],
        looks=tuple(f"{name.split()[0]}: {words}" for name, words in reader.told.looks.items()),
    )


@dataclass(slots=True)
class _Told:
    """What a person should learn of the reading."""

    hidden: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    looks: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Walks through a document and writes what it shows."""

    def __init__(self, package: Package, *, accepts: bool, has_places: bool) -> None:
        self.package = package
        self._gone = OLD if accepts else NEW
        self._has_places = has_places
        self._bookmarks: dict[str, str] = {}
        self._places = {start.get(f"{W}name") for start in package.body.iter(f"{W}bookmarkStart")}
        self._commented: set[str] = set()
        self._joined = ""
        """The words of paragraphs whose ends are gone, which belong to the next one."""
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles)
        self.fields = Fields()
        self.told = _Told()
        self._boxes: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._referred: dict[tuple[str, str], int] = {}
        self._written_notes: dict[str, dict[str, _Element]] = {}
        self._has_title = False
        self._depth = 0
        self._part = "document"
        """The part of the file that is being read, as each has links of its own."""

    def blocks(self, parent: _Element) -> str:
        """Write the paragraphs and tables inside an element."""
        writer = ListWriter()
        self._fill(writer, parent)
        self._end_joined(writer)
        return writer.html()

    def _end_joined(self, writer: ListWriter) -> None:
        """Let words whose paragraph would go on in the next one stand by themselves, as there is none."""
        joined, self._joined = self._joined, ""
        if joined.strip():
            writer.block(f"<p>{joined}</p>")

    def _fill(self, writer: ListWriter, parent: _Element) -> None:
        self._go_deeper()
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(writer, element)
            elif element.tag == f"{W}tbl":
                self._end_joined(writer)
                writer.block(self._table(element))
            elif element.tag == f"{W}sdt":
                self._content_control(writer, element)
            elif element.tag in _HOLDERS:
                self._fill(writer, element)
            elif element.tag in _EMBEDDED:
                self.told.counts["embedded"] += 1
        self._depth -= 1

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.package.too_deep(DEEPEST)

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
        inline = self._joined + self._runs(element, is_hidden=style.is_hidden)
        self._joined = ""
        if any(mark.tag in self._gone for mark in _of_mark(properties)):
            self._joined = inline
            return
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
        self._go_deeper()
        parts = [self._inline(child, is_hidden=is_hidden) for child in parent]
        self._depth -= 1
        return "".join(parts)

    def _inline(self, element: _Element, *, is_hidden: bool) -> str:  # noqa: PLR0911 one for each kind
        tag = element.tag
        if tag == f"{W}r":
            return self._run(element, is_hidden=is_hidden)
        if tag == f"{W}hyperlink":
            target = self.package.links(self._part).get(element.get(f"{R}id", ""), "")
            anchor = element.get(f"{W}anchor", "")
            is_whole = target or anchor in self._places
            place = "" if not anchor else f"#{anchor}" if is_whole else f"#{anchor[:LONGEST_NAME]}"
            return _link(target + place, self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}fldSimple":
            return self.fields.shown(element.get(f"{W}instr", ""), self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}sdt":
            return self._inline_control(element, is_hidden=is_hidden)
        if tag == f"{_COMPATIBLE}AlternateContent":
            return self._alternative(element, is_hidden=is_hidden)
        self.told.counts["deleted"] += tag in OLD
        self.told.counts["inserted"] += tag in NEW
        if tag in self._gone:
            return ""
        if tag in _HOLDERS or tag in OLD:
            return self._runs(element, is_hidden=is_hidden)
        if tag in {f"{M}oMath", f"{M}oMathPara"}:
            return formula(element)
        return self._place(element)

    def _place(self, element: _Element) -> str:
        """Write where a bookmark begins or ends, or where a comment begins."""
        identifier = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            name = self._bookmarks[identifier] = element.get(f"{W}name", "")
            return f'<a id="{escape(name)}"></a>'
        if self._has_places and element.tag == f"{W}bookmarkEnd":
            return f'<a data-end="{escape(self._bookmarks.get(identifier, ""))}"></a>'
        return self._comment(identifier) if element.tag == _COMMENT_START else ""

    def _comment(self, identifier: str) -> str:
        """Write where a comment begins, once; some programs only say where it is referred to."""
        if not self._has_places or identifier in self._commented:
            return ""
        self._commented.add(identifier)
        return f'<a data-comment="{escape(identifier)}"></a>'

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
            if any(text.text for text in form.iter(f"{W}t", f"{M}t")):
                return self._drawn(form, is_hidden=is_hidden)
        return ""

    def _drawn(self, form: _Element, *, is_hidden: bool) -> str:
        """Write the runs of a drawing; text boxes follow the paragraph that they are anchored to."""
        if any(True for _ in form.iter(_BOX)):
            self._take_boxes(form)
            return ""
        return self._runs(form, is_hidden=is_hidden)

    def _take_boxes(self, element: _Element) -> None:
        """Write the text boxes of a drawing; those inside a box are written with it, and only there."""
        for box in element.iter(_BOX):
            around = takewhile(lambda each: each is not element, box.iterancestors())
            if any(each.tag == _BOX for each in around):
                continue
            before, self._boxes = self._boxes, []
            html = self.blocks(box)
            self._boxes = before if html in before or not html else [*before, html]

    def _run(self, element: _Element, *, is_hidden: bool) -> str:
        properties = element.find(f"{W}rPr")
        own = is_on(properties, "vanish")
        hidden = (
            own if own is not None else is_hidden or self.styles.is_hidden_run(value(properties, "rStyle"))
        )
        boxes = self._boxes
        text = "".join(self._pieces(element))
        if hidden:
            text += " ".join(self._boxes[len(boxes) :])
            self._boxes = boxes
            if text.strip():
                self.told.hidden.append(text)
            return ""
        text = self.fields.take(text)
        if not text.strip():
            return text
        for look in _TOLD_LOOKS:
            if is_on(properties, look) and not (look == "u" and _is_link(element)):
                self.told.looks.setdefault(look, text)
        return formatted(text, properties, self.styles.run_properties(value(properties, "rStyle")))

    def _pieces(self, run: _Element) -> Iterator[str]:
        for piece in run:
            name = str(piece.tag).removeprefix(W)
            if name in {"t", "delText"}:
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
        if name == "commentReference":
            self.told.counts["comments"] += 1
            return self._comment(piece.get(f"{W}id", ""))
        return self._runs(piece) if name == "ruby" else ""

    def _picture(self, element: _Element) -> str:
        if any(True for _ in element.iter(_BOX)):
            self._take_boxes(element)
            return ""
        described = element.find(f".//{_DRAWING}docPr")
        words = described.get("descr", "") if described is not None else ""
        return f'<img src="" alt="{escape(words)}">'

    def _note_link(self, kind: str, identifier: str) -> str:
        if self._has_places:
            self.told.looks[f"{kind} {identifier}"] = self._note_text(
                kind, identifier
            )  # each, as its words are lost
            return ""
        count = self._referred.setdefault((kind, identifier), len(self._referred) + 1)
        is_new = count > len(self._notes)
        self._notes += [(kind, identifier)] * is_new
        own = f' id="{kind}-ref-{count}"' if is_new else ""
        return f'<sup><a href="#{kind}-{count}"{own}>[{count}]</a></sup>'

    def _note(self, kind: str, identifier: str) -> _Element | None:
        if kind not in self._written_notes:
            root = self.package.xml(f"word/{kind}s.xml")
            self._written_notes[kind] = {
                note.get(f"{W}id", ""): note for note in (() if root is None else root)
            }
        return self._written_notes[kind].get(identifier)

    def _note_text(self, kind: str, identifier: str) -> str:
        note = self._note(kind, identifier)
        return "".join(text.text or "" for text in note.iter(f"{W}t")) if note is not None else ""

    def notes(self) -> str:
        """Write the footnotes and endnotes, in the order in which the text refers to them."""
        items = ""
        for count, (kind, identifier) in enumerate(self._notes, 1):  # a note may add others to them
            note = self._note(kind, identifier)
            self._part = f"{kind}s"
            if note is not None:
                back = f'<a href="#{kind}-ref-{count}">↑</a>'
                items += f'<li id="{kind}-{count}">{self.blocks(note)}<p>{back}</p></li>'
        return f"<ol>{items}</ol>" if items else ""

    def _table(self, table: _Element) -> str:
        rows = [row for row in table.iter(f"{W}tr") if is_own(row, table) and not self._is_gone(row)]
        spans = row_spans(rows)
        written = ""
        for row in rows:
            is_head = is_on(row.find(f"{W}trPr"), "tblHeader")
            cells = "".join(
                self._cell(cell, spans.get(cell, 1), "th" if is_head else "td")
                for cell in row.iter(f"{W}tc")
                if is_own(cell, table) and spans.get(cell, 1)
            )
            written += f"<tr>{cells}</tr>"
        return f"<table>{written}</table>"

    def _is_gone(self, row: _Element) -> bool:
        """Whether the whole row was deleted, or inserted where changes are taken as rejected."""
        properties = row.find(f"{W}trPr")
        return properties is not None and any(mark.tag in self._gone for mark in properties)

    def _cell(self, cell: _Element, rows: int, tag: str) -> str:
        columns = columns_of(cell)
        spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
        return f"<{tag}{spans}>{self.blocks(cell)}</{tag}>"


def _is_link(run: _Element) -> bool:
    return any(True for _ in run.iterancestors(f"{W}hyperlink"))


def _of_mark(properties: _Element | None) -> Iterator[_Element]:
    """Return the properties of the mark at the end of a paragraph, which may itself be inserted or deleted."""
    mark = properties.find(f"{W}rPr") if properties is not None else None
    return iter(mark if mark is not None else ())


def _link(target: str, text: str) -> str:
    return f'<a href="{escape(target)}">{text}</a>' if target and text else text
