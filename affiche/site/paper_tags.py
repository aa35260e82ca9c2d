"""Lists and notes in the structure of a PDF file, as ISO 14289-1 wants them.

L holds LI, and LI holds Lbl and LBody (7.2). WeasyPrint tags a list by its boxes: the columns that it is set in, the
groups of a list of terms, and the paragraph that an item begins with stand between a list and its items, and a list in
an item beside that. A footnote is a Note with an ID of its own (7.9), and WeasyPrint has no tag for it: on its way
through it is an article, which no sheet has otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST, ITEM, LABEL, BODY, CAPTION = "/L", "/LI", "/Lbl", "/LBody", "/Caption"
OF_A_LIST = frozenset({ITEM, CAPTION})
OF_AN_ITEM = frozenset({LABEL, BODY})


NOTE = re.compile(r'<li id="fn:[^<>]*>')
_ITEM_TAG = re.compile(r"<(/?)li\b[^<>]*>")
_ARTICLE, _NOTE = "/Art", "/Note"


def with_notes_apart(html: str) -> str:
    """Put what each footnote of a sheet says into an element of its own."""
    parts, at = [], 0
    for note in NOTE.finditer(html):
        depth = 1
        for tag in _ITEM_TAG.finditer(html, note.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                parts += [html[at : note.end()], "<article>", html[note.end() : tag.start()], "</article>"]
                at = tag.start()
                break
    return "".join([*parts, html[at:]])


def put_in_order(_document: object, pdf: Any) -> None:
    """Put the lists and notes of a tagged file in order; WeasyPrint calls this when all else is written."""
    dictionaries: list[Any] = [each for each in pdf.objects if isinstance(each, dict)]
    elements = {each.reference: each for each in dictionaries if each.get("Type") == "/StructElem"}
    lists = _Lists(pdf, elements)
    for element in [each for each in elements.values() if each["S"] == LIST]:
        lists.put_in_order(element)
    for element in [each for each in elements.values() if each["S"] == ITEM]:
        lists.put_in_bodies(element)
    _name_notes(pdf, {ref: each for ref, each in elements.items() if each["S"] == _ARTICLE})


def _name_notes(pdf: Any, articles: dict[bytes, Any]) -> None:
    """Tag notes as such, each with an ID by which the file finds it."""
    names: list[Any] = []
    inner = [each for each in articles.values() if each["P"] in articles]  # the lines between its blocks
    for line in inner:
        line["S"] = "/Div"
    notes = [each for each in articles.values() if each["S"] == _ARTICLE]
    for number, note in enumerate(notes, 1):
        identifier = f"(note-{number:05})"
        note["S"], note["ID"] = _NOTE, identifier
        names += [identifier, note.reference]
    if notes:
        root = next(
            each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/StructTreeRoot"
        )
        kinds = type(root), type(notes[0]["K"])
        root["IDTree"] = kinds[0]({"Names": kinds[1](names)})


@dataclass(frozen=True, slots=True)
class _Lists:
    """The elements of a file by their references, which tell a kid that is one from content."""

    pdf: Any
    elements: dict[bytes, Any]

    def put_in_order(self, element: Any) -> None:
        """Leave a list with nothing but items: a list between two of them is part of the one before it."""
        kids, items = list(element["K"]), list[Any]()
        has_items = any(self._kind(kid) == ITEM for kid in kids)
        for kid in kids:
            if self._kind(kid) == LIST and has_items and items:
                self._adopt(self._body(self.elements[items[-1]]), kid)
            else:
                items += self._items(kid)
        element["K"][:] = []
        for item in items:
            self._adopt(element, item)

    def _items(self, kid: Any) -> Iterator[Any]:
        """Give the items that a kid of a list is, or holds."""
        kind = self._kind(kid)
        if kind in OF_A_LIST or not kind:
            yield kid
        elif self._holds_items(kid):
            inside = list(self.elements[kid]["K"])
            self.elements[kid]["K"][:] = []  # it is no part of the tree from here on
            for inner in inside:
                yield from self._items(inner)
        else:
            item = self._new(ITEM, self.elements[kid])
            self._adopt(self._body(item), kid)
            yield item.reference

    def _holds_items(self, kid: Any) -> bool:
        return any(self._kind(inner) in {*OF_A_LIST, LIST, "/Div"} for inner in self.elements[kid]["K"])

    def put_in_bodies(self, item: Any) -> None:
        """Leave an item with its label and its body, in which all the rest stands in the order of the page."""
        kids = list(item["K"])
        if all(self._kind(kid) in OF_AN_ITEM for kid in kids):
            return
        body = self._body(item)
        labels = [kid for kid in kids if self._kind(kid) == LABEL]
        inside = [kid for kid in kids if kid not in labels]
        written = [
            each for kid in inside for each in (self._opened(kid) if self._kind(kid) == BODY else [kid])
        ]
        body["K"][:] = []
        for each in written:
            self._adopt(body, each)
        item["K"][:] = [*labels, body.reference]

    def _opened(self, body: Any) -> list[Any]:
        return list(self.elements[body]["K"])

    def _body(self, item: Any) -> Any:
        """Give the body of an item, a new one where it has none."""
        for kid in item["K"]:
            if self._kind(kid) == BODY:
                return self.elements[kid]
        body = self._new(BODY, item)
        self._adopt(item, body.reference)
        return body

    def _new(self, kind: str, like: Any) -> Any:
        """Make an empty element on the page of another."""
        kids = type(like["K"])([])
        element = type(like)({"Type": "/StructElem", "S": kind, "K": kids, "Pg": like["Pg"], "P": like["P"]})
        self.pdf.add_object(element)
        self.elements[element.reference] = element
        return element

    def _adopt(self, parent: Any, kid: Any) -> None:
        """Put a kid last into an element."""
        parent["K"].append(kid)
        if kid in self.elements:
            self.elements[kid]["P"] = parent.reference

    def _kind(self, kid: Any) -> str:
        element = self.elements.get(kid)
        return "" if element is None else str(element["S"])
