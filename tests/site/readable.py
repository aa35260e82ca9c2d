"""A page as plain text, for golden files that a person can read and review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "figure",
        "footer",
        "header",
        "main",
    ),
    *("nav", "ol", "p", "pre", "section", "summary", "table", "thead", "tbody", "ul"),
}
SIGNS = {"ins": ("{+", "+}"), "del": ("[-", "-]"), "em": ("*", "*"), "strong": ("**", "**"), "sup": ("^", "")}
STARTS = {
    "dt": "",
    "dd": "  ",
    "li": "- ",
    "tr": "|",
    **{f"h{level}": "#" * level + " " for level in range(1, 7)},
}
BREAK = "\0"
"""Where a line ends; line ends of the source mean nothing."""


def readable(element: HtmlElement) -> str:
    """Write an element as lines: headings with `#`, items with `-`, links and pictures with their addresses."""
    lines = re.split(f"\\s*{BREAK}\\s*", _inner(element))
    return (
        "\n".join(" ".join(line.split()) if line[:2] != "  " else line for line in lines if line.strip())
        + "\n"
    )


def _inner(element: HtmlElement) -> str:
    parts = [_words(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_written(child))
        parts.append(_words(child.tail))
    return "".join(parts)


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _written(element: HtmlElement) -> str:
    tag, inner = str(element.tag), _inner(element)
    if tag in STARTS:
        return f"{BREAK}{STARTS[tag]}{inner.strip()}{BREAK}"
    if tag in BLOCKS:
        return f"{BREAK}{inner}{BREAK}"
    if tag in {"td", "th"}:
        return f" {inner.strip()} |"
    if tag == "a" and element.get("href"):
        return f"{inner} <{element.get('href')}>" if inner.strip() else ""
    if tag in {"br", "img"}:
        return BREAK if tag == "br" else _picture(element)
    before, after = SIGNS.get(tag, ("", ""))
    return before + inner + after


def _picture(image: HtmlElement) -> str:
    return f"![{image.get('alt')}]({image.get('src')} {image.get('width')}×{image.get('height')})"
