"""A policy's working text as a version, so that it can be shown like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.drafts.staleness import stale_sections
from affiche.model import Plan, Significance, Version
from affiche.publishing.proposal import next_recourse
from affiche.timeline import Timeline, timeline, with_draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from affiche.compare import Comparer
    from affiche.model import Policy
    from affiche.source import MarkdownRenderer

DRAFT = "draft"
"""What stands in an address where a version has its date."""


class Behind(Mapping[str, tuple[str, ...]]):
    """For each translation the sections of the working text that did not follow their source, found when asked for."""

    def __init__(self, policy: Policy, source: str, comparer: Comparer) -> None:
        """Take the policy, and the locale that is written first."""
        self._policy, self._source, self._comparer = policy, source, comparer
        self._locales = tuple(locale for locale in policy.working if locale != source)
        self._found: dict[str, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        """Give the translations."""
        return iter(self._locales)

    def __len__(self) -> int:
        """Count them."""
        return len(self._locales)

    def __getitem__(self, locale: str) -> tuple[str, ...]:
        """Give the ids in the order of the text; "" stands for title and introduction."""
        if locale not in self._locales:
            raise KeyError(locale)
        if locale not in self._found:
            self._found[locale] = self._sections(locale)
        return self._found[locale]

    def _sections(self, locale: str) -> tuple[str, ...]:
        policy, before = self._policy, self._policy.newest
        comparisons = {
            each: self._comparer.compare(before.editions[each], policy.working[each])
            for each in (self._source, locale)
            if before and each in before.editions and each in policy.working
        }
        stale = stale_sections(policy, before, comparisons, self._source, locale)
        unaffected = policy.plan.unaffected.get(locale, ()) if policy.plan else ()
        ids = ("", *(section.id for section in policy.working[locale].walk()))
        return tuple(each for each in ids if each in stale and each not in unaffected)


def timeline_with_draft(
    policy: Policy, as_of: date, source: str, made_with: tuple[Comparer, MarkdownRenderer]
) -> Timeline:
    """Say how the versions of a policy stand on a day, with the working text as a draft beside them."""
    policy = replace(policy, plan=policy.open_plan)
    posted = timeline(policy, as_of)
    if not policy.working:
        return posted
    comparer, renderer = made_with
    return with_draft(posted, _draft(posted, Behind(policy, source, comparer), renderer))


def _draft(posted: Timeline, behind: Behind, renderer: MarkdownRenderer) -> Version:
    """Make the version; a page says “not decided yet” of what its plan leaves open, whatever stands here."""
    policy, as_of = posted.policy, posted.as_of
    plan = policy.plan or Plan(notes={})
    upcoming = (standing.version.effective for standing in posted.upcoming)
    effective = plan.effective or max(upcoming, default=as_of)  # undecided, it follows all that is posted
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
        stale=behind,
        recourse=next_recourse(policy),
    )
