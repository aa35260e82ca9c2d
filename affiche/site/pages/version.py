"""An edition of a version, at its permanent address or at that of its policy while it is in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.site.kept import Lookup
from affiche.site.pages.earlier import earlier_versions
from affiche.site.pages.side_by_side import text_beside
from affiche.site.parts.glance import at_a_glance
from affiche.site.records import Alternate, EditionPage, PolicyPage, Route
from affiche.site.urls import later
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from affiche.model import Edition, Version
    from affiche.site.context import PolicyContext
    from affiche.site.parts.glance import GlanceLine
    from affiche.site.records import EarlierVersion, VersionEntry
    from affiche.site.urls import Address
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The edition of the same version in another locale; its address is written when the page is whole."""

    alternate: Alternate
    titles: Lookup[str]
    """For each of its sections the title, so that a reader can change languages at a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage(EditionPage):
    """One edition: at its permanent address, or as the version in force."""

    template: ClassVar = "version.html"
    paper_template: ClassVar = "paper.html"
    edition: Edition
    is_permanent: bool
    """Whether this is the version's own address, which shows the same text for ever."""
    upcoming: VersionEntry | None
    """The next version to take effect."""
    before: VersionEntry | None
    after: VersionEntry | None
    earlier: tuple[EarlierVersion, ...]
    """Every version before it that it can be compared with, newest first."""
    counterparts: tuple[Counterpart, ...]
    numbers: Lookup[str]
    """For each section its number, to be shown in references."""
    glance: tuple[GlanceLine, ...]
    """What its facts say about each topic; empty for a text that no longer applies."""
    former_ids: Lookup[str]
    """For each id that a section had in an earlier version, the section to which it leads; empty if it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentPage(PolicyPage):
    """A policy's address on a day when no version is in force, or none in this locale."""

    template: ClassVar = "absent.html"
    current: VersionEntry | None
    """The version in force, in another language."""
    upcoming: VersionEntry | None
    retired: date | None
    """The day on which the policy ended, if it has."""
    last: VersionEntry | None
    """The version that was in force last, of a policy that has ended."""


def policy_routes(context: PolicyContext) -> Iterator[Route]:
    """Return the address of the policy: the version in force, or a page that says there is none."""
    current = context.timeline.current
    if current and context.locale in current.version.editions:
        yield Route(context.links.current, partial(_version_page, context, current, is_permanent=False))
    else:
        yield Route(context.links.current, partial(_absent_page, context))


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the permanent address of a version."""
    version = standing.version
    if context.locale in version.editions:
        address = context.urls.version(context.policy, version.id, context.locale)
        yield Route(address, partial(_version_page, context, standing, is_permanent=True))


def _version_page(context: PolicyContext, standing: VersionStatus, *, is_permanent: bool) -> VersionPage:
    policy, urls, version = context.policy, context.urls, standing.version
    entry, edition = context.entry(version), version.editions[context.locale]

    def address(locale: str) -> Address:
        return urls.version(policy, version.id, locale) if is_permanent else urls.policy(policy, locale)

    alternates = context.build.alternates(version.editions, address)
    return VersionPage(
        layout=context.layout,
        title=edition.title,
        address=address(context.locale),
        canonical=context.links.current if standing.status is Status.CURRENT else entry.address,
        alternates=alternates,
        indexed=standing.status in {Status.CURRENT, Status.UPCOMING},
        links=context.links,
        entry=entry,
        edition=edition,
        is_permanent=is_permanent,
        papers=context.papers(urls.paper, version) if is_permanent else (),
        current=context.current,
        upcoming=context.upcoming,
        before=context.entry(standing.before) if standing.before else None,
        after=context.entry(standing.after) if standing.after else None,
        earlier=earlier_versions(context, standing),
        counterparts=counterparts(context, version, alternates),
        numbers=context.build.kept.once(numbers, edition),
        glance=_glance(context, standing),
        former_ids=Lookup(version.former_ids),
        beside=text_beside(context, standing),
    )


def _glance(context: PolicyContext, standing: VersionStatus) -> tuple[GlanceLine, ...]:
    """Return a version at a glance, while it applies, or is about to."""
    if standing.status in {Status.SUPERSEDED, Status.WITHDRAWN}:
        return ()
    site, version = context.build.site, standing.version
    return at_a_glance(
        version.facts,
        context.policy.labels,
        version.editions[context.locale],
        context.layout.localizer,
        site.locales,
    )


def counterparts(
    context: PolicyContext, version: Version, alternates: Sequence[Alternate]
) -> tuple[Counterpart, ...]:
    """Return the editions of a version in the other locales, at the addresses of a page."""
    return tuple(
        Counterpart(
            alternate=replace(alternate, address=later(alternate.locale)),
            titles=context.build.kept.once(_titles, version.editions[alternate.locale]),
        )
        for alternate in alternates
        if alternate.locale != context.locale
    )


def _titles(edition: Edition) -> Lookup[str]:
    return Lookup((section.id, section.title) for section in edition.walk())


def numbers(edition: Edition) -> Lookup[str]:
    """Return the number of each section."""
    return Lookup((section.id, section.number) for section in edition.walk())


def _absent_page(context: PolicyContext) -> AbsentPage:
    build, policy, address = context.build, context.policy, context.links.current
    retired, last = context.timeline.retired, context.timeline.last
    return AbsentPage(
        layout=context.layout,
        title=context.links.title,
        address=address,
        canonical=address,
        alternates=build.alternates(build.site.locales, lambda other: build.urls.policy(policy, other)),
        indexed=False,
        links=context.links,
        current=context.current,
        upcoming=context.upcoming,
        retired=retired,
        last=context.entry(last.version) if retired and last else None,
    )
