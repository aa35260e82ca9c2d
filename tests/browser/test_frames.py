"""A fragment in the frame of a website with rules of its own: neither style reaches into the other."""

from __future__ import annotations

import itertools
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

BLOG = """\
html { font-size: 112.5%; scroll-behavior: smooth; } body { font: 400 1.1rem/1.7 Georgia, serif; color: #28303d; background: #d1e4dd; }
.site-header { position: sticky; top: 0; height: 96px; background: #d1e4dd; z-index: 9; }
.entry-content > * { max-width: 610px; margin: 30px auto; }
.entry-content h1, .entry-content h2 { font: 700 2.5rem/1.1 system-ui; letter-spacing: -1px; clear: both; }
.entry-content a:not(.button) { color: #39414d; text-decoration: underline dotted 1px; }
.entry-content ul li::before { content: "•"; } .entry-content ul { list-style: none; padding-left: 2ch; }
.entry-content table, .entry-content td { border: 1px solid; width: 100%; padding: 5px; }
.entry-content p:first-child::first-letter { font-size: 4em; float: left; }
.affiche-page { --top: 96px; }
"""
"""Rules as a theme of a blogging system has them for whatever an editor writes."""

APP = """\
*, ::before, ::after { box-sizing: border-box; border: 0 solid #e5e7eb; margin: 0; padding: 0; }
html { line-height: 1.5; font-family: ui-sans-serif, system-ui; tab-size: 4; } body { line-height: inherit; }
h1, h2, h3, h4 { font-size: inherit; font-weight: inherit; } a { color: inherit; text-decoration: inherit; }
ol, ul, menu { list-style: none; } table { text-indent: 0; border-collapse: collapse; border-color: inherit; }
img, svg, video { display: block; vertical-align: middle; max-width: 100%; height: auto; } summary { display: list-item; }
ins, del, mark { text-decoration: none; background: none; color: inherit; } sup { font-size: 75%; line-height: 0; }
.dark { color-scheme: light; } .site-header { position: sticky; top: 0; height: 64px; background: #fff; z-index: 50; }
.prose { max-width: 65ch; } .prose :where(h2) { margin: 2em 0 1em; font-size: 1.5em; }
.affiche-page { --top: 64px; }
"""
"""Rules as a framework for web applications begins with: everything is reset, and the header stays in sight."""

HOSTS = {"host": HOST, "blog": BLOG, "app": APP}
HEADERS = {"blog": 96, "app": 64}
"""How high the header is that stays in sight, and that `--top` names."""

FRAME = """\
<!doctype html>
<html lang="en"><head><title>Host</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/{host}.css">{style}</head>
<body class="{host}"><header class="masthead site-header"><h1 class="text">Host</h1><p>A <a href="/">link</a></p><ul class="ways"><li>One</li></ul></header>
<main><div class="column entry-content prose">{fragment}</div></main></body></html>
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

TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pages, and beside them each fragment in the frame of a host, with its style and without."""
    folder = tmp_path_factory.mktemp("frames")
    source = SITES / "bilingual" / "content"
    whole = build(source, folder / "site", DAY)
    parts = build(source, folder / "parts", DAY, fragments=True)
    style = parts.text("/fragments.css")
    for name, text in {**HOSTS, "fragments": style}.items():
        (whole.folder / f"{name}.css").write_text(text, encoding="utf-8")
    link = '<link rel="stylesheet" href="/fragments.css">'
    for address in PLACES:
        fragment = parts.text(f"{address}fragment.html")
        for (name, style), host in itertools.product((("framed", link), ("bare", "")), HOSTS):
            file: Path = whole.folder / address[1:] / f"{name}-{host}.html"
            file.write_text(FRAME.format(style=style, fragment=fragment, host=host), encoding="utf-8")
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
        reader.page.evaluate(TWO_FRAMES)  # the contents mark where the reader is once the page is drawn
        found += reader.page.eval_on_selector(selector, LOOKS, PROPERTIES)
    return found


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("address", PLACES)
def test_a_fragment_looks_as_on_its_own_page(reader: Visit, address: str, host: str) -> None:
    alone = looks(reader, address, "main")
    framed = looks(reader, f"{address}framed-{host}.html", ".affiche-page")
    assert len(alone) == len(framed) > 40
    different = [
        f"{one[0]}: {name} {ours} became {theirs}"
        for one, other in zip(alone, framed, strict=True)
        for name, ours, theirs in zip(["tag", *PROPERTIES, "before"], one, other, strict=True)
        if ours != theirs
    ]
    assert not different


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_looks_as_without_it(reader: Visit, host: str) -> None:
    with_style = looks(reader, f"{PLACES[0]}framed-{host}.html", "header")
    assert with_style == looks(reader, f"{PLACES[0]}bare-{host}.html", "header")
    assert any("rgb(255, 0, 0)" in values for values in with_style) is (host == "host")


@pytest.mark.parametrize(("host", "height"), HEADERS.items())
def test_a_header_that_stays_in_sight_hides_no_heading(reader: Visit, host: str, height: int) -> None:
    reader.open(f"{PLACES[0]}framed-{host}.html")
    show(reader.page, NARROW)
    identifier = reader.page.locator(".affiche-text section").nth(1).get_attribute("id")
    reader.page.goto(f"{reader.page.url}#{identifier}")
    reader.page.wait_for_function(
        "height => scrollY > 0 && document.querySelector(':target').getBoundingClientRect().top >= height",
        arg=height,
    )


def test_the_way_to_a_section_leads_into_the_fragment(reader: Visit) -> None:
    reader.open(f"{PLACES[0]}framed-host.html")
    identifier = reader.page.locator(".affiche-text section").nth(1).get_attribute("id")
    reader.page.goto(f"{reader.page.url}#{identifier}")
    assert reader.page.locator(":target").get_attribute("id") == identifier


def test_a_host_sets_the_colours_by_a_plain_rule(reader: Visit, site: Built) -> None:
    file = site.folder / "host.css"
    file.write_text(f"{HOST}.affiche-page {{ --link: rgb(1, 2, 3); }}", encoding="utf-8")
    try:
        reader.open(f"{PLACES[0]}framed-host.html")
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
    reader.open(f"{address}framed-host.html")
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
