"""What search engines, feed readers and other programs are told, on every page of several sites.

Each page is held to what versions.json of the same site says of its version, so that the two cannot drift apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from lxml import etree

from tests.site.building import ROOT, Built, sample, select, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

SITES: dict[str, Callable[[], Built]] = {
    "sample": sample,
    "sample, early": lambda: sample(date(2021, 2, 1)),
    "bilingual": lambda: small("bilingual", date(2026, 6, 1)),
    "bilingual, early": lambda: small("bilingual", date(2024, 6, 1)),
    "smallest, in a folder of its host": lambda: small("smallest", date(2026, 6, 1)),
}
SCHEMAS = ROOT / "tests" / "site" / "schemas"
VERSION = re.compile(r"/(?P<locale>[^/]+)/[^/]+/(?P<id>\d{4}-\d\d-\d\d(?:\.\d+)?)/")


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Built:
    return SITES[request.param]()


class Told(NamedTuple):
    """A page about one version, and what versions.json says of that."""

    page: HtmlElement
    policy: dict[str, Any]
    version: dict[str, Any]
    edition: dict[str, Any]
    locale: str


def root(site: Built) -> str:
    return str(select(site.page("/"), "//link[@rel='canonical']/@href")[0]).rstrip("/")


def version_pages(site: Built) -> Iterator[Told]:
    """Every page that is the text of a version: at its permanent address, or as the version in force."""
    for file in sorted(site.folder.glob("*/versions.json")):
        policy = json.loads(file.read_text(encoding="utf-8"))
        for version in policy["versions"]:
            for locale, edition in version["editions"].items():
                addresses = [edition["address"]]
                if version["id"] == policy["current"]:
                    addresses.append(policy["addresses"][locale]["current"])
                for address in addresses:
                    page = site.page(address.removeprefix(root(site)))
                    yield Told(page, policy, version, edition, locale)


def meta(page: HtmlElement, name: str) -> str | None:
    found = select(page, f"//meta[@name='{name}' or @property='{name}']/@content")
    assert len(found) <= 1, f"{name} stands twice"
    return str(found[0]) if found else None


def rel(page: HtmlElement, relation: str) -> str | None:
    found = select(page, f"//link[@rel='{relation}']/@href")
    assert len(found) <= 1, f"{relation} stands twice"
    return str(found[0]) if found else None


def test_every_page_has_a_whole_head(site: Built) -> None:
    for address, page in site.pages():
        title, description = page.findtext(".//title"), meta(page, "description")
        assert title, address
        assert description, address
        for words in (title, description):
            assert words == re.sub(r"[ \n]+", " ", words).strip(), f"{address}: {words!r}"
        assert meta(page, "viewport") == "width=device-width, initial-scale=1"
        assert select(page, "//meta[@charset='utf-8']"), address
        assert select(page, "/html/head/*")[0].get("charset"), f"{address}: the encoding comes first"


def test_what_is_shown_where_a_link_is_shared_is_what_the_page_says(site: Built) -> None:
    for address, page in site.pages():
        assert meta(page, "og:title") == page.findtext(".//title"), address
        assert meta(page, "og:description") == meta(page, "description"), address
        assert meta(page, "og:url") == rel(page, "canonical"), address
        assert meta(page, "og:type") == "website", address
        assert meta(page, "og:site_name"), address
        language = page.get("lang", "").replace("-", "_")
        others = {
            str(tag).replace("-", "_")
            for tag in select(page, "//link[@rel='alternate'][@hreflang]/@hreflang")
        }
        assert meta(page, "og:locale") == language, address
        found = select(page, "//meta[@property='og:locale:alternate']/@content")
        assert set(found) == others - {"x_default", language}, address


def test_pages_have_titles_of_their_own(site: Built) -> None:
    """But for a version that has two addresses, or says no more than its policy's name."""
    titles = Counter(
        (page.get("lang"), page.findtext(".//title")) for _, page in site.pages() if VERSION.search(_)
    )
    assert not [title for title, count in titles.items() if count > 1]


