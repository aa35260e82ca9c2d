"""The history as a picture: whatever the dates, marks keep their order and distance, and bars their proportions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.site.pages.timeline_chart import (
    END,
    LEAST,
    MARGIN,
    MOST_YEARS,
    NEAREST,
    TALLEST,
    TimelineChart,
    Words,
    chart,
)
from affiche.timeline import timeline
from tests.timeline.policies import policy, version

TODAY = date(2026, 6, 1)
QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None)
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def drawn(
    *days: date,
    words: dict[str, Words | None] | None = None,
    retired: date | None = None,
    is_mirrored: bool = False,
) -> TimelineChart:
    """A policy with versions that take effect on these days, all posted by then."""
    versions = [version(day.isoformat(), day, min(day, TODAY)) for day in days]
    return chart(timeline(policy(versions, retired), TODAY), words or {}, is_mirrored=is_mirrored)


@QUICK
@given(st.lists(DAYS, unique=True, min_size=1, max_size=80))
def test_any_history_has_its_marks_in_order_and_apart(days: list[date]) -> None:
    found = drawn(*days)
    places = [mark.x for mark in found.marks]
    assert [mark.standing.version.effective for mark in found.marks] == sorted(days)
    gap = min(NEAREST, (END - MARGIN) / 2 / max(len(days) - 1, 1))
    assert all(other - one >= gap - 1e-6 for one, other in pairwise(places))
    assert places[0] >= MARGIN - 1e-6
    assert places[-1] <= END + 1e-6
    assert 1 <= len(found.years) <= MOST_YEARS + 1
    assert all(0 <= year.x <= 100 for year in found.years)


@QUICK
@given(st.lists(DAYS, unique=True, min_size=1, max_size=80))
def test_the_times_in_force_follow_each_other_from_mark_to_mark_to_the_edge(days: list[date]) -> None:
    spans = drawn(*days).spans
    assert all(abs(one.x + one.width - other.x) < 1e-6 for one, other in pairwise(spans))
    assert abs(spans[-1].x + spans[-1].width - 100) < 1e-6


@QUICK
@given(st.lists(DAYS, unique=True, min_size=1, max_size=20))
def test_from_right_to_left_it_is_the_mirror_image(days: list[date]) -> None:
    one, other = drawn(*days), drawn(*days, is_mirrored=True)
    assert [100 - mark.x for mark in one.marks] == [mark.x for mark in other.marks]
    assert [100 - span.x - span.width for span in one.spans] == [span.x for span in other.spans]


@QUICK
@given(st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 10**5)), min_size=1, max_size=60))
def test_bars_are_as_tall_as_counts_say(counts: list[tuple[int, int]]) -> None:
    days = [date(2020, 1, 1) + timedelta(days=30 * at) for at in range(len(counts))]
    words: dict[str, Words | None] = {
        day.isoformat(): Words(added=added, removed=removed)
        for day, (added, removed) in zip(days, counts, strict=True)
    }
    found = drawn(*days, words=words)
    most = max(max(pair) for pair in counts)
    for mark, pair in zip(found.marks, counts, strict=True):
        for height, count in zip((mark.added, mark.removed), pair, strict=True):
            assert (height > 0) == (count > 0)
            assert not count or abs(height - max(LEAST, TALLEST * count / most)) < 0.01
    assert max(found.above, found.below) == (TALLEST if most else 0)


def test_one_version_is_a_mark_at_the_beginning_with_its_year() -> None:
    found = drawn(date(2026, 1, 5))
    assert [(mark.x, mark.added, mark.removed) for mark in found.marks] == [(MARGIN, 0, 0)]
    assert [(span.x, span.width) for span in found.spans] == [(MARGIN, 100 - MARGIN)]
    assert [(year.number, year.x) for year in found.years] == [(2026, MARGIN)]


def test_a_version_that_never_applied_has_a_mark_and_no_time_in_force() -> None:
    withdrawn = version("2026-09-01", date(2026, 9, 1), date(2026, 3, 1), withdrawn=date(2026, 4, 1))
    first = version("2026-01-01", date(2026, 1, 1), date(2026, 1, 1))
    found = chart(timeline(policy([first, withdrawn]), TODAY), {})
    assert len(found.marks) == 2
    assert [span.standing.version.id for span in found.spans] == ["2026-01-01"]


def test_a_retired_policy_ends_before_the_edge() -> None:
    (span,) = drawn(date(2024, 1, 1), retired=date(2026, 1, 1)).spans
    assert abs(span.x + span.width - END) < 1e-6
