"""What a person should learn of the reading of a Word file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Told:
    """Collects what was not taken over as it stands, or not at all."""

    hidden: list[str] = field(default_factory=list)
    """Passages that Word does not show."""
    drawn: list[str] = field(default_factory=list)
    """The words in diagrams and charts, which are left out."""
    to_fill_in: list[str] = field(default_factory=list)
    """Words that only wait for somebody's own, as the file itself says."""
    lost_links: list[str] = field(default_factory=list)
    """The words of links whose addresses are missing from the file."""
    styles: set[str] = field(default_factory=set)
    """Styles of paragraphs that say nothing about what these are; headings may hide among them."""
    looks: dict[str, str] = field(default_factory=dict)
    """What the Markdown of a text has no mark for, by kind, such as `highlight`, with the first words of the kind."""
    forms: set[str] = field(default_factory=set)
    """Names of ways to count in which numbers could not be written."""
    deleted: int = 0
    """Tracked deletions, taken as accepted."""
    inserted: int = 0
    """Tracked insertions, taken as accepted."""
    comments: int = 0
    contents: int = 0
    """Passages of lists of contents that were left out."""
    embedded: int = 0
    """Whole documents inside the file, which are not read."""
