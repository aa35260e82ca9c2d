"""The text of a Word file as Word shows it, as HTML: for the importer like a web page, for a review with its places.

Everything that Word draws comes over: fields, text boxes, formulas, words in runs of another direction, the numbers it
counts. What it does not draw stays out, and is told: hidden text, deleted words, comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

from affiche.word.fields import Fields
from affiche.word.formulas import M, formula
from affiche.word.lists import ListWriter
from affiche.word.notes import Footnotes, without_mark
from affiche.word.numbering import Numbering
from affiche.word.package import NEW, OLD, Package, R, W, is_on, number, value
from affiche.word.pictures import described, drawn_letters, words_inside
from affiche.word.signs import shown_in, sign
from affiche.word.styles import Styles, formatted
from affiche.word.tables import table
from affiche.word.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from affiche.word.numbering import Label
    from affiche.word.styles import ParagraphStyle

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HOLDERS = {
    *(
        f"{W}{name}"
        for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "fldSimple")
    ),
}
"""Elements that only hold others."""
_ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
_EMBEDDED = {f"{W}altChunk", f"{W}subDoc"}
"""Whole documents that Word reads in when it opens the file."""
_BOX = f"{W}txbxContent"
_COMMENT_START = f"{W}commentRangeStart"
_TOLD_LOOKS = ("strike", "dstrike", "caps", "smallCaps", "highlight", "u")
"""Properties of runs that Markdown has no mark for, and a person may have meant something by."""
_SIGNS = {"tab": " ", "ptab": " ", "cr": "<br>", "noBreakHyphen": "\u2011", "softHyphen": ""}
LONGEST_NAME = 40
"""Characters of the name of a place in Word; some writers cut it, and leave the links that lead there whole."""
DEEPEST = 60
"""Elements inside one another; a file made to do harm may have thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """What Word shows of a file."""

    html: str
    told: Told


