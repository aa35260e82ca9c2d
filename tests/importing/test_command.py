"""`affiche import` as a person runs it: one locale after the other, and every way to use it wrongly."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from tests.importing.content import SAMPLES, content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENGLISH = "# Privacy policy\n\n## Who we are\n\nHeron Boats.\n\n## What we keep\n\nYour name for 3 years.\n\n## Extra\n\n- a\n- b\n- c\n- d\n"
FRENCH = "# Politique de confidentialité\n\n## Qui nous sommes\n\nChantier Héron.\n\n## Ce que nous gardons\n\nVotre nom pendant 3 ans.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bilingual site without policies, and a text in each language."""
    content(tmp_path, "en, fr")
    (tmp_path / "en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "fr.md").write_text(FRENCH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """The command; gives its exit code and what it said."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["import", *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_french_is_laid_beside_english(folder: Path, command: Callable[..., tuple[int, str]]) -> None:
    code, said = command("privacy", "en.md")
    assert code == 0
    assert "affiche import privacy FILE --locale fr" in said
    assert "copy content/privacy/en.md to content/privacy/fr.md" in said
    code, said = command("privacy", "fr.md", "--locale", "fr")
    assert code == 0
    assert "2 matched to source sections, 1 unmatched" in said
    assert "the section “Extra” of en has no counterpart here" in said
    french = (folder / "content" / "privacy" / "fr.md").read_text(encoding="utf-8")
    assert "## Qui nous sommes {#who-we-are}" in french
    assert "## Ce que nous gardons {#what-we-keep}" in french
    policy = (folder / "content" / "privacy" / "policy.yaml").read_text(encoding="utf-8")
    assert policy == (
        "title:\n  en: Privacy policy\n  fr: Politique de confidentialité\n"
        "slug:\n  en: privacy\n  fr: politique-de-confidentialite\n"
    )
    assert main(["build", "--as-of", "2026-01-01"]) == 0


def test_the_list_of_policies_keeps_its_comments(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    before = (folder / "content" / "site.yaml").read_text(encoding="utf-8")
    command("privacy", "en.md")
    command("terms", "en.md")
    after = (folder / "content" / "site.yaml").read_text(encoding="utf-8")
    assert after == before.replace("policies: []", "policies: [privacy, terms]")


def test_a_list_written_line_by_line_grows_by_a_line(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    site = folder / "content" / "site.yaml"
    command("privacy", "en.md")
    text = site.read_text(encoding="utf-8").replace("policies: [privacy] #", "policies: #")
    site.write_text(f"{text.rstrip()}\n  - privacy # first\n# end\n", encoding="utf-8")
    assert command("terms", "en.md")[0] == 0
    assert site.read_text(encoding="utf-8").endswith("\n  - privacy # first\n  - terms\n# end\n")


def test_a_list_that_cannot_be_mended_is_left_and_said(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    site = folder / "content" / "site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("policies: []", "policies: [\n  ]"), encoding="utf-8"
    )
    code, said = command("privacy", "en.md")
    assert code == 0
    assert "Still to write: content/site.yaml: add `privacy` to the list `policies:`." in said


def test_a_text_that_is_there_is_replaced_only_when_asked(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    command("privacy", "en.md")
    (folder / "en.md").write_text(ENGLISH.replace("## What we keep", "## What is kept"), encoding="utf-8")
    code, said = command("privacy", "en.md")
    assert code == 1
    assert "there is a text here already" in said
    assert command("privacy", "en.md", "--replace")[0] == 0
    written = (folder / "content" / "privacy" / "en.md").read_text(encoding="utf-8")
    assert "## What is kept {#what-we-keep}" in written, "a renamed section keeps the id that it had"


def test_several_files_are_one_text(folder: Path, command: Callable[..., tuple[int, str]]) -> None:
    (folder / "more.md").write_text(
        "# Cookies\n\nWe use [none](#none).\n\n## None\n\nNot one.\n", encoding="utf-8"
    )
    assert command("privacy", "en.md", "more.md")[0] == 0
    written = (folder / "content" / "privacy" / "en.md").read_text(encoding="utf-8")
    assert written.endswith(
        "## Cookies {#cookies}\n\nWe use [none](#none).\n\n### None {#none}\n\nNot one.\n"
    )


def test_links_count_from_the_address_of_the_page(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    page = (SAMPLES / "page.html").as_posix()
    code, said = command("privacy", page, "--url", "https://heron.example/legal/privacy/")
    assert code == 0
    assert "[terms](https://heron.example/legal/terms/)" in (
        folder / "content" / "privacy" / "en.md"
    ).read_text(encoding="utf-8")
    assert "import/relative-link" not in said


def test_a_program_is_told_everything(folder: Path, command: Callable[..., tuple[int, str]]) -> None:
    del folder
    code, said = command("privacy", (SAMPLES / "page.html").as_posix(), "--format", "json")
    told = json.loads(said)
    assert code == 0
    assert told["texts"]["en"]["stated"] == "2026-06-01"
    assert told["missing"] == ["fr"]
    left_out = " ".join(
        p["message"] + " ".join(p["details"]) for p in told["problems"] if p["rule"] == "import/left-out"
    )
    assert "never more often than that." in left_out


WRONG = {
    "nothing to import": ((), "give files; or --git"),
    "two ways at once": (("en.md", "--dated-files", "."), "give files; or --git"),
    "a repository without a path": (("--git", "."), "--path goes with --git"),
    "a path without a repository": (("en.md", "--path", "x"), "--path goes with --git"),
    "a locale that is not there": (
        ("en.md", "--locale", "de"),
        "the site has no locale 'de'; it has en, fr.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_said_in_a_line(
    name: str, folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    arguments, words = WRONG[name]
    code, said = command("privacy", *arguments)
    assert code == 2
    assert words in said
    assert sorted(path.name for path in (folder / "content").iterdir()) == ["site.yaml"]


def test_a_name_that_cannot_be_an_address_is_refused(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    assert "did you mean 'privacy-policy'?" in command("Privacy Policy", "en.md")[1]
    for name in ("../evil", "Privacy Policy", ".git", ""):
        assert command(name, "en.md")[0] == 1, name
    assert sorted(path.name for path in folder.iterdir()) == ["content", "en.md", "fr.md"]


def test_without_a_site_it_says_how_to_begin_one(
    folder: Path, command: Callable[..., tuple[int, str]]
) -> None:
    code, said = command("privacy", "en.md", "--source", "elsewhere")
    assert code == 2
    assert "make one with `affiche new` first" in said
    assert not (folder / "elsewhere").exists()


def test_a_failure_at_the_last_step_leaves_everything_as_it_was(
    folder: Path, command: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in (folder / "content").rglob("*") if path.is_file()}

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("affiche.importing.staging.Root.replace", refuse)
    code, said = command("privacy", "en.md")
    assert code == 1
    assert "No space left on device" in said
    assert {path: path.read_bytes() for path in (folder / "content").rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in (folder / "content").iterdir()) == ["site.yaml"]


def test_a_long_import_is_told_on_a_terminal_alone(
    folder: Path, command: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    @contextmanager
    def waiting(doing: str) -> Iterator[None]:
        assert not (folder / "content" / "privacy").exists()
        yield
        told.append(doing)
        assert (folder / "content" / "privacy" / "ledger.jsonl").exists()

    monkeypatch.setattr(import_module("affiche.cli.texts.import_"), "waiting", waiting)
    dated = folder / "dated"
    dated.mkdir()
    (dated / "2024-06-01.en.md").write_text(ENGLISH, encoding="utf-8")
    assert command("privacy", "--dated-files", "dated")[0] == 0
    assert told == ["Importing"]
