"""Problems for programs: what GitHub, code scanning, test reports and a run's summary get."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from affiche.cli import affiche
from affiche.problems import Location, Problem, Severity
from affiche.reporting.exchange import FORMS, in_repository
from affiche.reporting.problems import problems_text

if TYPE_CHECKING:
    from pathlib import Path

UNREAD = Problem(
    location=Location(path="content/privacy/en.md", line=7, column=4, span=10, text="{{ facts.nope }}"),
    message="facts.nope is not defined",
    expected="contact or retention",
    rule="text/braces",
)
ADVICE = Problem(
    location=Location(path="content/privacy/données.md", line=9),
    message="“a | b” <b>",
    fix="write it out",
    rule="markup/bar",
    severity=Severity.ADVICE,
)


def test_github_gets_a_line_for_each_problem() -> None:
    assert FORMS["github"]([UNREAD, ADVICE]).splitlines() == [
        "::error file=content/privacy/en.md,line=7,col=4,title=text/braces::facts.nope is not defined. expected: contact or retention",
        "::warning file=content/privacy/données.md,line=9,title=markup/bar::“a | b” <b>. write it out",
    ]


def test_code_scanning_gets_places_levels_and_the_rules_that_objected() -> None:
    run = json.loads(FORMS["sarif"]([UNREAD, ADVICE]))["runs"][0]
    unread, advice = run["results"]
    place = unread["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "content/privacy/en.md"},
        "region": {"startLine": 7, "startColumn": 4, "endColumn": 14},
    }
    assert (unread["level"], unread["ruleId"]) == ("error", "text/braces")
    assert (advice["level"], advice["ruleId"]) == ("warning", "markup/bar")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["text/braces"]
    assert (
        advice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        == "content/privacy/donn%C3%A9es.md"
    )


def test_a_test_report_fails_for_errors_and_passes_with_advice() -> None:
    suites = ET.fromstring(FORMS["junit"]([UNREAD, ADVICE]))
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("content/privacy/en.md", "1", "1"),
        ("content/privacy/données.md", "1", "0"),
    ]
    failure = suites.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "facts.nope is not defined"


def test_a_test_report_without_problems_passes_one_test() -> None:
    suites = ET.fromstring(FORMS["junit"]([]))
    assert [(suite.get("tests"), suite.get("failures")) for suite in suites] == [("1", "0")]


def test_the_summary_is_a_table_that_no_word_of_a_source_can_break() -> None:
    assert FORMS["markdown"]([UNREAD, ADVICE]).splitlines()[-2:] == [
        "| `content/privacy/en.md` line 7 | facts.nope is not defined | expected: contact or retention |",
        "| `content/privacy/données.md` line 9 | *advice:* “a \\| b” \\<b\\> | write it out |",
    ]


@given(st.text(), st.text(min_size=1))
def test_every_form_holds_whatever_a_source_says(message: str, line: str) -> None:
    problem = Problem(
        location=Location(path="content/site.yaml", line=1, column=1, text=line),
        message=message,
        rule="yaml/syntax",
    )
    assert json.loads(FORMS["sarif"]([problem]))["runs"][0]["results"][0]["message"]["text"] == message
    ET.fromstring(FORMS["junit"]([problem]))
    assert len(FORMS["github"]([problem]).split("\n")) == 1
    assert len(FORMS["markdown"]([problem]).splitlines()) == 5


def test_files_are_named_from_the_top_of_the_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    site = tmp_path / "websites" / "legal"
    site.mkdir(parents=True)
    absolute = Problem(location=Location(path=f"{site}/content/site.yaml"), message="?", rule="files/missing")
    outside = Problem(location=Location(path="/elsewhere/site.yaml"), message="?", rule="files/missing")
    found = in_repository([UNREAD, absolute, outside], site)
    assert [problem.location.path for problem in found] == [
        "websites/legal/content/privacy/en.md",
        "websites/legal/content/site.yaml",
        "/elsewhere/site.yaml",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_check_writes_every_form_with_its_exit_code(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("organisation: [", "utf-8")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(affiche, ["check", "--format", form])
    assert run.exit_code == 1
    assert "content/site.yaml" in run.stdout


@pytest.mark.parametrize(
    ("places", "named"), [(15, "lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15"), (40, "14, 15…")]
)
def test_a_person_is_not_told_hundreds_of_lines(places: int, named: str) -> None:
    problems = [replace(ADVICE, location=Location(path="en.md", line=line + 1)) for line in range(places)]
    assert problems_text(problems).count(named + "\n") == 1
