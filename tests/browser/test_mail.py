"""The mail that readers get: axe finds no fault, and it fits a phone and a mail program, light and dark."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.browser.test_axe import AXE, AXE_SCRIPT
from tests.browser.visiting import NARROW, show
from tests.notices.test_forms import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LOOKS = [(width, scheme) for width in (NARROW, 600) for scheme in ("light", "dark")]
MARGIN = 20
"""What stays free on both sides, in CSS pixels."""
OUTSIDE = """margin => [...document.body.querySelectorAll("h1, h2, p, li, a")]
  .filter(each => [...each.getClientRects()].some(
    box => box.left < margin - 1 || box.right > innerWidth - margin + 1))
  .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def mail(browser: Browser) -> Iterator[Page]:
    """A window for messages, which asked the network for nothing when it closes."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert not asked


def opened(page: Page, locales: tuple[str, ...], width: int, scheme: Any) -> Page:
    (data,) = sample(*locales).written("html").values()
    show(page, width, color_scheme=scheme)
    page.set_content(data.decode())
    return page


@pytest.mark.parametrize("locales", [("en",), ("fr",), ()], ids=["English", "French", "both"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_the_mail(mail: Page, locales: tuple[str, ...], width: int, scheme: str) -> None:
    page = opened(mail, locales, width, scheme)
    page.evaluate(AXE_SCRIPT)
    found = [
        f"{fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}"
        for fault in page.evaluate(AXE, {})
    ]
    assert not found


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_mail_fits_and_is_light_or_dark_throughout(mail: Page, width: int, scheme: str) -> None:
    page = opened(mail, (), width, scheme)
    assert page.evaluate(OUTSIDE, MARGIN) == []
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("L")
    assert picture.width == width
    shades = picture.histogram()
    dark, light = sum(shades[:64]), sum(shades[192:])
    assert (dark > 10 * light) if scheme == "dark" else (light > 10 * dark)
    sides = [picture.crop((left, 0, left + MARGIN - 2, picture.height)) for left in (0, width - MARGIN + 2)]
    assert all(side.getextrema()[0] == side.getextrema()[1] for side in sides)
