"""Which version applies when: statuses and intervals, computed from the dates and an as-of date alone.

Intervals are half open: a version is in force from its effective date until, and not on, the effective date of
the next one. They never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.model import Policy, Version, Withdrawal


class Status(StrEnum):
    """What a version is to its readers on a day."""

    DRAFT = "draft"
    """Not published: only who previews it sees it."""

    UPCOMING = "upcoming"
    """Posted, not in force yet."""
    CURRENT = "current"
    """In force."""
    SUPERSEDED = "superseded"
    """Replaced by a later version."""
    WITHDRAWN = "withdrawn"
    """Withdrawn before it took effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStatus:
    """A version with its status on the as-of date."""

    version: Version
    status: Status
    until: date | None
    """The day on which the next version takes its place, or the policy is retired, where that is known."""
    before: Version | None
    """The version that it follows."""
    after: Version | None
    """The version that takes its place."""

    @property
    def withdrawal(self) -> Withdrawal | None:
        """When and why it was withdrawn, if it was by the as-of date."""
        return self.version.withdrawal if self.status is Status.WITHDRAWN else None

    @property
    def ever_in_force(self) -> bool:
        """Whether there is a day on which it applies: one replaced on its first day has none."""
        return self.status is not Status.WITHDRAWN and self.until != self.version.effective


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The versions of a policy with their statuses on the as-of date."""

    policy: Policy
    as_of: date
    standings: tuple[VersionStatus, ...]
    """Every version posted by then, newest first."""
    draft: VersionStatus | None = None
    """The working text as a version, where it is to be shown."""

    @property
    def current(self) -> VersionStatus | None:
        """The version in force."""
        return next((s for s in self.standings if s.status is Status.CURRENT), None)

    @property
    def upcoming(self) -> tuple[VersionStatus, ...]:
        """The versions that will take effect, soonest first."""
        return tuple(s for s in reversed(self.standings) if s.status is Status.UPCOMING)

    @property
    def relied_on(self) -> tuple[VersionStatus, ...]:
        """The versions that readers rely on: the one in force, then the upcoming ones, soonest first."""
        return (self.current, *self.upcoming) if self.current else self.upcoming

    @property
    def applying(self) -> tuple[VersionStatus, ...]:
        """Every version that was not withdrawn, newest first."""
        return tuple(s for s in self.standings if s.status is not Status.WITHDRAWN)

    @property
    def retired(self) -> date | None:
        """The day from which nothing of the policy applies any more, if that day has come."""
        day = self.policy.retired
        return day if day and day <= self.as_of else None

    @property
    def last(self) -> VersionStatus | None:
        """The version in force, or the last that was before the policy was retired."""
        ended = (s for s in self.standings if s.ever_in_force and s.status is Status.SUPERSEDED)
        return self.current or (next(ended, None) if self.retired else None)

    def of(self, version: Version) -> VersionStatus:
        """Give the standing of a posted version."""
        return next(s for s in self.standings if s.version.id == version.id)


def timeline(policy: Policy, as_of: date) -> Timeline:
    """Say how each posted version of a policy stands on a day."""
    published = (_as_told_by(v, as_of) for v in policy.versions if v.published <= as_of)
    posted = sorted(published, key=lambda version: version.order)
    applying = [v for v in posted if not _withdrawn(v, as_of)]
    following = {old.id: new for old, new in pairwise(applying)}
    preceding = {new.id: old for old, new in pairwise(applying)}
    standings = []
    for version in reversed(posted):
        after = following.get(version.id)
        end = None if _withdrawn(version, as_of) else policy.retired
        until = after.effective if after else end
        standings.append(
            VersionStatus(
                version=version,
                status=_status(version, until, as_of),
                until=until,
                before=preceding.get(version.id) or _last_before(version, applying),
                after=after,
            )
        )
    return Timeline(policy=policy, as_of=as_of, standings=tuple(standings))


def _as_told_by(version: Version, as_of: date) -> Version:
    """Return a version without what readers were told of it only later."""
    told = tuple(told for told in version.told if told.on <= as_of)
    return version if told == version.told else replace(version, told=told)


def with_draft(posted: Timeline, draft: Version) -> Timeline:
    """Put a draft beside the versions that are posted, held against the one that it would follow, or else the newest."""
    applying = [status.version for status in posted.applying]
    newest = applying[0] if applying else None
    standing = VersionStatus(
        version=draft,
        status=Status.DRAFT,
        until=None,
        before=next((version for version in applying if version.effective <= draft.effective), newest),
        after=None,
    )
    return replace(posted, draft=standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """The version that applied on a day, as is known on another."""

    on: date
    standing: VersionStatus | None
    """None where no version applied."""
    read_then: VersionStatus | None
    """The version that readers found on that day, where the one that applied was posted only later."""
    first: VersionStatus | None
    """The earliest version, which may be yet to come."""

    @property
    def is_posted_by_then(self) -> bool:
        """Whether the version that applied had been posted by that day."""
        return self.standing is not None and self.standing.version.published <= self.on


def applicable(policy: Policy, on: date, as_of: date) -> Applicable:
    """Say which version applied on a day; `as_of` is the day on which that is asked."""
    standings = timeline(policy, as_of).applying
    found = next((s for s in standings if _covers(s, on)), None)
    read_then = None
    if found and found.version.published > on:
        read_then = timeline(policy, on).current
    return Applicable(on=on, standing=found, read_then=read_then, first=standings[-1] if standings else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days in a row for which the same version applied."""

    first: date | None
    """None where nothing was before."""
    last: date | None
    """None where no end is known."""
    applied: Applicable


