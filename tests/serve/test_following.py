"""A browser that follows every save, in a real Chromium."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.sync_api import Error

from tests.serve.previewing import Previewed, previewed, until
from tests.site.running import run

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

DRAFT = "/en/privacy/draft/"


def source(preview: Previewed, name: str = "privacy/en.md") -> Path:
    return preview.folder / "content" / name


def save(path: Path, old: str, new: str) -> None:
    """As most editors do: the file is emptied, then written."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def save_beside(path: Path, old: str, new: str) -> None:
    """As careful editors do: another file is written, and takes the name."""
    beside = path.with_name(f"{path.name}~")
    beside.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    beside.replace(path)


def opened(window: Page, preview: Previewed, address: str = DRAFT) -> None:
    """Open a page, and wait until it listens."""
    with window.expect_websocket() as opening:
        window.goto(preview.home + address)
    opening.value.wait_for_event("framereceived")


def said(window: Page, words: str) -> object:
    """Ask the page, which gives no answer while another one takes its place; its policy forbids Playwright's own way."""
    with suppress(Error):
        return window.evaluate(words)
    return None


def test_saves_in_short_order_are_all_shown(window: Page, preview: Previewed) -> None:
    """Livereload as it comes drops what is saved within two or three seconds of another save."""
    opened(window, preview)
    save(source(preview), "makes help-desk", "forges help-desk")
    window.get_by_text("forges help-desk").wait_for()
    save_beside(source(preview), "forges help-desk", "weaves help-desk")
    window.get_by_text("weaves help-desk").wait_for()
    save(source(preview), "weaves help-desk", "paints help-desk")
    window.get_by_text("paints help-desk").wait_for()


def test_a_mistake_is_shown_over_the_last_good_page_and_goes_when_mended(
    window: Page, lasting: Previewed
) -> None:
    opened(window, lasting)
    save(source(lasting), "{{ facts.contact.email }}", "{{ facts.contact.emial }}")
    mistakes = window.get_by_role("alert")
    mistakes.get_by_text("facts.contact.emial is not defined").wait_for()
    assert "did you mean 'facts.contact.email'?" in mistakes.inner_text()
    assert "content/privacy/en.md:" in mistakes.inner_text()
    assert window.get_by_role("heading", level=1).inner_text() == "Privacy policy"
    save(source(lasting), "{{ facts.contact.emial }}", "{{ facts.contact.email }}")
    mistakes.wait_for(state="detached")
    assert lasting.says("the last good page stays")()


def test_a_text_that_is_deleted_and_put_back(window: Page, lasting: Previewed) -> None:
    opened(window, lasting)
    text = source(lasting, "privacy/fr.md").read_text(encoding="utf-8")
    source(lasting, "privacy/fr.md").unlink()
    window.get_by_role("alert").get_by_text("content/privacy/fr.md").first.wait_for()
    source(lasting, "privacy/fr.md").write_text(text, encoding="utf-8")
    window.get_by_role("alert").wait_for(state="detached")


def test_a_folder_moved_away_and_back(window: Page, lasting: Previewed) -> None:
    opened(window, lasting)
    content, away = lasting.folder / "content", lasting.folder / "away"
    content.rename(away)
    window.get_by_role("alert").wait_for()
    away.rename(content)
    window.get_by_role("alert").wait_for(state="detached")
    save(source(lasting), "makes help-desk", "forges help-desk")
    window.get_by_text("forges help-desk").wait_for()


