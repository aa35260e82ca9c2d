"""What a person asks to be published: the options of the command, and `next:` in policy.yaml for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from affiche.model import Plan, Significance


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be published; None is not decided."""

    posted: date
    """The day of posting."""
    effective: date | None = None
    sequence: int = 1
    """Which version of its day it is: 2 for `2026-06-01.2`."""
    significance: Significance | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    """For each locale, in Markdown."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """For each locale, why something unusual is right."""
    stale_allowed: frozenset[str] = frozenset()
    """The locales that may be behind the source locale."""
    unaffected: Mapping[str, Collection[str]] = field(default_factory=dict)
    """For each locale, the sections of which `next:` says that they need nothing."""
    is_retroactive: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    """The options that were given, as they were written; the rest is from `next:`."""

    @property
    def wanted_id(self) -> str:
        """The id that the version would have."""
        day = self.effective.isoformat() if self.effective else ""
        return day if self.sequence == 1 else f"{day}.{self.sequence}"

    def over(self, plan: Plan | None) -> Request:
        """Fill in from `next:` what no option says."""
        if plan is None:
            return self
        return replace(
            self,
            effective=self.effective or plan.effective,
            significance=self.significance or plan.significance,
            notes={**plan.notes, **self.notes},
            unaffected=plan.unaffected,
        )
