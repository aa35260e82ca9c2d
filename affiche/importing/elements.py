"""The elements of HTML, by what they are to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = {
    *(
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
    ),
    *(
        "canvas",
        "map",
        "input",
        "select",
        "textarea",
        "datalist",
        "progress",
        "meter",
        "dialog",
        "link",
        "meta",
    ),
}
"""Elements whose content is not text to be read."""
BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
    ),
    *(
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
        "caption",
        "menu",
    ),
    *HEADINGS,
}
OPEN = {"div", "section", "article", "main", "body", "form", "header", "li", "td", "th", "tr", "tbody"}
"""Elements that only hold others."""
WHOLE = {"ul", "ol", "menu", "table", "dl"}
"""Elements that are written as a whole, unless sections begin inside them."""


def is_block(element: HtmlElement) -> bool:
    """Say whether an element stands on lines of its own, or holds one that does."""
    if not isinstance(element.tag, str):
        return False
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.iter())


def has_headings(element: HtmlElement) -> bool:
    """Say whether sections begin inside an element."""
    return next(element.iter(*HEADINGS), None) is not None
