"""Which values came and went between two texts, in both languages, however they are written."""

from __future__ import annotations

import pytest

from affiche.compare.values import changed_values, values_of

CASES = [
    ("We keep it for six months.", "We keep it for 90 days.", ["period 6 month"], ["period 90 day"]),
    ("We keep it for six months.", "We keep it for 6 months.", [], []),
    ("Conservées trente jours.", "Conservées 30\u00a0jours.", [], []),
    ("pendant un an", "pendant deux ans", ["period 1 year"], ["period 2 year"]),
    ("within 30 days, or 30 days", "within 30 days", [], []),
    ("A fee of $1,000.50.", "A fee of $1,000.75.", ["amount 1000.5 $"], ["amount 1000.75 $"]),
    ("1\u00a0000\u00a0€", "1000 euros", [], []),
    ("4 % of sales", "5 percent of sales", ["share 4 %"], ["share 5 %"]),
    ("Write to a@x.org", "Write to b@x.org", ["email a@x.org"], ["email b@x.org"]),
    ("since May 25, 2018", "since June 1, 2018", ["date may 25 2018"], ["date june 1 2018"]),
    (
        "depuis le 1er janvier 2026",
        "depuis le 2 janvier 2026",
        ["date 1er janvier 2026"],
        ["date 2 janvier 2026"],
    ),
    ("aged 13 or over", "aged 16 or over", ["number 13"], ["number 16"]),
    (
        'See <a href="https://x.org/a">this</a>.',
        'See <a href="https://x.org/b">this</a>.',
        ["link https://x.org/a"],
        ["link https://x.org/b"],
    ),
]


@pytest.mark.parametrize(("old", "new", "gone", "come"), CASES)
def test_values_that_came_and_went(old: str, new: str, gone: list[str], come: list[str]) -> None:
    changes = changed_values(f"<p>{old}</p>", f"<p>{new}</p>")
    assert [f"{value.kind} {value.key}" for value in changes.gone] == gone
    assert [f"{value.kind} {value.key}" for value in changes.come] == come


def test_a_value_keeps_the_words_of_its_text() -> None:
    (value,) = values_of("<p>We keep it for <b>twenty-four</b> months.</p>")
    assert value.text == "twenty-four months"
