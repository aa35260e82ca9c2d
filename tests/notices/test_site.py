"""What a site says of its notices: a page for each, and a banner for the homepage of a company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.site.building import SAMPLE, build, sample, select

if TYPE_CHECKING:
    from tests.site.building import Built


BEGINNING, LAST, GONE = date(2027, 1, 4), date(2027, 2, 2), date(2027, 2, 3)
"""The upcoming version takes effect; the last day of its banner; the day after."""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Later]:
    """What the homepage and the feed get on later days, each built over the day before."""
    out = tmp_path_factory.mktemp("later") / "site"
    return {day: Later.of(build(SAMPLE, out, day)) for day in (BEGINNING, LAST, GONE)}


@dataclass(frozen=True, slots=True)
class Later:
    """What is looked at of a site that the next day replaces."""

    banner: str
    ends: tuple[str, ...]
    feed: str
    next_change: date | None

    @classmethod
    def of(cls, site: Built) -> Later:
        notices = site.json("/banner.json")["notices"]
        return cls(
            banner=site.text("/en/banner.html"),
            ends=tuple(each["until"] for each in notices),
            feed=site.text("/en/privacy/feed.xml"),
            next_change=site.report.next_change,
        )


def test_a_notice_has_a_page_that_says_what_the_message_says() -> None:
    site = sample()
    for address, facts in {
        "/en/privacy/2027-01-04/notice/": "Recorded calls: kept 90 days instead of six months",
        "/fr/confidentialite/2027-01-04/avis/": "Appels enregistrés : conservés 90 jours au lieu de six mois",
    }.items():
        assert facts in site.main(address).replace("\u00a0", " ")
        assert "2027-01-04/#retention" in " ".join(select(site.page(address), "//main//a/@href"))
    assert not site.has("/en/privacy/2021-03-01/notice/")  # the first version changed nothing


@pytest.mark.parametrize("address", ["/en/privacy/history/", "/en/privacy/2027-01-04/changes/"])
def test_pages_lead_to_the_notice(address: str) -> None:
    links = select(sample().page(address), "//a/@href")
    assert "/en/privacy/2027-01-04/notice/" in links


def test_the_banner_shows_from_posting_to_its_last_day(later: dict[date, Later]) -> None:
    # in force from 4 January; thirty days later it is gone
    posted = Later.of(sample())
    assert 'role="region"' in posted.banner
    assert "“Privacy policy” changes on January" in posted.banner
    assert "“Privacy policy” changed on January" in later[LAST].banner
    assert later[GONE].banner == ""
    assert posted.ends == later[BEGINNING].ends == later[LAST].ends == ("2027-02-03",)
    assert later[GONE].ends == ()


def test_the_site_knows_that_the_banner_ends(later: dict[date, Later]) -> None:
    assert later[BEGINNING].next_change == GONE


def test_the_feed_tells_again_when_a_version_takes_effect(later: dict[date, Later]) -> None:
    entry = "/en/privacy/2027-01-04/#in-force</id>"
    assert entry not in Later.of(sample()).feed
    assert entry in later[BEGINNING].feed
    assert "<updated>2027-01-04T00:00:00-05:00</updated>" in later[BEGINNING].feed
