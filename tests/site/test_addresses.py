"""Every link leads somewhere, and every page says rightly what it is: language, canonical address, alternates."""

from __future__ import annotations

from collections import Counter
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import etree, html

from tests.site.building import Built, retired, sample, select, small

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://legal.cormorantdesk.example"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

SITES: dict[str, Callable[[], Built]] = {
    "sample": sample,
    "sample before its last version": lambda: sample(date(2021, 2, 1)),
    "sample with a policy retired": retired,
    "bilingual": lambda: small("bilingual", date(2026, 6, 1)),
    "smallest, in a folder of its host": lambda: small("smallest", date(2026, 6, 1)),
}


Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Built:
    return SITES[request.param]()


@pytest.fixture(scope="module")
def pages(site: Built) -> Pages:
    """Every page with its address, for tests that only read it."""
    return dict(site.pages())


@pytest.fixture(scope="module")
def base(pages: Pages) -> str:
    """The address of the site's front page, without its last slash."""
    return canonical(pages["/"]).rstrip("/")


def canonical(page: html.HtmlElement) -> str:
    (link,) = select(page, "//link[@rel='canonical']/@href")
    return str(link)


def path(address: str, base: str) -> str:
    """An address inside the site as its path there."""
    assert address.startswith(base), f"{address} is outside the site"
    return address.removeprefix(base)


def alternates(page: html.HtmlElement) -> dict[str, str]:
    found = page.findall(".//link[@rel='alternate'][@hreflang]")
    tags = Counter(link.get("hreflang") for link in found)
    assert not [tag for tag, count in tags.items() if count > 1]
    return {link.get("hreflang", ""): link.get("href", "") for link in found}


def test_every_link_leads_to_a_file_and_every_fragment_to_an_element(
    site: Built, pages: Pages, base: str
) -> None:
    ids = {address: {e.get("id") for e in page.iter() if e.get("id")} for address, page in pages.items()}
    lost = []
    for address, page in pages.items():
        for _, attribute, link, _ in page.iterlinks():
            whole, fragment = urldefrag(urljoin(base + address, link))
            if attribute not in {"href", "src"} or not whole.startswith(base + "/"):
                continue
            target = path(whole, base).partition("?")[0]
            if not site.has(target) or (fragment and fragment not in ids[target]):
                lost.append(f"{address}: {link}")
    assert not lost


def test_links_stay_on_the_site_but_for_those_of_the_organisation_and_its_texts(
    pages: Pages, base: str
) -> None:
    for address, page in pages.items():
        for element in select(page, "//*[@src] | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']"):
            link = element.get("src") or element.get("href")
            assert urljoin(base + address, link).startswith(base + "/"), address


def test_a_page_is_in_its_own_alternates_and_they_are_the_same_seen_from_each(
    pages: Pages, base: str
) -> None:
    for address, page in pages.items():
        found = alternates(page)
        others = {tag: link for tag, link in found.items() if tag != "x-default"}
        if address in {"/", "/404.html"}:
            continue
        language = page.get("lang")
        assert others[language] == base + address, address
        for tag, link in others.items():
            other = pages[path(link, base)]
            assert other.get("lang") == tag, link
            assert alternates(other) == found, link


def test_the_page_of_each_locale_says_its_language_and_direction(site: Built, pages: Pages) -> None:
    locales = site.report.locales
    for address, page in pages.items():
        locale = address.split("/")[1]
        expected = locale if locale in locales else locales[0]
        assert page.get("lang", "").partition("-")[0] == expected, address
        assert page.get("dir") == "ltr", address


def test_the_version_in_force_has_one_canonical_address_in_each_language() -> None:
    site = sample()
    assert canonical(site.page("/en/privacy/")) == f"{BASE}/en/privacy/"
    assert canonical(site.page("/en/privacy/2026-02-02/")) == f"{BASE}/en/privacy/"
    assert canonical(site.page("/en/privacy/2024-06-01/")) == f"{BASE}/en/privacy/2024-06-01/"


def test_only_what_applies_or_will_apply_is_for_search_engines() -> None:
    site = sample()
    hidden = {address for address, page in site.pages() if page.find(".//meta[@name='robots']") is not None}
    assert "/en/privacy/2024-06-01/" in hidden
    assert "/fr/confidentialite/2026-02-02/modifications/" in hidden
    assert "/404.html" in hidden
    for address in (
        "/",
        "/en/",
        "/en/privacy/",
        "/en/privacy/2027-01-04/",
        "/fr/confidentialite/historique/",
    ):
        assert address not in hidden


def test_the_sitemap_lists_every_indexed_page_once_and_no_other(site: Built, pages: Pages, base: str) -> None:
    sitemap = site.xml("/sitemap.xml")
    listed = [path(str(loc), base) for loc in select(sitemap, "s:url/s:loc/text()", **SITEMAP)]
    indexed = [
        address
        for address, page in pages.items()
        if page.find(".//meta[@name='robots']") is None and canonical(page) == base + address
    ]
    assert sorted(listed) == sorted(indexed)
    for address, url in zip(listed, select(sitemap, "s:url", **SITEMAP), strict=True):
        links = {link.get("hreflang"): link.get("href") for link in select(url, "x:link", **SITEMAP)}
        assert links == alternates(pages[address]), address


class Stack(HTMLParser):
    """Notes each element that is not closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"{self.getpos()}: an attribute of <{tag}> stands twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{self.getpos()}: </{tag}>")


def test_every_page_is_sound_html(site: Built, pages: Pages) -> None:
    for address, page in pages.items():
        stack = Stack()
        stack.feed(site.text(address))
        assert not stack.faults + stack.open, address
        ids = Counter(select(page, "//@id"))
        assert not [identifier for identifier, count in ids.items() if count > 1], address
        for only_one in ("//main", "//h1", "//head/title", "//link[@rel='canonical']"):
            assert len(select(page, only_one)) == 1, f"{address}: {only_one}"
        assert not select(page, "//*[@style] | //style | //script[not(@type='application/ld+json')]"), address
        for reference in select(page, "//@aria-labelledby | //@aria-describedby"):
            assert set(reference.split()) <= ids.keys(), f"{address}: {reference}"


def test_every_page_can_be_parsed_without_recovery(site: Built, pages: Pages) -> None:
    for address in pages:
        parser = etree.HTMLParser(recover=True, encoding="utf-8")
        etree.fromstring(site.text(address).encode(), parser)
        # libxml2 knows HTML 4 and takes the elements added since for mistakes
        faults = [fault.message for fault in parser.error_log if fault.type_name != "HTML_UNKNOWN_TAG"]
        assert not faults, address


def test_headings_leave_no_level_out(pages: Pages) -> None:
    for address, page in pages.items():
        levels = [int(heading.tag[1]) for heading in select(page, "//h1|//h2|//h3|//h4|//h5|//h6")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{address}: {levels}"
