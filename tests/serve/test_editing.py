"""What the editor opens, saves and refuses, asked as a browser without JavaScript asks, and as nobody should."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.serve.editing import form
from tests.serve.previewing import Previewed, previewed, until
from tests.site.building import SAMPLE, SITES, select

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOME = "/_edit/privacy/"


@pytest.fixture
def edited(folder: Path) -> Iterator[Previewed]:
    """The sample, to be edited."""
    with previewed(folder, options=["--edit"]) as running:
        yield running


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """One for all tests that change nothing; they look at its files at the end of each."""
    folder = tmp_path_factory.mktemp("untouched")
    shutil.copytree(SAMPLE, folder / "content")
    with previewed(folder, options=["--edit"]) as running:
        yield running


def files(preview: Previewed) -> dict[str, bytes]:
    """Everything under content/, but for what a lock leaves."""
    found = (file for file in (preview.folder / "content").rglob("*") if file.is_file())
    return {
        file.relative_to(preview.folder).as_posix(): file.read_bytes()
        for file in found
        if file.name != ".lock"
    }


def alarm(text: str) -> str:
    return " ".join(str(part) for part in select(html.fromstring(text), "//*[@id='alert']//text()")).strip()


def test_without_edit_there_is_no_editor(lasting: Previewed) -> None:
    assert lasting.ask(HOME).status == 404
    assert lasting.ask(HOME, "POST").status == 405
    assert "/_edit/" not in lasting.ask("/en/privacy/draft/").text


def test_a_page_leads_to_its_editor(untouched: Previewed) -> None:
    assert f'href="{HOME}"' in untouched.ask("/en/privacy/draft/").text
    policies = untouched.ask("/_edit/").text
    assert all(f'href="/_edit/{name}/"' in policies for name in ("privacy", "cookies", "california"))
    links = select(html.fromstring(untouched.ask(HOME).text), "//nav[@class='looks']//a/@href")
    assert {"/en/privacy/draft/", "/en/privacy/draft/changes/", "/en/privacy/draft/en-fr/"} <= set(
        map(str, links)
    )


ODD = "\ufeff# Notice\r\n\r\nA line  \r\n\tand a tab\t\r\n\r\n\r\n## Data {#data}\r\n\u00a0x\rlast\x0c words, no end of line"


@pytest.mark.parametrize("place", ["", "facts/", "file/"])
def test_what_is_opened_and_saved_stays_byte_for_byte(tmp_path: Path, place: str) -> None:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    policy = tmp_path / "content" / "privacy"
    (policy / "en.md").write_bytes(ODD.encode())
    yaml = (policy / "policy.yaml").read_text(encoding="utf-8")
    (policy / "policy.yaml").write_bytes(
        ("\ufeff" + yaml.rstrip("\n").replace("\n", "  # c\r\n", 1)).encode()
    )
    with previewed(tmp_path, "2026-03-01", options=["--edit"]) as preview:
        before = files(preview)
        page = form(preview, HOME + place)
        assert len(page.fields) > 2
        assert page.send().headers["Location"] == f"{HOME}{place}?saved=0"
        assert files(preview) == before


def test_both_languages_are_saved_and_the_preview_follows(edited: Previewed) -> None:
    page = form(edited, HOME)
    before = files(edited)
    for locale, words in (("en", "Nobody else reads it."), ("fr", "Personne d’autre ne le lit.")):
        (name,) = (
            name
            for name in page.fields
            if name.startswith(f"text.{locale}.") and "{#dnt}" in page.fields[name]
        )
        page.fields[name] += f"\n\n{words}"
    assert page.send().headers["Location"] == f"{HOME}?saved=1"
    until(lambda: "Nobody else reads it." in edited.ask("/en/privacy/draft/").text)
    assert "Personne d’autre" in edited.ask("/fr/confidentialite/draft/").text
    after = files(edited)
    assert {name for name in after if after[name] != before[name]} == {
        "content/privacy/en.md",
        "content/privacy/fr.md",
    }
    assert (
        after["content/privacy/en.md"].replace(b"\n\nNobody else reads it.", b"")
        == before["content/privacy/en.md"]
    )


def test_a_section_is_added_in_every_language(edited: Previewed) -> None:
    page = form(edited, HOME)
    page.fields |= {
        "title.en": "Drones",
        "title.fr": "Drones et aéronefs",
        "after": "dnt",
        "level": "2",
        "id": "",
    }
    assert page.send("add").status == 303
    for locale, heading in (
        ("en", "## Drones {#drones}\n\n[DECIDE:"),
        ("fr", "## Drones et aéronefs {#drones}\n\n[À DÉCIDER\u00a0:"),
    ):
        assert heading in (edited.folder / "content" / "privacy" / f"{locale}.md").read_text(encoding="utf-8")
    again = form(edited, HOME)
    again.fields |= {"title.en": "Drones", "title.fr": "Drones", "id": "drones"}
    refused = again.send("add")
    assert refused.status == 422
    assert "cannot have the id 'drones'" in alarm(refused.text)
    for unfit in ("_main", "_2026-10-01", "our drones", "drones?"):
        again.fields |= {"id": unfit}
        assert f"cannot have the id {unfit!r}" in alarm(again.send("add").text)
    again.fields |= {"title.fr": " ", "id": ""}
    assert "a title in each language" in alarm(again.send("add").text)


def test_facts_are_saved_where_they_stand(edited: Previewed) -> None:
    page = form(edited, f"{HOME}facts/")
    page.fields |= {
        'value:["facts","retention","calls","en"]': "30 days, or less",
        'value:["next","effective"]': "2027-07-01",
        'new:["facts","recipients","rows","name",""]': "Merle Noir inc.",
        'remove:["facts","rights","rows",6]': "on",
        'value:["facts","evil"]': "x",
        "value:../../secret": "x",
    }
    before = (edited.folder / "content" / "privacy" / "policy.yaml").read_text(encoding="utf-8").splitlines()
    assert page.send().headers["Location"] == f"{HOME}facts/?saved=1"
    after = (edited.folder / "content" / "privacy" / "policy.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in after if line not in before] == [
        "calls: {en: '30 days, or less', fr: 90\u00a0jours}",
        '- id: ""',
        "name: Merle Noir inc.",
        'purpose: {en: "", fr: ""}',
        'country: {en: "", fr: ""}',
        "effective: 2027-07-01",
    ]


def test_shared_facts_are_saved_in_their_own_file(edited: Previewed) -> None:
    page = form(edited, f"{HOME}shared/")
    page.fields['value:["facts","contact","email"]'] = "notices@cormorantdesk.example"
    before = files(edited)
    assert page.send().headers["Location"] == f"{HOME}shared/?saved=1"
    after = files(edited)
    assert [name for name in after if after[name] != before[name]] == ["content/facts.yaml"]
    until(lambda: "notices@cormorantdesk.example" in edited.ask("/en/privacy/draft/").text)


def test_a_newer_file_is_not_overwritten(edited: Previewed) -> None:
    for place, field in (("", "text.en.0"), ("facts/", 'value:["title","en"]'), ("file/", "text")):
        page = form(edited, HOME + place)
        name = "en.md" if not place else "policy.yaml"
        file = edited.folder / "content" / "privacy" / name
        newer = file.read_text(encoding="utf-8") + "\n"
        file.write_text(newer, encoding="utf-8")
        page.fields[field] += "my words"
        answer = page.send()
        assert answer.status == 409
        assert f"privacy/{name} was changed elsewhere" in alarm(answer.text)
        assert "my words" in answer.text
        assert file.read_text(encoding="utf-8") == newer
        assert page.send(Accept="application/json").status == 409


def test_only_a_page_of_the_editor_can_change_anything(untouched: Previewed) -> None:
    before = files(untouched)
    for place in ("", "facts/", "file/", "publish/"):
        page = form(untouched, HOME + place)
        page.fields |= {
            name: f"{value} evil" for name, value in page.fields.items() if name.startswith(("text", "value"))
        }
        for origin in (
            "",
            "null",
            "http://evil.example",
            "http://127.0.0.1:1",
            f"https://127.0.0.1:{untouched.port}",
        ):
            assert page.send("publish", origin=origin).status == 403
        assert page.send("publish", Host="evil.example").status == 403
        assert page.send(Content_Type="text/plain").status == 403
        token = page.fields.pop("token")
        assert page.send("publish").status == 403
        page.fields["token"] = token[:-1] + ("a" if token[-1] != "a" else "b")
        assert page.send("publish").status == 403
        page.fields["token"] = ""
        assert page.send("publish").status == 403
        assert untouched.ask(f"{HOME}{place}?do=publish&sure=yes&token={token}").status == 200
    assert files(untouched) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(untouched: Previewed, method: str) -> None:
    assert untouched.ask(HOME, method).status == 405


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        "..%2fprivacy",
        "privacy%2f..%2f..",
        "nothing",
        "site.yaml",
        "privacy%00",
        "versions",
        ".git",
    ],
)
def test_nothing_but_the_policies_of_the_site_is_edited(untouched: Previewed, name: str) -> None:
    before = files(untouched)
    page = form(untouched, HOME)
    for place in ("", "facts/", "file/", "publish/", "state.json"):
        assert untouched.ask(f"/_edit/{name}/{place}").status in {400, 404}
        page.address = f"/_edit/{name}/{place}"
        assert page.send().status in {400, 404, 405}
    assert files(untouched) == before


def test_a_locale_that_the_site_has_not_is_no_file(untouched: Previewed) -> None:
    before = files(untouched)
    page = form(untouched, HOME)
    page.fields |= {"opened.../../evil": "x", "text.../../evil.0": "x", "opened.de": "x"}
    assert page.send().status == 303
    assert files(untouched) == before


def test_a_page_that_did_not_come_whole_saves_nothing(untouched: Previewed) -> None:
    before = files(untouched)
    for place, field in (("", "text.fr.3"), ("file/", "text")):
        page = form(untouched, HOME + place)
        del page.fields[field]
        assert page.send().status in {400, 422}
    assert files(untouched) == before


def test_the_pages_allow_themselves_nothing_else(untouched: Previewed) -> None:
    policy = untouched.ask(HOME).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    text = untouched.ask(HOME).text
    assert "style=" not in text
    assert " on" not in {name[:3] for name in select(html.fromstring(text), "//@*")}
    for name in ("editor.js", "editor.css", "codemirror.js"):
        assert untouched.ask(f"/_edit/static/{name}").status == 200
    assert untouched.ask("/_edit/static/handlers.py").status == 404
    assert untouched.ask("/_edit/static/..%2fhandlers.py").status == 404


def test_no_script_of_a_template_runs_beside_the_editor(untouched: Previewed) -> None:
    """It could read the token, and publish."""
    for address in ("/en/privacy/draft/", "/en/", "/_preview/problems/"):
        policy = untouched.ask(address).headers["Content-Security-Policy"]
        home = untouched.home
        assert policy.startswith(f"script-src {home}/_preview/preview.js {home}/livereload.js;")


def test_problems_are_at_their_lines(edited: Previewed) -> None:
    page = form(edited, HOME)
    (name,) = (name for name in page.fields if "{#dnt}" in page.fields[name] and ".en." in name)
    page.fields[name] += "\n\nSee [](#nowhere)."
    page.send()

    def marks() -> list[dict[str, object]]:
        found: dict[str, list[dict[str, object]]] = json.loads(edited.ask(f"{HOME}state.json").text)["marks"]
        return [mark for mark in found[name] if mark["severity"] == "error"]

    until(lambda: bool(marks()))
    (mark,) = marks()
    line = page.fields[name].split("\n").index("See [](#nowhere).") + 1
    assert (mark["line"], mark["column"]) == (line, 5)
    assert "nowhere" in edited.ask(HOME).text


def test_the_page_of_problems_leads_to_the_line(edited: Previewed) -> None:
    text = edited.folder / "content" / "privacy" / "en.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nSee [](#nowhere).\n", encoding="utf-8")
    yaml = edited.folder / "content" / "privacy" / "policy.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8") + "evil: x\n", encoding="utf-8")
    lines = [len(file.read_text(encoding="utf-8").splitlines()) for file in (text, yaml)]
    hrefs = {f"{HOME}#at.en.{lines[0]}", f"{HOME}file/#at..{lines[1]}"}
    until(lambda: hrefs <= set(select(html.fromstring(edited.ask("/_preview/problems/").text), "//a/@href")))
    assert f'href="{HOME}file/#at..{lines[1]}"' in edited.ask(f"{HOME}publish/").text


def test_a_publication_is_shown_before_it_is_made(edited: Previewed) -> None:
    before = files(edited)
    page = form(edited, f"{HOME}publish/")
    shown = edited.ask(page.address).text
    assert "version 2027-06-01" in shown
    assert "Check the meaning: number “12” removed" in shown
    assert "say that you are sure" in alarm(page.send("publish").text)
    page.fields["sure"] = "yes"
    right, page.fields["shown"] = page.fields["shown"], "0" * 64
    answer = page.send("publish")
    assert answer.status == 409
    assert "not what you were shown" in alarm(answer.text)
    assert files(edited) == before
    page.fields["shown"] = right
    answer = page.send("publish")
    assert "Published privacy 2027-06-01." in answer.text
    after = files(edited)
    assert {
        name: data for name, data in after.items() if "2027-06-01" not in name and "ledger" not in name
    } == {name: data for name, data in before.items() if "ledger" not in name}
    assert "content/privacy/versions/2027-06-01/version.yaml" in after
    assert page.send("publish").status == 200
    assert files(edited) == after


def test_what_changed_since_it_was_shown_is_shown_again(edited: Previewed) -> None:
    page = form(edited, f"{HOME}publish/")
    page.fields["sure"] = "yes"
    text = edited.folder / "content" / "privacy" / "en.md"
    text.write_text(
        text.read_text(encoding="utf-8").replace("We collect what we need", "We collect all we need"),
        encoding="utf-8",
    )
    answer = page.send("publish")
    assert answer.status in {200, 409}
    assert not (edited.folder / "content" / "privacy" / "versions" / "2027-06-01").exists()


def test_what_stands_in_the_way_is_said(edited: Previewed) -> None:
    page = form(edited, f"{HOME}publish/")
    page.fields |= {"significance": "editorial", "sure": "yes"}
    answer = page.send("publish")
    assert "What stands in the way" in answer.text
    assert "negation" in answer.text or "number" in answer.text
    page.fields |= {"effective": "soon"}
    assert "is not a date" in page.send("look").text
    assert not (edited.folder / "content" / "privacy" / "versions" / "2027-06-01").exists()


def test_it_speaks_french(folder: Path) -> None:
    with previewed(folder, options=["--edit", "--lang", "fr"]) as preview:
        until(preview.says("Pour modifier et publier"))
        for place, words in (
            ("", "Enregistrer"),
            ("facts/", "Tout le reste de policy.yaml"),
            ("publish/", "Ce qui serait publié"),
        ):
            text = preview.ask(HOME + place).text
            assert '<html lang="fr">' in text
            assert words in text
            assert "Politique de confidentialité" in text
            assert preview.ask(HOME, "POST").text.startswith("Rien n’a été modifié")
