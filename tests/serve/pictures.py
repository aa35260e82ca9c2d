"""The pictures of docs/editing.md: the preview, a mistake in it, the editor, and a version being published."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tests.serve.previewing import previewed
from tests.site.building import SAMPLE
from tests.site.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

DAY = "2026-11-22"
SIZE = (1120, 720)
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 1.5rem 2rem; background: #1d232b; color: #e8eaed; font: 15px/1.45 monospace }}
pre {{ margin: 0; white-space: pre-wrap }} b {{ color: #fff }}
</style><pre>{}</pre>"""


def take(page: Page, keep: Callable[[str], None]) -> int:
    """Take them in this window; each is kept under its name. Give their number."""
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(SAMPLE, folder / "content")
        with previewed(folder, DAY) as preview:
            page.goto(f"{preview.home}/en/privacy/draft/changes/#retention")
            page.get_by_role("complementary", name="Preview").wait_for()
            keep("preview")
            text = folder / "content" / "privacy" / "en.md"
            good = text.read_text(encoding="utf-8")
            text.write_text(good.replace("facts.contact.email", "facts.contact.mail", 1), encoding="utf-8")
            page.get_by_role("alert").wait_for()
            keep("problem")
            text.write_text(good, encoding="utf-8")
        with previewed(folder, DAY, options=["--edit"]) as preview:
            _take_editor(page, f"{preview.home}/_edit/privacy/#summaries", keep)
            text.write_text(good, encoding="utf-8")
        published = run("publish", "privacy", "--yes", "--as-of", DAY, folder=folder)
    page.set_content(TERMINAL.format(f"$ <b>affiche publish privacy --yes</b>\n{escape(published.stdout)}"))
    height = page.locator("pre").bounding_box()
    assert height is not None
    page.set_viewport_size({"width": SIZE[0], "height": round(height["height"]) + 48})
    keep("publish")
    return 4


def _take_editor(page: Page, address: str, keep: Callable[[str], None]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    page.get_by_role("textbox", name="Ticket summaries (English)").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" See [](#retenton).")
    page.keyboard.press("Control+s")
    page.locator(".t-problem-error").first.wait_for()
    page.get_by_role("button", name="All languages").focus()
    keep("editor")
