"""The pages of the editor, filled in the language of the commands; the site's own templates have no part in them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, Undefined
from markupsafe import Markup, escape

from affiche.messages import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
STATIC: Mapping[str, str] = {
    "editor.css": "text/css",
    "editor.js": "text/javascript",
    "codemirror.js": "text/javascript",
    "codemirror.txt": "text/plain",
}
"""The files that the pages need, with their types."""


def words(english: str, **values: object) -> Markup:
    """Say something in the language of the commands, with values in place of each `{name}`."""
    return Markup(escape(shown(english)).format(**values))  # noqa: S704 Markup.format escapes the values


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "pages"),
        undefined=Undefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"_": words, "shown": shown}
    templates.filters["upper_first"] = lambda said: said[:1].upper() + said[1:]
    return templates


def page(name: str, **values: object) -> str:
    """Fill a page."""
    return _templates().get_template(name).render(values)


def static(name: str) -> bytes:
    """Give one of the files."""
    assert name in STATIC
    return (HERE / "static" / name).read_bytes()
