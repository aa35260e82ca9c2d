"""`affiche new`: what a person starts from is whole, asks the right questions, and waits to be decided."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from affiche import __version__, checking, pipeline, starting
from affiche.cli import main
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFile, SourceFolder, read_source, read_yaml
from affiche.starting.requirements import requirements_for
from affiche.starting.starter import _quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DONE, PROBLEMS, USAGE = range(3)
HINT = re.compile(r"\[(?:DECIDE|TRANSLATE|À DÉCIDER)[^\[\]]*\]")
NAMED = ("--name", "Finch & Sons: Ltd", "--address", "1 Quay, Hull", "--email", "privacy@finch.example")

ANSWERS = starting.Answers(
    name="Finch",
    address="1 Quay",
    email="privacy@finch.example",
    url="https://www.finch.example/",
    base_url="https://legal.finch.example/",
    timezone="America/Toronto",
    locales=("en", "fr"),
)


def new(folder: Path, *options: str) -> int:
    return main(["new", str(folder), *options])


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--timezone", "America/Toronto"],
        ["--timezone", "Europe/Paris"],
        ["--locales", "fr"],
        ["--locales", "fr-CA,en-CA"],
        ["--locales", "en de cs"],
    ],
    ids=" ".join,
)
def test_it_builds_and_checks_clean_but_for_the_hints(options: Sequence[str], tmp_path: Path) -> None:
    assert new(tmp_path / "site", *NAMED, "--yes", *options) == DONE
    content = tmp_path / "site" / "content"
    checked = checking.check(content)
    assert {problem.rule for problem in checked.problems} == {"leftovers/placeholder"}
    assert all(problem.location.line for problem in checked.problems)
    written = "".join(file.read_text(encoding="utf-8") for file in content.glob("privacy/*.*"))
    assert len(checked.problems) == len(HINT.findall(re.sub("^#.*", "", written, flags=re.MULTILINE)))
    as_of = datetime(2026, 6, 1, tzinfo=UTC)
    report = pipeline.build(pipeline.Options(source=content, out=tmp_path / "out", as_of=as_of))
    assert report.absent == {"privacy": None}


def test_nothing_is_published_until_all_is_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new(tmp_path / "site", *NAMED, "--yes")
    content = tmp_path / "site" / "content"
    publish = ["publish", "privacy", "--source", str(content), "--effective", "2027-06-01", "--as-of"]
    publish += [
        "2027-01-01",
        "--significance",
        "major",
        "--note-en",
        "First.",
        "--note-fr",
        "Début.",
        "--yes",
    ]
    assert main(publish) == PROBLEMS
    assert "is still to be filled in" in capsys.readouterr().err
    assert not (content / "privacy" / "versions").exists()
    for file in (*content.glob("privacy/*.md"), content / "privacy" / "policy.yaml", content / "site.yaml"):
        decided = HINT.sub("Decided", file.read_text(encoding="utf-8"))
        file.write_text(decided, encoding="utf-8")
    assert main(publish) == DONE
    assert (content / "privacy" / "versions" / "2027-06-01" / "fr.md").is_file()


def test_editors_find_the_schemas(tmp_path: Path) -> None:
    new(tmp_path / "site", *NAMED, "--yes")
    site = tmp_path / "site"
    settings = json.loads((site / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (site / schema).is_file()
        for file in site.glob(pattern):
            text = file.read_text(encoding="utf-8")
            line, _, _ = text.partition("\n")
            named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", line)
            assert named
            assert (file.parent / named[1]).resolve() == (site / schema).resolve()
            node = read_yaml(SourceFile(path=file.name, text=text), ProblemLog())
            assert node
            jsonschema.validate(node.plain(), json.loads((site / schema).read_text(encoding="utf-8")))


def test_a_folder_that_holds_something_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert new(tmp_path, "--yes") == USAGE
    assert "is not empty; it holds letter.txt" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
    assert new(tmp_path / "letter.txt", "--yes") == USAGE


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "nothing")
    assert new(tmp_path / "site", "--yes") == USAGE
    assert "is a link that leads nowhere" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_a_language_that_is_named_twice_is_one(tmp_path: Path) -> None:
    assert new(tmp_path / "site", *NAMED, "--locales", "fr,en,fr", "--yes") == DONE
    assert "locales: [fr, en]" in (tmp_path / "site/content/site.yaml").read_text(encoding="utf-8")


def test_a_folder_with_a_history_alone_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new(tmp_path, *NAMED, "--yes") == DONE


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = starting.starter(ANSWERS, "affiche==1.0\n")
    written = os.write

    def full_after_five(descriptor: int, data: bytes) -> int:
        if len([*tmp_path.rglob("*.*")]) > 5:
            raise OSError(28, "No space left on device")
        return written(descriptor, data)

    monkeypatch.setattr(os, "write", full_after_five)
    with pytest.raises(OSError, match="No space"):
        starting.lay_out(tmp_path / "a" / "b", files)
    assert not [*tmp_path.iterdir()]


def test_without_a_terminal_it_names_what_it_would_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "site", *NAMED) == USAGE
    said = capsys.readouterr().err
    assert "add --url … --base-url … --timezone … --locales …; or --yes" in said
    assert not (tmp_path / "site").exists()


def test_it_asks_and_asks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["Finch", "1 Quay", "nobody", "privacy@finch.example", "", "", "Europe/Paris", "fr en"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _="": next(answers))
    assert new(tmp_path / "site") == DONE
    site = read_source(SourceFolder(tmp_path / "site" / "content", ProblemLog()), MarkdownRenderer()).site
    assert site.base_url == "https://legal.finch.example/"
    assert site.locales == ("fr", "en")
    assert site.language_tags == {"fr": "fr-FR", "en": "en"}
    said = capsys.readouterr()
    assert "'nobody' is not an e-mail address; expected: an address such as privacy@example.com." in said.out
    assert "affiche publish privacy" in said.out


@pytest.mark.parametrize(
    "option", ["--email=nobody", "--url=finch", "--timezone=Mars/Base", "--locales=en,xx"]
)
def test_an_answer_that_is_none_is_wrong_usage(option: str, tmp_path: Path) -> None:
    assert new(tmp_path / "site", "--yes", option) == USAGE
    assert not (tmp_path / "site").exists()


@example(name="0\N{NO-BREAK SPACE}")
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1).filter(str.strip))
def test_any_name_is_read_back_as_it_was_given(name: str) -> None:
    for written in (f"name: {_quoted(name)}", f"{{name: {_quoted(name, inside=True)}}}"):
        log = ProblemLog()
        node = read_yaml(SourceFile(path="site.yaml", text=written), log)
        assert not log.problems
        assert node
        assert node.plain() == {"name": name}


@pytest.mark.parametrize(
    "zone", ["America/Toronto", "Europe/Paris", "Pacific/Auckland", "Asia/Kolkata", "UTC"]
)
def test_the_site_is_built_soon_after_midnight(zone: str) -> None:
    minute, hour, *_ = starting.Answers(
        name="", address="", email="", url="", base_url="", timezone=zone, locales=("en",)
    ).after_midnight.split()
    for month in (1, 7):
        run = datetime(2027, month, 15, int(hour), int(minute), tzinfo=UTC).astimezone(ZoneInfo(zone))
        assert run.hour < 2


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, f"affiche=={__version__}"),
        (
            {
                "url": "https://git.example.com/legal/affiche",
                "vcs_info": {"vcs": "git", "commit_id": "1a2b3c", "requested_revision": "main"},
            },
            "affiche @ git+https://git.example.com/legal/affiche@1a2b3c",
        ),
        ({"url": "https://files.example.com/affiche.whl"}, "affiche @ https://files.example.com/affiche.whl"),
        ({"url": "file:///somewhere/affiche", "dir_info": {}}, f"affiche=={__version__}"),
    ],
)
def test_a_server_gets_the_affiche_that_started_the_site(origin: dict[str, Any] | None, line: str) -> None:
    *comments, last = requirements_for(origin).splitlines()
    assert last == line
    assert bool(comments) is bool(origin and origin["url"].startswith("file:"))


def test_the_workflow_needs_nothing_to_be_filled_in() -> None:
    files = starting.starter(ANSWERS, "affiche==1.0\n")
    workflow = yaml.safe_load(files[".github/workflows/site.yml"])
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert f"affiche verify --site {ANSWERS.base_url}" in steps
    assert "pip install -r requirements.txt" in steps
    assert files["requirements.txt"] == b"affiche==1.0\n"


def test_no_action_of_the_workflow_can_be_exchanged_and_no_package_can_post() -> None:
    files = starting.starter(ANSWERS, "affiche==1.0\n")
    workflow = yaml.safe_load(files[".github/workflows/site.yml"])
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        actions = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in actions), name
        assert "permissions" not in job or not [step for step in job["steps"] if "run" in step], name


ENGLISH = re.compile(r"\b(?:the|is|what|which|of|that)\b", re.IGNORECASE)


@pytest.mark.parametrize("locales", [("fr", "en"), ("en",), ("en", "de")])
def test_an_editor_is_spoken_to_in_french(locales: tuple[str, ...]) -> None:
    files = starting.starter(replace(ANSWERS, locales=locales), "affiche==1.0\n", "fr")
    comments = [
        line.partition("#")[2]
        for name, data in files.items()
        if not name.startswith((".schemas", "locales")) and not name.endswith((".md", ".json"))
        for line in data.decode().splitlines()
        if line.lstrip().startswith("#") or " # " in line
    ]
    assert len(comments) > 15
    assert not [line for line in comments if ENGLISH.search(line)]
    readme = files["README.md"].decode()
    assert readme.startswith("# Avis juridiques de Finch")
    assert "README.fr.md" not in files
    assert all(f"content/privacy/{locale}.md" in readme for locale in locales)


def test_a_site_in_french_alone_is_in_french_throughout(tmp_path: Path) -> None:
    assert new(tmp_path / "site", "--yes", "--locales", "fr") == DONE
    for name in ("content/site.yaml", "content/privacy/policy.yaml", "README.md"):
        text = (tmp_path / "site" / name).read_text(encoding="utf-8")
        assert "DECIDE: the" not in text
        assert not [line for line in text.splitlines() if re.search("#.* the ", line)]


@pytest.mark.parametrize(
    ("timezone", "said", "unsaid"),
    [
        (
            "Europe/Paris",
            ["finalité", "introduire une réclamation", "la CNIL", "Données utilisées"],
            ["témoins", "Québec"],
        ),
        (
            "America/Toronto",
            ["Fin", "porter plainte", "du Québec", "Renseignements utilisés"],
            ["finalité", "CNIL", "cookies"],
        ),
    ],
)
def test_french_is_that_of_the_country(timezone: str, said: list[str], unsaid: list[str]) -> None:
    files = starting.starter(replace(ANSWERS, timezone=timezone, locales=("fr",)), "affiche==1.0\n")
    text = "\n".join(files[f"content/privacy/{name}"].decode() for name in ("fr.md", "policy.yaml"))
    shown = "\n".join(line.partition("{#")[0] for line in text.splitlines() if not line.startswith("#"))
    assert [words for words in said if words not in shown] == []
    assert [words for words in unsaid if re.search(rf"(?<![/#{{]){words}(?!\")", shown)] == []
