"""What Affiche says in a terminal, and to programs: problems, builds, comparisons."""

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
from affiche.reporting.problems import problems_github, problems_json, problems_text
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
