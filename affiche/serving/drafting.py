"""A policy's working text as a version, so that it can be shown like any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.model import Plan, Significance, Version
from affiche.timeline import Timeline, timeline, with_draft

if TYPE_CHECKING:
    from datetime import date

    from affiche.model import Policy
    from affiche.source import MarkdownRenderer

DRAFT = "draft"
"""What stands in an address where a version has its date."""


def timeline_with_draft(policy: Policy, as_of: date, renderer: MarkdownRenderer) -> Timeline:
    """Say how the versions of a policy stand on a day, with the working text as a draft beside them."""
    policy = replace(policy, plan=policy.open_plan)
    posted = timeline(policy, as_of)
    return with_draft(posted, _draft(policy, as_of, renderer)) if policy.working else posted


def _draft(policy: Policy, as_of: date, renderer: MarkdownRenderer) -> Version:
    """Make the version; a page says “not decided yet” of what its plan leaves open, whatever stands here."""
    plan = policy.plan or Plan(notes={})
    effective = plan.effective or as_of
    return Version(
        id=DRAFT,
        effective=effective,
        published=min(as_of, effective),
        significance=plan.significance or Significance.MAJOR,
        notes={locale: renderer.blocks(note) for locale, note in plan.notes.items()},
        authoritative=policy.authoritative,
        promises=policy.promises,
        facts=policy.facts,
        editions=policy.working,
        digests={},
    )
