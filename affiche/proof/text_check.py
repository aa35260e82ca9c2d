"""Whether a page says, word for word, what an edition says, and nothing between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from affiche.model import Edition

TEXT = "text"
"""The class of the element that holds the text of an edition; a theme without it is searched whole."""
_TOOLS = "tools"
"""Links beside a heading; what else stands among them counts as text."""
_FURNITURE = {
    "number": re.compile(r"[\d.\s]*"),
    "digest": re.compile(r"[^.]{0,40}sha256:[0-9a-f]{0,80}\s*"),
}
"""What else a page puts into a text by its class, and what it may say; whether a digest is right is asked elsewhere."""
_UNREAD = {"script", "style"}
_PREFIX = "affiche-"
"""What stands before each class in a fragment."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A section of which a page says something else; its id is empty for the introduction, None after the last."""

    section: str | None
    is_added: bool
    """Whether words that were not published stand before it, rather than others in their place."""


def discrepancies(page: str, edition: Edition) -> Iterator[Discrepancy]:
    """Name every place at which a page does not say what was published, and nothing else."""
    said, is_bare = _said(page)
    place, is_in_step = 0, not is_bare
    for section, words in _pieces(edition):
        found = said.find(words, place)
        if found < 0:
            yield Discrepancy(section, is_added=False)
            is_in_step = False
            continue
        if found > place and is_in_step and words:
            yield Discrepancy(section, is_added=True)
        if words:
            place, is_in_step = found + len(words), True
    if is_in_step and not is_bare and said[place:]:
        yield Discrepancy(None, is_added=True)


def _said(page: str) -> tuple[str, bool]:
    """Give the letters of the text in a page, and whether they are those of the whole page for want of a text."""
    from lxml import html  # no other command reads pages

    root = html.document_fromstring(page or "<p>")
    texts = [element for element in root.iter() if TEXT in _classes(element)]
    return (_letters(texts[0]), False) if len(texts) == 1 else (_letters(root), True)


def _pieces(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give the letters of an edition piece by piece in reading order, each with the section that it belongs to."""
    yield "", _letters_of(edition.introduction)
    for section in edition.walk():
        yield section.id, _letters_of(section.heading)
        yield section.id, _letters_of(section.html)


def _letters_of(fragment: str) -> str:
    from lxml import html

    return _letters(html.fragment_fromstring(fragment, create_parent="div")) if fragment else ""


def _letters(element: HtmlElement) -> str:
    """Give every letter and sign of an element in order, without any space, and without what a page puts in."""
    return "".join("".join(_parts(element)).split())


def _parts(element: HtmlElement) -> Iterator[str]:
    classes = _classes(element)
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    if any(name in classes and form.fullmatch(element.text_content()) for name, form in _FURNITURE.items()):
        return
    if element.tag == "img":
        yield f"{element.get('src', '').rpartition('/')[2]} {element.get('alt', '')}"
    yield element.text or ""
    for inner in element:
        if not (_TOOLS in classes and inner.tag == "a"):
            yield from _parts(inner)
        yield inner.tail or ""


def _classes(element: HtmlElement) -> list[str]:
    """Give the classes of an element, as they are on a page; a comment has none."""
    return [name.removeprefix(_PREFIX) for name in (element.get("class") or "").split()]
