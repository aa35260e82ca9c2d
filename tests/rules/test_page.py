"""The pages of rules and problems say what `explain` says, and the examples are what they say they are."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from affiche import cli
from affiche.kinds import KINDS
from affiche.messages import speak
from affiche.reporting.explanations import EXPLAINED, explanation_text, problems_page, rules_page
from affiche.rules import RULES, Rule, yaml_words
from affiche.source import SourceFile
from tests.rules.subjects import subject

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    ("en", "docs/rules.md"): rules_page,
    ("en", "docs/problems.md"): problems_page,
    ("fr", "docs/fr/regles.md"): rules_page,
    ("fr", "docs/fr/problemes.md"): problems_page,
}
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


@pytest.mark.parametrize(("language", "name"), PAGES, ids=lambda words: words)
def test_the_pages_are_made_from_what_is_explained(language: str, name: str, *, rewrite: bool) -> None:
    speak(language)
    made = PAGES[language, name]()
    if rewrite:
        (ROOT / name).write_text(made, encoding="utf-8")
    assert (ROOT / name).read_text(encoding="utf-8") == made


def test_each_has_an_id_of_its_own_and_is_told_in_whole_words() -> None:
    assert len(EXPLAINED) == len(RULES) + len(KINDS)
    for rule in (*RULES, *KINDS):
        assert rule.example.before != rule.example.after, rule.id
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
    assert all(f"  {identifier} " in listed for identifier in EXPLAINED)
    assert cli.main(["explain", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["rules"]
    assert [one["id"] for one in told] == [*EXPLAINED]


def test_an_unknown_rule_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "markup/lnik"]) == 2
    assert "there is no problem 'markup/lnik'; did you mean 'markup/link'?" in capsys.readouterr().err


def _named() -> dict[str, str]:
    """Each id that the package gives to a problem, and a place where it does."""
    named: dict[str, str] = {}
    for file in (ROOT / "affiche").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            for keyword in node.keywords if isinstance(node, ast.Call) else ():
                if keyword.arg == "rule" and isinstance(keyword.value, ast.Constant):
                    named[str(keyword.value.value)] = f"{file.name}:{keyword.value.lineno}"
    return named


def test_every_problem_that_is_stated_is_explained() -> None:
    """The type of `Problem` asks for an id each time; here it is looked up."""
    assert {identifier: place for identifier, place in _named().items() if identifier not in EXPLAINED} == {}


def test_every_kind_that_is_explained_is_stated() -> None:
    code = "".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "affiche").rglob("*.py")
        if file.parent.name != "kinds"
    )
    assert [kind.id for kind in KINDS if f'"{kind.id}"' not in code] == []


@pytest.mark.parametrize(
    ("identifier", "english", "french"),
    [
        (
            "yaml/cut",
            "A value that ends earlier than it seems to.",
            "Une valeur qui s’arrête plus tôt qu’il n’y paraît.",
        ),
        (
            "archive/altered",
            "restore the file from your history",
            "restaurez le fichier depuis votre historique",
        ),
        ("theme/contrast", "(advice)", "(conseil)"),
    ],
)
def test_what_no_rule_finds_is_explained_in_both_languages(
    identifier: str, english: str, french: str
) -> None:
    for language, words in (("en", english), ("fr", french)):
        speak(language)
        assert words in explanation_text(EXPLAINED[identifier]).replace("\n", " ")
