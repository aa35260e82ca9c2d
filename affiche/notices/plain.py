"""The clean HTML of a note as text: plain, in Markdown, or as a chat shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind of text writes what HTML has tags for."""

    strong: str
    emphasis: str
    code: str
    link: str
    """A link, with `{words}` and `{url}`."""
    item: str = "- "
    escapes: tuple[tuple[str, str], ...] = ()
    """The characters that mean something else, each with how it is written."""

    def escape(self, text: str) -> str:
        """Write words so that none of their characters means anything else."""
        for character, written in self.escapes:
            text = text.replace(character, written)
        return text

    def linked(self, words: str, url: str) -> str:
        """Write a link; an address that is its own words is written once."""
        return words if words == url.removeprefix("mailto:") else self.link.format(words=words, url=url)


PLAIN = Style(strong="", emphasis="", code="", link="{words} ({url})")
MARKDOWN = Style(
    strong="**",
    emphasis="*",
    code="`",
    link="[{words}]({url})",
    escapes=tuple((c, f"\\{c}") for c in r"\`*_[]<>"),
)
SLACK = Style(
    strong="*",
    emphasis="_",
    code="`",
    link="<{url}|{words}>",
    item="• ",
    escapes=(("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")),
)

_NAMES = "p li ul ol dl dt dd table tr blockquote div h1 h2 h3 h4 h5 h6"
_BLOCKS = frozenset(_NAMES.split())
_LISTS = {"ul", "ol"}


def plain(html: str, style: Style = PLAIN) -> str:
    """Return the words of clean HTML: a line for each item and row, an empty line between paragraphs."""
    reader = _Reader(style)
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Writes blocks as lines and inline tags as marks."""

    def __init__(self, style: Style) -> None:
        super().__init__(convert_charrefs=True)
        self._style = style
        self._lines: list[tuple[str, bool]] = []
        """Each line, and whether it belongs to a list."""
        self._words = ""
        self._mark = ""
        """What the line that is being written begins with."""
        self._lists: list[int | None] = []
        """For each list that is open, the number of its next item, or None where items have none."""
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self._end_line()
        if tag in _LISTS:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "br":
            self._words += "\n"
        elif tag == "img":
            self._words += self._style.escape(f"[{given.get('alt')}]")
        elif tag in {"td", "th"} and self._words:
            self._words += " | "
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._words)))
        else:
            self._words += self._of(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            url, start = self._links.pop()
            words = self._words[start:]
            self._words = self._words[:start] + (self._style.linked(words, url) if url else words)
        elif tag != "a":
            self._words += self._of(tag)

    def handle_data(self, data: str) -> None:
        self._words += self._style.escape(re.sub(r"[ \t\r\n]+", " ", data))

    def text(self) -> str:
        self._end_line()
        written, was_item = "", False
        for line, is_item in self._lines:
            written += (("\n" if is_item and was_item else "\n\n") if written else "") + line
            was_item = is_item
        return written

    def _of(self, tag: str) -> str:
        style = self._style
        marks = {"strong": style.strong, "em": style.emphasis, "code": style.code}
        return (marks | {"b": style.strong, "i": style.emphasis}).get(tag, "")

    def _next_mark(self) -> str:
        indent = "  " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{indent}{self._style.item}"
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _end_line(self) -> None:
        words = re.sub(r" *\n *", "\n", self._words).strip(" \n")
        if words:
            indent = " " * len(self._mark)
            line = self._mark + words.replace("\n", f"\n{indent}")
            self._lines.append((line, bool(self._lists)))
            self._mark = indent
        self._words = ""
