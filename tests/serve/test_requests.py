"""What a preview shows, on which day, and to whom it shows nothing."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.serve.previewing import Previewed, previewed, until
from tests.site.building import SITES, build, select, small, words
from tests.site.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 3, 1)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
"""The preview lets each page run its own scripts as well."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """One preview of the bilingual site for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copytree(SITES / "bilingual" / "content", folder / "content")
    with previewed(folder, as_of=DAY.isoformat()) as running:
        yield running


def links(text: str) -> set[str]:
    return {str(href) for href in select(html.fromstring(text), "//a/@href")}


def addresses(folder: Path) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    return [f"/{file.relative_to(folder).as_posix()}".removesuffix("index.html") for file in files]


def test_everything_that_a_build_writes_is_there(shown: Previewed) -> None:
    """And pages are those of the build, but for what the preview puts in."""
    built = small("bilingual", DAY)
    for address in addresses(built.folder):
        answer = shown.ask(address)
        assert answer.status == 200, address
        if address.endswith(("/", ".html")) and not address.endswith("banner.html"):
            before, rest = answer.text.split('<link rel="stylesheet" href="/_preview', 1)
            assert POLICY.sub("", built.text(address)).startswith(POLICY.sub("", before))
            assert "default-src 'none'" in before
            assert words(html.fromstring(rest).find(".//main")) == built.main(address)
        else:
            assert answer.text == built.text(address)


def test_a_draft_is_a_page_of_the_preview_alone(shown: Previewed, tmp_path: Path) -> None:
    for address in ("/en/privacy/draft/", "/fr/confidentialite/draft/"):
        page = html.fromstring(shown.ask(address).text)
        assert select(page, "//*[contains(@class, 'standing') and contains(@class, 'draft')]")
        assert select(page, "//meta[@name='robots' and @content='noindex']")
    built = build(shown.folder / "content", tmp_path / "site", DAY)
    assert not list(built.folder.rglob("*draft*"))
    assert not [file for file, data in built.files().items() if b"_preview" in data]


def test_a_draft_alone_leads_nowhere_that_is_not(tmp_path: Path) -> None:
    """Before the first version there is no change log, no feed and no permanent address, and no page names one."""
    run("new", "notices", "--yes", "--name", "Finch Ltd.", "--email", "privacy@finch.test", folder=tmp_path)
    with previewed(tmp_path / "notices") as running:
        ways, seen = ["/en/", "/fr/"], set[str]()
        while ways:
            way = ways.pop()
            answer = running.ask(way)
            assert answer.status == 200, way
            assert "Permanent address" not in answer.text, way
            found = select(html.fromstring(answer.text), "//a/@href | //head/link/@href")
            own = {str(href).partition("#")[0] for href in found if str(href).startswith("/")}
            ways += own - seen
            seen |= own
        assert {"/en/privacy/", "/en/privacy/draft/", "/en/privacy/draft/en-fr/"} <= seen


def test_any_day_can_be_tried(shown: Previewed) -> None:
    """The next version takes effect on 2026-07-01."""
    today, then = shown.ask("/en/privacy/").text, shown.ask("/en/privacy/?as-of=2026-07-01").text
    assert "In force since" in today
    assert "July\u00a01, 2026" in then.split("</h1>")[1].split("</dl>")[0]
    inside = {href for href in links(then) if href.startswith("/") and not href.startswith("/_preview")}
    assert inside
    assert all("?as-of=2026-07-01" in href for href in inside)
    assert not [href for href in links(today) if "as-of" in href]
    wrong = shown.ask("/en/privacy/?as-of=tomorrow")
    assert wrong.status == 400
    assert "“tomorrow” is not a date." in wrong.text
    assert shown.ask("/en/privacy/?as-of=%22%3E%3Cscript%3E").text.count("<script>") == 0


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_name_is_refused(shown: Previewed, host: str) -> None:
    for address in ("/en/", "/livereload.js", "/livereload", "/_preview/problems/"):
        answer = shown.ask(address, Host=host)
        assert answer.status in {400, 403}
        assert "Cormorant" not in answer.text


def test_its_own_names_are_not(shown: Previewed) -> None:
    assert shown.ask("/en/", Host=f"localhost:{shown.port}").status == 200


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec_WebSocket_Version": "13",
}


def test_a_socket_is_for_its_own_pages(shown: Previewed) -> None:
    for origin in ("http://evil.example", f"https://127.0.0.1:{shown.port}", "http://127.0.0.1:1", "null"):
        assert shown.ask("/livereload", Origin=origin, **UPGRADE).status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_it_can_only_be_read(shown: Previewed, method: str) -> None:
    assert shown.ask("/en/", method).status == 405


@pytest.mark.parametrize(
    "address",
    [
        "/content/site.yaml",
        "/../content/site.yaml",
        "/%2e%2e/content/site.yaml",
        "/en/..%2f..%2fcontent/site.yaml",
        "//etc/passwd",
        "/etc/passwd",
        "/en/%00",
        "/_preview/../content/site.yaml",
        "/templates/base.html",
    ],
)
def test_nothing_outside_the_site_is_served(shown: Previewed, address: str) -> None:
    answer = shown.ask(address)
    assert answer.status in {400, 404}
    assert "root:" not in answer.text
    assert "base_url" not in answer.text
    assert "{% block" not in answer.text


def test_a_slash_forgotten_leads_on(shown: Previewed) -> None:
    answer = shown.ask("/en/privacy?as-of=2026-02-01")
    assert (answer.status, answer.headers["Location"]) == (302, "/en/privacy/?as-of=2026-02-01")


