"""Problems as a person reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.characters import UNPRINTABLE
from affiche.kinds import KINDS
from affiche.messages import shown
from affiche.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.problems import Location, Problem

_EACH = {kind.id for kind in KINDS if kind.severity is Severity.ERROR}
"""What keeps a source from being read, or a version from being published, is shown wherever it is."""


MOST = 3
"""How many of one rule's problems in one file are shown to a person; a program is given all."""


MOST_LINES = 12
"""How many of the lines are named on which the others are."""


def problems_text(problems: Sequence[Problem], *, most: int = MOST) -> str:
    """Write problems for a person: the place, the line itself with a caret, what was expected, what to do.

    A file's problems of one rule are shown up to `most`, and the others counted.
    """
    shown = _first(problems, most)
    told = "\n\n".join(map(_problem_text, shown)) + f"\n\n{_count(problems)}. "
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", told)


def _first(problems: Sequence[Problem], most: int) -> list[Problem]:
    """Leave out what a rule finds again and again in one file, and say where else it is."""
    found: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    shown: list[Problem] = []
    for problem in problems:
        found[problem.location.path, problem.rule].append(problem)
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        key = problem.location.path, problem.rule
        seen[key] += 1
        if problem.rule in _EACH or len(found[key]) <= most or seen[key] < most:
            shown.append(problem)
        elif seen[key] == most:
            shown.append(replace(problem, details=(*problem.details, _elsewhere(found[key][most:]))))
    return shown


def _elsewhere(others: Sequence[Problem]) -> str:
    """Count the places that are not shown, with the lines on which they are."""
    lines = list(dict.fromkeys(str(other.location.line) for other in others if other.location.line))
    named = ", ".join(lines[:MOST_LINES]) + ("…" if len(lines) > MOST_LINES else "")
    where = f": line{'' if len(lines) == 1 else 's'} {named}" if lines else ""
    return shown(f"and {len(others)} more place{'' if len(others) == 1 else 's'} in this file{where}")


def _count(problems: Sequence[Problem]) -> str:
    advice = sum(problem.severity is Severity.ADVICE for problem in problems)
    errors = len(problems) - advice
    parts = [f"{errors} problem{'' if errors == 1 else 's'}"] if errors or not advice else []
    parts += [f"{advice} piece{'' if advice == 1 else 's'} of advice"] if advice else []
    return ", ".join(map(shown, parts))


def _problem_text(problem: Problem) -> str:
    kind = f"{shown('advice:')} " if problem.severity is Severity.ADVICE else ""
    lines = [f"{_place(problem.location)}: {kind}{shown(problem.message)} [{problem.rule}]"]
    lines += _excerpt(problem.location)
    lines += [f"    {detail}" for detail in problem.details]
    if problem.expected:
        lines.append(f"    {shown('expected:')} {shown(problem.expected)}")
    if problem.fix:
        lines.append(f"    {shown('to do:')} {shown(problem.fix)}")
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
