"""The banner on the homepage of a company, put there as docs/notices.md shows: by its server, or by fetch."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.browser.serving import served
from tests.site.building import ROOT, SAMPLE, build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

EXAMPLES = re.findall(r"```html\n(.*?)```", (ROOT / "docs/notices.md").read_text(encoding="utf-8"), re.DOTALL)
INCLUDE = re.compile(r'<!--#include virtual="/(.+?)" -->')
HOMEPAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>Home</title><body><h1>Home</h1>\n{}</body></html>"
SENTENCE = "“Privacy policy” changes on January 4, 2027. See what changes"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a company's host, with the notices under /legal/ as the examples have them."""
    folder = tmp_path_factory.mktemp("host")
    build(SAMPLE, folder / "legal", date(2026, 11, 22))
    return folder


@pytest.mark.parametrize("example", EXAMPLES, ids=["include", "fetch"])
def test_an_example_shows_the_notice_of_the_day(example: str, host: Path, browser: Browser) -> None:
    # a server with includes puts the file in the place of the comment
    page = INCLUDE.sub(lambda name: (host / name[1]).read_text(encoding="utf-8"), HOMEPAGE.format(example))
    (host / "home.html").write_text(page, encoding="utf-8")
    with served(host, is_strict=False) as home:
        reader = browser.new_page()
        reader.goto(f"{home}/home.html")
        region = reader.get_by_role("region", name="Changes to our policies")
        region.wait_for()
        assert region.inner_text().replace("\u00a0", " ") == SENTENCE
        reader.close()


def test_both_ways_are_shown() -> None:
    assert [bool(INCLUDE.search(example)) for example in EXAMPLES] == [True, False]
