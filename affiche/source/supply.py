"""What a text may name, and the text with it put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiche.source.facts import is_table, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Fact
    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What a text in one locale may name."""

    facts: Mapping[str, Fact]
    promises: Mapping[str, Fact]
    organisation: Mapping[str, Fact]
    links: Mapping[str, str]
    """For each policy, a Markdown link to it."""

    def names(self) -> dict[str, Any]:
        """Give the names that stand in a text, with what they mean."""
        return {
            "facts": self.facts,
            "promises": self.promises,
            "organisation": self.organisation,
            "table": lambda name: table(self.facts[name]),
            "policy": lambda name: self.links[name],
        }

    def choices(self) -> dict[str, list[str]]:
        """Name what each function can be asked for."""
        return {
            "table": [name for name, fact in self.facts.items() if is_table(fact)],
            "policy": list(self.links),
        }


def put_in(file: SourceFile, supply: Supply, log: ProblemLog) -> str | None:
    """Give the text with every fact put in, or note each name that is not defined."""
    if "{{" not in file.text and "{%" not in file.text:
        return file.text
    from affiche.source.templating import (
        filled,  # and Jinja2 with it, which a text without braces does not need
    )

    return filled(file, supply, log)
