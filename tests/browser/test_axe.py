"""axe-core finds no fault on any kind of page."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tests.browser.sites import addresses, one_of_each_language
from tests.browser.visiting import NARROW, WIDE, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

AXE_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# axe must ask the network for nothing, or the page would be blamed for what the policy forbids it
AXE = "options => axe.run({preload: false, resultTypes: ['violations'], ...options}).then(found => found.violations)"
LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
AXE_RUNS: list[tuple[int, str, dict[str, Any]]] = [
    (NARROW, "dark", {"rules": {"target-size": {"enabled": True}}}),
    (WIDE, "light", {"runOnly": {"type": "rule", "values": LOOKS}}),
]
"""All rules once; for one page of each template, those on colours and sizes in the other scheme and width too."""
SHORT = "withdrawn"
"""A site whose pages are short, as axe asks about each element; what is long or odd in them is on the trying ones."""


def test_axe_finds_nothing(page: Page, homes: Mapping[str, str]) -> None:
    found = []
    pages = one_of_each_language(first=SHORT)
    in_both_schemes = {page.template: page.name for page in pages}.values()
    for name, address in addresses(homes, pages):
        page.goto(address)
        page.evaluate(AXE_SCRIPT)
        for width, scheme, rules in AXE_RUNS if name in in_both_schemes else AXE_RUNS[:1]:
            show(page, width, color_scheme=scheme)
            for fault in page.evaluate(AXE, rules):
                nodes = "; ".join(node["html"][:160] for node in fault["nodes"][:3])
                found.append(f"{name} at {width} px, {scheme}: {fault['id']}: {fault['help']}: {nodes}")
    assert not found
