"""Which words in angle brackets are HTML, and addresses that are links without being marked up.

What is no HTML is words, as in `<company name>`: a parser of HTML would drop it, and for some names, such as `<title>`
or `<text>`, whatever follows up to the end of the section too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.html import TAG

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LITERAL = "\x05"
"""Stands for a `<` that is a character of the text until the Markdown is HTML; no source can hold it."""
CLOSING = "\x07"
"""Stands in the same way for a `>` inside the value of an attribute, which Python-Markdown takes for the end of the tag."""
AMPERSAND = "\x06"
"""Stands in the same way for the `&` of a `&#` that names no character: Python-Markdown loses its place at one, and
shows lines twice or not at all."""
_NO_REFERENCE = re.compile(r"&(?=#(?!\d{1,7};|[xX][0-9a-fA-F]{1,6};))")

_BARE = frozenset({"br", "hr", "wbr"})
_NEEDS_ATTRIBUTES = frozenset({"img", "input", "source", "link", "meta", "col"})
"""Elements with no end, and of which nothing is seen."""
_WORDS_KEPT = frozenset(
    [
        "acronym",
        "address",
        "article",
        "aside",
        "audio",
        "bdi",
        "bdo",
        "big",
        "button",
        "center",
        "dfn",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "header",
        "hgroup",
        "label",
        "legend",
        "main",
        "nav",
        "noscript",
        "object",
        "picture",
        "rp",
        "rt",
        "ruby",
        "strike",
        "tfoot",
        "tt",
        "video",
    ]
)
"""Elements that are not kept, but whose words are."""
_NEVER_SHOWN = re.compile(r"(?is)<(script|style|svg|math)\b[^>]*>(?:(?!<\1\b).)*?</\1\s*>")
_START = re.compile(r"\\?<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>[^<>]*>)?|\\?<(?=[?]|!(?!--))")
_WITH_VALUES = re.compile(r"""<[A-Za-z][\w-]*(?:\s+[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[\w#-]+))+\s*/?>""")
_OPTIONAL_END = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody"})
_SCHEMES = ("http:", "https:", "mailto:", "tel:")

_NO_LINKS = frozenset({"a", "code", "pre", "kbd", "samp"})
_BARE_ADDRESS = re.compile(
    r"(?<![\w@/.])(?:(?P<url>(?:https?://|www\.)(?:&amp;|[^\s<>\"&|«»“”\[\]])+)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}))"
)
_NOT_LAST = "?!.,:*_~'’…)"
"""Characters that end a sentence or a bracket, and no address."""


def with_literal_signs(markdown: str, allowed: AbstractSet[str]) -> str:
    """Mark each `<` that begins no HTML, and each `&#` that is no character; `allowed` are the elements that a page keeps."""
    markdown = _NO_REFERENCE.sub(AMPERSAND, markdown)
    return marked_signs(markdown, allowed).replace(f"\\{LITERAL}", LITERAL) if "<" in markdown else markdown


def marked_signs(markdown: str, allowed: AbstractSet[str]) -> str:
    """Mark each `<` that begins no HTML, so that every other character keeps its place."""
    markdown = _WITH_VALUES.sub(_without_brackets, markdown)
    lower = markdown.lower()
    last_ends: dict[str, int] = {}
    skipped = [match.span() for match in _NEVER_SHOWN.finditer(markdown)]

    def literal(match: re.Match[str]) -> str:
        if markdown.endswith("](", 0, match.start()) or any(
            start <= match.start() < end for start, end in skipped
        ):
            return match[0]
        name = (match["name"] or "").lower()
        if name not in last_ends:
            last_ends[name] = lower.rfind(f"</{name}")
        if _is_html(match, lower, allowed, is_closed=last_ends[name] > match.start()):
            return match[0]
        return match[0].replace("<", LITERAL, 1)

    return _START.sub(literal, markdown)


def _without_brackets(tag: re.Match[str]) -> str:
    return f"<{tag[0][1:-1].replace('<', LITERAL).replace('>', CLOSING)}>"


def _is_html(match: re.Match[str], lower: str, allowed: AbstractSet[str], *, is_closed: bool) -> bool:
    name = (match["name"] or "").lower()
    if not name or match[0].startswith("\\"):
        return False
    if "@" in name or name.startswith(_SCHEMES):
        return True  # an address between angle brackets
    has_attributes = "=" in (match["rest"] or "")
    if match["rest"] is None or name not in allowed | _WORDS_KEPT | _BARE | _NEEDS_ATTRIBUTES:
        return False
    if match["close"]:
        return True
    if name in _NEEDS_ATTRIBUTES:
        return has_attributes
    begins_line = not lower[lower.rfind("\n", 0, match.start()) + 1 : match.start()].strip(
        " \t>*-+.0123456789"
    )
    return is_closed or name in _BARE | _OPTIONAL_END or (name in allowed and (has_attributes or begins_line))


def with_links(html: str) -> str:
    """Make links of the addresses that stand in clean HTML as words."""
    if "://" not in html and "www." not in html and "@" not in html:
        return html
    parts: list[str] = []
    at = inside = 0
    for match in TAG.finditer(html):
        text = html[at : match.start()]
        parts += [text if inside else _BARE_ADDRESS.sub(_link, text), match[0]]
        if match[2] in _NO_LINKS:
            inside += -1 if match[1] else 1
        at = match.end()
    return "".join([*parts, html[at:] if inside else _BARE_ADDRESS.sub(_link, html[at:])])


def _link(match: re.Match[str]) -> str:
    if match["mail"]:
        return f'<a href="mailto:{match[0]}">{match[0]}</a>'
    address = match[0]
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while address[end - 1] in _NOT_LAST and (address[end - 1] != ")" or surplus > 0):
        surplus -= address[end - 1] == ")"
        end -= 1
    address, after = address[:end], address[end:]
    whole = address if "://" in address else f"https://{address}"
    return f'<a href="{whole}">{address}</a>{after}'
