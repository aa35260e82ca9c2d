"""A comparison as a Word file with tracked changes: accepting all gives the new text, rejecting all the old one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from affiche.defaults import default_folder
from affiche.localization.catalogue import read_catalogue
from affiche.localization.localizer import Localizer, is_language_tag
from affiche.model import section_html
from affiche.problems import ProblemLog
from affiche.word.package import NEW, OLD, W
from affiche.word.writer import BULLETS, Change, ListPlace, Run, WordFile, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from affiche.compare.changes import Comparison, Place, Redline
    from affiche.model import Edition

    _Said = Mapping[tuple[str, str], str]
    """What is said of each passage that was added or removed, by the number of its move."""

_HEADING = re.compile(r"h([1-6])")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    [
        "section",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "blockquote",
        "pre",
        "hr",
        "details",
        "summary",
    ]
)
INSERTED, DELETED = Change(kind="ins"), Change(kind="del")
MOVED_HERE, MOVED_AWAY = Change(kind="moveTo"), Change(kind="moveFrom")
PLAIN = Run(text="")
NOTHING_SAID: _Said = MappingProxyType({})
_WHOLE = {"added": INSERTED, "removed": DELETED}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Which of the two texts is being written, and how it is tracked."""

    shows_old: bool = True
    shows_new: bool = True
    change: Change | None = None
    style: str = ""
    place: ListPlace | None = None
    look: Run = PLAIN

    def hides(self, change: Change | None) -> bool:
        """Return whether something with this change is not part of the view."""
        return change is not None and not (self.shows_old if change.is_old else self.shows_new)


def redline_word(
    old: Edition, new: Edition, comparison: Comparison, *, note: str = "", on: date | None = None
) -> bytes:
    """Write a comparison; `note` becomes a comment at the title, and `on` the day of every change.

    So does what is said of a passage of which only most words moved: Word tracks a move only of what came along whole.

    What was written is resolved both ways and held against both texts. Where that is not exact, as after paragraphs
    of lists were joined, the sections that differ are written as a whole, the old one deleted and the new one inserted.
    """
    language = new.locale or "en"
    moves = _partial_moves(comparison.redline, language)
    written = _document(_parsed(comparison.redline.html), language, note, on, moves)
    texts = [
        _resolved(_document(_parsed(text.html), language, "", None).document(), NEW) for text in (old, new)
    ]
    if [_resolved(written.document(), gone) for gone in (NEW, OLD)] != texts:
        written = _document(_whole_sections(old, new), language, note, on)
    return written.save()


def _document(
    root: HtmlElement, language: str, note: str, on: date | None, moves: _Said = NOTHING_SAID
) -> WordFile:
    writer = _Writer(WordFile(language=language, on=on), note, moves)
    for element in root.iter():
        if element.get("data-change") == "moved":
            writer.moved[element.get("data-move", "")] = element
    for block in writer.blocks(root, _View()):
        writer.file.add(block)
    return writer.file


def _partial_moves(redline: Redline, language: str) -> _Said:
    """Say of each passage of which only most words moved where those are, as the page does."""
    if not any(move.is_partial for move in redline.moves.values()):
        return NOTHING_SAID
    catalogue = read_catalogue(language, [default_folder("locales")], ProblemLog())
    say = Localizer(language if is_language_tag(language) else "en", catalogue).plain

    def named(place: Place | None) -> str:
        return say("“%(title)s”", title=place.title) if place else say("the introduction")

    said = {
        number: (
            (say("Mostly from elsewhere in this section:"), say("Mostly elsewhere in this section now:"))
            if move.is_within
            else (
                say("Mostly from %(place)s:", place=named(move.old)),
                say("Mostly in %(place)s now:", place=named(move.new)),
            )
        )
        for number, move in redline.moves.items()
        if move.is_partial
    }
    return {
        (kind, number): text.rstrip(": \u00a0")
        for number, texts in said.items()
        for kind, text in zip(("added", "removed"), texts, strict=True)
    }


def _whole_sections(old: Edition, new: Edition) -> HtmlElement:
    """Return both texts in one, each section as it is, or as removed and added."""
    before, after = _pieces(old), _pieces(new)
    html = ""
    for kind, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            html += "".join(after[j:j_end])
        else:
            html += f'<div data-change="removed">{"".join(before[i:i_end])}</div>'
            html += f'<div data-change="added">{"".join(after[j:j_end])}</div>'
    return _parsed(html)


def _pieces(edition: Edition) -> list[str]:
    front = f"<h1>{escape(edition.title, quote=False)}</h1>{edition.introduction}"
    return [front, *(section_html(section, level=2) for section in edition.sections)]


