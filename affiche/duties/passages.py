"""A policy's text as the sentences that a reader sees: with the sentence that leads a list, and the heads of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.duties.phrases import SENTENCE_END, words_of
from affiche.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from affiche.model import Edition

_SHORT_QUESTION = lazy(r"\S+(?:\s\S+)?\s?\?")
_SPACES = lazy(r"\s+")
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "blockquote",
        "div",
        "pre",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
LONGEST = 1_500
"""Characters of a sentence that are searched: the longest sentence of 2,000 real policies has 1,100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, an item of a list or a row of a table."""

    text: str
    """As a person reads it."""
    section: str
    """The id of the section it is in; empty in the introduction."""
    words: str
    """What phrases are searched in: the words of the text, after those of the sentence that leads the list."""

    @property
    def words_of_text(self) -> str:
        """The words of the text alone."""
        return words_of(self.text)


def passages(edition: Edition) -> tuple[Passage, ...]:
    """Return every passage of an edition, in reading order."""
    found = list(_in_html(edition.introduction, ""))
    for section in edition.walk():
        found += _in_html(section.html, section.id)
    return tuple(found)


def _in_html(html: str, section: str) -> Iterator[Passage]:
    from lxml import html as lxml_html  # a preview shows its first page before it looks for anything

    if html.strip():
        root = lxml_html.fragment_fromstring(html, create_parent="div")
        for text, lead in _texts(root, ""):
            yield Passage(text=text, section=section, words=words_of(f"{lead} {text}"[:LONGEST]))


def _texts(parent: HtmlElement, lead: str) -> Iterator[tuple[str, str]]:
    """Give each sentence under an element with its lead: a list follows the paragraph before it that ends in a colon."""
    running = parent.text or ""
    last = lead
    for child in parent.iterchildren():
        if not isinstance(child.tag, str):
            running += child.tail or ""
        elif child.tag not in _BLOCKS:
            running += _shown(child) + (child.tail or "")
        else:
            yield from _sentences(running, lead)
            last = _leading(running) or last
            if child.tag == "table":
                yield from ((row, "") for row in _rows(child))
            elif child.tag in {"ul", "ol", "dl"}:
                yield from _texts(child, last)
            else:
                yield from _texts(child, lead)
            if child.tag in {"p", "dt"}:
                last = _leading(_shown(child)) or (_clean(_shown(child)) if child.tag == "dt" else "")
            running = child.tail or ""
    yield from _sentences(running, lead)


def _sentences(text: str, lead: str) -> Iterator[tuple[str, str]]:
    clean = _clean(text)
    if clean:
        yield from ((sentence, lead) for sentence in _whole(SENTENCE_END.split(clean)))


def _whole(parts: list[str]) -> Iterator[str]:
    """Keep together what stands in square brackets, and “Questions?” with its answer.

    A question to the editor is no statement, however long it is.
    """
    open_part = ""
    for part in parts:
        open_part = f"{open_part} {part}".strip()
        if open_part.count("[") <= open_part.count("]") and not _SHORT_QUESTION.fullmatch(open_part):
            yield open_part
            open_part = ""
    if open_part:
        yield open_part


def _leading(text: str) -> str:
    """Return the last sentence of a text that announces a list."""
    clean = _clean(text)
    return SENTENCE_END.split(clean)[-1] if clean.endswith(":") else ""


def _rows(table: HtmlElement) -> Iterator[str]:
    heads = [_clean(_shown(cell)) for cell in table.iterfind(".//thead//th")]
    for row in table.iterfind(".//tr"):
        cells = [_clean(_shown(cell)) for cell in row if cell.tag in {"td", "th"}]
        if cells != heads:
            named = (
                zip(heads, cells, strict=False)
                if len(heads) == len(cells)
                else (("", cell) for cell in cells)
            )
            yield "; ".join(f"{head}: {cell}" if head else cell for head, cell in named if cell)


def _shown(element: HtmlElement) -> str:
    return " " if element.tag == "br" else str(element.text_content())


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