def test_templates_and_words_of_the_site_are_followed(window: Page, preview: Previewed) -> None:
    """Folders that are made only now included; a template that fails leaves the page as it was."""
    opened(window, preview)
    templates, locales = preview.folder / "templates", preview.folder / "locales"
    templates.mkdir()
    (templates / "style.css").write_text("body { letter-spacing: 3px; }\n", encoding="utf-8")
    until(lambda: said(window, "getComputedStyle(document.body).letterSpacing") == "3px")
    (templates / "version.html").write_text("{% nonsense %}", encoding="utf-8")
    window.get_by_role("alert").get_by_text("templates/version.html").first.wait_for()
    assert window.get_by_role("heading", level=1).inner_text() == "Privacy policy"
    (templates / "version.html").unlink()
    window.get_by_role("alert").wait_for(state="detached")
    locales.mkdir()
    words = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Draft"\nmsgstr "Sketch"\n'
    )
    (locales / "en.po").write_text(words, encoding="utf-8")
    window.locator(".standing").get_by_text("Sketch").wait_for()


def test_a_day_is_carried_along(window: Page, lasting: Previewed) -> None:
    opened(window, lasting, "/en/?as-of=2027-01-04")
    window.get_by_role("link", name="Privacy policy", exact=True).first.click()
    assert window.url == f"{lasting.home}/en/privacy/?as-of=2027-01-04"
    window.get_by_label("As of").fill("2026-11-22")
    window.get_by_role("button", name="Show").click()
    window.wait_for_url(f"{lasting.home}/en/privacy/?as-of=2026-11-22")


def test_a_burst_of_saves_is_one_change(preview: Previewed) -> None:
    """Or a few, if the machine is busy: never one a file."""
    names = list((preview.folder / "content").glob("*/??.md"))
    assert len(names) > 1
    saves = 20
    for count in range(saves):
        for path in names:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\nSaved {count}.\n")
    until(lambda: f"Saved {saves - 1}." in preview.ask(DRAFT).text)
    assert len(preview.lines) - 1 < saves


def test_a_publication_is_followed(window: Page, preview: Previewed) -> None:
    opened(window, preview, "/en/privacy/history/")
    before = window.locator(".timeline > li").count()
    ran = run(
        *("publish", "privacy", "--yes", "--as-of", "2026-11-22"),
        folder=preview.folder,
    )
    assert ran.returncode == 0, ran.stderr
    until(lambda: window.locator(".timeline > li").count() == before + 1)


def test_a_change_is_shown_in_its_place(window: Page, preview: Previewed) -> None:
    """The page stays the same page, where the reader had scrolled to."""
    opened(window, preview)
    window.evaluate("window.scrollTo(0, 700); window.isStillThis = true")
    save(source(preview), "makes help-desk", "forges help-desk")
    window.get_by_text("forges help-desk").wait_for()
    assert window.evaluate("[window.isStillThis, scrollY]") == [True, 700]
    save(source(preview), "# Privacy policy", "# Policy on privacy")
    until(lambda: said(window, "document.title.startsWith('Policy on privacy')") is True)
    assert window.evaluate("window.isStillThis")


def test_a_page_with_a_script_of_the_site_begins_anew(window: Page, folder: Path) -> None:
    templates = folder / "templates"
    templates.mkdir()
    (templates / "base.html").write_text(
        '{% extends "default/base.html" %}\n{% block security %}{% endblock %}\n'
        "{% block head %}<script>window.begun = performance.now()</script>{% endblock %}\n",
        encoding="utf-8",
    )
    with previewed(folder) as preview:
        opened(window, preview, "/en/")
        before = window.evaluate("begun + performance.timeOrigin")
        begins_anew = f"begun + performance.timeOrigin > {before}"
        save(source(preview, "site.yaml"), "{en: Cormorant Desk Inc.", "{en: Heron Desk Inc.")
        window.get_by_text("Heron Desk Inc.").first.wait_for()
        until(lambda: said(window, begins_anew) is True)


def test_a_preview_that_is_started_again(window: Page, folder: Path) -> None:
    """A page that was left open finds it by itself, and shows what was saved meanwhile."""
    with previewed(folder) as first:
        opened(window, first)
        port = first.port
        first.end()
    save(folder / "content" / "privacy" / "en.md", "makes help-desk", "forges help-desk")
    with previewed(folder, port=port):
        window.get_by_text("forges help-desk").wait_for()
