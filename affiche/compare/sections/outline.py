"""The sections of an edition as a flat row in reading order, each with the text that is its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from affiche.html import Block, parse
from affiche.model import DEEPEST_HEADING, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from affiche.model import Edition


@dataclass(frozen=True, kw_only=True)
class Text:
    """A heading and the text under it: what two sections are compared by."""

    tag: str
    """The element of the heading."""
    heading: str
    html: str

    @property
    def heading_html(self) -> str:
        """The heading as canonical HTML."""
        return f"<{self.tag}>{self.heading}</{self.tag}>\n"

    @property
    def own(self) -> str:
        """The whole text as canonical HTML."""
        return f"{self.heading_html}{self.html}\n"

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The heading and the blocks under it, which written one after the other are the canonical text."""
        root = parse(f"{self.html}\n")
        lead, body = root.lead, root.blocks
        if root.solid:
            lead, body = "", (Block(name="", raw=self.html, inline=self.html, trail="\n", solid=True),)
        raw = f"<{self.tag}>{self.heading}</{self.tag}>"
        heading = Block(
            name=self.tag,
            start=f"<{self.tag}>",
            inline=self.heading,
            end=f"</{self.tag}>",
            trail="\n" + lead,
            raw=raw,
            opens=True,
        )
        return (heading, *body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section without those nested in it."""

    section: Section
    depth: int
    """1 at the top; 0 for the front, which is the title and the introduction."""
    end: int
    """The position after the last section nested in it."""
    text: Text


def outline(edition: Edition) -> list[Entry]:
    """Give the front and every section of an edition in reading order."""
    title = escape(edition.title, quote=False)
    front = Section(id="", number="", heading=title, title=edition.title, html=edition.introduction)
    text = Text(tag="h1", heading=title, html=edition.introduction)
    entries = [Entry(section=front, depth=0, end=1, text=text)]
    _add(entries, edition.sections, 1)
    return entries


def _add(entries: list[Entry], sections: Iterable[Section], depth: int) -> None:
    """Add sections and those nested in them."""
    for section in sections:
        at = len(entries)
        tag = f"h{min(depth + 1, DEEPEST_HEADING)}"
        text = Text(tag=tag, heading=section.heading, html=section.html)
        entries.append(Entry(section=section, depth=depth, end=0, text=text))
        _add(entries, section.sections, depth + 1)
        entries[at] = Entry(section=section, depth=depth, end=len(entries), text=text)
