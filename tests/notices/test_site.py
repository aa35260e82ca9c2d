"""What a site says of its notices: a page for each, and a banner for the homepage of a company."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.site.building import SAMPLE, build, select

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import Built


@cache
def _place(folder: Path, day: date) -> Built:
    return build(SAMPLE, folder / day.isoformat(), day)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


def sample(folder: Path, day: str) -> Built:
    return _place(folder, date.fromisoformat(day))


def test_a_notice_has_a_page_that_says_what_the_message_says(folder: Path) -> None:
    site = sample(folder, "2026-11-22")
    for address, facts in {
        "/en/privacy/2027-01-04/notice/": "Recorded calls: kept 90 days instead of six months",
        "/fr/confidentialite/2027-01-04/avis/": "Appels enregistrés : conservés 90 jours au lieu de six mois",
    }.items():
        assert facts in site.main(address).replace("\u00a0", " ")
        assert "2027-01-04/#retention" in " ".join(select(site.page(address), "//main//a/@href"))
    assert not site.has("/en/privacy/2021-03-01/notice/")  # the first version changed nothing


@pytest.mark.parametrize("address", ["/en/privacy/history/", "/en/privacy/2027-01-04/changes/"])
def test_pages_lead_to_the_notice(folder: Path, address: str) -> None:
    links = select(sample(folder, "2026-11-22").page(address), "//a/@href")
    assert "/en/privacy/2027-01-04/notice/" in links


def test_the_banner_shows_from_posting_to_its_last_day(folder: Path) -> None:
    # in force from 4 January; thirty days later it is gone
    says = {}
    for day in ("2026-11-22", "2027-01-04", "2027-02-02", "2027-02-03"):
        site = sample(folder, day)
        says[day] = site.text("/en/banner.html")
        notices = json.loads(site.text("/banner.json"))["notices"]
        assert [each["until"] for each in notices] == (["2027-02-03"] if says[day] else [])
    assert 'role="region"' in says["2026-11-22"]
    assert "“Privacy policy” changes on January" in says["2026-11-22"]
    assert "“Privacy policy” changed on January" in says["2027-02-02"]
    assert says["2027-02-03"] == ""


def test_the_site_knows_that_the_banner_ends(folder: Path) -> None:
    assert sample(folder, "2027-01-04").report.next_change == date(2027, 2, 3)


def test_the_feed_tells_again_when_a_version_takes_effect(folder: Path) -> None:
    upcoming, begun = (
        sample(folder, day).text("/en/privacy/feed.xml") for day in ("2026-11-22", "2027-01-04")
    )
    entry = "/en/privacy/2027-01-04/#in-force</id>"
    assert entry not in upcoming
    assert entry in begun
    assert "<updated>2027-01-04T00:00:00-05:00</updated>" in begun
