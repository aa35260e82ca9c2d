"""The page that says which version applied on a day agrees, for every day, with what is worked out for that day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from affiche.timeline import applicable, spans
from tests.site.building import retired, sample, select, small, words
from tests.timeline.policies import policy, version

if TYPE_CHECKING:
    from affiche.model import Policy

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 30).map(lambda number: FIRST + timedelta(number))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Some versions, posted before or after they apply, some called off, of a policy that may end."""
    found = {}
    for effective in draw(st.lists(DAYS, max_size=6, unique=True)):
        published = draw(DAYS)
        can_be_withdrawn = published < effective and draw(st.booleans())
        withdrawn = published if can_be_withdrawn else None
        found[effective] = version(str(effective), effective, published, withdrawn)
    ended = draw(st.none() | st.just(FIRST + timedelta(31)))
    return policy(found.values(), ended)


@given(policies(), DAYS)
def test_each_day_is_in_one_span_that_says_what_applied(subject: Policy, as_of: date) -> None:
    found = spans(subject, as_of)
    assert found[-1].first is None
    assert found[0].last is None
    for newer, older in pairwise(found):
        assert older.last is not None
        assert newer.first == older.last + timedelta(days=1)
    for day in (FIRST + timedelta(number) for number in range(-2, 35)):
        (span,) = (s for s in found if (s.first or date.min) <= day <= (s.last or date.max))
        told = applicable(subject, day, as_of)
        assert span.applied.standing == told.standing
        assert span.applied.is_posted_by_then == told.is_posted_by_then
        assert (span.applied.read_then and span.applied.read_then.version) == (
            told.read_then and told.read_then.version
        )


def test_the_page_has_a_line_for_each_span_and_the_history_leads_to_it() -> None:
    for address, first in (
        ("/en/privacy/on/", "From January 4, 2027 Version of January 4, 2027 Yes, on November 16, 2026"),
        (
            "/fr/confidentialite/au/",
            "À compter du 4 janvier 2027 Version du 4 janvier 2027 Oui, le 16 novembre 2026",
        ),
    ):
        page = sample().page(address)
        lines = [" ".join(words(cell) for cell in row) for row in select(page, "//tbody/tr")]
        assert lines[0] == first
        assert len(lines) == 9
        (history,) = select(page, "//ul[@class='ways']//a/@href")
        assert address in select(sample().page(history), "//ul[@class='ways']//a/@href")


def test_a_policy_that_ended_applies_to_no_later_day() -> None:
    first = select(retired().page("/en/california-privacy/on/"), "//tbody/tr")[0]
    assert [words(cell) for cell in first] == ["From December 1, 2026", "None", ""]


def test_a_version_that_never_applied_has_no_line() -> None:
    lines = select(small("bilingual", date(2026, 6, 1)).page("/en/privacy/on/"), "//tbody/tr/td[1]")
    assert [words(line) for line in lines] == [
        "Version of July 1, 2026",
        "Version of March 1, 2025, no. 2",
        "Version of January 1, 2024",
        "None",
    ]
