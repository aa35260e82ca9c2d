"""What `affiche check` looks for: each rule is one function, with its id, reason, fix and citation in its decorator."""

from affiche.rules import (  # noqa: F401 importing a module registers its rules
    facts,
    layout,
    links,
    markup,
    names,
    pictures,
    promises,
    readability,
    structure,
    translations,
    unfinished,
)
from affiche.rules.prose import Edit
from affiche.rules.rule import REGISTERED, Rule, autofix
from affiche.rules.texts import Match, PolicyTexts, Text, yaml_words
from affiche.rules.typography import (  # noqa: F401 importing a module registers its rules
    consistency,
    dates,
    numerals,
    slips,
    spacing,
    spelling,
)

FAMILIES = {
    "structure": "Structure",
    "stale": "Stale translations",
    "markup": "Broken markup",
    "leftovers": "Left-overs",
    "facts": "Facts",
    "changes": "What is promised about changes",
    "french": "French",
    "english": "English",
    "reading": "Reading",
}
"""The first part of each rule's id, in the order of the docs, with its heading."""

RULES = tuple(sorted(REGISTERED, key=lambda rule: [*FAMILIES].index(rule.id.partition("/")[0])))
"""Every rule, by family; within a family as its module lists them."""

__all__ = [
    "FAMILIES",
    "RULES",
    "Edit",
    "Match",
    "PolicyTexts",
    "Rule",
    "Text",
    "autofix",
    "yaml_words",
]
