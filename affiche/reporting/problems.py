"""Problems as a person or a machine reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.problems import Location, Problem


def problems_text(problems: Sequence[Problem]) -> str:
    """Write problems for a person: the place, the line itself with a caret, what was expected, what to do."""
    count = len(problems)
    closing = "1 problem. " if count == 1 else f"{count} problems. "
    return "\n\n".join(map(_problem_text, problems)) + f"\n\n{closing}"


def _problem_text(problem: Problem) -> str:
    lines = [f"{_place(problem.location)}: {problem.message}"]
    lines += _excerpt(problem.location)
    if problem.expected:
        lines.append(f"    expected: {problem.expected}")
    if problem.fix:
        lines.append(f"    to do: {problem.fix}")
    return "\n".join(lines)


def _place(location: Location) -> str:
    numbers = [number for number in (location.line, location.column) if number]
    return ":".join([location.path, *map(str, numbers)])


def _excerpt(location: Location) -> list[str]:
    if not location.text.strip() or not location.line:
        return []
    number = f"{location.line:>6} | "
    lines = [number + location.text]
    if location.column:
        before = location.text[: location.column - location.cut - 1]
        padding = "".join("\t" if sign == "\t" else " " for sign in before)
        lines.append(" " * (len(number) - 2) + "| " + padding + "^" * max(1, location.span))
    return lines


def problems_json(problems: Sequence[Problem]) -> str:
    """Write problems for a program."""
    content = [
        {
            "path": problem.location.path,
            "line": problem.location.line or None,
            "column": problem.location.column or None,
            "message": problem.message,
            "expected": problem.expected or None,
            "fix": problem.fix or None,
        }
        for problem in problems
    ]
    return json.dumps({"problems": content}, ensure_ascii=False, indent=2)


def problems_github(problems: Sequence[Problem]) -> str:
    """Write problems as annotations of GitHub Actions."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    location = problem.location
    place = {"file": location.path, "line": location.line, "col": location.column}
    properties = ",".join(f"{name}={_escaped_property(str(value))}" for name, value in place.items() if value)
    parts = [problem.message, problem.expected and f"expected: {problem.expected}", problem.fix]
    return f"::error {properties}::{_escaped('. '.join(filter(None, parts)))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
