"""What the pages of a policy share: records that a template may see and cannot change.

Each page record in `site/pages/` names the template that shows it. A template sees the record as `page`, and what
surrounds the text of every page in a locale as `page.layout`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from affiche.localization import Localizer
    from affiche.look import NavLink
    from affiche.model import Policy
    from affiche.site.urls import Address
    from affiche.timeline import VersionStatus


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

    locale: str
    policy: Policy
    title: str
    current: Address
    history: Address | None
    """The change log; there is none before a version is posted, as for a draft alone."""
    days: Address | None
    """Which version applied on which days; there is none before a version is posted."""
    feed: Address | None
    subscribe: str
    """Where readers ask to be told of changes by e-mail; empty where they cannot."""
    data: Address
    ledger: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPolicy:
    """A policy as every other page names it: no more, so that pages need not be made again for what else changes."""

    title: str
    current: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """A version in a list: its status, what changed, where to read it."""

    standing: VersionStatus
    note: str
    """A person's words on what changed, as HTML; empty where there are none."""
    address: Address
    redline: Address | None
    """What it changed; the first version changed nothing."""
    since: Address | None
    """What changed from it to the version in force, or last; itself until it is in force."""
    paper: Address | None
    """Its PDF file, where the build makes them."""
    tag: str
    """The language of the text at `address`: another one where the version was never published in this locale."""
    id: Address
    """Its address under the policy's first slug, by which feed readers know it for ever."""
    posted: datetime
    """When it was posted, at the start of the day in the site's time zone; for feeds."""
    notice: Address | None
    """What readers are told about it, where there is a version to compare it with."""
    began: datetime | None
    """When it took effect, where that was after it was posted and has come; for feeds."""
    updated: datetime
    """When readers last had to hear of it: when it was posted, or else withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """A version that another can be compared with."""

    entry: VersionEntry
    comparison: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The mark of the organisation."""

    light: str
    dark: str
    """The address of the one for dark pages; the same, if there is one for both."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
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
    policies: tuple[ListedPolicy, ...]
    """The policies that can be read in this locale and are not retired."""
    scheme: str
    """For `color-scheme`: `light dark`, `light` or `dark`."""
    static: Mapping[str, str]
    """The address of each file in the theme's folder `static`, by its name."""
    logo: Logo | None
    header: tuple[NavLink, ...]
    footer: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]
    layout: Layout
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
class PolicyPage(Page):
    """A page about a policy."""

    links: PolicyLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage(PolicyPage):
    """A page about one version of a policy."""

    paper_template: ClassVar[str] = ""
    """What lays it out for its PDF file, where it has one."""
    entry: VersionEntry
    current: VersionEntry | None
    """The version in force, which may be this one."""
    papers: tuple[Address, ...] = ()
    """Its PDF file, at the address of today and at those under the slugs that the policy had before."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address, and the way to make the page that answers there."""

    address: Address
    build: Callable[[], Page]
