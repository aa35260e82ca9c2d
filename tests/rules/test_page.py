"""docs/rules.md says what the rules say."""

from __future__ import annotations

from pathlib import Path

from affiche.rules import RULES
from affiche.rules.reference import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def test_the_page_is_made_from_the_rules(*, rewrite: bool) -> None:
    if rewrite:
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_rule_has_an_id_of_its_own_and_is_told_in_whole_words() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.why.endswith((".", ")")), rule.id
        assert not rule.fix.endswith("."), rule.id
        assert not rule.summary.endswith("."), rule.id
