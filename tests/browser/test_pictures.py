"""Pictures of a text in a real browser: they load under the strictest policy that a host may send."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.archive.notices import NOTES, edit, lay_out, publish
from tests.browser.serving import served
from tests.pictures import ICON, OTHER_ICON, png
from tests.site.building import build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SHOWN = """
[...document.querySelectorAll("main img")].map(img =>
  [img.alt, img.complete && img.naturalWidth > 0, img.clientWidth, img.clientHeight])
"""


def test_pictures_load_on_every_page_of_a_text(browser: Browser, tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    edit(content, "policy.yaml", "notice_days: 30", "notice_days: 0")
    for locale, words in (
        ("en", "![Opt-out icon](a.svg) is what to look for.\n\n![A dot](b.png)"),
        ("fr", "![Icône de refus](a.svg) est à chercher.\n\n![Un point](b.png)"),
    ):
        text = content / "privacy" / f"{locale}.md"
        text.write_text(f"{text.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    (content / "privacy/a.svg").write_bytes(ICON)
    (content / "privacy/b.png").write_bytes(png(40, 30))
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    (content / "privacy/a.svg").write_bytes(OTHER_ICON)
    assert publish(content, "2026-11-02", "2026-11-20", *NOTES) == 0
    site = build(content, tmp_path / "site", date(2026, 12, 1))
    with served(site.folder) as home:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        icon, dot = ["Opt-out icon", True, 30, 14], ["A dot", True, 40, 30]
        page.goto(f"{home}/en/privacy/")
        assert page.evaluate(SHOWN) == [icon, dot]
        page.goto(f"{home}/en/privacy/2026-11-20/changes/")
        assert page.evaluate(SHOWN) == [icon, icon, dot]
        assert page.get_by_text("Picture added: “Opt-out icon”").is_visible()
        page.goto(f"{home}/en/privacy/2026-11-01/en-fr/")
        assert len(page.evaluate(SHOWN)) == 4
        assert all(loaded for _, loaded, *_ in page.evaluate(SHOWN))
        page.close()
    assert said == []
