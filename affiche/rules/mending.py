"""Mend a text by the edits that rules propose, until they propose no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.rules.rule import Edit, Rule
    from affiche.rules.texts import Text

MOST_ROUNDS = 5
"""One mend can uncover another: `01 janvier` loses its nought, then gains its ending."""


def mended(text: Text, rules: Sequence[Rule]) -> str:
    """Give the text with everything mended that needs no person."""
    for _ in range(MOST_ROUNDS):
        mends = [
            finding.edits
            for rule in rules
            if rule.mends is not None
            for finding in rule.mends(text)
            if finding.edits
        ]
        if not mends:
            break
        text = replace(text, file=replace(text.file, text=apply(text.file.text, mends)))
    return text.file.text


def apply(text: str, mends: Iterable[Sequence[Edit]]) -> str:
    """Write mends into a text, each as a whole; one that reaches into another waits for the next round."""
    taken: list[Edit] = []
    for edits in mends:
        if not any(_meet(edit, other) for edit in edits for other in taken):
            taken += edits
    parts: list[str] = []
    at = 0
    for edit in sorted(taken):
        parts += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*parts, text[at:]])


def _meet(one: Edit, other: Edit) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)
