"""Pictures, diagrams and charts of a Word file, and the words in them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from affiche.word.package import R

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from affiche.word.package import Package

_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_DESCRIPTION = f"{{{_DRAWN}/wordprocessingDrawing}}docPr"
_DIAGRAM, _CHART = f"{{{_DRAWN}/diagram}}relIds", f"{{{_DRAWN}/chart}}chart"
_LETTERED = "{urn:schemas-microsoft-com:vml}textpath"


def drawn_letters(element: _Element) -> str:
    """Return the words of letters that are drawn along a line (WordArt), which Word shows like any others."""
    return " ".join(path.get("string", "") for path in element.iter(_LETTERED))


def described(element: _Element) -> str:
    """Write a picture as its description."""
    about = next(element.iter(_DESCRIPTION), None)
    return f'<img src="" alt="{escape(about.get("descr", "") if about is not None else "")}">'


def words_inside(element: _Element, package: Package) -> str:
    """Return the words of a diagram or chart, which stand in a part of their own."""
    relations = [each.get(f"{R}dm", "") for each in element.iter(_DIAGRAM)]
    relations += [each.get(f"{R}id", "") for each in element.iter(_CHART)]
    parts = (package.drawing(relation) for relation in relations)
    return " ".join(words for part in parts if part is not None for words in _texts(part))


def _texts(part: _Element) -> Iterator[str]:
    for text in part.iter(f"{{{_DRAWN}/main}}t", f"{{{_DRAWN}/chart}}v"):
        if text.text and text.text.strip():
            yield text.text.strip()
