"""A policy is opened to be published or looked at: its archive is sound, and what is read is told apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.problems import Problem, ProblemLog, chosen
from affiche.source import MarkdownRenderer, SourceFolder, load

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Policy, Site


def open_policy(root: Path, name: str) -> tuple[Site, Policy, SourceFolder]:
    """Give the site, the policy, and the folder whose log holds what is wrong with the policy.

    What is wrong with another policy stands in nobody's way here.
    """
    folder = SourceFolder(root, ProblemLog(), verify(root))
    site = load(folder, MarkdownRenderer())
    others = [other for other in folder.folders() if other != name]
    folder.log.problems = [p for p in folder.log.problems if not _is_about(p, others, folder)]
    known = {policy.name: policy for policy in site.policies}
    if name not in known:
        folder.log.raise_if_any()
    return site, chosen(known, name, "policy"), folder


def _is_about(problem: Problem, policies: list[str], folder: SourceFolder) -> bool:
    return any(problem.location.path.startswith(f"{folder.shown(policy)}/") for policy in policies)
