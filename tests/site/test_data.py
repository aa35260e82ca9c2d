"""What other programs read: versions.json by its schema, and the feeds by the rules of Atom."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.site.building import ROOT, SAMPLE, Built, sample, select, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

SCHEMA = json.loads((ROOT / "docs" / "versions.schema.json").read_text(encoding="utf-8"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}

SITES: dict[str, Callable[[], Built]] = {
    "sample": sample,
    "bilingual": lambda: small("bilingual", date(2026, 6, 1)),
    "bilingual, early": lambda: small("bilingual", date(2024, 6, 1)),
    "smallest": lambda: small("smallest", date(2026, 6, 1)),
}


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Built:
    return SITES[request.param]()


def versions_of(site: Built) -> Iterator[dict[str, Any]]:
    for file in sorted(site.folder.glob("*/versions.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def test_the_schema_is_one_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert not list(_undescribed(SCHEMA, ""))


def _undescribed(schema: dict[str, Any], place: str) -> Iterator[str]:
    for name, field in schema.get("properties", {}).items():
        if "description" not in field:
            yield f"{place}/{name}"
        yield from _undescribed(field, f"{place}/{name}")
    for name, shape in schema.get("$defs", {}).items():
        yield from _undescribed(shape, f"{place}/{name}")


def test_versions_json_keeps_to_the_schema_and_has_no_other_field(site: Built) -> None:
    strict = json.loads(
        json.dumps(SCHEMA).replace('"properties":', '"unevaluatedProperties": false, "properties":')
    )
    for schema in (SCHEMA, strict):
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        for data in versions_of(site):
            assert not [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(data)]


def test_versions_json_agrees_with_itself_and_with_the_pages(site: Built) -> None:
    base = select(site.page("/"), "//link[@rel='canonical']/@href")[0].rstrip("/")
    for data in versions_of(site):
        ids = [version["id"] for version in data["versions"]]
        assert len(ids) == len(set(ids))
        assert [v["id"] for v in data["versions"] if v["status"] == "current"] == [data["current"]] * bool(
            data["current"]
        )
        for version in data["versions"]:
            assert version["predecessor"] is None or version["predecessor"] in ids
            for edition in version["editions"].values():
                page = site.page(edition["address"].removeprefix(base))
                assert page.get("lang") == edition["language"]
                assert edition["changes"] is None or site.has(edition["changes"].removeprefix(base))


def test_a_digest_is_that_of_the_published_file() -> None:
    for version in sample().json("/privacy/versions.json")["versions"]:
        for locale, edition in version["editions"].items():
            published = SAMPLE / "privacy" / "versions" / version["id"] / f"{locale}.md"
            assert edition["digest"] == f"sha256:{hashlib.sha256(published.read_bytes()).hexdigest()}"


def feeds(site: Built) -> list[str]:
    return [f"/{file}" for file in sorted(site.files()) if file.endswith("/feed.xml")]


def one(parent: etree._Element, name: str) -> str:
    (found,) = select(parent, f"a:{name}", **ATOM)
    assert (found.text or "").strip(), f"{name} is empty"
    return str(found.text)


def test_a_feed_has_what_atom_requires(site: Built) -> None:
    for address in feeds(site):
        feed = site.xml(address)
        entries = select(feed, "a:entry", **ATOM)
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        assert one(feed, "id").endswith(address)
        assert one(feed, "title")
        assert select(feed, "a:link[@rel='self']/@href", **ATOM) == [one(feed, "id")]
        assert len(select(feed, "a:author/a:name", **ATOM)) == 1
        ids = [one(entry, "id") for entry in entries]
        assert len(ids) == len(set(ids)) > 0
        days = [datetime.fromisoformat(one(entry, "updated")) for entry in entries]
        assert all(day.tzinfo for day in days)
        assert datetime.fromisoformat(one(feed, "updated")) == max(days)
        for entry in entries:
            assert one(entry, "title")
            assert one(entry, "summary")
            assert datetime.fromisoformat(one(entry, "published")) <= datetime.fromisoformat(
                one(entry, "updated")
            )
            assert len(select(entry, "a:link[@rel='alternate']", **ATOM)) == 1


def test_every_address_in_a_feed_leads_to_a_page(site: Built) -> None:
    base = select(site.page("/"), "//link[@rel='canonical']/@href")[0].rstrip("/")
    for address in feeds(site):
        for link in select(site.xml(address), "//a:link/@href", **ATOM):
            assert site.has(link.removeprefix(base)), link


def test_a_withdrawal_brings_the_entry_to_readers_again() -> None:
    feed = small("bilingual", date(2026, 6, 1)).xml("/en/privacy/feed.xml")
    (entry,) = select(feed, "a:entry[contains(a:id, '/2026-05-01/')]", **ATOM)
    assert one(entry, "published") == "2026-03-01T00:00:00-05:00"
    assert one(entry, "updated") == "2026-04-01T00:00:00-04:00"


def test_words_in_a_feed_are_plain_and_html_is_escaped(site: Built) -> None:
    for address in feeds(site):
        for text in select(
            site.xml(address), "//a:title/text() | //a:summary/text() | //a:subtitle/text()", **ATOM
        ):
            assert not re.search(r"<\w|&\w+;", text), text
