"""The contract: accepting a redline gives the new edition, rejecting it the old one, to the letter."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.compare import (
    Comparer,
    compare,
    comparer,
    limits,
)
from affiche.compare.sections.section_edits import Differences
from affiche.model import Section
from tests.compare.apply import accept, reject
from tests.compare.drawing import edited, edition, editions
from tests.compare.validity import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.compare.sections.outline import Text
    from affiche.compare.sections.section_edits import SectionEdit
    from affiche.model import Edition

QUICK = settings(
    max_examples=int(os.environ.get("AFFICHE_EXAMPLES", "20")),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def check(old: Edition, new: Edition) -> None:
    redline = compare(old, new).redline.html
    assert accept(redline) == new.html
    assert reject(redline) == old.html
    assert not faults(old.html)
    assert not faults(new.html)
    assert not faults(redline)


@QUICK
@given(editions(), editions())
def test_any_two_editions(old: Edition, new: Edition) -> None:
    check(old, new)


@QUICK
@given(st.data())
def test_an_edited_edition(data: st.DataObject) -> None:
    old = data.draw(editions())
    new = data.draw(edited(old))
    check(old, new)
    check(new, old)


@QUICK
@given(editions())
def test_the_same_edition(same: Edition) -> None:
    comparison = compare(same, same)
    assert not comparison.changes
    assert not comparison.wording_changed
    assert accept(comparison.redline.html) == reject(comparison.redline.html) == same.html


@QUICK
@given(st.data())
def test_everything_laid_out_anew(data: st.DataObject) -> None:
    """The truth holds as well where blocks and sections could be paired but are not."""
    with pytest.MonkeyPatch.context() as patch:
        always = {"RELAID": 0.0, "SPARES": -9, "SPLIT_SHARE": 0.0}
        for name, value in always.items():
            patch.setattr(limits, name, value)
        old = data.draw(editions())
        check(old, data.draw(edited(old)))


def revised() -> list[Edition]:
    """Give 31 editions, each of which changes two of eighteen sections in place."""
    sections = tuple(
        Section(
            id=f"s{k}", number="", heading=f"Part {k}", title=f"Part {k}", html=f"<p>We do {k} things.</p>"
        )
        for k in range(18)
    )
    versions = [edition("Privacy", "", sections)]
    for k in range(30):
        changed = list(versions[-1].sections)
        for at in (k % 18, (k + 5) % 18):
            changed[at] = replace(changed[at], html=f"<p>We do {k} other things.</p>")
        versions.append(edition("Privacy", "", tuple(changed)))
    return versions


def test_each_pair_of_texts_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[tuple[object, object]] = []
    compared = Differences._compared

    def counted(self: Differences, old: Sequence[Text], new: Sequence[Text]) -> tuple[SectionEdit, ...]:
        texts.append((old, new))
        return compared(self, old, new)

    monkeypatch.setattr(Differences, "_compared", counted)
    keeper = Comparer()
    for _ in range(3):
        for old, new in pairwise(revised()):
            keeper.compare(old, new)
    assert len(texts) == 60


def test_texts_in_place_compare_as_any_others(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = list(combinations(revised()[:8], 2))
    quick = [compare(*pair) for pair in pairs]
    monkeypatch.setattr(comparer, "all_in_place", lambda *_: False)
    assert [compare(*pair) for pair in pairs] == quick
