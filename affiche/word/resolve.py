"""What a text with tracked changes says once all of them are accepted, or all rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from affiche.word.package import W

if TYPE_CHECKING:
    from lxml.etree import _Element

OLD = frozenset({f"{W}del", f"{W}moveFrom"})
"""What accepting takes away."""
NEW = frozenset({f"{W}ins", f"{W}moveTo"})
"""What rejecting takes away."""


def resolved(document: str, gone: frozenset[str]) -> list[str]:
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
