"""Fields of Word: instructions in the text, such as a link or a reference, and the words that they last showed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from affiche.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINK = re.compile(r'\s*HYPERLINK\b\s*(?:"([^"]*)"|([^\s"\\]+))?', re.IGNORECASE)
_PLACE = re.compile(r'\s\\l\s+"?([^"\s]+)', re.IGNORECASE)
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended."""

    instruction: str = ""
    shows: bool = False
    """Whether its instruction is over, so that what follows are the words it shows."""
    box: str = ""
    """The box or the chosen entry of an old form field, which has no words of its own."""


class Fields:
    """Follows fields from their beginning to their end, which may be paragraphs apart."""

    def __init__(self) -> None:
        """Start outside of any field."""
        self._open: list[_Field] = []

    @property
    def is_in_contents(self) -> bool:
        """Whether a list of contents is being read."""
        return any(field.instruction.upper().split()[:1] == ["TOC"] for field in self._open)

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
            return escape(self._open.pop().box)
        return ""

    def take(self, text: str) -> str:
        """Return the words of a run inside the open fields: nothing of an instruction, a link where one leads on."""
        if any(not field.shows for field in self._open):
            return ""
        for field in reversed(self._open):
            text = self.shown(field.instruction, text)
        return text

    def shown(self, instruction: str, text: str) -> str:
        """Write what a field shows, as a link where it is one."""
        if not text.strip():
            return text
        if link := _LINK.match(instruction):
            place = _PLACE.search(instruction)
            target = (link[1] or link[2] or "") + (f"#{place[1]}" if place else "")
            return f'<a href="{escape(target)}">{text}</a>' if target else text
        if reference := _REFERENCE.match(instruction):
            return f'<a href="#{escape(reference[1])}">{text}</a>'
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
