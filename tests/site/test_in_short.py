"""A page that marks what changed begins with what a reader wants first: the figures, and what people wrote on it."""

from __future__ import annotations

import pytest

from tests.site.building import sample, select, words

SAID_FIRST = {
    "/en/privacy/2027-01-04/changes/": ("In short", 1),
    "/fr/confidentialite/2027-01-04/modifications/": ("En bref", 1),
    "/en/privacy/2024-06-01/since/": ("In short", 2),
    "/fr/confidentialite/2024-06-01/depuis/": ("En bref", 2),
    "/en/privacy/2025-07-01/since/2022-01-10/": ("In short", 4),
    "/en/privacy/2027-01-04/since/": ("In short", 0),
}


@pytest.mark.parametrize("address", SAID_FIRST)
def test_figures_and_notes_come_first(address: str) -> None:
    heading, notes = SAID_FIRST[address]
    page = sample().page(address)
    (short,) = select(page, "//header[@class='opening']/*[self::section or self::div or self::ul][1]")
    assert words(select(short, "h2")[0]) == heading
    assert len(select(short, "div[@class='note']")) == notes
    figures = words(select(short, "p[1]")[0])
    assert words(page.find(".//main")).count(figures) == 1


def test_notes_of_several_versions_are_told_apart_by_their_versions() -> None:
    page = sample().page("/en/privacy/2025-07-01/since/2022-01-10/")
    assert [words(title) for title in select(page, "//section[@class='short']/h3[a]")] == [
        f"Version of {day}"
        for day in ("July 1, 2025", "June 1, 2024", "September 22, 2023", "September 22, 2022")
    ]


@pytest.mark.parametrize(
    "address", ["/en/privacy/2027-01-04/changes/en-fr/", "/fr/temoins/2026-02-02/modifications/fr-en/"]
)
def test_both_languages_say_both(address: str) -> None:
    columns = select(sample().page(address), "//section[@class='short']/div/div")
    own, other = address.strip("/").split("/")[-1].split("-")
    assert [each.get("lang", "").split("-")[0] for each in columns] == [own, other]
    for column, said in zip(columns, (own, other), strict=True):
        assert words(column).startswith({"en": "In short", "fr": "En bref"}[said])
        assert select(column, ".//div[@class='note']")


def test_the_legend_is_no_part_of_the_text_and_the_first_link_leads_past_it() -> None:
    marked = [page for address, page in sample().pages() if select(page, "//p[@class='legend']")]
    assert len(marked) > 40
    for page in marked:
        assert not select(
            page, "//*[@id='_text']//p[@class='legend'] | //*[@id='_text']//nav[@class='contents']"
        )
        assert select(page, "//a[@class='skip']/@href") == ["#_text"]
        assert select(page, "//*[@id='_text' and contains(@class, 'redline')]")


def test_the_first_link_of_a_text_leads_past_its_contents() -> None:
    for address in ("/en/privacy/", "/fr/confidentialite/2024-06-01/fr-en/"):
        page = sample().page(address)
        assert select(page, "//a[@class='skip']/@href") == ["#_text"]
        assert not select(page, "//*[@id='_text']//nav")
    assert select(sample().page("/en/"), "//a[@class='skip']/@href") == ["#_main"]
