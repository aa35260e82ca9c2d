"""The theme's style sheet for a page of somebody else: it reaches nothing of theirs, and theirs reaches nothing of ours.

Rules are nested under one element and class names get a prefix, so that none of ours matches outside. Inside, every
value that the host's rules give is taken back first, with a weight that no class or element name outdoes. What the
style says of the whole page (`html`, `body`) it then says of one element, and lengths count from that element's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "affiche-"

_TOKEN = re.compile(
    r"""/\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | url\((?!["'])[^)]*\) | [{};] | [^{};"'/u]+ | .""",
    re.DOTALL | re.VERBOSE,
)
_CLASS = re.compile(r"""("[^"]*"|'[^']*')|\.(?=-?[A-Za-z_])""")
_WHOLE_PAGE = re.compile(r"(?<![\w.#:-])(?:html|body)(?![\w-])")
_REM = re.compile(r"(?<![\w.#-])(-?(?:\d*\.)?\d+)rem\b")
_ONE_A_PAGE = ("@page", "@import", "@charset", "@namespace")
"""What speaks of the whole page or file, and is the host's to say."""
_FOR_ALL = ("@font-face", "@keyframes", "@property", "@counter-style")
"""What only makes a name known, and stands at the top."""

_OPENING = f"""\
@property --{PREFIX}rem {{ syntax: "<length>"; inherits: true; initial-value: 16px; }}
.affiche:not(#_) {{
all: initial;
display: block;
:where(:not(svg, svg *)), ::before, ::after {{ all: revert; }}
:where(svg, svg *) {{ all: revert-layer; }} /* what a drawing's attributes say stays */
> .{PREFIX}page {{ --{PREFIX}rem: 1em; }}
.{PREFIX}page > .{PREFIX}strip {{ padding-inline: 1em; box-shadow: none; clip-path: none; }} /* no wider than the host's column */
:is([id], a, summary) {{ scroll-margin-block-start: calc(var(--top) + 4 * var(--{PREFIX}rem)); }} /* the host scrolls, not we */
@media (max-width: 30rem) {{ :is([id], a, summary) {{ scroll-margin-block-start: calc(var(--top) + 6 * var(--{PREFIX}rem)); }} }}
"""


@dataclass(slots=True)
class _Rule:
    head: str
    """A selector or the words of an at-rule; a declaration where there is no body."""
    body: list[_Rule] | None


def scoped(css: str) -> str:
    """Give the style sheet in a form that styles the inside of an element of class `affiche` alone."""
    rules = _parsed(iter(_TOKEN.findall(css)))
    known = [_verbatim(rule) for rule in rules if rule.head.startswith(_FOR_ALL)]
    own = [written for rule in rules if (written := _written(rule, is_page=False))]
    return "".join(['@charset "utf-8";\n', *known, _OPENING, *own, "}\n"])  # a host may have another encoding


def _parsed(tokens: Iterator[str]) -> list[_Rule]:
    """Read rules up to the brace that closes them."""
    rules: list[_Rule] = []
    head = ""
    for token in tokens:
        if token in {";", "{", "}"}:
            body = _parsed(tokens) if token == "{" else None  # noqa: S105 a sign of CSS
            if head.strip():
                rules.append(_Rule(" ".join(head.split()), body))
            if token == "}":  # noqa: S105 a sign of CSS
                return rules
            head = ""
        elif not token.startswith("/*"):
            head += token
    return rules


def _written(rule: _Rule, *, is_page: bool) -> str:
    head, body = rule.head, rule.body
    if head.startswith((*_ONE_A_PAGE, *_FOR_ALL)) or "prefers-color-scheme" in head:
        return ""
    if body is None:
        return f"{_length(head, is_page=is_page)};\n"
    if not head.startswith("@"):
        is_page = all(part.strip() in {"html", "body", ":root"} for part in head.split(","))
        head = _selector(head)
    inner = "".join(_written(each, is_page=is_page) for each in body)
    return f"{head} {{\n{inner}}}\n" if inner else ""


def _selector(head: str) -> str:
    """Give class names their prefix, and take the page to be our own outermost element.

    What stands for `:root` weighs nothing, so that a host can set the theme's colours and faces by a plain rule.
    """
    page = f"> .{PREFIX}page"
    prefixed = _CLASS.sub(lambda match: match[1] or f".{PREFIX}", head)
    return _WHOLE_PAGE.sub(page, prefixed).replace(":root", f":where(& {page})")


def _length(declaration: str, *, is_page: bool) -> str:
    """Let `rem` count from our own text: a host may have any size for its own."""
    return _REM.sub(r"\1em" if is_page else rf"calc(\1 * var(--{PREFIX}rem))", declaration)


def _verbatim(rule: _Rule) -> str:
    inner = "".join(_verbatim(each) for each in rule.body or ())
    return f"{rule.head} {{ {inner}}}\n" if rule.body is not None else f"{rule.head}; "
