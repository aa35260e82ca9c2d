"""What would be published, and everything that stands against it, for whoever asks: the command or the page of the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche import checking
from affiche.archive.open import open_policies
from affiche.duties.profiles import library_of
from affiche.duties.review import law_changes
from affiche.messages import shown_lines
from affiche.missing import refuse_losses
from affiche.problems import ProblemLog
from affiche.publishing.objections import objections_together
from affiche.publishing.proposal import propose
from affiche.reporting.laws import law_changes_text
from affiche.reporting.publications import proposal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from affiche.model import Site
    from affiche.problems import Problem
    from affiche.publishing.proposal import Proposal
    from affiche.publishing.request import Request
    from affiche.source import Reading


def proposals_of(
    source: Path, policies: Sequence[str], request: Callable[[Site], Request]
) -> tuple[Reading, list[Proposal]]:
    """Read the source anew, and gather what would be published of these policies, or of all where none is named."""
    reading, chosen = open_policies(source, policies)
    refuse_losses(source)
    asked = request(reading.site)
    return reading, [propose(reading, each, asked) for each in chosen]


def against(
    reading: Reading, policies: Sequence[str], proposals: Sequence[Proposal], typed: Mapping[str, str]
) -> list[Problem]:
    """Return what stands in the way, in the sources, in the decisions and in the words that were typed for them."""
    errors = [error for each in proposals for error in checking.errors_of(reading, each.policy, typed)]
    return [*reading.problems_of(policies), *objections_together(proposals), *errors]


def plan_text(proposal: Proposal, source: Path, language: str) -> str:
    """Show everything that a yes would make final, and what the text no longer says of its laws, or newly does."""
    text = shown_lines(proposal_text(proposal))
    policy, before = proposal.policy, proposal.before
    if before and policy.laws.profiles:
        changes = law_changes(proposal.site, policy, library_of(source, ProblemLog()), before)
        if told := law_changes_text(changes, before, language):
            text += f"\n\n{told}"
    return text
