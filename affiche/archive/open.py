"""A policy is opened to be published or looked at: its archive is sound, and what is read is told apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, read_source

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Policy
    from affiche.source import Reading


def open_policy(root: Path, name: str) -> tuple[Reading, Policy]:
    """Return everything that was read, and the policy of that name."""
    reading = read_source(SourceFolder(root, ProblemLog(), verify(root)), MarkdownRenderer(), [name])
    return reading, reading.policies([name])[0]
