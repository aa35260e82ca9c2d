"""A version as it would be published, with everything that it is judged by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from affiche.archive.package import free_id, next_version, package
from affiche.archive.store import Addition, add_together
from affiche.drafts.addresses import led_on
from affiche.drafts.facts import beyond_the_bar, differing
from affiche.drafts.sections import behind, compare_with, section_states, version_before
from affiche.model import Consent, Recourse, Significance
from affiche.publishing.locations import Locations
from affiche.publishing.substance import weighty_changes
from affiche.source import MarkdownRenderer, read_policy_ledger
from affiche.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from affiche.archive.package import Package
    from affiche.compare import Comparison
    from affiche.drafts.sections import SectionState
    from affiche.model import Policy, Site, Version
    from affiche.publishing.request import Request
    from affiche.publishing.substance import WeightyChange
    from affiche.source import Ledger, Reading, SourceFolder


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What would be published, once `objections` finds nothing against it."""

    site: Site
    policy: Policy
    request: Request
    """What the options say, over what `next:` says."""
    ledger: Ledger
    before: Version | None
    """The version that it would follow."""
    comparisons: Mapping[str, Comparison]
    """For each locale that the version before has."""
    sections: tuple[SectionState, ...]
    facts: tuple[str, ...]
    """The facts that differ from those of the version before."""
    locations: Locations
    folder: SourceFolder

    @property
    def next_id(self) -> str:
        """The id that is free on the effective date."""
        return free_id(self.policy, self.request.effective) if self.request.effective else ""

    @property
    def is_editorial(self) -> bool:
        """Whether it is said that the meaning is unchanged."""
        return self.request.significance is Significance.EDITORIAL

    @property
    def since(self) -> str:
        """What the working text is compared with, in words."""
        return f"since version {self.before.id}" if self.before else "yet"

    @cached_property
    def standing(self) -> Sequence[Version]:
        """The versions in force or upcoming from the day of posting on, which readers rely on."""
        return [status.version for status in timeline(self.policy, self.request.posted).relied_on]

    @property
    def binding(self) -> Version | None:
        """The version that promises the longest notice."""
        return max(self.standing, key=lambda version: version.promises.notice_days, default=None)

    @property
    def notice_days(self) -> int:
        """The full days of notice that are promised for it; none for an editorial version."""
        return self.binding.promises.notice_days if self.binding and not self.is_editorial else 0

    @property
    def is_told_before(self) -> bool:
        """Whether a version promises that readers are told before the next one takes effect."""
        return not self.is_editorial and any(version.promises.before for version in self.standing)

    @property
    def consent(self) -> Consent:
        """For which changes consent is promised."""
        promised = {version.promises.consent for version in self.standing}
        return next((each for each in (Consent.MATERIAL, Consent.NEW_USE) if each in promised), Consent.NEVER)

    @property
    def earliest(self) -> date:
        """The first day on which it can take effect: neither the day of posting nor that day counts as notice."""
        days = self.notice_days + 1 if self.notice_days else int(self.is_told_before)
        return self.request.posted + timedelta(days=days)

    @cached_property
    def weighty(self) -> Mapping[str, Sequence[WeightyChange]]:
        """For each locale, the words that came or went and may change the meaning."""
        facts = [each.facts for each in (self.before, self.policy) if each]
        return {
            locale: tuple(weighty_changes(comparison, self.site.language_tags[locale], *facts))
            for locale, comparison in self.comparisons.items()
        }

    @property
    def quiet_facts(self) -> tuple[str, ...]:
        """The facts that readers must be told of, if it is said that the meaning is unchanged."""
        return beyond_the_bar(self.facts) if self.is_editorial else ()

    @property
    def is_force_moved(self) -> bool:
        """Whether legal force goes to or from a text that there was, and it is said that the meaning is unchanged."""
        if self.before is None or not self.is_editorial:
            return False
        now = {locale for locale in self.policy.authoritative if locale in self.before.editions}
        return now != set(self.before.authoritative)

    @property
    def needs_reason(self) -> bool:
        """Whether anything about it is so unusual that readers are told why."""
        is_behind = any(any(behind(self.sections, locale)) for locale in self.site.locales)
        has_weight = self.is_editorial and any(self.weighty.values())
        return (
            bool(self.quiet_facts)
            or is_behind
            or has_weight
            or self.is_force_moved
            or self.request.is_retroactive
        )

    @property
    def overtakes(self) -> tuple[Version, ...]:
        """The versions already posted for a later date, which do not include what changes here."""
        order = (self.request.effective, self.request.sequence)
        return tuple(version for version in self.standing if version.order > order)

    @cached_property
    def version(self) -> Version:
        """The version itself; every decision must have been made."""
        request = self.request
        assert request.effective
        assert request.significance
        renderer = MarkdownRenderer()
        return next_version(
            self.policy,
            effective=request.effective,
            published=request.posted,
            significance=request.significance,
            notes={locale: renderer.blocks(note) for locale, note in request.notes.items()},
            stale={
                locale: tuple(section.id for section in stale)
                for locale in self.site.locales
                if (stale := list(behind(self.sections, locale)))
            },
            unaffected={
                locale: tuple(section.id for section in self.sections if section.id in unaffected)
                for locale, unaffected in request.unaffected.items()
            },
            reasons=request.reasons if self.needs_reason else {},
            former_ids=led_on(self.policy),
            recourse=next_recourse(self.policy),
        )

    @cached_property
    def package(self) -> Package:
        """What would be written, byte for byte."""
        return package(self.version, self.request.notes, self.ledger.head)


def propose(reading: Reading, policy: Policy, request: Request) -> Proposal:
    """Gather what would be published; whether it can be is for `objections` to say."""
    request, site = request.over(policy.plan), reading.site
    order = None
    if request.effective:
        _, _, sequence = free_id(policy, request.effective).partition(".")
        order = (request.effective, int(sequence or 1))
    before = version_before(policy, request.posted, order)
    comparisons = compare_with(before, policy.working)
    return Proposal(
        site=site,
        policy=policy,
        request=request,
        ledger=read_policy_ledger(policy.name, reading.folder),
        before=before,
        comparisons=comparisons,
        sections=section_states(policy, before, comparisons, site.locales, unaffected=request.unaffected),
        facts=differing(before.facts, policy.facts) if before else (),
        locations=Locations(policy=policy, reading=reading, request=request),
        folder=reading.folder,
    )


def next_recourse(policy: Policy) -> Recourse:
    """Return what readers can do about the next version: what `next:` says, else what is said of any version."""
    own = policy.plan.recourse if policy.plan else Recourse()
    return replace(own, choices=own.choices or policy.recourse.choices)


def publish(*proposals: Proposal) -> None:
    """Write exactly what was proposed: all of it, or nothing."""
    additions = [
        Addition(policy=each.policy.name, entry=each.package.entry, files=each.package.files)
        for each in proposals
    ]
    add_together(additions, proposals[0].folder)
