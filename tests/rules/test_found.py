"""Each rule that a person decides on has texts that it lets pass, and texts that it objects to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from affiche.rules import RULES
from tests.rules import test_changes, test_consistency, test_leftovers, test_reading, test_structure
from tests.rules.test_markup import OF_PAGES
from tests.rules.test_names import OF_NAMES
from tests.rules.test_typography import FIXES

if TYPE_CHECKING:
    from tests.rules.cases import Case

ROOMS = (test_structure, test_leftovers, test_changes, test_reading, test_consistency)
CASES: dict[str, list[Case]] = defaultdict(list)
for room in ROOMS:
    for name, shown in room.CASES.items():
        CASES[name] += shown


def test_every_rule_is_shown_in_good_and_bad() -> None:
    elsewhere = {"facts/disagree"}  # tests/source/test_shared_facts.py
    assert {rule.id for rule in RULES} == CASES.keys() | FIXES.keys() | OF_NAMES | elsewhere | {
        rule.id for rule in OF_PAGES
    }
    for rule, cases in CASES.items():
        assert any(case.says for case in cases), rule
        assert not all(case.says for case in cases), rule
