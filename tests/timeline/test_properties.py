"""What holds for any set of versions, whatever their dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.timeline import Status, next_change, timeline, with_draft
from tests.timeline.policies import policy, version

if TYPE_CHECKING:
    from affiche.model import Policy, Version

START = date(2028, 2, 20)
DAYS = st.integers(0, 20).map(lambda number: START + timedelta(days=number))
"""Three weeks with a leap day in them: few enough for dates to meet."""


ANY_MACHINE = settings(deadline=None, derandomize=True)
"""The same examples everywhere, however busy the machine."""


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    versions: list[Version] = []
    for effective in draw(st.lists(DAYS, max_size=5)):
        count = sum(other.effective == effective for other in versions) + 1
        identifier = effective.isoformat() if count == 1 else f"{effective.isoformat()}.{count}"
        published = draw(DAYS)
        withdrawn = None
        if effective > published and draw(st.booleans()):
            withdrawn = published + timedelta(days=draw(st.integers(0, (effective - published).days)))
        versions.append(version(identifier, effective, published, withdrawn))
    last = max((v.effective for v in versions if v.withdrawal is None), default=START)
    retired = last + timedelta(days=draw(st.integers(1, 9))) if draw(st.booleans()) else None
    return policy(versions, retired)


@ANY_MACHINE
@given(policies(), DAYS)
def test_intervals_never_overlap(of: Policy, day: date) -> None:
    in_force = [s for s in reversed(timeline(of, day).standings) if s.ever_in_force]
    for earlier, later in pairwise(in_force):
        assert earlier.until is not None
        assert earlier.version.effective < earlier.until <= later.version.effective


@ANY_MACHINE
@given(policies(), DAYS)
def test_the_current_version_is_the_one_whose_interval_holds_the_day(of: Policy, day: date) -> None:
    on_that_day = timeline(of, day)
    applying = [
        s
        for s in on_that_day.standings
        if s.ever_in_force and s.version.effective <= day and (s.until is None or day < s.until)
    ]
    current = [s for s in on_that_day.standings if s.status is Status.CURRENT]
    assert len(current) <= 1
    assert current == applying
    assert on_that_day.current == next(iter(current), None)


@ANY_MACHINE
@given(policies(), DAYS)
def test_once_in_force_some_version_always_is_until_the_policy_is_retired(of: Policy, day: date) -> None:
    on_that_day = timeline(of, day)
    begun = any(s.version.effective <= day for s in on_that_day.standings if s.status is not Status.WITHDRAWN)
    assert (on_that_day.current is not None) == (begun and not on_that_day.retired)
    assert (on_that_day.last is not None) == begun


@ANY_MACHINE
@given(policies(), DAYS)
def test_the_next_change_is_the_first_later_day_on_which_something_differs(of: Policy, day: date) -> None:
    now = timeline(of, day).standings
    later = (day + timedelta(days=number) for number in range(1, 40))
    first = next((other for other in later if timeline(of, other).standings != now), None)
    assert next_change([of], day) == first


@ANY_MACHINE
@given(policies(), DAYS, DAYS)
def test_a_draft_is_held_against_the_version_that_it_would_follow(
    of: Policy, day: date, effective: date
) -> None:
    taken = sum(other.effective == effective for other in of.versions) + 1
    named = effective.isoformat() if taken == 1 else f"{effective.isoformat()}.{taken}"
    posted, draft = timeline(of, day), version(named, effective, day)
    published = timeline(policy([*of.versions, draft]), day).of(draft).before
    newest = next((s.version for s in posted.standings if s.status is not Status.WITHDRAWN), None)
    shown = with_draft(posted, draft).draft
    assert shown
    assert shown.before == (published or newest)
