"""How a policy stands: what applies, what is to come, how far the draft is, and which days matter next."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from affiche.archive.package import free_id
from affiche.drafts.facts import differing, stands_in
from affiche.drafts.sections import SectionState, State, compare_with, section_states, version_before
from affiche.timeline import next_change, timeline

if TYPE_CHECKING:
    from affiche.model import Plan, Policy, Site
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyState:
    """One policy on a day."""

    policy: Policy
    current: VersionStatus | None
    upcoming: tuple[VersionStatus, ...]
    since: str | None
    """The version that the draft is held against."""
    sections: tuple[SectionState, ...]
    facts: tuple[str, ...]
    """The facts that differ."""
    draft_problems: int
    """How many problems keep the draft from being read."""
    plan: Plan | None
    """What is decided of the next version, unless that is published."""
    free_id: str | None
    """The id that the plan's day has left."""
    next_change: date | None
    """When a build would differ."""
    review_due: date | None
    """When the text is to be looked over, by its own promise."""

    @property
    def shared_facts(self) -> tuple[str, ...]:
        """Those of the facts that differ which stand in facts.yaml."""
        return tuple(name for name in self.facts if stands_in(self.policy.shared, name))

    @property
    def is_changed(self) -> bool:
        """Whether there is a draft: something that the newest version does not say."""
        states = (state for section in self.sections for state in section.states.values())
        return bool(self.facts) or any(state is not State.UNCHANGED for state in states)


def policy_state(site: Site, policy: Policy, as_of: date, draft_problems: int = 0) -> PolicyState:
    """Look at a policy on a day."""
    standing = timeline(policy, as_of)
    before = version_before(policy, as_of)
    plan = policy.open_plan
    return PolicyState(
        policy=policy,
        current=standing.current,
        upcoming=standing.upcoming,
        since=before.id if before else None,
        sections=section_states(
            policy,
            before,
            compare_with(before, policy.working),
            site.locales,
            unaffected=plan.unaffected if plan else {},
        ),
        facts=differing(before.facts, policy.facts) if before else (),
        draft_problems=draft_problems,
        plan=plan,
        free_id=free_id(policy, plan.effective) if plan and plan.effective else None,
        next_change=next_change([policy], as_of),
        review_due=review_due(policy, as_of),
    )


def review_due(policy: Policy, as_of: date) -> date | None:
    """Give the day by which a version is promised, counted from the last one posted."""
    posted = [standing.version for standing in timeline(policy, as_of).standings]
    newest = max(posted, key=lambda version: version.published, default=None)
    if newest is None or not newest.promises.review_months or policy.retired:
        return None
    return months_after(newest.published, newest.promises.review_months)


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or its last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
