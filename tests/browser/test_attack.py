"""The command that runs attack strings through builds sees what fires, and tries every string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.attack import CONTEXTS, OWN, Found, attacked, control, hidden, strings, text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_the_control_is_seen_in_each_way(browser: Browser) -> None:
    found = control(browser)
    assert found.fired
    assert found.requests
    assert found.active


def test_no_string_fires(browser: Browser) -> None:
    found = Found()
    attacked(["</section><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'], browser, found)
    assert found.bad == []
    assert found.refused == []
    assert found.pages > 20


def test_a_string_that_another_one_hides_is_found(tmp_path: Path) -> None:
    page = tmp_path / "en" / "typed" / "2026-01-05" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<section id="a0"></section><!-- <section id="a2"> -->', encoding="utf-8")
    assert hidden(["one", "two"], tmp_path) == ["two"]


def test_each_string_stands_in_each_context(tmp_path: Path) -> None:
    lists = tmp_path / "list.txt"
    lists.write_bytes(b"<b>\n\n<i>\xff\n<b>\n")
    assert strings([lists]) == ["<b>", "<i>\ufffd"]
    assert text(["<b>"]).count("<b>") >= len(CONTEXTS) + 2
    assert len(strings([OWN])) > 50
