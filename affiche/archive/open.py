"""A policy is opened to be published or looked at: its archive is sound, and what is read is told apart from the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.problems import ProblemLog
from affiche.source import Memory, SourceFolder, read_source, shared_renderer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from affiche.model import Policy
    from affiche.source import Reading


def open_policy(root: Path, name: str) -> tuple[Reading, Policy]:
    """Return everything that was read, and the policy of that name."""
    reading, policies = open_policies(root, [name])
    return reading, policies[0]


def open_policies(root: Path, names: Sequence[str]) -> tuple[Reading, tuple[Policy, ...]]:
    """Return everything that was read, and the policies of these names, or all where none is named.

    Of others, the drafts are not read.
    """
    folder = SourceFolder(root, ProblemLog(), verify(root))
    others = set(folder.folders()) - set(names) if names else ()
    reading = read_source(replace(folder, memory=Memory(others)), shared_renderer(), names)
    return reading, reading.policies(names)
