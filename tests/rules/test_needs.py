"""What a rule says that each of its matches needs hides no match: without it the same is found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.rules import RULES
from tests.rules.subjects import text

if TYPE_CHECKING:
    from affiche.rules import Rule, Text

NEEDING = [rule for rule in RULES if rule.needs]
PIECES = [
    *("le 1 janvier, 2 Janv. 2026", "LUNDI 3 mai", "05/06/2026", "à 17h05", "12 000", "$1,500.50", "5 %"),
    *(
        "n° 7",
        "« oui »",
        'le "Site"',
        "l'avis",
        "etc...",
        "Quoi ?",
        "un , deux ( trois )",
        "a,,b",
        "the end.. now",
    ),
    *(
        "privacy (at) example (dot) com",
        "the LAST UPDATED date is POSTED BELOW",
        "<< Site >>",
        "fin ;",
        "done. we go",
    ),
]


@cache
def examples() -> list[Text]:
    return [text(f"# A\n\n{rule.example.before}\n", locale) for rule in RULES for locale in ("en", "fr")]


@pytest.mark.parametrize("rule", NEEDING, ids=lambda rule: rule.id)
def test_nothing_is_hidden_in_the_examples(rule: Rule) -> None:
    every = replace(rule, needs=())
    assert any(next(every.matches_in(words), None) for words in examples())
    for words in examples():
        assert [*rule.matches_in(words)] == [*every.matches_in(words)]


@settings(max_examples=10)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8).map(" ".join),
    st.sampled_from(["en", "fr"]),
)
def test_nothing_is_hidden_in_any_text(words: str, locale: str) -> None:
    made = text(f"# A\n\n{words}\n", locale)
    for rule in NEEDING:
        assert [*rule.matches_in(made)] == [*replace(rule, needs=()).matches_in(made)]
