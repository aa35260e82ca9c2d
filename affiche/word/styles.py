"""Styles of a Word file, each with what it inherits from the styles that it is based on, and the looks of runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.word.package import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from affiche.word.package import Package

BODY_LEVEL = 9
"""The outline level that Word gives to what is no heading."""
DEEPEST_STYLE = 20
"""Styles in a row that are based on one another; a file could lead round in a circle."""
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo|kop|rubrik) ?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:.*\W)?(?:title|titre)", re.IGNORECASE)
_CONTENTS = re.compile(
    r"toc ?\d|toc heading|contents(?: heading| \d)?|tm ?\d|table des matières.*|en-tête de table des matières",
    re.IGNORECASE,
)
_PLAIN_NAMES = (
    "body text, caption, citation, corps de texte, default, default paragraph font, endnote text, "
    "footer, footnote text, header, list, list bullet, list number, list paragraph, listparagraph, "
    "no spacing, normal, normal (web), paragraphe de liste, plain text, quotations, quote, sans interligne, "
    "sous-titre, standard, subtitle, table contents, table heading, table paragraph, text body"
)
_PLAIN_STYLES = {"", *_PLAIN_NAMES.split(", ")}
"""Styles of plain paragraphs, in English and French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """What a style says of the paragraphs that have it."""

    identifier: str = ""
    name: str = ""
    level: int = 0
    """As a heading, from 1; 0 is no heading."""
    list_id: str = ""
    list_level: int | None = None
    is_hidden: bool = False
    is_plain: bool = False
    """Whether it is known for what is no heading, as Word's own styles for text are."""
    is_title: bool = False
    is_contents: bool = False
    """Whether Word uses it for the list of contents."""


class Styles:
    """The styles of a file by id."""

    def __init__(self, package: Package) -> None:
        """Read them; a file may have none."""
        root = package.part("styles")
        self._elements: Mapping[str, _Element] = {
            style.get(f"{W}styleId", ""): style
            for style in (root.iter(f"{W}style") if root is not None else ())
        }
        self._known: dict[str, ParagraphStyle] = {}

    def paragraph(self, identifier: str) -> ParagraphStyle:
        """Return the style of a paragraph; one that is not defined says nothing but its name."""
        if identifier not in self._known:
            self._known[identifier] = self._resolved(identifier)
        return self._known[identifier]

    def is_hidden_run(self, identifier: str) -> bool:
        """Return whether a style of characters hides them."""
        return self._is_hidden(self._chain(identifier))

    def run_properties(self, identifier: str) -> list[_Element | None]:
        """Return what a style of characters, and those it is based on, say of runs, nearest first."""
        return [style.find(f"{W}rPr") for style in self._chain(identifier)]

    @staticmethod
    def _is_hidden(chain: Sequence[_Element]) -> bool:
        """Return what the nearest style says of hiding that says anything."""
        said = (is_on(style.find(f"{W}rPr"), "vanish") for style in chain)
        return next((on for on in said if on is not None), False)

    def _chain(self, identifier: str) -> list[_Element]:
        """Return a style and those it is based on, nearest first."""
        chain: list[_Element] = []
        while identifier in self._elements and len(chain) < DEEPEST_STYLE:
            chain.append(self._elements[identifier])
            identifier = value(chain[-1], "basedOn")
        return chain

    def _resolved(self, identifier: str) -> ParagraphStyle:
        chain = self._chain(identifier)
        names = [value(style, "name") for style in chain] or [identifier]
        properties = [style.find(f"{W}pPr") for style in chain]
        counted = next(
            (p.find(f"{W}numPr") for p in properties if p is not None and p.find(f"{W}numPr") is not None),
            None,
        )
        level_of_list = value(counted, "ilvl")
        return ParagraphStyle(
            identifier=identifier,
            name=names[0],
            level=_level(names, [value(p, "outlineLvl") for p in properties]),
            list_id=value(counted, "numId"),
            list_level=number(level_of_list) if level_of_list else None,
            is_hidden=self._is_hidden(chain),
            is_plain=names[0].lower() in _PLAIN_STYLES,
            is_title=any(_TITLE.fullmatch(name) for name in names),
            is_contents=any(_CONTENTS.fullmatch(name) for name in names),
        )


def _level(names: list[str], outline: list[str]) -> int:
    """Return the level of a heading: by outline, as Word's navigation pane has it, else by name."""
    stated = next((number(level, BODY_LEVEL) for level in outline if level), None)
    if stated is not None:
        return stated + 1 if 0 <= stated < BODY_LEVEL else 0
    named = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
    return int(named[1]) if named else 0


def formatted(text: str, properties: _Element | None, of_style: Sequence[_Element | None]) -> str:
    """Put the tags around the text of a run that its own properties and its style ask for."""
    for name, tag in (("b", "strong"), ("i", "em")):
        if next((on for each in (properties, *of_style) if (on := is_on(each, name)) is not None), False):
            text = f"<{tag}>{text}</{tag}>"
    place = number(value(properties, "position")) if value(properties, "sz") else 0
    named = {"superscript": 1, "subscript": -1}.get(value(properties, "vertAlign"), place)
    raised = "sup" if named > 0 else "sub"
    return f"<{raised}>{text}</{raised}>" if named else text  # LibreOffice moves smaller letters up or down
