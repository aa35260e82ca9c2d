"""Fields of Word: instructions in the text, such as a link or a reference, and the words that they last showed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from affiche.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from affiche.word.told import Told

_LINK = re.compile(r'\s*HYPERLINK\b\s*(?:"([^"]*)"|([^\s"\\]+))?', re.IGNORECASE)
_PLACE = re.compile(r'\s\\l\s+"?([^"\s]+)', re.IGNORECASE)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.+)", re.IGNORECASE)
_SHOWS_NOTHING = {"SET", "ASK", "XE", "TA", "TC", "RD", "PRIVATE"}
"""Fields that keep words for others; Word never shows them where they stand."""
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended."""

    instruction: str = ""
    shows: bool = False
    """Whether its instruction is over, so that what follows are the words it shows."""
    box: str = ""
    """The box or the chosen entry of an old form field, which has no words of its own."""
    words: str = ""
    """What it has shown so far."""

    @property
    def name(self) -> str:
        """What kind of field it is, such as `REF`."""
        return "".join(self.instruction.upper().split()[:1])


class Fields:
    """Follows fields from their beginning to their end, which may be paragraphs apart."""

    def __init__(self, place: Callable[[str], str], told: Told) -> None:
        """Start outside of any field; `place` gives the name by which a place in the text is known."""
        self._place = place
        self._told = told
        self._open: list[_Field] = []

    def control(self, element: _Element) -> str:
        """Take the beginning, the instruction, the middle or the end of a field; return what it shows at its end."""
        if element.tag == f"{W}instrText":
            if self._open and not self._open[-1].shows:
                self._open[-1].instruction += element.text or ""
            return ""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field(box=_form_field(element)))
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            return self._ended(self._open.pop())
        return ""

    def _ended(self, field: _Field) -> str:
        """Return what a field shows of itself once it is over; keep in mind what is still to be filled in."""
        button = _BUTTON.match(field.instruction)
        waiting = button[1].strip() if button else field.words
        if button or (field.name == "MERGEFIELD" and waiting.startswith("«")):
            self._told.to_fill_in.append(waiting)
        return escape(waiting if button else field.box)

    def take(self, text: str) -> str:
        """Return the words of a run inside the open fields: nothing of an instruction, a link where one leads on."""
        if any(not field.shows or field.name in _SHOWS_NOTHING for field in self._open):
            return ""
        if any(field.name == "TOC" for field in self._open):
            self._told.contents += bool(text.strip())
            return ""
        for field in reversed(self._open):
            field.words += text
            text = self.shown(field.instruction, text)
        return text

    def shown(self, instruction: str, text: str) -> str:
        """Write what a field shows, as a link where it is one."""
        if not text.strip():
            return text
        if link := _LINK.match(instruction):
            place = _PLACE.search(instruction)
            target = (link[1] or link[2] or "") + (f"#{self._place(place[1])}" if place else "")
            return f'<a href="{escape(target)}">{text}</a>' if target else text
        if reference := _REFERENCE.match(instruction):
            return f'<a href="#{escape(self._place(reference[1]))}">{text}</a>'
        return text


def _form_field(begin: _Element) -> str:
    """Return what an old form field shows: a box to tick, or the entry chosen from a list."""
    data = begin.find(f"{W}ffData")
    if data is None:
        return ""
    box, choices = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        checked = is_on(box, "checked")
        return "☒" if (is_on(box, "default") if checked is None else checked) else "☐"
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iter(f"{W}listEntry")]
        chosen = number(value(choices, "result") or value(choices, "default"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""
