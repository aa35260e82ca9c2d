"""Whether readers are told of a version as was promised to them: by which channels, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from affiche.model import Significance
from affiche.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from affiche.model import Channel, Policy, Told, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was promised about telling readers of a version, and what was done."""

    version: Version
    promised: tuple[Channel, ...]
    """The channels that a person has to use; a build uses the others."""
    notice_days: int
    told: tuple[Told, ...]
    """What was sent so far."""
    by: date | None
    """The last day on which telling keeps the promise; None if nothing is promised."""

    @property
    def due(self) -> tuple[Channel, ...]:
        """The promised channels that were not used yet."""
        used = {told.channel for told in self.told}
        return tuple(channel for channel in self.promised if channel not in used)

    @property
    def late(self) -> tuple[Told, ...]:
        """The first use of each promised channel that came too late."""
        firsts = {told.channel: told for told in reversed(self.told)}
        return tuple(
            firsts[channel]
            for channel in self.promised
            if channel in firsts and self.by and firsts[channel].on > self.by
        )

    @property
    def clear_days(self) -> int:
        """The full days between the last of the promised channels used, or posting, and taking effect."""
        firsts = {told.channel: told.on for told in reversed(self.told)}
        days = [firsts[channel] for channel in self.promised if channel in firsts]
        return max(0, (self.version.effective - max([self.version.published, *days])).days - 1)

    def is_missed(self, as_of: date) -> bool:
        """Return whether a channel is still due although its day is past."""
        return bool(self.due and self.by and as_of > self.by)


def telling(policy: Policy, version: Version, as_of: date) -> Telling:
    """Compare what was promised about telling readers of a posted version with what was done by a day."""
    relied_on = relied_upon(policy, version)
    is_major = version.significance is Significance.MAJOR
    days = max((each.promises.notice_days for each in relied_on), default=0) if is_major else 0
    before = is_major and any(each.promises.before for each in relied_on)
    channels = [channel for each in relied_on for channel in each.promises.channels(version.significance)]
    # Neither the day of telling nor the effective date counts as a full day of notice.
    by = version.effective - timedelta(days=days + 1 if days else 1 if before else 0)
    return Telling(
        version=version,
        promised=tuple(channel for channel in dict.fromkeys(channels) if not channel.is_made_by_a_build),
        notice_days=days,
        told=tuple(told for told in version.told if told.on <= as_of),
        by=by if channels or days or before else None,
    )


def relied_upon(policy: Policy, version: Version) -> Sequence[Version]:
    """Return the versions that readers rely on when another is posted: in force on that day, or upcoming."""
    posted = [status.version for status in timeline(policy, version.published).relied_on]
    return [other for other in posted if other.id != version.id and other.order < version.order]


def tellings(policy: Policy, as_of: date) -> Sequence[Telling]:
    """Return how readers are told of each version that is upcoming or in force."""
    return [telling(policy, status.version, as_of) for status in timeline(policy, as_of).relied_on]
