"""A policy that no longer applies: every address of it still answers, and nothing leads a reader to it by chance."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

from tests.site.building import SAMPLE, build, retired, sample, select

if TYPE_CHECKING:
    from pathlib import Path


def test_no_address_is_lost() -> None:
    before, after = sample(date(2026, 11, 30)).files().keys(), retired().files().keys()
    assert not {name for name in before if name.endswith((".html", ".xml", ".json"))} - after


def test_its_page_says_when_it_ended() -> None:
    page = retired().main("/en/california-privacy/")
    assert "This text ended on December 1, 2026 and no longer applies." in page
    page = retired().main("/fr/californie/")
    assert "Ce texte a pris fin le 1er décembre 2026 et ne s’applique plus." in page


def test_its_last_version_says_so_and_is_compared_with_the_others_as_before() -> None:
    site = retired()
    versions = [version["id"] for version in site.json("/california/versions.json")["versions"]]
    last = site.main(f"/en/california-privacy/{versions[0]}/")
    assert "ended on December 1, 2026, with nothing in its place." in last
    assert "compared with the last version" in site.main(f"/en/california-privacy/{versions[-1]}/since/")
    assert "Nothing: it is the last version." in site.main(f"/en/california-privacy/{versions[0]}/since/")


def test_programs_are_told() -> None:
    data = retired().json("/california/versions.json")
    assert (data["current"], data["retired"]) == (None, "2026-12-01")
    assert data["versions"][0]["until"] == "2026-12-01"


def test_nothing_leads_to_it_but_its_own_pages_and_texts() -> None:
    site = retired()
    for address in ("/", "/en/", "/fr/", "/en/privacy/history/", "/404.html"):
        assert not select(site.page(address), "//a[contains(@href, '/calif')]")
    assert select(site.page("/en/california-privacy/history/"), "//a[contains(@href, '/california/')]")


def test_before_that_day_its_readers_are_told_and_led_to_it(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    with (tmp_path / "content/california/policy.yaml").open("a", encoding="utf-8") as file:
        file.write("retired: 2026-12-01\n")
    site = build(tmp_path / "content", tmp_path / "site", date(2026, 11, 30))
    assert site.report.next_change == date(2026, 12, 1)
    assert "It ends on December 1, 2026, with nothing in its place." in site.main("/en/california-privacy/")
    assert select(site.page("/en/"), "//a[@href='/en/california-privacy/']")