def test_a_page_in_several_languages_names_one_for_everybody_else(site: Built) -> None:
    for address, page in site.pages():
        default = select(page, "//link[@rel='alternate'][@hreflang='x-default']/@href")
        if address == "/404.html":
            assert not default
            continue
        (where,) = default
        assert site.has(where.removeprefix(root(site))), address


def test_search_engines_are_shown_what_applies_or_will_and_nothing_older(site: Built) -> None:
    for told in version_pages(site):
        hidden = meta(told.page, "robots") == "noindex"
        assert hidden == (told.version["status"] in {"superseded", "withdrawn"}), told.version["id"]
    for address, page in site.pages():
        if not VERSION.fullmatch(address) and VERSION.match(address):
            assert meta(page, "robots") == "noindex", address


def test_a_version_says_its_dates_to_machines(site: Built) -> None:
    for told in version_pages(site):
        (script,) = select(told.page, "//script[@type='application/ld+json']/text()")
        data, version = json.loads(script), told.version
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == "WebPage"
        assert data["@id"] == data["url"] == told.edition["address"]
        assert data["name"] == told.edition["title"]
        assert data["inLanguage"] == told.edition["language"] == told.page.get("lang")
        assert data["version"] == version["id"]
        assert data["datePublished"] == version["published"]
        assert data["creativeWorkStatus"] == version["status"]
        applies = version["status"] != "withdrawn" and version["until"] != version["effective"]
        until = version["until"] or ".."
        assert data.get("temporalCoverage") == (f"{version['effective']}/{until}" if applies else None)
        assert data["publisher"]["name"] == meta(told.page, "og:site_name")


def test_no_other_page_pretends_to_be_a_version(site: Built) -> None:
    texts = sum(1 for _ in version_pages(site))
    assert texts == sum(1 for _, page in site.pages() if select(page, "//script"))


def test_versions_are_linked_with_their_neighbours_as_rfc_5829_names_them(site: Built) -> None:
    for told in version_pages(site):
        home, addresses = root(site), told.policy["addresses"][told.locale]
        assert home + _path(rel(told.page, "version-history"), site) == addresses["history"]
        assert home + _path(rel(told.page, "latest-version"), site) == addresses["current"]
        before = rel(told.page, "predecessor-version")
        assert (VERSION.search(before)["id"] if before else None) == told.version["predecessor"]  # type: ignore[index]
        after = rel(told.page, "successor-version")
        if after:
            (later,) = [v for v in told.policy["versions"] if f"/{v['id']}/" in after]
            assert later["effective"] >= told.version["effective"]
            assert later["effective"] == told.version["until"]
        else:
            assert told.version["until"] is None
        for link in filter(None, (before, after)):
            assert site.has(_path(link, site)), link


def _path(link: str | None, site: Built) -> str:
    """A link as the path of a file of the site: less the folder that the site is served in."""
    assert link is not None
    folder = "/" + "/".join(root(site).split("/")[3:])
    return link.removeprefix(folder.rstrip("/"))


def schema(name: str) -> etree.RelaxNG:
    path: Path = SCHEMAS / name
    return etree.RelaxNG(etree.parse(path))


def test_every_feed_is_valid_atom(site: Built) -> None:
    valid = schema("atom.rng")
    feeds = [file for file in site.files() if file.endswith("feed.xml")]
    for file in feeds:
        feed = site.xml(f"/{file}")
        valid.assertValid(feed)
        relations = [(link.get("rel"), link.get("hreflang")) for link in feed.findall("{*}link")]
        assert len(relations) == len(set(relations))
    assert feeds


def test_the_sitemap_is_valid_and_small_enough_for_one_file(site: Built) -> None:
    sitemap = site.xml("/sitemap.xml")
    schema("sitemap.rng").assertValid(sitemap)
    assert len(sitemap) <= 50_000


def test_the_schemas_refuse_what_is_wrong() -> None:
    feed = sample().xml("/en/privacy/feed.xml")
    updated = feed.find("{*}updated")
    assert updated is not None
    updated.text = "2026-01-01"
    assert not schema("atom.rng").validate(feed)
    sitemap = sample().xml("/sitemap.xml")
    sitemap[0].remove(sitemap[0][0])
    assert not schema("sitemap.rng").validate(sitemap)
