"""What would be published, byte for byte, and what an editor should see of it before saying yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.case import Case
from affiche.archive.facts import differing
from affiche.archive.objections import needs_reason, objections
from affiche.archive.parcel import Parcel, Release, compose, free_id
from affiche.archive.places import places
from affiche.archive.sections import behind, section_states
from affiche.archive.store import add
from affiche.model import Significance
from affiche.source import read_policy_ledger
from affiche.timeline import Status, timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from affiche.archive.request import Request
    from affiche.compare import Comparison
    from affiche.model import Edition, Policy, Site, Version
    from affiche.problems import Location
    from affiche.source import SourceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A version as it would be published."""

    policy: Policy
    release: Release
    parcel: Parcel
    before: Version | None
    """The version that it follows."""
    comparisons: Mapping[str, Comparison]
    """For each locale that the version before has."""
    facts: tuple[str, ...]
    """The facts that differ from those of the version before."""
    notice_days: int
    """What the version in force on the day of posting promises; nothing of an editorial version."""
    overtakes: tuple[Version, ...]
    """The versions posted already that take effect later, and have not what this one changes."""
    plan: Location | None
    """Where `next:` stands, if the version was planned there."""


def propose(site: Site, policy: Policy, request: Request, folder: SourceFolder) -> Proposal | None:
    """Give what would be published; None if anything stands in the way, which is noted in the folder's log."""
    request = request.over(policy.plan)
    case = make_case(site, policy, request, folder)
    problems = list(objections(case))
    folder.log.problems += problems
    if problems or request.effective is None or request.significance is None:
        return None
    release = Release(
        effective=request.effective,
        published=request.posted,
        significance=request.significance,
        notes=request.notes,
        stale={
            locale: tuple(section.id for section in stale)
            for locale in site.locales
            if (stale := list(behind(case.sections, locale)))
        },
        unaffected={
            locale: tuple(section.id for section in case.sections if section.id in unaffected)
            for locale, unaffected in request.unaffected.items()
        },
        reasons=request.reasons if needs_reason(case) else {},
    )
    return Proposal(
        policy=policy,
        release=release,
        parcel=compose(policy, release, case.ledger.head),
        before=case.before,
        comparisons=case.comparisons,
        facts=case.facts,
        notice_days=case.notice_days if request.significance is Significance.MAJOR else 0,
        overtakes=tuple(
            standing.version
            for standing in timeline(policy, request.posted).upcoming
            if standing.version.order > (request.effective, request.sequence)
        ),
        plan=case.places.stated("next") if policy.plan else None,
    )


def publish(proposal: Proposal, folder: SourceFolder) -> None:
    """Write down exactly what was proposed."""
    add(proposal.policy.name, proposal.parcel.entry, proposal.parcel.files, folder)


def make_case(site: Site, policy: Policy, request: Request, folder: SourceFolder) -> Case:
    """Gather what a publication is judged by."""
    next_id = free_id(policy, request.effective) if request.effective else ""
    order = (request.effective, int(next_id.partition(".")[2] or 1)) if request.effective else None
    before = version_before(policy, request.posted, order)
    comparisons = compare_with(before, policy.working)
    current = timeline(policy, request.posted).current
    return Case(
        site=site,
        policy=policy,
        request=request,
        ledger=read_policy_ledger(policy.name, folder),
        next_id=next_id,
        before=before,
        comparisons=comparisons,
        sections=section_states(policy, before, comparisons, site.locales, unaffected=request.unaffected),
        facts=differing(before.facts, policy.facts) if before else (),
        notice_days=current.version.promises.notice_days if current else 0,
        current=current.version if current else None,
        places=places(policy.name, folder, request),
    )


def version_before(policy: Policy, posted: date, order: tuple[date, int] | None = None) -> Version | None:
    """Give the version that one of this place would follow; without a place, the last of all."""
    applying = (s.version for s in timeline(policy, posted).standings if s.status is not Status.WITHDRAWN)
    return next((version for version in applying if order is None or version.order < order), None)


def compare_with(before: Version | None, working: Mapping[str, Edition]) -> dict[str, Comparison]:
    """Compare the working text with a version, in each locale that both have."""
    editions = before.editions if before else {}
    from affiche.compare import compare

    return {locale: compare(editions[locale], text) for locale, text in working.items() if locale in editions}
