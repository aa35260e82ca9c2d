"""What would be published, byte for byte, and what an editor should see of it before saying yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.package import Package, Release, compose, free_id
from affiche.archive.store import add
from affiche.drafts.facts import differing
from affiche.drafts.sections import behind, compare_with, section_states, version_before
from affiche.model import Options, Significance
from affiche.publishing.context import Context
from affiche.publishing.locations import locations
from affiche.publishing.objections import needs_reason, objections
from affiche.source import read_policy_ledger
from affiche.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.compare import Comparison
    from affiche.model import Policy, Site, Version
    from affiche.problems import Location
    from affiche.publishing.request import Request
    from affiche.source import SourceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A version as it would be published."""

    policy: Policy
    release: Release
    package: Package
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
    context = make_context(site, policy, request, folder)
    problems = list(objections(context))
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
            if (stale := list(behind(context.sections, locale)))
        },
        unaffected={
            locale: tuple(section.id for section in context.sections if section.id in unaffected)
            for locale, unaffected in request.unaffected.items()
        },
        reasons=request.reasons if needs_reason(context) else {},
        options=_options(policy),
    )
    return Proposal(
        policy=policy,
        release=release,
        package=compose(policy, release, context.ledger.head),
        before=context.before,
        comparisons=context.comparisons,
        facts=context.facts,
        notice_days=context.notice_days if request.significance is Significance.MAJOR else 0,
        overtakes=tuple(
            standing.version
            for standing in timeline(policy, request.posted).upcoming
            if standing.version.order > (request.effective, request.sequence)
        ),
        plan=context.locations.stated("next") if policy.plan else None,
    )


def _options(policy: Policy) -> Options:
    """Return what readers can do about the next version: what `next:` says, else what is said of any version."""
    own = policy.plan.options if policy.plan else Options()
    return Options(choices=own.choices or policy.options.choices, otherwise=own.otherwise)


def publish(proposal: Proposal, folder: SourceFolder) -> None:
    """Write down exactly what was proposed."""
    add(proposal.policy.name, proposal.package.entry, proposal.package.files, folder)


def make_context(site: Site, policy: Policy, request: Request, folder: SourceFolder) -> Context:
    """Gather what a publication is judged by."""
    next_id = free_id(policy, request.effective) if request.effective else ""
    order = (request.effective, int(next_id.partition(".")[2] or 1)) if request.effective else None
    before = version_before(policy, request.posted, order)
    comparisons = compare_with(before, policy.working)
    current = timeline(policy, request.posted).current
    return Context(
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
        locations=locations(policy.name, folder, request),
    )
