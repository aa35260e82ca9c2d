"""A site built for another address, in a folder of its host: every link leads into that site, and none out of it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from affiche.model import Edition, Section
from affiche.pipeline import read
from affiche.site.rebase_links import rebase_links
from tests.site.building import SAMPLE, SITES, TODAY, Built, build, select

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ELSEWHERE = "https://staging.example/notices/legal/"
HOME = "https://legal.cormorantdesk.example/"
ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
LINKING = "//@href | //@src | //*[local-name()='loc' or local-name()='id']/text()"


@pytest.fixture(scope="module", params=[False, True], ids=["pages", "fragments"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("elsewhere") / "site"
    return build(SAMPLE, out, TODAY, base_url=ELSEWHERE, fragments=request.param)


@pytest.fixture(scope="module")
def found(site: Built) -> list[tuple[str, str]]:
    """Every address that stands anywhere in the site."""
    return list(addresses(site))


def addresses(site: Built) -> Iterator[tuple[str, str]]:
    """Every address that stands anywhere in the site, made whole, with the file that it stands in."""
    for file, content in site.files().items():
        here = ELSEWHERE + file.removesuffix("index.html").removesuffix("fragment.html")
        if file.endswith(".html"):
            found = [link for _, _, link, _ in site.page(f"/{file}").iterlinks()]
        elif file.endswith(".xml"):
            found = select(site.xml(f"/{file}"), LINKING)
        elif file.endswith(".json"):
            found = [text for text in strings(json.loads(content)) if ADDRESS.fullmatch(text)]
        else:
            found = ADDRESS.findall(content.decode()) if file.endswith((".css", ".svg")) else []
        for link in found:
            yield file, urljoin(here, str(link))


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        data = data.values()
    elif isinstance(data, str):
        yield data
        return
    elif not isinstance(data, list):
        return
    for inner in data:
        yield from strings(inner)


def test_no_link_leads_to_the_posted_site_and_none_beside_the_folder(
    found: list[tuple[str, str]],
) -> None:
    ours = {"legal.cormorantdesk.example", "staging.example"}
    strays = [
        f"{file}: {address}"
        for file, address in found
        if urlsplit(address).netloc in ours and not address.startswith(ELSEWHERE)
    ]
    assert not strays


def leads(site: Built, address: str) -> bool:
    """Whether there is something at the address, if only in the frame of the host."""
    return site.has(address) or site.has(f"{address}fragment.html")


def test_no_link_into_the_site_is_dead(site: Built, found: list[tuple[str, str]]) -> None:
    own = [(file, address) for file, address in found if address.startswith(ELSEWHERE)]
    dead = [
        f"{file}: {address}"
        for file, address in own
        if not leads(site, "/" + urldefrag(address).url.partition("?")[0].removeprefix(ELSEWHERE))
    ]
    assert not dead
    assert len(own) > 1000


def test_nothing_names_the_posted_site(site: Built) -> None:
    named = [file for file, content in site.files().items() if HOME.encode() in content]
    assert not named


def test_a_site_at_another_address_is_that_of_a_source_that_says_so(tmp_path: Path) -> None:
    source = tmp_path / "content"
    shutil.copytree(SITES / "smallest" / "content", source)
    settings = source / "site.yaml"
    said = settings.read_text(encoding="utf-8").replace("https://tern.example/legal/", ELSEWHERE)
    settings.write_text(said, encoding="utf-8")
    day = date(2026, 6, 1)
    asked = build(SITES / "smallest" / "content", tmp_path / "asked", day, base_url=ELSEWHERE)
    assert asked.files() == build(source, tmp_path / "said", day).files()


KEPT = (
    '<a href="https://other.example/en/">',
    '<a href="//legal.cormorantdesk.example/en/">',
    '<a href="#here">',
    '<a href="mailto:a@b.example">',
    '<code> href="/en/"</code>',
    '<abbr title="<a href=&quot;/en/&quot;>">',
)
MOVED = {
    '<a href="/en/privacy/#b">': '<a href="/notices/legal/en/privacy/#b">',
    '<a lang="fr" href="/fr/">': '<a lang="fr" href="/notices/legal/fr/">',
    f'<a href="{HOME}en/">': f'<a href="{ELSEWHERE}en/">',
}


def test_only_links_under_the_old_address_are_moved() -> None:
    html = "".join([*KEPT, *MOVED])
    inner = Section(id="b", number="1.1", heading=html, title="B", html=html)
    section = Section(id="a", number="1", heading=html, title="A", html=html, sections=(inner,))
    edition = Edition(locale="en", title="T", introduction=html, sections=(section,), markdown="")
    site = read(SAMPLE)[0].site
    first = site.policies[0]
    posted = replace(first.versions[0], editions={"en": edition}, notes={"en": html})
    there = rebase_links(replace(site, policies=(replace(first, versions=(posted,)),)), ELSEWHERE)
    after = there.policies[0].versions[0]
    expected = "".join([*KEPT, *MOVED.values()])
    texts = [after.notes["en"], after.editions["en"].introduction]
    texts += [text for each in after.editions["en"].walk() for text in (each.html, each.heading)]
    assert texts == [expected] * 6
