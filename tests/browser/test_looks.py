"""Every kind of page as each reader has it: no fault without a mouse, in narrow windows or in own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import addresses, looked_at, one_of_each, one_of_each_language
from tests.browser.visiting import NARROW, WIDE, show, visiting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser, Page

    from tests.browser.kinds import Specimen

SHIFTS = """
window.shifts = []
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts.push(entry.value) })
  .observe({type: "layout-shift", buffered: true})
"""
PLACES = """
[...document.body.querySelectorAll("*")].map(element => {
  const {x, y, width, height} = element.getBoundingClientRect()
  return [element.localName, x, y, width, height].join(" ")
}).join("\\n")
"""
MARKS = """
[...document.querySelectorAll("main ins, main del, main [data-change]")].map(element => {
  const style = getComputedStyle(element), first = element.querySelector("li, td, th") ?? element
  return [
    element.localName, element.dataset.change, style.textDecorationLine, style.borderInlineStartStyle,
    getComputedStyle(element, "::before").content, getComputedStyle(first, "::before").content,
  ].join(" ")
})
"""
STARTS = """
[...document.querySelectorAll("main :is(ins, del)")].filter(mark => mark.checkVisibility()).map(mark => {
  const words = document.createRange(), first = mark.getClientRects()[0]
  words.selectNodeContents(mark)
  const letters = [...words.getClientRects()].filter(box => box.top < first.bottom && box.bottom > first.top)
  return {html: mark.outerHTML.slice(0, 120), beside: Math.max(0, ...letters.map(box => box.width))}
})
"""
LINE_LENGTHS = """
[...document.querySelectorAll(".text > section > p")].flatMap(paragraph => {
  const range = document.createRange(), lines = new Map()
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    for (let index = 0; index < texts.currentNode.length; index++) {
      range.setStart(texts.currentNode, index)
      range.setEnd(texts.currentNode, index + 1)
      const bottom = Math.round(range.getBoundingClientRect().bottom / 8)
      lines.set(bottom, (lines.get(bottom) ?? 0) + 1)
    }
  }
  return [...lines.values()].slice(0, -1)
})
"""

REACHABLE = """
[...document.querySelectorAll("a[href], summary, [tabindex='0'], button, input")]
  .filter(element => element.checkVisibility()).map((element, index) => element.dataset.index = index).length
"""
FOCUSED = """
(() => {
  const element = document.activeElement, style = getComputedStyle(element)
  const widest = [...element.getClientRects()].sort((one, other) => other.width - one.width)
  const {x, width, top, bottom} = widest[0]
  const above = document.elementFromPoint(x + width / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2)
  return {
    index: Number(element.dataset.index ?? -1), html: element.outerHTML.slice(0, 160),
    seen: above != null && (element.contains(above) || above.contains(element)),
    outlined: style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2,
  }
})()
"""


def redlines() -> list[Specimen]:
    """The pages that mark what changed, of each site."""
    found = [each for each in looked_at() if each.template in {"redline", "sides-redline", "since"}]
    return list({(each.site, each.template): each for each in found}.values())


def test_every_kind_of_page_is_looked_at() -> None:
    """In both languages; an absent page has a box of its own, and the front pages have both languages in one."""
    kinds = {(specimen.kind, specimen.language) for specimen in looked_at()}
    stood = {"version", "redline"}
    statuses = {"current", "superseded", "upcoming", "withdrawn"}
    wanted = {
        (f"{template} {status}", language)
        for template in stood
        for status in statuses
        for language in ("en", "fr")
    }
    wanted |= {
        (kind, language)
        for kind in (
            "index",
            "history",
            "since",
            "absent withdrawn",
            "sides current",
            "sides-redline current",
        )
        for language in ("en", "fr")
    }
    assert kinds >= wanted | {("chooser", "en"), ("404", "en")}


def test_no_page_scrolls_sideways_or_shifts(page: Page, homes: Mapping[str, str]) -> None:
    """In the narrowest window; and in a wide one, with letters of twice their size too."""
    page.add_init_script(SHIFTS)
    found = []
    for name, address in addresses(homes, one_of_each_language(first="sample")):
        found += faults_of_layout(page, name, address, NARROW)
    for name, address in addresses(homes, one_of_each()):
        found += faults_of_layout(page, name, address, NARROW)
        found += faults_of_layout(page, name, address, WIDE)
        show(page, WIDE // 2)
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        found += too_wide(page, f"{name} with large letters", WIDE // 2)
    assert not found


def faults_of_layout(page: Page, name: str, address: str, width: int) -> list[str]:
    show(page, width)
    page.goto(address)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    shifts = page.evaluate("window.shifts")
    return [f"{name} shifts at {width} px: {shifts}"] * bool(shifts) + too_wide(page, name, width)


def too_wide(page: Page, name: str, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name} is {wide} px wide in a window of {width} px"] if wide > width else []


def test_no_sign_of_a_change_stands_alone_at_the_end_of_a_line(page: Page, homes: Mapping[str, str]) -> None:
    """Where a mark begins there is room for more than its sign."""
    seen = 0
    for name, address in addresses(homes, redlines()):
        page.goto(address)
        for width in (NARROW, 400, WIDE):
            show(page, width)
            starts = page.evaluate(STARTS)
            seen += len(starts)
            assert not [f"{name} at {width} px: {start}" for start in starts if start["beside"] < 2]
    assert seen > 30


def test_pages_are_the_same_without_scripts(browser: Browser, page: Page, homes: Mapping[str, str]) -> None:
    show(page, WIDE)
    with visiting(browser, *homes.values(), width=WIDE, has_scripts=False) as reader:
        for name, address in addresses(homes, [each for each in one_of_each() if not each.is_mirrored]):
            page.goto(address)
            reader.page.goto(address)
            assert page.locator("script:not([type='application/ld+json'])").count() == 0, name
            assert page.evaluate(PLACES) == reader.page.evaluate(PLACES), name


def test_every_mark_of_a_redline_stays_in_a_readers_own_colours(page: Page, homes: Mapping[str, str]) -> None:
    for name, address in addresses(homes, redlines()):
        show(page, WIDE)
        page.goto(address)
        marks = page.evaluate(MARKS)
        show(page, WIDE, forced_colors="active")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(MARKS) == marks, name
        for mark in marks:
            if mark.startswith(("ins", "del")):
                assert ("underline" if mark.startswith("ins") else "line-through") in mark, name
                assert ("+" if mark.startswith("ins") else "−") in mark, name


@pytest.mark.parametrize("path", ["/en/privacy/", "/fr/confidentialite/"])
def test_a_line_has_some_66_signs(page: Page, homes: Mapping[str, str], path: str) -> None:
    show(page, WIDE)
    page.goto(homes["sample"] + path)
    lengths = page.evaluate(LINE_LENGTHS)
    assert 62 <= sum(lengths) / len(lengths) <= 70


@pytest.mark.parametrize(("width", "is_mirrored"), [(NARROW, False), (WIDE, True)])
def test_the_keyboard_alone_reaches_everything(
    page: Page, homes: Mapping[str, str], width: int, *, is_mirrored: bool
) -> None:
    """In order, in sight, and never hidden under the strip; with the focus to be seen."""
    show(page, width)
    for name, address in addresses(
        homes, [each for each in one_of_each() if each.is_mirrored == is_mirrored]
    ):
        page.goto(address)
        wanted, reached = page.evaluate(REACHABLE), []
        for _ in range(wanted):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUSED))
        assert [focus["index"] for focus in reached] == list(range(wanted)), name
        assert not [f"{name}: {focus}" for focus in reached if not focus["seen"] or not focus["outlined"]]