def spans(policy: Policy, as_of: date) -> tuple[Span, ...]:
    """Say for all days which version applied, and whether readers found it then, newest first."""
    standings = timeline(policy, as_of).applying
    days = {day for s in standings for day in (s.version.effective, s.version.published, s.until) if day}
    found = [(day, applicable(policy, day, as_of)) for day in (date.min, *sorted(days))]
    begun = [found[0], *(new for old, new in pairwise(found) if _said(old[1]) != _said(new[1]))]
    lasts = [*(day - timedelta(days=1) for day, _ in begun[1:]), None]
    return tuple(
        Span(first=day if day > date.min else None, last=last, applied=applied)
        for (day, applied), last in reversed(list(zip(begun, lasts, strict=True)))
    )


def _said(applied: Applicable) -> tuple[object, ...]:
    """Return what is said of a day, by which it belongs to the days beside it."""
    standing, read_then = applied.standing, applied.read_then
    return (
        standing and standing.version.id,
        applied.is_posted_by_then,
        read_then and read_then.version.id,
    )


def _covers(standing: VersionStatus, day: date) -> bool:
    return standing.version.effective <= day and (standing.until is None or day < standing.until)


def next_change(policies: Sequence[Policy], as_of: date) -> date | None:
    """Give the next day on which a version stands otherwise, and so a build of the same source differs."""
    now = _standings(policies, as_of)
    return next((day for day in _dates(policies) if day > as_of and _standings(policies, day) != now), None)


def _standings(policies: Sequence[Policy], day: date) -> list[tuple[VersionStatus, ...]]:
    return [timeline(policy, day).standings for policy in policies]


def _dates(policies: Sequence[Policy]) -> list[date]:
    days: set[date] = set()
    for policy in policies:
        days |= {policy.retired} if policy.retired else set()
        for version in policy.versions:
            days |= {version.published, version.effective, *(told.on for told in version.told)}
            days |= {version.withdrawal.on} if version.withdrawal else set()
    return sorted(days)


def _status(version: Version, until: date | None, as_of: date) -> Status:
    if _withdrawn(version, as_of):
        return Status.WITHDRAWN
    if version.effective > as_of:
        return Status.UPCOMING
    if until is not None and until <= as_of:
        return Status.SUPERSEDED
    return Status.CURRENT


def _withdrawn(version: Version, as_of: date) -> bool:
    return version.withdrawal is not None and version.withdrawal.on <= as_of


def _last_before(version: Version, applying: list[Version]) -> Version | None:
    """Find what a withdrawn version would have replaced."""
    earlier = [other for other in applying if other.order < version.order]
    return earlier[-1] if earlier else None
