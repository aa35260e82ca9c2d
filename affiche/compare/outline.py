"""The sections of an edition as a flat row in reading order, each with the text that is its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.markup import Block, parse
from affiche.model import DEEPEST_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from affiche.model import Edition, Section


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def blocks(self) -> tuple[Block, ...]:
        """Give the heading and the blocks under it, which written one after the other are the canonical text."""
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
        )
        return (heading, *body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section without those nested in it."""

    section: Section
    depth: int
    """1 at the top."""
    end: int
    """The position after the last section nested in it."""
    text: Text


def outline(edition: Edition) -> list[Entry]:
    """Give every section of an edition in reading order."""
    entries: list[Entry] = []
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
