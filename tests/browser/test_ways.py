"""The sample in a real browser: nothing but the site itself is asked for, and everything can be reached and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.site.building import sample

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tests.browser.visiting import Visit

SWITCHES = {
    "index": ("/en/", "/fr/"),
    "current": ("/en/privacy/", "/fr/confidentialite/"),
    "version": ("/en/privacy/2024-06-01/", "/fr/confidentialite/2024-06-01/"),
    "upcoming": ("/en/privacy/2027-01-04/", "/fr/confidentialite/2027-01-04/"),
    "changes": ("/en/privacy/2024-06-01/changes/", "/fr/confidentialite/2024-06-01/modifications/"),
    "since": ("/en/privacy/2024-06-01/since/", "/fr/confidentialite/2024-06-01/depuis/"),
    "history": ("/en/privacy/history/", "/fr/confidentialite/historique/"),
}
"""For each kind of page, its address in both languages."""


def links(page: HtmlElement) -> set[str]:
    """Every page and file of the site that the page links to."""
    hrefs = [link.get("href", "") for link in page.iter("a")]
    return {href.partition("#")[0] for href in hrefs if href.startswith("/")}


def test_every_link_can_be_followed_and_every_page_is_linked() -> None:
    pages = dict(sample().pages())
    linked = {"/"}.union(*(links(page) for page in pages.values()))
    assert [address for address in linked if not sample().has(address)] == []
    # what changed since the version in force: nothing, so no page leads there
    unlinked = {address.split("/")[-2] for address in pages.keys() - linked - {"/404.html"}}
    assert unlinked <= {"since", "depuis"}


@pytest.mark.parametrize("pair", SWITCHES.values(), ids=SWITCHES)
def test_switching_language_keeps_policy_and_version(visit: Visit, pair: tuple[str, str]) -> None:
    english, french = pair
    assert visit.open(english) == 200
    visit.page.click("nav.languages a[lang='fr-CA']")
    assert visit.address == french
    assert visit.page.locator("html").get_attribute("lang") == "fr-CA"
    visit.page.click("nav.languages a[lang='en-CA']")
    assert visit.address == english


@pytest.mark.parametrize("page", ["version", "changes"])
def test_switching_language_at_a_section_keeps_the_section(visit: Visit, page: str) -> None:
    english, french = SWITCHES[page]
    visit.open(english)
    section = visit.page.locator(".text section[id]").nth(2)
    identifier = section.get_attribute("id")
    section.locator("a[hreflang='fr-CA']").first.click()
    assert visit.address == f"{french}#{identifier}"
    for _ in range(
        200
    ):  # a page scrolls once it is drawn, and without scripts nothing can wait for that in it
        top = visit.page.locator(f"[id='{identifier}']").bounding_box()
        if top and -5 <= top["y"] <= 200:
            return
        visit.page.wait_for_timeout(50)
    pytest.fail(f"the section is at {top}")


def test_a_reader_finds_the_way_from_the_front_page_to_what_changed(visit: Visit) -> None:
    visit.open("/")
    visit.page.click("main a[hreflang='en-CA'] >> nth=0")
    assert visit.address == "/en/"
    visit.page.click("main h2 a >> nth=0")
    assert visit.address == "/en/privacy/"
    visit.page.click("text=History of changes")
    assert visit.address == "/en/privacy/history/"
    visit.page.click("main a[href$='/2024-06-01/changes/']")
    assert visit.address == "/en/privacy/2024-06-01/changes/"
    assert visit.page.locator("main ins, main del").count() > 0


def test_a_wide_table_can_be_reached_by_keyboard(visit: Visit) -> None:
    visit.open("/en/cookies/")
    table = visit.page.locator("main [role='group'][tabindex='0']:has(table)").first
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if table.and_(visit.page.locator(":focus")).count():
            return
    pytest.fail("no Tab leads to the table")


def test_the_page_for_lost_readers_leads_back(visit: Visit) -> None:
    assert visit.open("/404.html") == 200
    assert links(html.fromstring(visit.page.content())) >= {
        "/en/",
        "/fr/",
        "/en/privacy/",
        "/fr/confidentialite/",
    }
