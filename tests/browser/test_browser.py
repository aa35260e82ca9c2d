"""The sample in a real browser: nothing but the site itself is asked for, and everything can be reached and read.

Where there is no Chromium these tests skip on a person's machine and fail where CI is set in the environment.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.serving import served
from tests.site.building import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NAMES = ("chromium", "chromium-browser", "google-chrome")

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


class Visit:
    """A page of the browser, with everything that went wrong on it."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._note_failure)
        page.on("request", lambda request: self._note_stranger(request.url))

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as when the reader goes on before the icon has come
            self.faults.append(f"{self.page.url}: {request.url}: {request.failure}")

    def _note_stranger(self, address: str) -> None:
        if not address.startswith((f"{self.home}/", "data:")):
            self.faults.append(f"{self.page.url}: asked {address}")

    def open(self, address: str) -> int:
        answer = self.page.goto(self.home + address)
        assert answer
        return answer.status

    @property
    def address(self) -> str:
        """Where the browser is, as an address of the site."""
        return self.page.url.removeprefix(self.home)


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with served(sample().folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium here: install it, as .ci/run does")
        pytest.skip("there is no Chromium here")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Visit]:
    """A reader with a narrow screen and without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), home)
    yield visit
    context.close()
    assert not visit.faults


def links(visit: Visit) -> set[str]:
    """Every page and file of the site that the page links to."""
    hrefs = visit.page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    return {href.partition("#")[0] for href in hrefs if href.startswith("/")}


def test_every_link_from_the_front_page_on_can_be_followed(visit: Visit) -> None:
    """And no page needs scrolling sideways."""
    built = {address for address, _ in sample().pages()} - {"/404.html"}
    linked, opened, wide = {"/"}, set[str](), []
    while waiting := (linked | built) - opened:
        address = waiting.pop()
        opened.add(address)
        if not address.endswith("/"):
            assert visit.page.request.get(visit.home + address).status == 200
            continue
        assert visit.open(address) == 200
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{address} is {width} px wide")
        linked |= links(visit)
    assert not wide
    # what changed since the version in force: nothing, so no page leads there
    assert {address.split("/")[-2] for address in built - linked} <= {"since", "depuis"}


@pytest.mark.parametrize("pair", SWITCHES.values(), ids=SWITCHES)
def test_switching_language_keeps_policy_and_version(visit: Visit, pair: tuple[str, str]) -> None:
    english, french = pair
    assert visit.open(english) == 200
    visit.page.click("nav.languages a[lang='fr-CA']")
    assert visit.address == french
    assert visit.page.locator("html").get_attribute("lang") == "fr-CA"
    visit.page.click("nav.languages a[lang='en-CA']")
    assert visit.address == english


def test_switching_language_at_a_section_keeps_the_section(visit: Visit) -> None:
    visit.open("/en/privacy/2024-06-01/")
    section = visit.page.locator("main section[id]").nth(3)
    identifier = section.get_attribute("id")
    section.locator("a[hreflang='fr-CA']").first.click()
    assert visit.address == f"/fr/confidentialite/2024-06-01/#{identifier}"
    top = visit.page.locator(f"[id='{identifier}']").bounding_box()
    assert top
    assert -5 <= top["y"] <= 200


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
    table = visit.page.locator("main [role='region'][tabindex='0']:has(table)").first
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if table.and_(visit.page.locator(":focus")).count():
            return
    pytest.fail("no Tab leads to the table")


def test_the_page_for_lost_readers_leads_back(visit: Visit) -> None:
    assert visit.open("/404.html") == 200
    assert links(visit) >= {"/en/", "/fr/", "/en/privacy/", "/fr/confidentialite/"}
