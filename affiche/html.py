"""Clean HTML taken apart: its tags, a tree of its blocks that loses no character, and its plain text.

Clean is what the sanitiser writes: well formed, lower case, double quotes, no comments, and each `<` or `>` that is no
part of a tag escaped. So one regular expression finds every tag, and all white space and entities stay as they were,
which no HTML parser promises. Attributes are looked for in tags alone: a text may hold their very words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ATTRIBUTES = r'(?: [^\s"=<>]+="[^"]*")*'
TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*)({ATTRIBUTES})>")
BLOCK_TAG = re.compile(
    r"<(/?)(p|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|blockquote|pre|h[1-6]|hr|div|section"
    rf"|details|summary)({ATTRIBUTES})>"
)
ID = re.compile(r' id="[^"]*"')
_BRACKET_IN_VALUE = re.compile(rf'<[a-z][a-z0-9]*{ATTRIBUTES} [^\s"=<>]+="[^"<>]*[<>]')
PICTURE_TAG = "<img "
PICTURE = re.compile(
    r'<img src="(?P<path>[^"]*)" alt="(?P<words>[^"]*)" width="(?P<width>\d+)" height="(?P<height>\d+)">'
)
"""Pictures are written in this one form."""
VOID_TAGS = frozenset({"br", "hr", "img", "wbr", "col"})
SPACE = " \t\n\r\f"
_BLANK = re.compile(f"[{SPACE}]*")
DEEPEST_BLOCK = 60
ROOT = "#"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """An element that holds blocks or inline text, or (without a name) a run of inline text beside blocks."""

    name: str
    start: str = ""
    """The start tag as written."""
    lead: str = ""
    """The white space between the start tag and the first block inside."""
    blocks: tuple[Block, ...] = ()
    inline: str = ""
    """The text and inline markup of a block that holds no block."""
    end: str = ""
    trail: str = ""
    """The white space after the block."""
    raw: str
    """All of it but the white space after it."""
    solid: bool = False
    """Whether it can only be compared as a whole."""
    opens: bool = False
    """Whether it is the heading that a section begins with."""


@dataclass(slots=True, kw_only=True)
class _Open:
    """A block whose end tag has not been met."""

    name: str
    start: str
    begin: int
    inside: int
    lead: str = ""
    blocks: list[Block]
    balanced: bool = True


def parse(html: str) -> Block:
    """Read clean HTML into one root block."""
    reader = _Reader(html)
    for match in BLOCK_TAG.finditer(html):
        reader.take(match)
    return reader.finish()


class _Reader:
    """Builds the tree of blocks while the block tags go by."""

    def __init__(self, html: str) -> None:
        """Start at the beginning, inside the root."""
        self._html = html
        self._at = 0
        self._nested = True
        self._stack = [_Open(name=ROOT, start="", begin=0, inside=0, blocks=[])]

    def take(self, match: re.Match[str]) -> None:
        """Read the text before one tag, then the tag."""
        closing, name, _ = match.groups()
        if closing:
            self._close(match)
            return
        self._text(match.start())
        if name in VOID_TAGS:
            trail = self._trail(match.end())
            self._stack[-1].blocks.append(Block(name=name, start=match[0], raw=match[0], trail=trail))
        else:
            self._stack.append(
                _Open(name=name, start=match[0], begin=match.start(), inside=match.end(), blocks=[])
            )
            self._at = match.end()

    def finish(self) -> Block:
        """Give the root with everything in it; solid, where a block lacks one of its tags."""
        if not self._nested or len(self._stack) > 1:
            return Block(name=ROOT, inline=self._html, raw=self._html, solid=True)
        self._text(len(self._html))
        end = len(self._html)
        return self._whole(self._stack.pop(), end="", upto=end, beyond=end, trail="")

    def _close(self, match: re.Match[str]) -> None:
        """End the innermost block, which is a leaf when no block was met inside."""
        if self._stack[-1].name != match[2]:
            self._nested = False
            return
        if self._stack[-1].blocks:
            self._text(match.start())
        trail = self._trail(match.end())
        opened = self._stack.pop()
        block = self._whole(opened, end=match[0], upto=match.start(), beyond=match.end(), trail=trail)
        self._stack[-1].blocks.append(block)

    def _trail(self, end: int) -> str:
        """Read the white space after a block that ends here."""
        trail = _BLANK.match(self._html, end)
        assert trail
        self._at = trail.end()
        return trail[0]

    def _whole(self, opened: _Open, *, end: str, upto: int, beyond: int, trail: str) -> Block:
        """Make the block, solid where its inside cannot be taken apart."""
        raw = self._html[opened.begin : beyond]
        solid = not opened.balanced or len(self._stack) > DEEPEST_BLOCK
        leaf = solid or (not opened.blocks and opened.name != ROOT)
        return Block(
            name=opened.name,
            start=opened.start,
            lead="" if leaf else opened.lead,
            blocks=() if leaf else tuple(opened.blocks),
            inline=self._html[opened.inside : upto] if leaf else "",
            end=end,
            trail=trail,
            raw=raw,
            solid=solid,
        )

    def _text(self, upto: int) -> None:
        """Give the text since the last tag to the block it belongs to."""
        text = self._html[self._at : upto]
        self._at = upto
        parent = self._stack[-1]
        body = text.strip(SPACE)
        before, _, after = text.partition(body) if body else (text, "", "")
        if not parent.blocks:
            parent.lead = before
        if body:
            parent.balanced = parent.balanced and balanced(body)
            parent.blocks.append(Block(name="", inline=body, raw=body, trail=after))


def balanced(html: str) -> bool:
    """Tell whether every tag in a piece of clean HTML has its partner in it."""
    if "<" not in html:
        return True
    depth = 0
    for closing, name, _ in TAG.findall(html):
        if name not in VOID_TAGS:
            depth += -1 if closing else 1
            if depth < 0:
                return False
    return depth == 0


def edit_tags(html: str, edit: Callable[[str], str]) -> str:
    """Write each start tag of clean HTML anew, and leave its text alone."""
    return TAG.sub(lambda tag: tag[0] if tag[1] else edit(tag[0]), html)


def has_attribute(html: str, name: str) -> bool:
    """Tell whether any element of clean HTML has an attribute, whatever its text says."""
    return f' {name}="' in html and re.search(rf'<[a-z][a-z0-9]*{ATTRIBUTES} {name}="', html) is not None


def has_spans(table: str) -> bool:
    """Tell whether any cell of a table reaches over several columns or rows."""
    return has_attribute(table, "colspan") or has_attribute(table, "rowspan")


def ids_in(html: str) -> list[str]:
    """Give the id of every element of clean HTML that has one, in their order."""
    if ' id="' not in html:
        return []
    ids = (attribute(tag[0], "id") for tag in TAG.finditer(html))
    return [identifier for identifier in ids if identifier is not None]


def with_escaped_brackets(html: str) -> str:
    """Escape each `<` and `>` in the value of an attribute, as not every sanitiser does."""
    if not _BRACKET_IN_VALUE.search(html):
        return html
    return edit_tags(html, lambda tag: f"<{tag[1:-1].replace('<', '&lt;').replace('>', '&gt;')}>")


def escape(text: str) -> str:
    """Write any text as the value of an attribute, from which it comes back byte for byte."""
    # Line ends and tabs too, as parsers of HTML and XML may change them in a value.
    for raw, written in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "&#10;")):
        text = text.replace(raw, written)
    return text.replace("\r", "&#13;").replace("\t", "&#9;")


def attribute(tag: str, name: str) -> str | None:
    """Give the value of one attribute of a start tag, or None."""
    found = re.search(rf' {name}="([^"]*)"', tag)
    return None if found is None else unescape(found[1])


def with_pictures_named(html: str) -> str:
    """Give HTML with words in the place of each picture: which file it is, told from others of its name, and what it says."""
    return PICTURE.sub(_named, html) if PICTURE_TAG in html else html


NAMED_PICTURE = re.compile(r"\[picture (?P<file>[^ :]+): (?P<words>[^\]]*)\]")
"""A picture as `with_pictures_named` names it."""


def _named(tag: re.Match[str]) -> str:
    stem, fingerprint, ending = tag["path"].rpartition("/")[2].rsplit(".", 2)
    return f"[picture {stem}.{fingerprint[:8]}.{ending}: {tag['words']}]"


def plain_text(html: str) -> str:
    """Give the text without its tags, white space as it is in the source; of a picture, its alternative text."""
    if PICTURE_TAG in html:
        html = PICTURE.sub(lambda tag: tag["words"], html)
    return unescape(TAG.sub("", html)) if "<" in html or "&" in html else html


def one_line(html: str) -> str:
    """Give the text without its tags, in one line."""
    return " ".join(plain_text(html).split())


def with_tags_apart(html: str) -> str:
    """Put a space between two tags, so that the words of two cells do not become one."""
    return html.replace("><", "> <")
