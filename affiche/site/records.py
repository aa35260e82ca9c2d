"""The pages as records: everything that a template may see, and nothing that it could change.

Each page record names the template that shows it. A template sees the record as `page`, the parts shared by all
pages of a locale as `page.frame`, and says its words with `_`, `ngettext` and `date`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from affiche.compare import Comparison
    from affiche.localization import Localizer
    from affiche.model import Edition, Policy
    from affiche.site.drawing import Drawing, Words
    from affiche.site.urls import Address
    from affiche.timeline import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """The same page in a locale; the page itself is among its alternates."""

    locale: str
    tag: str
    """The BCP 47 tag, for `lang` and `hreflang`."""
    name: str
    """The language named in itself."""
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLinks:
    """A policy in one locale, and where its pages are."""

    policy: Policy
    title: str
    current: Address
    history: Address | None
    """The change log; there is none before a version is posted, as for a draft alone."""
    feed: Address | None
    data: Address
    ledger: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A version in a list: how it stands, what changed, where to read it."""

    standing: Standing
    note: str
    """A person's words on what changed, as HTML; empty where there are none."""
    address: Address
    redline: Address | None
    """What it changed; the first version changed nothing."""
    since: Address | None
    """What changed from it to the version in force, for a version that was once in force itself."""
    paper: Address | None
    """Its PDF file, where the build makes them."""
    tag: str
    """The language of the text at `address`: another one where the version was never published in this locale."""
    id: Address
    """Its address under the policy's first slug, by which feed readers know it for ever."""
    posted: datetime
    """When it was posted, at the start of the day in the site's time zone; for feeds."""
    updated: datetime
    """When readers last had to hear of it: when it was posted, or else withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A policy on the index."""

    links: PolicyLinks
    current: Entry | None
    upcoming: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page of one locale shows around its text."""

    locale: str
    localizer: Localizer
    organisation: str
    postal_address: str
    organisation_url: str
    email: str
    chooser: Address
    home: Address
    style: str
    """For a link to the style sheet; it changes when the style does."""
    icon: Address
    policies: tuple[PolicyLinks, ...]
    """The policies that can be read in this locale and are not retired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBase:
    """What every page has."""

    frame: Frame
    title: str
    address: Address
    canonical: Address
    """Where search engines should send readers for this text."""
    alternates: tuple[Alternate, ...]
    """This page in every locale that has it, this one included."""
    indexed: bool
    """Whether search engines may list it."""
    beside: tuple[Alternate, ...] = ()
    """This page with another language beside its own, for each other one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(PageBase):
    """The policies in one locale, with their dates."""

    template: ClassVar = "index.html"
    policies: tuple[Overview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The edition of the same version in another locale."""

    alternate: Alternate
    titles: Mapping[str, str]
    """For each of its sections the title, so that a reader can change languages at a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage(PageBase):
    """One edition: at its permanent address, or as the version in force."""

    template: ClassVar = "version.html"
    links: PolicyLinks
    entry: Entry
    edition: Edition
    is_permanent: bool
    """Whether this is the version's own address, which shows the same text for ever."""
    current: Entry | None
    """The version in force, which may be this one."""
    upcoming: Entry | None
    """The next version to take effect."""
    before: Entry | None
    after: Entry | None
    counterparts: tuple[Counterpart, ...]
    numbers: Mapping[str, str]
    """For each section its number, to be shown in references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentPage(PageBase):
    """A policy's address on a day when no version is in force, or none in this locale."""

    template: ClassVar = "absent.html"
    links: PolicyLinks
    current: Entry | None
    """The version in force, in another language."""
    upcoming: Entry | None
    retired: date | None
    """The day on which the policy ended, if it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlinePage(PageBase):
    """What a version changed."""

    template: ClassVar = "redline.html"
    links: PolicyLinks
    entry: Entry
    before: Entry
    comparison: Comparison
    """What changed, as facts, and `comparison.redline`, the whole text with the changes in it."""
    current: Entry | None
    counterparts: tuple[Counterpart, ...]
    """The same page in each other locale, with the sections of its new edition."""
    numbers: Mapping[str, str]
    """For each section of the new edition its number, to be shown in references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePage(RedlinePage):
    """What changed from a version (`before`) to the one in force (`entry`), for who accepted the earlier one.

    Of a retired policy, `entry` is the version that was in force last, and `current` is none.
    """

    template: ClassVar = "since.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(PageBase):
    """The change log."""

    template: ClassVar = "history.html"
    links: PolicyLinks
    entries: tuple[Entry, ...]
    """Every posted version, newest first."""
    words: Mapping[str, Words | None]
    """For each version, by its id, how much it changed."""
    drawing: Drawing
    """When each version applied, and how much it changed, as a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage(PageBase):
    """The change log for feed readers."""

    template: ClassVar = "feed.xml"
    links: PolicyLinks
    entries: tuple[Entry, ...]
    id: Address
    """The address under the policy's first slug, by which feed readers know it for ever."""
    updated: datetime
    """When the newest version was posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPage(PageBase):
    """An address under a slug that the policy had before, which leads to the same page under that of today."""

    template: ClassVar = "former.html"
    links: PolicyLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserPage(PageBase):
    """Which language? Every policy in every locale."""

    template: ClassVar = "chooser.html"
    frames: tuple[Frame, ...]
    """For each locale, its own frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(PageBase):
    """What a server shows where there is no page, in every locale."""

    template: ClassVar = "404.html"
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Every page that search engines may list."""

    template: ClassVar = "sitemap.xml"
    frame: Frame
    address: Address
    pages: tuple[PageBase, ...]
