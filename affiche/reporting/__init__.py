"""What Affiche says in a terminal, and to programs: problems, builds, comparisons."""

from affiche.reporting.builds import report_json, report_text
from affiche.reporting.comparisons import FORMS, Compared
from affiche.reporting.problems import problems_github, problems_json, problems_text

__all__ = [
    "FORMS",
    "Compared",
    "problems_github",
    "problems_json",
    "problems_text",
    "report_json",
    "report_text",
]
