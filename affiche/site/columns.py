"""A page in two languages as records: two columns, and for each section what stands in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from affiche.site.records import PageBase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.compare import Comparison, Pair, RedlineSection
    from affiche.localization import Localizer
    from affiche.site.records import Alternate, Entry, PolicyLinks
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the two editions."""

    alternate: Alternate
    """The edition, or what it changed, alone."""
    localizer: Localizer
    """What is said inside its text, in its own language."""
    title: str
    numbers: Mapping[str, str]
    """For each section its number, to be shown in references, by the ids of this page."""
    is_authoritative: bool
    has_stale: bool
    """Whether it was published behind the source language."""
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A section, or the introduction, as a column shows it."""

    key: str
    """What pairs it with its counterpart: the id of the section, in most cases."""
    number: str = ""
    title: str = ""
    heading: str = ""
    """The heading as a whole element."""
    body: str
    is_stale: bool = False
    """Whether it was published behind the source language."""
    redline: RedlineSection | None = None
    """What happened to it, on a page that compares two versions."""
    moved_to: str = ""
    """Where a section stands now that only left its mark here."""

    @property
    def is_same(self) -> bool:
        """Whether two versions are compared here and there is nothing to tell."""
        compared = self.redline is not None and not self.redline.kinds
        return compared and not self.moved_to and not self.is_stale


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPair:
    """A section in both languages, or in the one that has it here."""

    id: str
    """Unique on the page; the section's own wherever it can be."""
    first: Excerpt | None
    second: Excerpt | None
    pairs: tuple[Pair, ...]
    """The texts, block by block."""
    elsewhere: str = ""
    """Where the page shows the same section in the other language, if that has another order."""

    @property
    def excerpt(self) -> Excerpt:
        """The section in the page's own language, or else in the other."""
        found = self.first or self.second
        assert found
        return found

    @property
    def is_same(self) -> bool:
        """Whether two versions are compared here, both languages have the section, and neither changed."""
        return (
            self.first is not None and self.second is not None and self.first.is_same and self.second.is_same
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesPage(PageBase):
    """A version in two languages side by side."""

    template: ClassVar = "sides.html"
    links: PolicyLinks
    entry: Entry
    current: Entry | None
    upcoming: Entry | None
    columns: tuple[Column, Column]
    """The page's own language first."""
    changes: Address | None
    """What the version changed, in the same two languages."""
    introduction: SectionPair
    sections: tuple[SectionPair, ...]
    """Every section at any depth, in the order of both editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesRedlinePage(SidesPage):
    """What a version changed, in two languages side by side."""

    template: ClassVar = "sides-redline.html"
    before: Entry
    whole: Address
    """The version in the same two languages."""
