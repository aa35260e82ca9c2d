"""What `affiche doctor` found, for a person and for a program."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from affiche.diagnosing import State
from affiche.messages import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.diagnosing import Finding

WIDTH = 14
"""Of the column of topics."""
_MARKS = {State.GOOD: "ok", State.OPTIONAL: "--", State.BAD: "!!"}


def diagnosis_text(findings: Sequence[Finding]) -> str:
    """Write a line for each thing that was looked at, what to do under it, and a last line that sums up."""
    bad = sum(finding.state is State.BAD for finding in findings)
    end = f"{bad} to fix, marked !!" if bad else "Nothing to fix."
    return "\n".join([*(line for finding in findings for line in _lines(finding)), "", end])


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{_MARKS[finding.state]}  {shown(finding.topic):<{WIDTH}}  {shown(finding.words)}"
    if finding.fix:
        yield f"{'':{WIDTH + 4}}  {shown('to do:')} {shown(finding.fix)}"


def diagnosis_json(findings: Sequence[Finding]) -> str:
    """Give the same to a program."""
    return json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=2)
