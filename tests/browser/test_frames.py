"""A fragment in the frame of a website with rules of its own: neither style reaches into the other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.serving import served
from tests.browser.visiting import NARROW, WIDE, Visit, show, visiting
from tests.site.building import SITES, Built, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

DAY = date(2026, 6, 1)
PLACES = [
    "/en/privacy/2025-03-01/",
    "/fr/confidentialite/2025-03-01.2/modifications/",
    "/en/privacy/history/",
    "/en/",
]

HOST = """\
html { font-size: 62.5%; color: rebeccapurple; line-height: 3; }
* { letter-spacing: .3em; box-sizing: content-box; }
body { font: italic bold 3rem monospace; text-align: right; }
h1, h2, p, a, dt, summary { color: red; text-transform: uppercase; margin: 40px; }
ul, ol { list-style: square; padding: 50px; }
table, td, th { border: 9px dotted red; }
.text, .sheet, .standing, .contents, .ways, .timeline { display: none; }
main .column h1, main .column li { border: 5px solid red; font-size: 90px; }
a::before, li::before { content: "!!"; }
:root { --ink: red; --paper: yellow; --link: red; --text: fantasy; }
"""
"""The rules of a host that could hardly be worse."""

FRAME = """\
<!doctype html>
<html lang="en"><head><title>Host</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/host.css">{style}</head>
<body><header class="masthead"><h1 class="text">Host</h1><p>A <a href="/">link</a></p><ul class="ways"><li>One</li></ul></header>
<main><div class="column">{fragment}</div></main></body></html>
"""

PROPERTIES = [
    *(
        "color",
        "fontFamily",
        "fontSize",
        "fontStyle",
        "fontWeight",
        "letterSpacing",
        "lineHeight",
        "textTransform",
    ),
    *(
        "display",
        "textAlign",
        "listStyleType",
        "boxSizing",
        "marginTop",
        "marginBottom",
        "paddingLeft",
        "position",
    ),
    *("borderTopStyle", "borderTopWidth", "borderTopColor", "backgroundColor", "textDecorationLine"),
]
LOOKS = """(root, properties) => [...root.querySelectorAll('*')].filter(
  element => !element.closest('.affiche-strip')  // a page has its strip before its main part
).map(element => {
  const own = getComputedStyle(element), before = getComputedStyle(element, '::before');
  return [element.tagName, ...properties.map(name => own[name]), before.content];
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pages, and beside them each fragment in the frame of a host, with its style and without."""
    folder = tmp_path_factory.mktemp("frames")
    source = SITES / "bilingual" / "content"
    whole = build(source, folder / "site", DAY)
    parts = build(source, folder / "parts", DAY, fragments=True)
    style = parts.text("/fragments.css")
    for name, text in {"host.css": HOST, "fragments.css": style}.items():
        (whole.folder / name).write_text(text, encoding="utf-8")
    link = '<link rel="stylesheet" href="/fragments.css">'
    for address in PLACES:
        fragment = parts.text(f"{address}fragment.html")
        for name, style in (("framed", link), ("bare", "")):
            file: Path = whole.folder / address[1:] / f"{name}.html"
            file.write_text(FRAME.format(style=style, fragment=fragment), encoding="utf-8")
    return whole


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Built) -> Iterator[Visit]:
    with served(site.folder) as home, visiting(browser, home, width=WIDE, has_scripts=True) as visit:
        yield visit


def looks(reader: Visit, address: str, selector: str) -> list[Any]:
    """How each element looks, in a wide window and in a narrow one."""
    reader.open(address)
    found = []
    for width in (WIDE, NARROW):
        show(reader.page, width)
        found += reader.page.eval_on_selector(selector, LOOKS, PROPERTIES)
    return found


@pytest.mark.parametrize("address", PLACES)
def test_a_fragment_looks_as_on_its_own_page(reader: Visit, address: str) -> None:
    alone = looks(reader, address, "main")
    framed = looks(reader, f"{address}framed.html", ".affiche-page")
    assert len(alone) == len(framed) > 40
    different = [
        f"{one[0]}: {name} {ours} became {theirs}"
        for one, other in zip(alone, framed, strict=True)
        for name, ours, theirs in zip(["tag", *PROPERTIES, "before"], one, other, strict=True)
        if ours != theirs
    ]
    assert not different


def test_the_host_looks_as_without_it(reader: Visit) -> None:
    with_style = looks(reader, f"{PLACES[0]}framed.html", "header")
    assert with_style == looks(reader, f"{PLACES[0]}bare.html", "header")
    assert any("rgb(255, 0, 0)" in values for values in with_style)


def test_the_way_to_a_section_leads_into_the_fragment(reader: Visit) -> None:
    reader.open(f"{PLACES[0]}framed.html")
    identifier = reader.page.locator(".affiche-text section").nth(1).get_attribute("id")
    reader.page.goto(f"{reader.page.url}#{identifier}")
    assert reader.page.locator(":target").get_attribute("id") == identifier


def test_a_host_sets_the_colours_by_a_plain_rule(reader: Visit, site: Built) -> None:
    file = site.folder / "host.css"
    file.write_text(f"{HOST}.affiche-page {{ --link: rgb(1, 2, 3); }}", encoding="utf-8")
    try:
        reader.open(f"{PLACES[0]}framed.html")
        link = reader.page.locator(".affiche-ways a").first
        assert link.evaluate("link => getComputedStyle(link).color") == "rgb(1, 2, 3)"
    finally:
        file.write_text(HOST, encoding="utf-8")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("address", PLACES[:2])
def test_no_heading_that_a_link_leads_to_is_under_what_stays_at_the_top(
    reader: Visit, address: str, width: int
) -> None:
    header = 90
    reader.open(f"{address}framed.html")
    show(reader.page, width)
    reader.page.evaluate(
        "rules => document.adoptedStyleSheets.push(new CSSStyleSheet()) && "
        "document.adoptedStyleSheets[0].replaceSync(rules)",
        f"header {{ position: fixed; inset: 0 0 auto; block-size: {header}px; overflow: hidden; z-index: 9; }}"
        f".affiche-page {{ --top: {header}px; }} main {{ padding-bottom: 100vh; }}",
    )
    reader.page.evaluate("location.hash = '#keep'")
    covered, heading = reader.page.evaluate(
        """header => {
          const strip = [...document.querySelectorAll('.affiche-strip')].find(each => each.offsetHeight);
          const bottom = strip ? strip.getBoundingClientRect().bottom : header;
          return [bottom, document.querySelector('#keep .affiche-heading, #keep').getBoundingClientRect().top];
        }""",
        header,
    )
    assert header <= covered <= heading < covered + 150
