"""Markdown blocks into clean HTML, each distinct text once.

What Python-Markdown gives is sanitised: raw HTML in a text is data, and nothing in it can run, load, or style.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension

from affiche.characters import CONTROL
from affiche.html import edit_tags, plain_text, with_escaped_brackets
from affiche.source.text.limits import find_excess
from affiche.source.text.markdown_extensions import AsPeopleWrite
from affiche.source.text.raw_html import AMPERSAND, CLOSING, LITERAL, with_links, with_literal_signs
from affiche.source.text.shown_pictures import NO_PICTURES, PICTURE_NAME, PICTURE_WIDTH, with_pictures

BLOCKS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "blockquote", "pre", "hr", "div", "section", "details", "summary"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
INLINE = {
    *("em", "strong", "b", "i", "u", "s", "small", "sup", "sub", "mark", "del", "ins"),
    *("code", "kbd", "var", "samp", "a", "abbr", "br", "cite", "q", "span", "time"),
}
TAGS = BLOCKS | INLINE
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "class"},
    "a": {"href", "title", "hreflang", "role"},
    "abbr": {"title"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
    "span": {PICTURE_NAME, PICTURE_WIDTH},
}
CLASSES = frozenset(
    {"align-left", "align-center", "align-right", "footnote", "footnote-ref", "footnote-backref"}
)
_EXTENSIONS = ("tables", "attr_list", "def_list", "sane_lists", "fenced_code")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_CHOICES = {"scope": {"col", "row"}, "role": {"doc-noteref", "doc-backlink"}, "dir": {"ltr", "rtl", "auto"}}

_NUMBERS = {"start", "value", "colspan", "rowspan"}
_NUMBER = re.compile(r"-?[0-9]{1,4}")

_ANCHOR_NAME = re.compile(r"<a name=(?=[\"'])", re.IGNORECASE)
_TITLE_TAG = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\0-\x20\x7f]")
_FOOTNOTE = re.compile(r'(?: id="| href="#)fn(?:ref\d*)?:')
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
_NOTHING: Mapping[str, str] = MappingProxyType({})


if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.source.text.shown_pictures import Pictures


class TooComplexError(Exception):
    """The Markdown is nested beyond what any policy needs."""

    line = 1
    """Where the section begins that holds it."""


class MarkdownRenderer:
    """Renders blocks and headings, and remembers what it rendered.

    A section that did not change from one version to the next is rendered once for all of them. Several threads may ask
    at once; Python-Markdown works for one of them at a time.
    """

    def __init__(self, known: Mapping[str, str] = _NOTHING) -> None:
        """Start with nothing rendered but what is known from an earlier time."""
        footnotes = FootnoteExtension(BACKLINK_TITLE="", BACKLINK_TEXT="↩\ufe0e")
        self._markdown = Markdown(
            extensions=[*_EXTENSIONS, footnotes, AsPeopleWrite()],
            output_format="html",
        )
        self._at_work = Lock()
        self._cleaner, self._inline_cleaner = _cleaner(TAGS), _cleaner(INLINE)
        self._known = known
        self._blocks: dict[tuple[str, str], str] = {}
        self._headings: dict[str, tuple[str, str]] = {}

    def blocks(
        self, markdown: str, anchor: str = "", pictures: Pictures = NO_PICTURES, root: str = ""
    ) -> str:
        """Render the text of the section with the given id, showing those of its pictures that are known."""
        key = (anchor, markdown) if "[^" in markdown else ("", markdown)
        html = self._blocks.get(key)
        if html is None:
            known = self._known.get("\n".join(key))
            html = self._blocks[key] = known or _own_footnotes(
                with_links(self._render(markdown, self._cleaner)), anchor
            )
        return with_pictures(html, pictures, root)

    def rendered(self) -> dict[str, str]:
        """Give what was asked for, to be known another time."""
        return {"\n".join(key): html for key, html in self._blocks.items()}

    def heading(self, markdown: str) -> tuple[str, str]:
        """Render a heading's words, as inline HTML and as plain text."""
        rendered = self._headings.get(markdown)
        if rendered is None:
            html = with_pictures(self._render(f"# {markdown}", self._inline_cleaner), NO_PICTURES)
            rendered = self._headings[markdown] = html, plain_text(html)
        return rendered

    def forget(self) -> None:
        """Let go of what was rendered."""
        self._blocks.clear()
        self._headings.clear()

    def _render(self, markdown: str, cleaner: nh3.Cleaner) -> str:
        if not markdown.strip():
            return ""
        if find_excess(markdown):
            raise TooComplexError
        try:
            with self._at_work:
                html = self._markdown.reset().convert(with_literal_signs(markdown, TAGS))
        except RecursionError:
            raise TooComplexError from None
        html = _TITLE_TAG.sub(r"<\1h2", _ANCHOR_NAME.sub("<a id=", html)).replace(LITERAL, "&lt;")
        html = html.replace(CLOSING, "&gt;").replace(AMPERSAND, "&amp;")
        clean = with_escaped_brackets(CONTROL.sub("", cleaner.clean(html)))
        return _EMPTY_PARAGRAPH.sub("", clean).strip()


@cache
def shared_renderer() -> MarkdownRenderer:
    """Give the one that a command uses throughout, so that what it reads twice is rendered once."""
    return MarkdownRenderer()


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


class AsItIs:
    """Renders what can be rendered, and gives the rest as it was written: for what nobody may correct."""

    def __init__(self, renderer: MarkdownRenderer) -> None:
        """Start with everything rendered so far."""
        self._renderer = renderer
        self.is_complete = True
        """Whether everything could be rendered."""

    def blocks(
        self, markdown: str, anchor: str = "", pictures: Pictures = NO_PICTURES, root: str = ""
    ) -> str:
        """Render the text of a section, or show it as it was written."""
        try:
            return self._renderer.blocks(markdown, anchor, pictures, root)
        except TooComplexError:
            self.is_complete = False
            return f"<pre>{escape(markdown.strip(), quote=False)}</pre>"

    def heading(self, markdown: str) -> tuple[str, str]:
        """Render a heading's words, or show them as they were written."""
        try:
            return self._renderer.heading(markdown)
        except TooComplexError:
            self.is_complete = False
            return escape(markdown, quote=False), markdown


def _keep(tag: str, attribute: str, value: str) -> str | None:
    """Decide on one attribute, for the sanitiser."""
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES) or None
    if attribute == "href":
        return value if _is_safe_link(value) else None
    if attribute in _CHOICES and value not in _CHOICES[attribute]:
        return None
    if attribute in _NUMBERS and not _NUMBER.fullmatch(value):
        return None
    if attribute == "id" and (not value or any(character.isspace() for character in value)):
        return None
    del tag
    return value


def _is_safe_link(address: str) -> bool:
    """Allow the schemes named above, and addresses without one; `//host` borrows the page's and is not a path."""
    scheme, colon, _ = _CONTROL.sub("", address).partition(":")
    has_scheme = bool(colon) and not any(mark in scheme for mark in "/?#")
    return scheme.lower() in SCHEMES if has_scheme else not _CONTROL.sub("", address).startswith("//")


def _own_footnotes(html: str, anchor: str) -> str:
    """Number footnotes by section, as each section is rendered by itself and their ids must differ."""
    if 'href="#fn' not in html:
        return html
    return edit_tags(html, lambda tag: _FOOTNOTE.sub(rf"\g<0>{anchor}:", tag))
