"""Whether a page says, word for word, what an edition says."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.model import Edition

_UNREAD = {"script", "style"}
_NUMBER = ("class", "number")
"""The number of a section is put in by the page; no text holds it."""


class _Words(HTMLParser):
    """Gathers the text of a page, leaving out what no text holds."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.left_out = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.left_out and (tag in _UNREAD or _NUMBER in attrs):
            self.left_out = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.left_out:
            self.left_out = ""

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.parts.append(data)


def letters(html: str) -> str:
    """Give every letter and sign of a text in order, without any space."""
    words = _Words()
    words.feed(html)
    words.close()
    return "".join("".join(words.parts).split())


def sections_not_on(page: str, edition: Edition) -> Iterator[str]:
    """Name the sections whose words the page does not say; empty for the introduction."""
    said = letters(page)
    if letters(edition.introduction) not in said:
        yield ""
    for section in edition.walk():
        if letters(section.heading) not in said or letters(section.html) not in said:
            yield section.id
