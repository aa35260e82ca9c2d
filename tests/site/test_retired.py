"""A policy that no longer applies: every address of it still answers, and nothing leads a reader to it by chance."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

from tests.site.building import SAMPLE, build, retired, sample, select, words

if TYPE_CHECKING:
    from pathlib import Path


def test_no_address_is_lost() -> None:
    before, after = sample(date(2026, 11, 30)).files().keys(), retired().files().keys()
    assert not {name for name in before if name.endswith((".html", ".xml", ".json"))} - after


def test_its_page_says_when_it_ended_and_leads_to_the_last_text() -> None:
    page = retired().main("/en/california-privacy/")
    assert "Ended This policy ended on December 1, 2026 and no longer applies." in page
    assert "Read the last text, that of January 5, 2026" in page
    page = retired().main("/fr/californie/")
    assert "A cessé de s’appliquer Cette politique a cessé de s’appliquer le 1er décembre 2026." in page
    for address in ("/en/california-privacy/", "/fr/californie/"):
        links = select(retired().page(address), "//div[contains(@class, 'standing')]//a/@href")
        assert links == [f"{address}2026-01-05/"]


def test_its_last_version_ended_and_was_not_replaced() -> None:
    for address, said in (
        ("/en/california-privacy/", "Ended"),
        ("/fr/californie/", "A cessé de s’appliquer"),
    ):
        last, first = (retired().page(f"{address}{day}/") for day in ("2026-01-05", "2023-01-01"))
        assert words(select(last, "//main//strong[@class='word']")[0]) == said
        assert words(select(first, "//main//strong[@class='word']")[0]) in {"Superseded", "Remplacée"}
        main = words(last.find(".//main"))
        assert "remplacée le" not in main
        assert "sans être remplacée" not in main


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


def test_the_title_of_each_page_about_a_policy_names_it() -> None:
    for site in (sample(), retired()):
        for address, page in site.pages():
            if len(address.strip("/").split("/")) > 1:
                policy = "/".join(address.split("/")[:3])
                (named,) = select(site.page(f"{policy}/"), "//h1")
                assert words(named) in (page.findtext(".//title") or ""), address


def test_the_version_in_force_says_when_the_text_was_last_updated_by_that_name() -> None:
    def labels(address: str) -> list[str]:
        return [words(term) for term in select(sample().page(address), "//dl[@class='particulars']//dt")]

    assert labels("/en/privacy/")[:2] == ["Effective date", "Last updated"]
    assert labels("/fr/confidentialite/")[:2] == ["Date d’entrée en vigueur", "Dernière mise à jour"]
    assert labels("/en/privacy/2024-06-01/")[1] == "Date published"
