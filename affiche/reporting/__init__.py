"""What Affiche says in a terminal, and to programs: problems, builds, comparisons.

All but problems is imported when it is first asked for: a command says one kind of thing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from affiche.reporting.problems import problems_github, problems_json, problems_text

if TYPE_CHECKING:
    from affiche.reporting.archives import (
        evidence_index,
        evidence_verified,
        not_in_force,
        posted_late,
        shown,
        verified,
        withdrawn,
    )
    from affiche.reporting.builds import report_json, report_text
    from affiche.reporting.comparisons import FORMS, Compared
    from affiche.reporting.publications import (
        proposal_text,
        published_json,
        published_text,
        settled_text,
        withdrawal_text,
    )
    from affiche.reporting.starts import started_text
    from affiche.reporting.states import states_json, states_text

__all__ = [
    "FORMS",
    "Compared",
    "evidence_index",
    "evidence_verified",
    "not_in_force",
    "posted_late",
    "problems_github",
    "problems_json",
    "problems_text",
    "proposal_text",
    "published_json",
    "published_text",
    "report_json",
    "report_text",
    "settled_text",
    "shown",
    "started_text",
    "states_json",
    "states_text",
    "verified",
    "withdrawal_text",
    "withdrawn",
]

_LATER = {
    "archives": (
        "evidence_index",
        "evidence_verified",
        "not_in_force",
        "posted_late",
        "shown",
        "verified",
        "withdrawn",
    ),
    "builds": ("report_json", "report_text"),
    "comparisons": ("FORMS", "Compared"),
    "publications": ("proposal_text", "published_json", "published_text", "settled_text", "withdrawal_text"),
    "starts": ("started_text",),
    "states": ("states_json", "states_text"),
}


def __getattr__(name: str) -> Any:
    """Import one of the names that are left for later."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"affiche.reporting.{module}"), name)
    raise AttributeError(name)
