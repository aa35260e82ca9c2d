"""docs/rules.md says what the rules say, and the examples are what they say they are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from affiche import cli
from affiche.reporting.explanations import page
from affiche.rules import RULES, Rule, yaml_words
from affiche.source import SourceFile
from tests.rules.subjects import subject

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
OF_SEVERAL_FILES = {
    "facts/disagree",
    "structure/lost-address",
    "structure/unread-text",
    "structure/unused-picture",
    "stale/section",
    "leftovers/untranslated",
    "changes/contradicted",
    "changes/only-in-yaml",
}
OF_YAML = {"leftovers/made-up-address", "structure/row-id", "markup/yaml-value", "changes/marketing"}


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


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_an_example_breaks_its_rule_and_is_put_right(rule: Rule) -> None:
    if rule.scope == "translation" or rule.id in OF_SEVERAL_FILES:
        return
    assert _breaks(rule, rule.example.before)
    assert not _breaks(rule, rule.example.after)


def _breaks(rule: Rule, words: str) -> bool:
    words = re.sub(r"\{\{.*?\}\}", "Finch", words)
    locale = rule.language or "en"
    one = subject({locale: words if rule.id not in OF_YAML else "words"})
    if rule.id in OF_YAML:
        file = SourceFile(path="content/site.yaml", text=words)
        one = replace(one, yaml=tuple(yaml_words(file, {"en": "en"})))
    return bool(list(rule.problems(one)))


def test_a_rule_is_explained_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "leftovers/check-back"]) == 0
    assert (
        capsys.readouterr().out
        == """\
leftovers/check-back (advice)

“check this page regularly” as the only promise.

A policy must not leave it to readers to look for changes: that is not only insufficient but
unfair (WP260 rev.01, paragraph 29).

What to do: say how readers will be told, and promise it under `promises` in policy.yaml.

Instead of:

    Please check this page regularly for changes.

write:

    We will e-mail you 30 days before a change applies.
"""
    )


def test_rules_are_listed_and_told_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {rule.id} " in listed for rule in RULES)
    assert cli.main(["explain", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["rules"]
    assert [one["id"] for one in told] == [rule.id for rule in RULES]


def test_an_unknown_rule_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "markup/lnik"]) == 2
    assert "there is no rule 'markup/lnik'" in capsys.readouterr().err