def read_document(package: Package, *, accepts: bool = True, has_places: bool = False) -> WordText:
    """Read the text of a file, with its footnotes at the end; tracked changes are taken as accepted, or as rejected.

    With `has_places`, `<a data-comment="ID">` is where a comment begins, and `<a data-end="NAME">` where a bookmark ends.
    """
    reader = _Reader(package, accepts=accepts, has_places=has_places)
    return WordText(html=reader.blocks(package.body) + reader.notes(), told=reader.told)


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
        """The words of paragraphs whose ends are not shown, which belong to the next one."""
        self._of_paragraph: list[_Element | None] = []
        """What the style of the paragraph that is being read says of its runs."""
        self.told = Told()
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles, self.told.forms)
        self.fields = Fields(self._known_place, self.told)
        self._boxes: list[str] = []
        self._footnotes = Footnotes(package)
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
                writer.block(table(element, self.blocks, self._is_gone, self._covered))
            elif element.tag == f"{W}sdt":
                self._content_control(writer, element)
            elif element.tag in _HOLDERS:
                self._fill(writer, element)
            elif element.tag == _ALTERNATIVES:
                self._fill(writer, _with_words(element))
            elif element.tag in _EMBEDDED:
                self.told.embedded += 1
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
            self.told.contents += len(content)
        else:
            self._fill(writer, content)

    def _paragraph(self, writer: ListWriter, element: _Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self.styles.paragraph(value(properties, "pStyle"))
        self._of_paragraph = (
            [] if style.is_plain or style.level else self.styles.run_properties(style.identifier)
        )
        inline = self._joined + self._runs(element, is_hidden=style.is_hidden)
        self._joined = ""
        if self._goes_on(properties):
            self._joined = inline
            return
        if style.is_contents:
            self.told.contents += bool(inline.strip())
            return
        boxes, self._boxes = self._boxes, []
        self._write(writer, inline, properties, style)
        for box in boxes:
            writer.block(box)

    def _goes_on(self, properties: _Element | None) -> bool:
        """Whether a paragraph goes on in the next one: its end is gone or hidden, or it is one large first letter."""
        mark = properties.find(f"{W}rPr") if properties is not None else None
        frame = properties.find(f"{W}framePr") if properties is not None else None
        is_hidden = is_on(mark, "vanish") and not is_on(mark, "specVanish")
        is_gone = mark is not None and any(each.tag in self._gone for each in mark)
        is_letter = frame is not None and frame.get(f"{W}dropCap", "none") != "none"
        return bool(is_gone or is_hidden or is_letter)

    def _write(
        self, writer: ListWriter, inline: str, properties: _Element | None, style: ParagraphStyle
    ) -> None:
        """Write a paragraph as what it is; one without words counts too, where the list has its number."""
        label = self._label(properties, style)
        if not inline.strip():
            return
        level = self._heading_level(properties, style)
        if level:
            before = f"{escape(label.text)} " if label and label.text else ""
            writer.block(f"<h{level}>{before}{inline}</h{level}>")
        elif label is not None:
            writer.item(label, inline)
        else:
            if not style.is_plain and not style.is_title:
                self.told.styles.add(style.name)
            writer.block(f"<p>{inline}</p>")

    def _label(self, properties: _Element | None, style: ParagraphStyle) -> Label | None:
        """Count a paragraph in the list that it or its style names."""
        counted = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value(counted, "numId") or style.list_id
        depth = number(value(counted, "ilvl")) if value(counted, "ilvl") else style.list_level
        return self.numbering.label(list_id, depth, style.identifier) if list_id != "0" else None

    def _heading_level(self, properties: _Element | None, style: ParagraphStyle) -> int:
        """Return the level of the heading that a paragraph is, by its own outline level or by its style; else 0."""
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
            return self._link(element, self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}fldSimple":
            return self.fields.shown(element.get(f"{W}instr", ""), self._runs(element, is_hidden=is_hidden))
        if tag == f"{W}sdt":
            return self._inline_control(element, is_hidden=is_hidden)
        if tag == _ALTERNATIVES:
            return self._drawn(_with_words(element), is_hidden=is_hidden)
        self.told.deleted += tag in OLD
        self.told.inserted += tag in NEW
        if tag in self._gone:
            return ""
        if tag in _HOLDERS or tag in OLD:
            return self._runs(element, is_hidden=is_hidden)
        if tag in {f"{M}oMath", f"{M}oMathPara"}:
            return formula(element) if tag == f"{M}oMath" else f"<br>{formula(element)}<br>"
        self.told.embedded += tag in _EMBEDDED
        return self._place(element)

    def _link(self, element: _Element, text: str) -> str:
        """Write a link; one whose address is missing from the file is told."""
        relation = element.get(f"{R}id", "")
        target = self.package.links(self._part).get(relation, "")
        anchor = element.get(f"{W}anchor", "")
        if anchor:
            target += f"#{anchor if target else self._known_place(anchor)}"
        if relation and not target and text.strip():
            self.told.lost_links.append(text)
        return f'<a href="{escape(target)}">{text}</a>' if target and text else text

    def _known_place(self, name: str) -> str:
        """Return the name of a place as the file has it, which may have been cut."""
        return name if name in self._places else name[:LONGEST_NAME]

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
        if text.strip() and is_on(element.find(f"{W}sdtPr"), "showingPlcHdr"):
            self.told.to_fill_in.append(text)
        box = element.find(f"{W}sdtPr/{_W14}checkbox")
        if box is not None and not text.strip():
            checked = box.find(f"{_W14}checked")
            return "☒" if checked is not None and checked.get(f"{_W14}val") in {"1", "true"} else "☐"
        return text

    def _drawn(self, form: _Element, *, is_hidden: bool) -> str:
        """Write what a drawing says; text boxes follow the paragraph that they are anchored to."""
        if any(True for _ in form.iter(_BOX)):
            self._take_boxes(form)
            return ""
        if any(True for _ in form.iter(f"{W}t", f"{M}t")):
            return self._runs(form, is_hidden=is_hidden)
        return self._picture(form)

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
        own_font = element.find(f"{W}rPr/{W}rFonts")
        text = "".join(self._pieces(element, "" if own_font is None else own_font.get(f"{W}ascii", "")))
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
        of_style = self.styles.run_properties(value(properties, "rStyle"))
        return formatted(text, properties, [*of_style, *self._of_paragraph])

    def _pieces(self, run: _Element, font: str) -> Iterator[str]:
        for piece in run:
            name = str(piece.tag).removeprefix(W)
            if name in {"t", "delText"}:
                yield shown_in(font, piece.text or "")
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield " " if piece.get(f"{W}type") in {"page", "column"} else "<br>"
            elif name == "sym":
                yield sign(piece.get(f"{W}font", ""), piece.get(f"{W}char", ""))
            elif name in {"footnoteReference", "endnoteReference"}:
                mark = _typed_mark(run, piece)
                yield self._note_link(name.removesuffix("Reference"), piece.get(f"{W}id", ""), mark)
                if mark:
                    return
            else:
                yield self._special(piece, name)

    def _special(self, piece: _Element, name: str) -> str:
        """Write what is in a run and is no text of its own."""
        if name in {"fldChar", "instrText"}:
            return self.fields.control(piece)
        if name in {"drawing", "pict", "object"}:
            return self._drawn(piece, is_hidden=False)
        if name == _ALTERNATIVES:
            return self._drawn(_with_words(piece), is_hidden=False)
        if name == "commentReference":
            self.told.comments += 1
            return self._comment(piece.get(f"{W}id", ""))
        return self._ruby(piece) if name == "ruby" else ""

    def _ruby(self, element: _Element) -> str:
        """Write words and what stands in small letters above them, which tells how they are read."""
        base, above = (element.find(f"{W}{name}") for name in ("rubyBase", "rt"))
        words, reading = ("" if part is None else self._runs(part) for part in (base, above))
        return f"{words} ({reading})" if reading.strip() else words

    def _picture(self, element: _Element) -> str:
        if letters := drawn_letters(element):
            return escape(letters)
        if words := words_inside(element, self.package):
            self.told.drawn.append(words)
        return described(element)

    def _note_link(self, kind: str, identifier: str, mark: str) -> str:
        if not self._has_places:
            return self._footnotes.link(kind, identifier, mark)
        words = self._footnotes.text(kind, identifier)
        self.told.looks[f"{kind} {identifier}"] = words  # each, as its words are lost
        return ""

    def notes(self) -> str:
        """Write the footnotes and endnotes, in the order in which the text refers to them."""
        items = ""
        for note in self._footnotes.referred():
            self._part = f"{note.kind}s"
            words = without_mark(self.blocks(note.element), note.mark)
            back = f'<a href="#{note.kind}-ref-{note.count}">↑</a>'
            items += f'<li id="{note.kind}-{note.count}">{words}<p>{back}</p></li>'
        return f"<ol>{items}</ol>" if items else ""

    def _is_gone(self, part: _Element) -> bool:
        """Whether a whole row or cell is not shown: deleted, inserted where changes are rejected, or hidden."""
        properties = part.find(f"{W}{'trPr' if part.tag == f'{W}tr' else 'tcPr'}")
        marks = {mark.tag for mark in properties} if properties is not None else set()
        self.told.deleted += bool(marks & OLD)
        self.told.inserted += bool(marks & NEW)
        if is_on(properties, "hidden"):
            self.told.hidden.append(" ".join(text.text or "" for text in part.iter(f"{W}t")))
            return True
        return bool(marks & self._gone)

    def _covered(self, cell: _Element) -> None:
        """Tell of the words in a cell that the one above it reaches down over."""
        if words := self.blocks(cell):
            self.told.hidden.append(words)


def _is_link(run: _Element) -> bool:
    return any(True for _ in run.iterancestors(f"{W}hyperlink"))


def _with_words(alternatives: _Element) -> _Element:
    """Return one of several drawings of the same thing: the newest that has words, else the newest."""
    worded = (form for form in alternatives if any(text.text for text in form.iter(f"{W}t", f"{M}t")))
    return next(worded, next(iter(alternatives), alternatives))


def _typed_mark(run: _Element, reference: _Element) -> str:
    """Return the sign that somebody typed for a note in place of its number, which follows in the same run."""
    is_typed = reference.get(f"{W}customMarkFollows", "0") in {"1", "true", "on"}
    return "".join(text.text or "" for text in run.iter(f"{W}t")) if is_typed else ""
