"""What `affiche check` looks for: one function a rule, each with an id, a reason and a way to mend it."""

from affiche.rules.facts import fact_words
from affiche.rules.mending import mended
from affiche.rules.registry import RULES, STALENESS
from affiche.rules.rule import Edit, Finding, Rule
from affiche.rules.texts import Subject, Text

__all__ = [
    "RULES",
    "STALENESS",
    "Edit",
    "Finding",
    "Rule",
    "Subject",
    "Text",
    "fact_words",
    "mended",
]
