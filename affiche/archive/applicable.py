"""What applied on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.timeline import Status, timeline

if TYPE_CHECKING:
    from datetime import date

    from affiche.model import Policy
    from affiche.timeline import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable:
    """The version that applied on a day, as is known on another."""

    on: date
    standing: Standing | None
    """None where no version applied."""
    read_then: Standing | None
    """The version that readers found on that day, where the one that applied was posted only later."""
    first: Standing | None
    """The earliest version, which may be yet to come."""


def applicable(policy: Policy, on: date, as_of: date) -> Applicable:
    """Say which version applied on a day; `as_of` is the day on which that is asked."""
    standings = [s for s in timeline(policy, as_of).standings if s.status is not Status.WITHDRAWN]
    found = next((s for s in standings if _covers(s, on)), None)
    read_then = None
    if found and found.version.published > on:
        read_then = timeline(policy, on).current
    return Applicable(on=on, standing=found, read_then=read_then, first=standings[-1] if standings else None)


def _covers(standing: Standing, day: date) -> bool:
    return standing.version.effective <= day and (standing.until is None or day < standing.until)
