"""Several sites of one source in one preview: each under its name, behind a page that leads to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.serve.previewing import Previewed, previewed, until
from tests.site.building import select
from tests.site.running import run
from tests.source.test_several_sites import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BRANDS = ("gull", "tern", "auk")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    folder = tmp_path_factory.mktemp("several")
    lay_out(folder / "content")
    with previewed(folder, options=["--edit"]) as running:
        yield running


def links(text: str) -> list[str]:
    return [str(href) for href in select(html.fromstring(text), "//a/@href")]


def test_a_page_leads_to_each_site(shown: Previewed) -> None:
    first = shown.ask("/")
    assert links(first.text) == ["/gull/", "/tern/", "/auk/"]
    names = select(html.fromstring(first.text), "//section/p[1]/text()")
    assert names == ["Seabird Group Inc.", "Tern Books Ltd.", "Seabird Group Inc."]
    missing = shown.ask("/puffin/")
    assert (missing.status, links(missing.text)) == (404, links(first.text))
    until(shown.says(f"tern: {shown.home}/tern/"))


@pytest.mark.parametrize("brand", BRANDS)
def test_each_site_stands_under_its_name(shown: Previewed, brand: str) -> None:
    """Every address that its pages name is there, and none leads into another site."""
    ways, seen = [f"/{brand}/en/"], set[str]()
    while ways:
        way = ways.pop()
        answer = shown.ask(way)
        assert answer.status == 200, way
        found = select(html.fromstring(answer.text), "//a/@href | //head/link[@rel='stylesheet']/@href")
        own = {str(href).partition("#")[0] for href in found if str(href).startswith("/")}
        assert all(href.startswith((f"/{brand}/", "/_")) or href == "/" for href in own), way
        ways += {href for href in own - seen if href.startswith(f"/{brand}/")}
        seen |= own
    assert {f"/{brand}/en/privacy/draft/", f"/{brand}/_preview/problems/"} <= seen


def test_each_site_has_its_own_facts_look_and_page_for_a_missing_address(shown: Previewed) -> None:
    tern, gull = (shown.ask(f"/{brand}/en/privacy/draft/").text for brand in ("tern", "gull"))
    assert "Tern Books Ltd. sells books." in tern
    assert "Seabird Group Inc. sells parcels." in gull
    assert shown.ask("/gull/style.css").text != shown.ask("/tern/style.css").text
    missing = shown.ask("/tern/en/nothing/")
    assert missing.status == 404
    assert "Tern Books Ltd." in missing.text
    assert shown.ask("/tern").status == 302


def test_policies_to_edit_stand_under_the_names_of_their_sites(shown: Previewed) -> None:
    page = html.fromstring(shown.ask("/_edit/").text)
    assert select(page, "//main/h2/text()") == list(BRANDS)
    assert select(page, "//main/ul/li/a/@href") == [f"/_edit/{brand}-privacy/" for brand in BRANDS]
    facts = shown.ask("/_edit/tern-privacy/facts/")
    assert facts.status == 200
    assert "/tern/en/privacy/draft/" in facts.text
    assert shown.ask("/_edit/puffin-privacy/facts/").status == 404


def test_a_save_reaches_every_site_that_shows_the_text(tmp_path: Path) -> None:
    content = lay_out(tmp_path / "content")
    with previewed(tmp_path) as running:
        state = re.compile(r'name="_preview" content="([^"]+)"')
        before = [state.findall(running.ask(f"/{brand}/en/").text) for brand in BRANDS]
        assert len({one for (one,) in before}) == len(BRANDS)
        english = content / "privacy/en.md"
        english.write_text(english.read_text("utf-8").replace("Write to", "Mail"), "utf-8")
        for brand in BRANDS:
            until(lambda brand=brand: "Mail " in running.ask(f"/{brand}/en/privacy/draft/").text)  # type: ignore[misc]
        assert all(
            state.findall(running.ask(f"/{brand}/en/").text) != old
            for brand, old in zip(BRANDS, before, strict=True)
        )


def test_one_site_can_be_shown_alone(tmp_path: Path) -> None:
    lay_out(tmp_path / "content")
    with previewed(tmp_path, options=["--brand", "tern"]) as running:
        assert "Tern Books Ltd." in running.ask("/en/privacy/draft/").text
        assert "All sites" not in running.ask("/en/privacy/draft/").text
    unknown = run("serve", "--brand", "turn", folder=tmp_path)
    assert unknown.returncode == 2
    assert "tern" in unknown.stderr
