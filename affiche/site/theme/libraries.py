"""The libraries of macros that pages import: once for all pages, unless one of the site's own looks at the page."""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateSyntaxError
from jinja2.nodes import Name

LIBRARIES = ("standing.html", "text.html", "marks.html", "columns.html", "drawing.html")
_IMPORT = re.compile(r'(\{% import "[^"]+" as \w+) %\}')


def looks_at_page(source: bytes) -> bool:
    """Return whether a library names the page, and not only what its macros are given."""
    try:
        template = Environment(autoescape=True).parse(source.decode(errors="replace"))
    except TemplateSyntaxError:
        return False  # which is said at its line when it is used
    return any(each.name == "page" for each in template.find_all(Name))


def for_each_page(source: str) -> str:
    """Let a template import its libraries anew for each page, so that they see it."""
    return _IMPORT.sub(r"\1 with context %}", source)
