"""What is made once and shown on many pages: never where anything that it is made from differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from affiche.site.kept import MOST, Kept, Lookup
from affiche.site.urls import Address, later, put_in
from tests.site.building import SITES, build

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)
VERSION = "/en/privacy/2026-01-05/"


@dataclass(frozen=True)
class Flat:
    """A record that can be told by what it holds."""

    words: object


@dataclass(frozen=True)
class Deep:
    """A record that only itself can be told by, as a field of it may change."""

    words: dict[str, int]


@dataclass(frozen=True)
class Other:
    """One of another kind that holds the same."""

    words: object


def times_made(*calls: tuple[object, ...]) -> int:
    made: list[tuple[object, ...]] = []

    def make(*arguments: object) -> int:
        made.append(arguments)
        return len(made)

    kept = Kept()
    results = [kept.once(make, *each) for each in calls]
    assert max(results) == len(made)
    return len(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", Markup("<b>")),
        (1, True),
        (1, 1.0),
        (None, ""),
        (("<b>",), (Markup("<b>"),)),
        (Flat("a"), Other("a")),
        (Flat("a"), Flat("b")),
        (Deep({}), Deep({})),
        (Lookup({"a": "1"}), Lookup({"a": "2"})),
        (date(2026, 1, 1), "2026-01-01"),
        ([], []),
        ({}, {}),
        (iter(()), iter(())),
    ],
)
def test_what_differs_is_made_for_each(one: object, other: object) -> None:
    assert times_made((one,), (other,)) == 2
    assert times_made((one, other), (other, one)) == 2
    assert times_made((one,), (one, one)) == 2


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("a section", "a section"),
        (Flat("a"), Flat("a")),
        ((Flat("a"), 1), (Flat("a"), 1)),
        (Lookup({"a": "1"}), Lookup([("a", "1")])),
        (frozenset("ab"), frozenset("ba")),
        (None, None),
    ],
)
def test_what_is_equal_is_made_once(one: object, same: object) -> None:
    assert times_made((one,), (same,), (one,)) == 1


def test_what_may_change_is_made_each_time() -> None:
    words: list[str] = []
    kept = Kept()
    assert kept.once(list, words) == []
    words.append("more")
    assert kept.once(list, words) == ["more"]


def test_a_record_that_is_gone_is_not_taken_for_the_next() -> None:
    """Another record may stand where it stood in memory."""
    kept = Kept()
    for number in range(100):
        assert kept.once(lambda record: record.words["n"], Deep({"n": number})) == number


def test_no_more_is_kept_than_a_policy_needs() -> None:
    kept = Kept()
    for number in range(MOST * 2 + 1):
        kept.once(str, number)
    assert kept.once(str, 1) == "1"
    assert len(kept) <= MOST


def test_addresses_are_put_in_escaped_wherever_there_is_room() -> None:
    room = later("fr")
    text = f'<a href="{room.href}#a">{room.url}</a> {later("de").href}'
    address = Address(base_url="https://example.com/a&b/", path="/fr/")
    written = put_in(text, {"fr": address, "en": address})
    assert written == f'<a href="/a&amp;b/fr/#a">https://example.com/a&amp;b/fr/</a> {later("de").href}'


def test_a_section_is_written_once_however_many_pages_show_it(tmp_path: Path) -> None:
    """By chance (`lipsum`, which only a test would call) two pages would hardly have the same words."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "content").symlink_to(SITES / "smallest" / "content")
    page = '{% import "text.html" as text %}{{ text.chapter(page.edition.sections[0], page.numbers) }}'
    library = "{% macro chapter(section, numbers) %}{{ lipsum(n=1) }}{% endmacro %}"
    (tmp_path / "templates" / "version.html").write_text(page, encoding="utf-8")
    (tmp_path / "templates" / "text.html").write_text(library, encoding="utf-8")
    site = build(tmp_path / "content", tmp_path / "site", DAY)
    assert site.text("/en/privacy/") == site.text(VERSION) != ""
