"""A publication that is asked for, with all that it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.compare import Comparison
    from affiche.drafts.sections import SectionState
    from affiche.model import Policy, Site, Version
    from affiche.publishing.locations import Locations
    from affiche.publishing.request import Request
    from affiche.source import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a publication is judged by."""

    site: Site
    policy: Policy
    request: Request
    ledger: Ledger
    next_id: str
    """The id that is free on the effective date."""
    before: Version | None
    """The version that it would follow."""
    comparisons: Mapping[str, Comparison]
    sections: tuple[SectionState, ...]
    facts: tuple[str, ...]
    """The facts that differ from those of the version before."""
    notice_days: int
    """What the version in force on the day of posting promises."""
    current: Version | None
    """That version."""
    locations: Locations

    @property
    def since(self) -> str:
        """What the working text is held against, in words."""
        return f"since version {self.before.id}" if self.before else "yet"
