"""Any two versions can be compared, and an address of a comparison is never lost to a version that is posted later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.model import Significance
from affiche.site.pages.earlier import ALL_PAIRS, LAST_MAJOR, compared_with
from tests.site.building import TODAY, Built, sample, select, small
from tests.timeline.policies import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.model import Version

FIRST = date(2020, 1, 1)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions as they were posted, some of which apply before others that were posted earlier."""
    versions: dict[str, Version] = {}
    for number in range(draw(st.integers(0, 24))):
        effective = FIRST + timedelta(draw(st.integers(0, 60)))
        each = version(str(effective), effective, FIRST + timedelta(number))
        kind = draw(st.sampled_from(Significance))
        versions.setdefault(each.id, replace(each, significance=kind))
    return list(versions.values())


def pairs(posted: Sequence[Version]) -> set[tuple[str, str]]:
    return {(new.id, old.id) for new in posted for old in compared_with(new, posted)}


def in_order(versions: Iterable[Version]) -> list[Version]:
    return sorted(versions, key=lambda each: each.order)


@given(histories())
def test_what_is_posted_later_takes_no_comparison_away(posted: list[Version]) -> None:
    for number in range(len(posted)):
        assert pairs(posted[:number]) <= pairs(posted)


@given(histories())
def test_the_first_versions_are_all_compared_and_each_with_the_one_before_it(posted: list[Version]) -> None:
    found = pairs(posted)
    assert {(new.id, old.id) for old, new in combinations(in_order(posted[:ALL_PAIRS]), 2)} <= found
    assert {
        (new.id, old.id) for old, new in zip(in_order(posted), in_order(posted)[1:], strict=False)
    } <= found


def test_the_pages_grow_with_the_versions_and_not_with_their_square() -> None:
    days = [FIRST + timedelta(number) for number in range(60)]
    posted = [version(str(day), day, day) for day in days]
    assert [len(list(compared_with(each, posted))) for each in posted[-5:]] == [LAST_MAJOR] * 5


ADDRESSES = {
    "a major one": (
        "/en/privacy/2025-07-01/since/2022-09-22/",
        "/fr/confidentialite/2025-07-01/depuis/2022-09-22/",
    ),
    "a correction": (
        "/en/privacy/2024-06-01/since/2022-01-10/",
        "/fr/confidentialite/2024-06-01/depuis/2022-01-10/",
    ),
    "the first": (
        "/en/privacy/2027-01-04/since/2021-03-01/",
        "/fr/confidentialite/2027-01-04/depuis/2021-03-01/",
    ),
}


@pytest.mark.parametrize("both", ADDRESSES.values(), ids=ADDRESSES)
def test_an_earlier_version_is_chosen_from_the_list_of_a_version_and_of_the_history(
    both: tuple[str, str],
) -> None:
    for address in both:
        _, locale, slug, later, _, earlier, _ = address.split("/")
        page = sample().page(address)
        assert select(page, "//main//ins")
        assert select(page, "//main//del")
        lead = select(page, "//p[@class='lead']//a/@href")
        assert lead == [f"/{locale}/{slug}/{later}/", f"/{locale}/{slug}/{earlier}/"]
        for shown in (f"/{locale}/{slug}/{later}/", select(page, "//ul[@class='ways']//a/@href")[-1]):
            assert address in select(sample().page(shown), "//details[@class='compare']//a/@href")


def test_a_version_to_come_has_a_page_for_who_follows_it_from_now_on() -> None:
    upcoming = "/en/privacy/2027-01-04/since/"
    assert "Nothing yet: it takes effect on January 4, 2027." in sample().main(upcoming)
    assert "Nothing: it is the version in force." in sample(date(2027, 1, 4)).main(upcoming)


def addresses(site: Built) -> set[str]:
    return {address for address, _ in site.pages()}


@pytest.mark.parametrize("days", [(date(2024, 1, 1), date(2025, 2, 1), TODAY), (TODAY, date(2027, 1, 4))])
def test_no_page_is_lost_as_time_goes_by(days: tuple[date, ...]) -> None:
    for day, later in combinations(days, 2):
        assert addresses(sample(day)) <= addresses(sample(later))
        assert addresses(small("bilingual", day)) <= addresses(small("bilingual", later))