class _Writer:
    """Writes the elements of a redline one by one."""

    def __init__(self, file: WordFile, note: str, moves: _Said) -> None:
        self.file = file
        self.moved: dict[str, HtmlElement] = {}
        self._moves = moves
        self._note = note
        """The comment of the next paragraph."""

    def blocks(self, parent: HtmlElement, view: _View) -> Iterator[str]:
        """Write what is inside an element: blocks, and paragraphs of the words between them."""
        runs = list(self._words(parent.text, view))
        for child in parent:
            if not isinstance(child.tag, str):
                pass
            elif child.tag in _BLOCKS:
                yield from self._paragraph(runs, view)
                runs = []
                yield from self._block(child, view)
            else:
                runs += self._inline(child, view)
            runs += self._words(child.tail, view)
        yield from self._paragraph(runs, view)

    def _block(self, element: HtmlElement, view: _View) -> Iterator[str]:
        kind, move = element.get("data-change", ""), element.get("data-move", "")
        old = element.get("data-old")
        if kind == "moved-away":
            yield from self._moved(self.moved[move], view, move, MOVED_AWAY)
        elif kind == "moved":
            yield from self._moved(element, view, move, MOVED_HERE)
        elif old is not None:
            yield from self._replaced(element, old, view)
        elif not view.hides(_WHOLE.get(kind)):
            self._comment_on_move(element)
            yield from self._content(element, self._entered(view, kind))

    def _comment_on_move(self, element: HtmlElement) -> None:
        """Note for the next paragraph where most of the words of a passage are."""
        said = self._moves.get((element.get("data-change", ""), element.get("data-move", "")))
        self._note = "\n".join(filter(None, [self._note, said]))

    def _entered(self, view: _View, kind: str) -> _View:
        """Enter an element that is of one text alone; in a view of one text, how that is tracked is settled."""
        change = _WHOLE.get(kind)
        return replace(view, change=change) if change and view.change is None else view

    def _moved(self, element: HtmlElement, view: _View, move: str, change: Change) -> Iterator[str]:
        """Write one end of a move: there the new text, here the old."""
        if view.hides(change):
            return
        one = replace(view, shows_old=change.is_old, shows_new=not change.is_old)
        if view.change is not None or not (view.shows_old and view.shows_new):
            yield from self._content(element, one)
            return
        identifier = self.file.next_id()
        yield self.file.move_edge(change.kind, f"move{move}", "Start", identifier)
        yield from self._content(element, replace(one, change=change))
        yield self.file.move_edge(change.kind, f"move{move}", "End", identifier)

    def _replaced(self, element: HtmlElement, old: str, view: _View) -> Iterator[str]:
        """Write what carries its old form: both, unless their words are the same."""
        before = _parsed(old)
        is_same = _text_of(before).strip() == _text_of(element).strip()
        if view.shows_old and not (is_same and view.shows_new):
            yield from self.blocks(before, replace(view, shows_new=False, change=view.change or DELETED))
        if view.shows_new and len(element):
            own = view if is_same else replace(view, shows_old=False, change=view.change or INSERTED)
            yield from self._content(element, own)

    def _content(self, element: HtmlElement, view: _View) -> Iterator[str]:
        tag = str(element.tag)
        if heading := _HEADING.fullmatch(tag):
            yield from self.blocks(element, replace(view, style=f"Heading{heading[1]}", place=None))
        elif tag in {"ul", "ol"}:
            yield from self._list(element, view)
        elif tag == "table":
            yield from self._table(element, view)
        elif tag == "pre":
            text = "\n".join(element.text_content().rstrip("\n").split("\n"))
            yield from self._paragraph([replace(view.look, text=text, change=view.change)], view)
        elif tag != "hr":
            yield from self.blocks(element, view)

    def _list(self, element: HtmlElement, view: _View) -> Iterator[str]:
        depth = view.place.depth + 1 if view.place else 0
        start = element.get("start", "1")
        list_id = BULLETS if element.tag == "ul" else self.file.new_list(int(start) if start.isdigit() else 1)
        yield from self.blocks(element, replace(view, place=ListPlace(list_id=list_id, depth=depth)))

    def _table(self, element: HtmlElement, view: _View) -> Iterator[str]:
        rows = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table"), None) is not element:
                continue  # of a table inside a cell
            change = view.change or _WHOLE.get(self._kind_of_row(row, element))
            if view.hides(change):
                continue
            self._comment_on_move(row)
            inside = replace(view, change=change, style="", place=None)
            cells = []
            for cell in row.iterchildren("td", "th"):
                if not view.hides(_WHOLE.get(cell.get("data-change", ""))):
                    entered = self._entered(inside, cell.get("data-change", ""))
                    bold = replace(entered, look=replace(entered.look, bold=cell.tag == "th"))
                    cells.append("".join(self.blocks(cell, bold)))
            rows.append((cells, change))
        if rows:
            yield self.file.table(rows)
            yield "<w:p/>" if view.change is None else self.file.paragraph([], change=view.change)

    @staticmethod
    def _kind_of_row(row: HtmlElement, table: HtmlElement) -> str:
        """Return how a row differs, or the part of the table that it is in."""
        around: HtmlElement | None = row
        while around is not None and around is not table:
            if kind := around.get("data-change"):
                return str(kind)
            around = around.getparent()
        return ""

    def _paragraph(self, runs: list[Run], view: _View) -> Iterator[str]:
        runs = _trimmed(runs)
        if not runs:
            return
        comment, self._note = self._note, ""
        yield self.file.paragraph(
            runs, style=view.style, place=view.place, change=view.change, comment=comment
        )

    def _words(self, text: str | None, view: _View) -> Iterator[Run]:
        if text:
            yield replace(view.look, text=_SPACES.sub(" ", text), change=view.change)

    def _inline(self, element: HtmlElement, view: _View) -> Iterator[Run]:
        tag, kind = str(element.tag), element.get("data-change", "")
        old = element.get("data-old")
        if tag in {"ins", "del"} and kind:
            change = DELETED if tag == "del" else INSERTED
            if not view.hides(change):
                inside = view if view.change else replace(view, change=change)
                one = replace(inside, shows_old=change.is_old, shows_new=not change.is_old)
                yield from self._inside(element, one)
        elif old is not None:
            before = _parsed(old)
            is_same = _text_of(before) == _text_of(element)
            if view.shows_old and not (is_same and view.shows_new):
                yield from self._inside(before, replace(view, change=view.change or DELETED))
            if view.shows_new:
                yield from self._inside(
                    element, view if is_same else replace(view, change=view.change or INSERTED)
                )
        elif kind == "moved-away":
            yield from self._moved_words(self.moved[element.get("data-move", "")], view, MOVED_AWAY)
        elif kind == "moved":
            yield from self._moved_words(element, view, MOVED_HERE)
        elif not view.hides(_WHOLE.get(kind)):
            yield from self._inside(element, self._entered(view, kind))

    def _moved_words(self, element: HtmlElement, view: _View, change: Change) -> Iterator[Run]:
        if not view.hides(change):
            tracked = DELETED if change.is_old else INSERTED
            one = replace(
                view, shows_old=change.is_old, shows_new=not change.is_old, change=view.change or tracked
            )
            yield from self._inside(element, one)

    def _inside(self, element: HtmlElement, view: _View) -> Iterator[Run]:
        tag = str(element.tag)
        if tag == "br":
            yield replace(view.look, text="\n", change=view.change)
            return
        if tag == "img":
            yield replace(view.look, text=f"[{element.get('alt')}]", change=view.change)
            return
        look = {
            "strong": {"bold": True},
            "b": {"bold": True},
            "em": {"italic": True},
            "i": {"italic": True},
            "sup": {"raised": "superscript"},
            "sub": {"raised": "subscript"},
            "a": {"link": element.get("href", "")},
        }.get(tag, {})
        inner = replace(view, look=replace(view.look, **look))  # type: ignore[arg-type]
        yield from self._words(element.text, inner)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._inline(child, inner)
            yield from self._words(child.tail, inner)


