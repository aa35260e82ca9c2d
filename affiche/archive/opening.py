"""A policy is opened to be published or looked at: its archive is sound, and what is read is told apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.problems import AfficheError, ContentError, Problem, ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, load

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Policy, Site


class UnknownError(AfficheError):
    """There is no such policy, version or locale."""


def open_policy(root: Path, name: str) -> tuple[Site, Policy, SourceFolder]:
    """Give the site, the policy, and the folder whose log holds what is wrong with the policy.

    What is wrong with another policy stands in nobody's way here.
    """
    verify(root)
    folder = SourceFolder(root, ProblemLog())
    site = load(folder, MarkdownRenderer())
    others = [other for other in folder.folders() if other != name]
    folder.log.problems = [p for p in folder.log.problems if not _is_about(p, others, folder)]
    policy = next((policy for policy in site.policies if policy.name == name), None)
    if policy is None:
        if folder.log.problems:
            raise ContentError(folder.log.problems)
        known = ", ".join(policy.name for policy in site.policies)
        raise UnknownError(f"there is no policy {name!r}; there is {known}.")
    return site, policy, folder


def _is_about(problem: Problem, policies: list[str], folder: SourceFolder) -> bool:
    return any(problem.location.path.startswith(f"{folder.shown(policy)}/") for policy in policies)
