"""What a text may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affiche.source.facts import is_table, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContext:
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