def _parsed(html: str) -> HtmlElement:
    """Parse a piece of clean HTML, with the white space at its beginning, which lxml's own fragments lose."""
    return lxml_html.fromstring(f"<div>{html}</div>")


def _trimmed(runs: list[Run]) -> list[Run]:
    """Take away the white space around a paragraph, and around its line ends."""
    joined = merged(runs)
    while joined and not joined[0].text.strip(" "):
        joined.pop(0)
    while joined and not joined[-1].text.strip(" "):
        joined.pop()
    if joined:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip(" "))
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
    return joined


def _text_of(element: HtmlElement) -> str:
    """Return the text of an element with its line ends, as a text may differ in these alone."""
    parts = []
    for part in element.iter():
        parts += [{"br": "\u2028", "img": f"[{part.get('alt')}]"}.get(str(part.tag), ""), part.text or ""]
        parts.append(part.tail or "" if part is not element else "")
    return _SPACES.sub(" ", "".join(parts))


def _resolved(document: str, gone: frozenset[str]) -> list[str]:
    """Return the text of each paragraph that is not empty once changes of these kinds are taken away."""
    paragraphs = []
    for paragraph in etree.fromstring(document.encode()).iter(f"{W}p"):
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is not None and _is_gone(row, gone):
            continue
        words = "".join(
            " " if piece.tag == f"{W}br" else piece.text or ""
            for piece in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br")
            if not any(above.tag in gone for above in piece.iterancestors())
        )
        if words.strip():
            paragraphs.append(" ".join(words.split()))
    return paragraphs


def _is_gone(row: _Element, gone: frozenset[str]) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and any(mark.tag in gone for mark in properties)