def test_a_link_out_of_the_source_is_a_problem(
    preview: Previewed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("# Secret\n\nwords of another folder\n", encoding="utf-8")
    text = preview.folder / "content" / "privacy" / "en.md"
    text.unlink()
    text.symlink_to(secret)
    until(preview.says("this is a symbolic link"))
    page = preview.ask("/en/privacy/draft/").text
    assert "this is a symbolic link" in page
    assert "words of another folder" not in page


def test_a_site_under_a_folder(tmp_path: Path) -> None:
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    with previewed(tmp_path) as preview:
        assert preview.ask("/").headers["Location"] == "/legal/"
        assert preview.ask("/legal/en/").status == 200


def test_a_source_that_cannot_be_read_at_first(tmp_path: Path) -> None:
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    site = tmp_path / "content" / "site.yaml"
    text = site.read_text(encoding="utf-8")
    site.write_text(text.replace("locales:", "lokales:"), encoding="utf-8")
    with previewed(tmp_path) as preview:
        assert "lokales" in preview.ask("/legal/en/").text
        site.write_text(text, encoding="utf-8")
        until(lambda: "Tern" in preview.ask("/legal/en/").text)


def test_a_port_that_is_taken(shown: Previewed) -> None:
    ran = run("serve", "--port", str(shown.port), folder=shown.folder)
    assert ran.returncode == 2
    assert ran.stderr == (
        f"affiche: port {shown.port} is taken, perhaps by another preview: end that one, "
        f"or choose another port with --port {shown.port + 1}.\n"
    )


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    with previewed(tmp_path) as preview:
        assert preview.end() == 0
        assert len(preview.lines) == 1


def test_the_rules_are_looked_through(preview: Previewed) -> None:
    text = preview.folder / "content" / "privacy" / "en.md"
    french = text.with_name("fr.md")
    french.write_text(french.read_text(encoding="utf-8") + "\nEt voici: la suite.\n", encoding="utf-8")
    text.write_text(text.read_text(encoding="utf-8") + "\nTODO: say more.\n", encoding="utf-8")
    until(lambda: "TODO" in preview.ask("/_preview/problems/").text)
    page = html.fromstring(preview.ask("/_preview/problems/").text)
    place = select(page, "//a[starts-with(@href, 'vscode://file/') and contains(., 'privacy/en.md:')]")[0]
    assert place.get("href").startswith(f"vscode://file{text.resolve().as_posix()}:")
    assert "leftovers/placeholder" in words(page)
    assert "run <code>affiche check --fix</code>" in preview.ask("/_preview/problems/").text
    bar = html.fromstring(preview.ask("/en/privacy/draft/").text)
    (count,) = select(bar, "//a[@data-errors]")
    assert words(count).split()[1] in {"problem", "problems"}


def test_a_duty_that_the_draft_loses_is_shown(preview: Previewed) -> None:
    text = preview.folder / "content" / "privacy" / "en.md"
    lines = text.read_text(encoding="utf-8").splitlines()
    text.write_text("\n".join(line for line in lines if "Do Not Track" not in line) + "\n", encoding="utf-8")
    until(lambda: "No longer said" in preview.ask("/_preview/problems/").text)
    page = html.fromstring(preview.ask("/_preview/problems/").text)
    assert "No longer said: Do Not Track and opt-out signals" in words(page)
    bar = html.fromstring(preview.ask("/fr/confidentialite/draft/").text)
    assert "1 obligation qui n’est plus traitée" in words(bar)


def test_the_versions_stay_as_they_are(shown: Previewed) -> None:
    versions = json.loads(shown.ask("/privacy/versions.json").text)["versions"]
    assert "draft" not in {version["id"] for version in versions}


def test_a_draft_has_no_permanent_address_and_no_date(shown: Previewed) -> None:
    for address in ("en-fr/", "changes/", "changes/en-fr/"):
        page = shown.ask(f"/en/privacy/draft/{address}").text
        assert "Permanent address" not in page
        (description,) = select(html.fromstring(page), "//meta[@name='description']/@content")
        assert "the working text" in description


def test_a_translation_says_in_the_draft_what_it_has_not_followed(preview: Previewed) -> None:
    text = preview.folder / "content" / "privacy" / "en.md"
    text.write_text(
        text.read_text(encoding="utf-8").replace("makes help-desk", "forges help-desk"), encoding="utf-8"
    )
    until(lambda: "forges help-desk" in preview.ask("/en/privacy/draft/").text)
    french, english = (
        select(html.fromstring(preview.ask(address).text), "//header[@class='opening']/p/a[@href='#_main']")
        for address in ("/fr/confidentialite/draft/", "/en/privacy/draft/")
    )
    assert (len(french), len(english)) == (1, 0)


def test_a_policy_that_never_was_posted_is_a_draft_and_nothing_more(tmp_path: Path) -> None:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    for path in [*(tmp_path / "content").glob("*/ledger.jsonl")]:
        path.unlink()
        shutil.rmtree(path.parent / "versions")
    with previewed(tmp_path, as_of=DAY.isoformat()) as preview:
        front, draft = (preview.ask(address).text for address in ("/en/", "/en/privacy/draft/"))
        assert "Nothing has been published yet." in front
        assert "/en/privacy/draft/" in links(front)
        for address in links(draft):
            if address.startswith("/"):
                assert preview.ask(address.partition("#")[0]).status == 200, address
