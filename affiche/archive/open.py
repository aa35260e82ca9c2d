"""A policy is opened to be published or looked at: its archive is sound, and what is read is told apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, load_asked

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Policy, Site


def open_policy(root: Path, name: str) -> tuple[Site, Policy, SourceFolder]:
    """Give the site, the policy, and the folder whose log holds what is wrong with the policy.

    What is wrong with another policy stands in nobody's way here.
    """
    folder = SourceFolder(root, ProblemLog(), verify(root))
    site, policies = load_asked(folder, MarkdownRenderer(), [name])
    return site, policies[0], folder
