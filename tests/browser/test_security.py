"""Each page forbids scripts itself, also on a host that sends no header: what got into one all the same does not run."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.kinds import specimens
from tests.browser.serving import POLICY, served
from tests.site.building import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.kinds import Specimen

ITS_OWN = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n')
INJECTED = """<main id="_main">
<script>window.fired = 1</script><script src="/fired.js"></script><img src="x:" onerror="window.fired = 2">
<svg onload="window.fired = 3"></svg><iframe srcdoc="<script>parent.fired = 4</script>"></iframe>
<p id="styled" style="color: rgb(1, 2, 3)">words</p><style>#styled { opacity: 0.5 }</style>
<base href="https://elsewhere.example/"><form action="/sent/"><button>send</button></form>"""
EVERY_KIND = specimens({"sample": sample()})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A lenient host of the sample, with scripts put into each page; under /unprotected/ those that forbid nothing."""
    folder = tmp_path_factory.mktemp("injected")
    shutil.copytree(sample().folder, folder, dirs_exist_ok=True)
    for file in folder.rglob("*.html"):
        injected = file.read_text(encoding="utf-8").replace('<main id="_main">', INJECTED)
        file.write_text(injected, encoding="utf-8")
    (folder / "fired.js").write_text("window.fired = 5", encoding="utf-8")
    (folder / "terms.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    unprotected = ITS_OWN.sub("", (folder / "en" / "index.html").read_text(encoding="utf-8"))
    (folder / "unprotected.html").write_text(unprotected, encoding="utf-8")
    with served(folder, is_strict=False) as address:
        yield address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def fired(window: Page) -> object:
    window.wait_for_load_state("load")
    return window.evaluate("window.fired ?? null")


def test_the_control_fires(window: Page, home: str) -> None:
    window.goto(f"{home}/unprotected.html")
    assert fired(window) is not None
    assert window.evaluate("getComputedStyle(document.querySelector('#styled')).opacity") == "0.5"


@pytest.mark.parametrize("specimen", EVERY_KIND, ids=lambda each: each.name)
def test_no_script_and_no_style_that_was_put_in_works(specimen: Specimen, window: Page, home: str) -> None:
    window.goto(home + specimen.address)
    assert fired(window) is None
    look = window.evaluate(
        "(({color, opacity}) => [color, opacity])(getComputedStyle(document.querySelector('#styled')))"
    )
    assert look[0] != "rgb(1, 2, 3)"
    assert look[1] == "1"
    assert window.evaluate("document.baseURI").startswith(home)
    own = "[...document.styleSheets].filter(sheet => sheet.href).every(sheet => sheet.cssRules.length > 50)"
    assert window.evaluate(own), "the site's own style is gone"


def test_each_page_says_at_least_what_a_strict_host_sends() -> None:
    for address, _ in sample().pages():
        (said,) = ITS_OWN.findall(sample().text(address))
        assert set(POLICY.split("; ")) < set(said.split("; ")), address
        assert sample().text(address).index("Content-Security-Policy") < sample().text(address).index(
            "<link"
        ), address


def test_a_link_to_a_file_is_followed(window: Page, home: str) -> None:
    window.goto(f"{home}/en/")
    window.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<a id=file href=/terms.pdf>PDF</a>')"
    )
    with window.expect_response("**/terms.pdf") as answer:
        window.click("#file")
    assert answer.value.ok
