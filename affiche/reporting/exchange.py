"""Problems for programs: JSON, GitHub annotations, SARIF, JUnit, and a table for the summary of a pull request."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from affiche import __version__
from affiche.messages import shown
from affiche.problems import Severity
from affiche.reporting.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from affiche.problems import Location, Problem

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_repository(problems: Sequence[Problem], start: Path) -> list[Problem]:
    """Name each file from the top of the git repository that `start` lies in, as what reads pull requests wants it."""
    top = next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)

    def renamed(problem: Problem) -> Problem:
        place = Path(os.path.normpath(start / problem.location.path))
        path = place.relative_to(top).as_posix() if place.is_relative_to(top) else problem.location.path
        return replace(problem, location=replace(problem.location, path=path))

    return [renamed(problem) for problem in problems]


def problems_json(problems: Sequence[Problem]) -> str:
    """Write problems for a program."""
    return json.dumps({"problems": problems_data(problems)}, ensure_ascii=False, indent=2)


def problems_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Give problems as data."""
    return [
        {
            "path": problem.location.path,
            "line": problem.location.line or None,
            "column": problem.location.column or None,
            "message": shown(problem.message),
            "expected": shown(problem.expected) or None,
            "fix": shown(problem.fix) or None,
            "rule": problem.rule,
            "severity": problem.severity.value,
            "details": list(problem.details),
        }
        for problem in problems
    ]


def problems_github(problems: Sequence[Problem]) -> str:
    """Write problems as annotations of GitHub Actions."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    location = problem.location
    place = {"file": location.path, "line": location.line, "col": location.column, "title": problem.rule}
    properties = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in place.items() if value)
    return f"::{_level(problem)} {properties}::{_escaped(_told(problem))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def problems_sarif(problems: Sequence[Problem]) -> str:
    """Write problems in SARIF 2.1.0, which code scanning reads."""
    from affiche.reporting.explanations import EXPLAINED

    found = {problem.rule for problem in problems}
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": shown(rule.summary)},
            "fullDescription": {"text": shown(rule.why)},
            "help": {"text": f"{shown('What to do:')} {shown(rule.fix)}."},
            "defaultConfiguration": {"level": "warning" if rule.severity is Severity.ADVICE else "error"},
        }
        for rule in EXPLAINED.values()
        if rule.id in found
    ]
    run = {
        "tool": {"driver": {"name": "Affiche", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    location = problem.location
    region = {"startLine": location.line, "startColumn": location.column}
    if location.column:
        region["endColumn"] = location.column + location.span
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(location.path)}}
    if location.line:
        physical["region"] = {name: number for name, number in region.items() if number}
    return {
        "ruleId": problem.rule,
        "level": _level(problem),
        "message": {"text": _told(problem)},
        "locations": [{"physicalLocation": physical}],
    }


def problems_junit(problems: Sequence[Problem]) -> str:
    """Write problems as test results in the form of JUnit: a suite for each file, a failed test for each error."""
    by_file: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_file[problem.location.path].append(problem)
    suites = Element("testsuites", name="affiche check")
    for path, found in by_file.items():
        errors = sum(problem.severity is Severity.ERROR for problem in found)
        suite = SubElement(suites, "testsuite", name=path, tests=str(len(found)), failures=str(errors))
        for problem in found:
            _add_test(suite, path, problem)
    if not by_file:
        suite = SubElement(suites, "testsuite", name="content", tests="1", failures="0")
        SubElement(suite, "testcase", classname="content", name="no problems")
    indent(suites)
    return tostring(suites, encoding="unicode", xml_declaration=True)


def _add_test(suite: Element, path: str, problem: Problem) -> None:
    name = f"{_line(problem.location)}{problem.rule}"
    test = SubElement(suite, "testcase", classname=path, name=name, file=path)
    if problem.severity is Severity.ADVICE:
        SubElement(test, "system-out").text = _NOT_XML.sub("", _told(problem))
    else:
        failure = SubElement(test, "failure", message=_NOT_XML.sub("", shown(problem.message)))
        failure.text = _NOT_XML.sub("", "\n".join(filter(None, [_told(problem), problem.location.text])))


def problems_markdown(problems: Sequence[Problem]) -> str:
    """Write problems as a table for the summary of a pipeline's run."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    advice = f"{len(problems) - errors} advice"
    lines = [f"### Legal texts: {counted(errors, 'problem')}, {advice}", ""]
    if problems:
        lines += ["| where | what | what to do |", "|---|---|---|"]
    for problem in problems:
        location = problem.location
        place = f"`{location.path}` {_line(location)}".rstrip(" :")
        kind = "" if problem.severity is Severity.ERROR else f"*{shown('advice:')}* "
        lines.append(
            f"| {place} | {kind}{markdown_cell(shown(problem.message))} | {markdown_cell(_to_do(problem))} |"
        )
    return "\n".join(lines)


def markdown_cell(text: str) -> str:
    """Keep Markdown and tables from reading the words of a source as their own."""
    return re.sub(r"([\\`*_|<>\[\]&])", r"\\\1", " ".join(text.split()))


def _to_do(problem: Problem) -> str:
    return ". ".join(
        filter(
            None, [problem.expected and f"{shown('expected:')} {shown(problem.expected)}", shown(problem.fix)]
        )
    )


def _told(problem: Problem) -> str:
    return ". ".join(filter(None, [shown(problem.message), _to_do(problem)]))


def _level(problem: Problem) -> str:
    return "warning" if problem.severity is Severity.ADVICE else "error"


def _line(location: Location) -> str:
    return f"line {location.line}: " if location.line else ""


FORMS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "json": problems_json,
    "github": problems_github,
    "sarif": problems_sarif,
    "junit": problems_junit,
    "markdown": problems_markdown,
}
