"""A person edits in a real browser: both languages, the preview beside them, and a publication at the end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.test_axe import AXE, AXE_SCRIPT
from tests.serve.previewing import PATIENCE, Previewed, previewed, until
from tests.site.building import SAMPLE, SITES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

HOME = "/_edit/privacy/"
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (768, "dark"))
PLACES = ("", "facts/", "file/", "publish/")


@pytest.fixture
def edited(folder: Path) -> Iterator[Previewed]:
    with previewed(folder, options=["--edit"]) as running:
        yield running


def text(preview: Previewed, name: str) -> str:
    return (preview.folder / "content" / "privacy" / name).read_text(encoding="utf-8")


def test_open_edit_save_look_and_publish(edited: Previewed, window: Page) -> None:
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    window.goto(f"{edited.home}{HOME}#dnt")
    before = text(edited, "en.md"), text(edited, "fr.md")
    for title, words in (
        ("Do Not Track (English)", "Nobody reads it."),
        ("Do Not Track (French)", "Nul ne le lit."),
    ):
        window.get_by_role("textbox", name=title).click()
        window.keyboard.press("Control+End")
        window.keyboard.type(f" {words}")
    window.get_by_text("Not saved yet").wait_for()
    window.keyboard.press("Control+s")
    window.get_by_text("Saved.").wait_for()
    after = text(edited, "en.md"), text(edited, "fr.md")
    assert after[0].replace(" Nobody reads it.", "") == before[0]
    assert after[1].replace(" Nul ne le lit.", "") == before[1]
    window.get_by_role("button", name="English and preview").click()
    frame = window.frame_locator("iframe")
    frame.get_by_text("Nobody reads it.").first.wait_for()
    assert window.get_by_role("textbox", name="Do Not Track (French)").count() == 0
    with window.context.expect_page() as opened:
        window.get_by_role("link", name="What the draft changes").click()
    opened.value.locator("ins", has_text="Nobody reads it.").first.wait_for()
    window.get_by_role("link", name="Publish").click()
    window.get_by_text("version 2027-06-01").first.wait_for()
    assert "Nobody reads it." in window.locator("pre").inner_text()
    window.get_by_role("checkbox", name="I have looked through").check()
    window.get_by_role("button", name="Publish privacy 2027-06-01").click()
    window.get_by_role("heading", name="Published").wait_for()
    assert (edited.folder / "content/privacy/versions/2027-06-01/version.yaml").is_file()
    assert not said


def test_saved_without_an_edit_every_byte_stays(tmp_path: Path, browser: Browser) -> None:
    """With CodeMirror on every field, and with none of it."""
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    file = tmp_path / "content" / "privacy" / "en.md"
    file.write_bytes(
        "\ufeff# Notice\r\n\r\nA line  \r\n\tand a tab\t\r\n\r\n\r\n## Data {#data}\r\n\u00a0x \u200b\r\rlast\x0c words".encode()
    )
    before = {each: each.read_bytes() for each in (tmp_path / "content" / "privacy").glob("*.*")}
    with previewed(tmp_path, "2026-03-01", options=["--edit"]) as preview:
        for has_scripts in (True, False):
            context = browser.new_context(
                java_script_enabled=has_scripts, viewport={"width": 1280, "height": 20_000}
            )
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            for place in PLACES[:3]:
                page.goto(preview.home + HOME + place)
                if has_scripts and place != "facts/":
                    fields = page.locator("textarea[data-kind]").count()
                    until(lambda: page.locator(".cm-editor").count() == fields)  # noqa: B023 asked at once
                page.get_by_role("button", name="Save", exact=True).click()
                page.get_by_text("Nothing was changed, so nothing was saved.").wait_for()
                assert {each: each.read_bytes() for each in before} == before
            context.close()


def test_without_scripts_a_form_saves(edited: Previewed, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edited.home + HOME)
    field = page.locator("#dnt textarea").first
    field.fill(f"{field.input_value()}\n\nNobody reads it.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    assert "Nobody reads it." in text(edited, "en.md")
    context.close()


def test_a_newer_file_is_said_at_once_and_words_stay(edited: Previewed, window: Page) -> None:
    window.goto(f"{edited.home}{HOME}#dnt")
    box = window.get_by_role("textbox", name="Do Not Track (English)")
    box.click()
    window.keyboard.press("Control+End")
    window.keyboard.type(" Mine.")
    file = edited.folder / "content" / "privacy" / "en.md"
    newer = file.read_text(encoding="utf-8").replace("Cormorant Desk makes", "Cormorant Desk still makes")
    file.write_text(newer, encoding="utf-8")
    window.get_by_role("alert").get_by_text("was changed elsewhere").wait_for()
    window.keyboard.press("Control+s")
    window.get_by_role("alert").get_by_text("nothing was saved").wait_for()
    assert "Mine." in box.inner_text()
    assert file.read_text(encoding="utf-8") == newer


def test_a_mistake_is_shown_at_its_line_and_goes_away(edited: Previewed, window: Page) -> None:
    window.goto(f"{edited.home}{HOME}#dnt")
    window.get_by_role("textbox", name="Do Not Track (English)").click()
    window.keyboard.press("Control+End")
    window.keyboard.type(" See [](#nowhere).")
    window.keyboard.press("Control+s")
    window.locator("#dnt .t-problem-error").wait_for()
    window.locator("#dnt .marks a").first.click()
    assert window.evaluate("document.activeElement.closest('.row').id") == "dnt"
    for _ in range(len(" See [](#nowhere).")):
        window.keyboard.press("Control+End")
        window.keyboard.press("Backspace")
    window.keyboard.press("Control+s")
    until(lambda: window.locator("#dnt .t-problem-error").count() == 0)


def test_a_link_leads_to_a_line(edited: Previewed, window: Page) -> None:
    for address, part in (("#at.en.105", "summaries"), ("#at.fr.2", "part-0")):
        window.goto("about:blank")
        window.goto(f"{edited.home}{HOME}{address}")
        until(lambda: window.evaluate("document.activeElement.closest('.row')?.id") == part)  # noqa: B023 asked at once
    number = 1 + text(edited, "policy.yaml").splitlines().index("facts:")
    window.goto(f"{edited.home}{HOME}file/#at..{number}")
    place = "getSelection().anchorNode"
    line = f"({place}?.nodeType === 1 ? {place} : {place}?.parentElement)?.closest('.cm-line')?.textContent"
    until(lambda: window.evaluate(line) == "facts:")


def test_everything_can_be_reached_by_keyboard(edited: Previewed, window: Page) -> None:
    """Tab leads out of an editor again; Enter in a field of a new section adds it."""
    window.goto(edited.home + HOME)
    seen = []
    for _ in range(60):
        window.keyboard.press("Tab")
        seen.append(
            window.evaluate("(document.activeElement.ariaLabel || document.activeElement.textContent).trim()")
        )
    assert seen[0] == "To the text"
    assert {"Save", "English and preview", "Privacy policy (English)", "Privacy policy (French)"} <= set(seen)
    window.get_by_text("Add a section in every language").click()
    window.get_by_role("textbox", name="Title in English").fill("Drones")
    window.get_by_role("textbox", name="Title in French").fill("Aéronefs")
    window.keyboard.press("Enter")
    window.get_by_text("Saved.").wait_for()
    assert "## Drones {#drones}" in text(edited, "en.md")


def test_no_script_of_a_template_runs_beside_the_editor(folder: Path, window: Page) -> None:
    """Inline, from a file of the theme, or from an attribute; without --edit they are the site's own affair."""
    own = folder / "templates"
    (own / "static").mkdir(parents=True)
    (own / "static" / "own.js").write_text("document.title = 'by a file'", encoding="utf-8")
    (own / "base.html").write_text(
        '{% extends "default/base.html" %}{% block security %}<script>document.title = "inline"</script>'
        '<script src="/static/own.js"></script><img src="/nowhere" onerror="document.title = \'by an event\'">{% endblock %}',
        encoding="utf-8",
    )
    with previewed(folder, options=["--edit"]) as preview:
        window.goto(f"{preview.home}/en/privacy/draft/")
        window.get_by_role("complementary", name="Preview").wait_for()
        assert "own.js" in window.content()
        assert "Privacy policy" in window.title()
        window.goto(f"{preview.home}{HOME}")
        window.get_by_role("button", name="English and preview").click()
        window.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
        assert "Text" in window.title()


@pytest.mark.parametrize("place", [*PLACES, "shared/"])
def test_axe_finds_nothing(place: str, lasting_edited: Previewed, browser: Browser) -> None:
    found = []
    for width, scheme in LOOKS:
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 1200}, bypass_csp=True
        )
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto(lasting_edited.home + HOME + place)
        if place in {"", "file/"}:
            page.locator(".cm-editor").first.wait_for()
        page.evaluate(AXE_SCRIPT)
        for fault in page.evaluate(AXE, {"rules": {"target-size": {"enabled": True}}}):
            nodes = "; ".join(node["html"][:160] for node in fault["nodes"][:3])
            found.append(f"{place} at {width} px, {scheme}: {fault['id']}: {fault['help']}: {nodes}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        context.close()
    assert not found


@pytest.fixture(scope="module")
def lasting_edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    folder = tmp_path_factory.mktemp("looked-at")
    shutil.copytree(SAMPLE, folder / "content")
    with previewed(folder, options=["--edit"]) as running:
        yield running
