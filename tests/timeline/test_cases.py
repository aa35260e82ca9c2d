"""The table of cases in cases.md holds, row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.timeline import Status, next_change, timeline
from tests.timeline.policies import policy, version

if TYPE_CHECKING:
    from affiche.model import Policy
    from affiche.timeline import Timeline, VersionStatus

CASES = Path(__file__).with_name("cases.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Row:
    """One day of one case."""

    case: str
    policy: Policy
    day: date
    expected: dict[str, str]


def rows() -> list[Row]:
    found = []
    for case in re.split(r"^## ", CASES, flags=re.MULTILINE)[1:]:
        title, _, body = case.partition("\n")
        versions, days = (_table(text) for text in body.strip().split("\n\n") if text.startswith("|"))
        dated = policy(
            version(
                row["version"], _day(row["effective"]), _day(row["published"]), _day_or_none(row["withdrawn"])
            )
            for row in versions
        )
        found += [Row(title, dated, _day(row.pop("day")), row) for row in days]
    return found


def _table(text: str) -> list[dict[str, str]]:
    head, _, *body = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.strip().splitlines()
    ]
    return [dict(zip(head, row, strict=True)) for row in body]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str) -> date | None:
    return _day(text) if text else None


def _words(standing: VersionStatus | None) -> str:
    if standing is None:
        return "not posted"
    if standing.status is Status.WITHDRAWN:
        return "withdrawn"
    if not standing.ever_in_force:
        return f"{standing.status}, never in force"
    until = "on" if standing.status is Status.SUPERSEDED else "until"
    return f"{standing.status} {until} {standing.until}" if standing.until else str(standing.status)


def _standing(of: Timeline, identifier: str) -> VersionStatus | None:
    return next((s for s in of.standings if s.version.id == identifier), None)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.case}, {row.day}")
def test_case(row: Row) -> None:
    on_that_day = timeline(row.policy, row.day)
    found = {dated.id: _words(_standing(on_that_day, dated.id)) for dated in row.policy.versions} | {
        "changes next": str(next_change([row.policy], row.day) or "never")
    }
    assert found == row.expected


def test_a_version_follows_the_one_that_applied_before_it() -> None:
    first, second, called_off, third = (
        version("2025-01-01", date(2025, 1, 1), date(2025, 1, 1)),
        version("2026-03-01", date(2026, 3, 1), date(2026, 2, 1)),
        version("2026-04-01", date(2026, 4, 1), date(2026, 2, 1), withdrawn=date(2026, 2, 15)),
        version("2026-05-01", date(2026, 5, 1), date(2026, 2, 1)),
    )
    of = timeline(policy([first, second, called_off, third]), date(2026, 2, 15))
    follows = {s.version.id: (s.before, s.after) for s in of.standings}
    assert follows[first.id] == (None, second)
    assert follows[second.id] == (first, third)
    assert follows[called_off.id] == (second, None)
    assert follows[third.id] == (second, None)
    assert [s.version for s in of.standings] == [third, called_off, second, first]
    assert [s.version for s in of.upcoming] == [second, third]
