"""Formulas of Word on one line, as they are read aloud: `1/2`, `x` raised, a root before what it is of."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DEEPEST = 60
"""Parts inside one another; beyond it a formula is its words alone."""


def formula(element: _Element, depth: int = 0) -> str:
    """Write a formula, or a part of one, as HTML."""
    if element.tag == f"{M}t" or depth > DEEPEST:
        return escape("".join(text.text or "" for text in element.iter(f"{M}t")), quote=False)
    parts = {str(child.tag).removeprefix(M): formula(child, depth + 1) for child in element}
    base, low, high = (parts.get(name, "") for name in ("e", "sub", "sup"))
    low, high = (f"<{tag}>{words}</{tag}>" if words else "" for tag, words in (("sub", low), ("sup", high)))
    match str(element.tag).removeprefix(M):
        case "f":
            words = "/".join(map(_enclosed, (parts.get("num", ""), parts.get("den", ""))))
        case "sSup" | "sSub" | "sSubSup":
            words = base + low + high
        case "nary":
            words = _sign(element, "chr", "∫") + low + high + base
        case "rad":
            root = f"<sup>{parts['deg']}</sup>" if parts.get("deg") else ""
            words = f"{root}√{_enclosed(base)}"
        case "d":
            inner = (formula(child, depth + 1) for child in element.findall(f"{M}e"))
            between = _sign(element, "sepChr", "|").join(inner)
            words = _sign(element, "begChr", "(") + between + _sign(element, "endChr", ")")
        case _:
            words = "".join(formula(child, depth + 1) for child in element)
    return words


def _enclosed(words: str) -> str:
    """Keep the parts of a sum together beside a line or a root."""
    return words if words.replace(".", "").replace(",", "").isalnum() else f"({words})"


def _sign(element: _Element, name: str, default: str) -> str:
    found = element.find(f"*/{M}{name}")
    return escape(default if found is None else found.get(f"{M}val", default), quote=False)
