"""The contract: accepting a redline gives the new edition, rejecting it the old one, to the letter."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.compare import accept, compare, reject
from tests.compare.drawing import edited, editions
from tests.compare.validity import faults

if TYPE_CHECKING:
    from affiche.model import Edition

QUICK = settings(
    max_examples=int(os.environ.get("AFFICHE_EXAMPLES", "60")),
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
def test_the_same_edition(edition: Edition) -> None:
    comparison = compare(edition, edition)
    assert not comparison.changes
    assert not comparison.wording_changed
    assert accept(comparison.redline.html) == reject(comparison.redline.html) == edition.html
