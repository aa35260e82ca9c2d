"""Requests for translation as XLIFF 1.2, in which facts, references and marks are codes that no translator can break."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from lxml import etree

from affiche.exchange.codes import parts
from affiche.exchange.translation import Answer, Progress
from affiche.problems import ContentError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from affiche.exchange.translation import Request

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
_NAMES: Any = {None: SPACE}
_STATES = {
    Progress.DONE: "translated",
    Progress.CHANGED: "needs-review-translation",
    Progress.NEW: "needs-translation",
}
_OPEN = {"new", "needs-translation", "needs-l10n", "needs-adaptation"}
"""States of a target that is still to be written."""
_SUGGESTED = {"needs-review-translation", "needs-review-l10n", "needs-review-adaptation"}
_CODES = {f"{{{SPACE}}}{name}" for name in ("ph", "x", "bpt", "ept", "it", "bx", "ex")}


def write(requests: Sequence[Request], policy: str, languages: tuple[str, str]) -> bytes:
    """Write requests, grouped by section; what is done is approved, and what was changed shows what was said before."""
    root = etree.Element(f"{{{SPACE}}}xliff", nsmap=_NAMES, version="1.2")
    file = _add(root, "file", original=f"{policy}.md", datatype="x-markdown")
    file.set("source-language", languages[0])
    file.set("target-language", languages[1])
    body = _add(file, "body")
    for section, group in groupby(requests, lambda request: (request.id.rpartition("/")[0], request.section)):
        within = _add(body, "group", id=section[0], resname=section[1] or section[0])
        for request in group:
            _add_unit(within, request)
    _indent(body, 1)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return written


def _add_unit(group: Element, request: Request) -> None:
    unit = _add(
        group, "trans-unit", id=request.id, approved="yes" if request.state is Progress.DONE else "no"
    )
    unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _fill(_add(unit, "source"), request.source)
    _fill(_add(unit, "target", state=_STATES[request.state]), request.target)
    if request.before:
        alternative = _add(unit, "alt-trans", origin="previous version")
        _fill(_add(alternative, "source"), request.before)
        _fill(_add(alternative, "target"), request.target)


def _indent(element: Element, depth: int) -> None:
    """Put each element on a line of its own, but for those inside words, where spaces count."""
    if not len(element) or etree.QName(element).localname in {"source", "target"}:
        return
    for inner in element:
        inner.tail = "\n" + "  " * (depth + 1)
        _indent(inner, depth + 1)
    element.text, element[-1].tail = "\n" + "  " * (depth + 1), "\n" + "  " * depth


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{SPACE}}}{name}", attributes)


def _fill(element: Element, words: str) -> None:
    """Put words into an element, with each code in an element of its own."""
    last: Element | None = None
    for number, (part, is_code) in enumerate(parts(words), start=1):
        if is_code:
            last = _add(element, "ph", id=str(number))
            last.text = part
        elif last is None:
            element.text = part
        else:
            last.tail = part


def read(path: str, data: bytes) -> tuple[Answer, ...]:
    """Read what came back; ContentError where the file is no XLIFF of this kind."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _unreadable(path, f"the file cannot be read: {error.msg}", error.lineno or 0) from None
    if root.tag != f"{{{SPACE}}}xliff":
        raise _unreadable(path, "the file is not XLIFF 1.2", 0)
    return tuple(_answer(unit) for unit in root.iter(f"{{{SPACE}}}trans-unit"))


def _unreadable(path: str, message: str, line: int) -> ContentError:
    return ContentError(
        [Problem(location=Location(path=path, line=line), message=message, rule="exchange/unreadable")]
    )


def _answer(unit: Element) -> Answer:
    source, target = unit.find(f"{{{SPACE}}}source"), unit.find(f"{{{SPACE}}}target")
    codes = {} if source is None else {code.get("id"): _text(code, {}) for code in source.iter(*_CODES)}
    words = "" if target is None else _text(target, codes)
    state = "" if target is None else target.get("state", "")
    suggested = "".join(_text(each, {}) for each in unit.iterfind(f"{{{SPACE}}}alt-trans/{{{SPACE}}}target"))
    is_as_suggested = state in _SUGGESTED and unit.get("approved") != "yes" and words == suggested
    return Answer(
        id=unit.get("id", ""),
        source="" if source is None else _text(source, {}),
        target="" if state in _OPEN and not words else words,
        is_open=is_as_suggested,
    )


def _text(element: Element, codes: dict[str | None, str]) -> str:
    """Return what an element says; a code that came back empty stands for that of the same id in the source."""
    words = element.text or ""
    for inner in element:
        if inner.tag in _CODES:
            words += _text(inner, {}) or codes.get(inner.get("id"), "")
        elif isinstance(inner.tag, str):
            words += _text(inner, codes)  # such as <mrk> around a term
        words += inner.tail or ""
    return words
