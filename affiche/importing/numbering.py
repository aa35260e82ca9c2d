"""How Word counts its lists: mammoth tells a number from a dot, but no letter from a number."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from affiche.importing.lists import LARGEST_LETTERED, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element
    from lxml.html import HtmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_SIGNED = re.compile("\ue000([^\ue001]*)\ue001")
"""A mark on its way through mammoth, between signs that no text has."""
_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How the entries of a level are counted."""

    kind: str
    before: str
    after: str
    start: int


def with_marks(data: bytes) -> bytes:
    """Give a Word file in which each entry that is counted in letters begins with its mark; others as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {part: packed.read(part) for part in packed.infolist()}
    named = {part.filename: content for part, content in parts.items()}
    try:
        levels = _levels(named.get(_NUMBERING, b""))
        if not any(level.kind for counting in levels.values() for level in counting.values()):
            return data
        document = _marked(named[_DOCUMENT], levels)
    except (etree.XMLSyntaxError, ValueError):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, document if part.filename == _DOCUMENT else content)
    return made.getvalue()


def take_marks(root: HtmlElement) -> None:
    """Put the marks that came through mammoth where a list keeps them, and leave no sign anywhere."""
    for element in root.iter():
        if signed := _SIGNED.match(element.text or ""):
            element.set("data-mark", signed[1])
        element.text = _SIGNED.sub("", element.text) if element.text else element.text
        element.tail = _SIGNED.sub("", element.tail) if element.tail else element.tail


def _parsed(xml: bytes) -> _Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _levels(numbering: bytes) -> Mapping[str, Mapping[int, _Level]]:
    """Give for each list of a file how its levels are counted."""
    if not any(kind.encode() in numbering for kind in _KINDS):
        return {}
    root = _parsed(numbering)
    abstract = {
        each.get(f"{_W}abstractNumId", ""): {
            int(level.get(f"{_W}ilvl") or 0): _level(level) for level in each.iter(f"{_W}lvl")
        }
        for each in root.iter(f"{_W}abstractNum")
    }
    return {
        each.get(f"{_W}numId", ""): abstract.get(_value(each, "abstractNumId"), {})
        for each in root.iter(f"{_W}num")
    }


def _level(element: _Element) -> _Level:
    at = int(element.get(f"{_W}ilvl") or 0) + 1
    around = re.fullmatch(rf"(\(?)%{at}([.)]?).*", _value(element, "lvlText").strip())
    return _Level(
        kind=_KINDS.get(_value(element, "numFmt"), ""),
        before=around[1] if around else "",
        after=around[2] if around else ")",
        start=int(_value(element, "start") or 1),
    )


def _marked(document: bytes, levels: Mapping[str, Mapping[int, _Level]]) -> bytes:
    """Begin each entry that is counted in letters with its mark; an entry lets those below it start again."""
    root = _parsed(document)
    counts: dict[tuple[str, int], int] = {}
    for paragraph in root.iter(f"{_W}p"):
        about = paragraph.find(f"{_W}pPr/{_W}numPr")
        if about is None:
            continue
        number, at = _value(about, "numId"), int(_value(about, "ilvl") or 0)
        level = levels.get(number, {}).get(at)
        if level is None:
            continue
        counts = {key: count for key, count in counts.items() if key[0] != number or key[1] <= at}
        counts[number, at] = count = counts.get((number, at), level.start - 1) + 1
        if level.kind and 0 < count <= LARGEST_LETTERED:
            run = etree.Element(f"{_W}r")
            words = etree.SubElement(run, f"{_W}t")
            words.text = f"\ue000{level.before}{counted(count, level.kind)}{level.after}\ue001"
            paragraph.insert(1, run)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val") or ""
