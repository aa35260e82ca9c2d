"""The command as a person or a program meets it: exit codes, forms, and never a traceback."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import pytest

import affiche
from affiche.cli import affiche as group
from affiche.cli import main
from tests.site.building import ROOT, SITES
from tests.site.running import Run, environment, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., Run]

DONE, PROBLEMS, USAGE, ALTERED = range(4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a source that can be built."""
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def command(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command in that folder; in this process, as most of what it says needs none of its own."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def invoke(*arguments: str) -> Run:
        code = main(arguments)
        said = capfd.readouterr()
        return Run(arguments, code, said.out, said.err)

    return invoke


def spoil(folder: Path) -> None:
    (folder / "content" / "privacy" / "policy.yaml").write_text(
        "titel: Privacy, 100%\nslug: Bad slug\n", encoding="utf-8"
    )


@pytest.mark.parametrize("arguments", [[], ["build"], ["--as-of", "2026-06-01"]], ids=" ".join)
def test_with_no_command_it_builds(arguments: list[str], folder: Path) -> None:
    ran = run(*arguments, folder=folder)
    assert (ran.returncode, ran.stderr) == (DONE, "")
    assert ran.stdout.startswith("Built ")
    assert (folder / "site" / "en" / "index.html").is_file()


def test_a_module_is_the_same_command(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "affiche", "build"],
        cwd=folder,
        env=environment(PYTHONPATH=str(ROOT)),
        check=False,
    )
    assert ran.returncode == DONE


def test_what_is_said_after_a_build(command: Command) -> None:
    said = command("--as-of", "2026-01-04").stdout
    assert "as of 2026-01-04" in said
    assert "Not on the site: privacy, as it is posted on 2026-01-05." in said
    assert "The site changes next on 2026-01-05: build again on that day." in said
    said = command("--as-of", "2026-01-05", "--out", "public/legal").stdout
    assert "1 version of privacy, in en, as of 2026-01-05." in said
    assert "http.server -d public/legal, " in said
    assert "No later date in the source changes the site." in said


def test_a_report_for_programs(command: Command) -> None:
    report = json.loads(command("--as-of", "2026-01-04", "--format", "json").stdout)
    assert report == {
        "as_of": "2026-01-04",
        "out": "site",
        "files": report["files"],
        "draft_problems": {},
        "locales": ["en"],
        "policies": [],
        "versions": 0,
        "advice": [],
        "forgotten": [],
        "absent": {"privacy": "2026-01-05"},
        "next_change": "2026-01-05",
        "missed": [],
    }


def test_problems_for_a_person_go_to_the_error_stream(folder: Path, command: Command) -> None:
    spoil(folder)
    ran = command()
    assert (ran.returncode, ran.stdout) == (PROBLEMS, "")
    assert "content/privacy/policy.yaml:1:1: the key 'titel' is not known here" in ran.stderr
    assert "Nothing was changed." in ran.stderr


@pytest.mark.parametrize("name", ["status", "check", "show privacy", "diff privacy", "verify"])
def test_a_command_that_only_reads_does_not_say_that_nothing_changed(
    name: str, folder: Path, command: Command
) -> None:
    spoil(folder)
    ran = command(*name.split())
    assert "Nothing was changed." not in ran.stderr


def test_problems_for_a_program(folder: Path, command: Command) -> None:
    spoil(folder)
    ran = command("--format", "json")
    assert (ran.returncode, ran.stderr) == (PROBLEMS, "")
    problems = json.loads(ran.stdout)["problems"]
    assert ("content/privacy/policy.yaml", 1, 1) in [(p["path"], p["line"], p["column"]) for p in problems]
    assert all(p["message"] for p in problems)


def test_problems_as_annotations_of_a_pull_request(folder: Path, command: Command) -> None:
    spoil(folder)
    ran = command("--format", "github")
    assert (ran.returncode, ran.stderr) == (PROBLEMS, "")
    for line in ran.stdout.splitlines():
        assert line.startswith("::error file=content/privacy/policy.yaml,line=")


def test_an_altered_archive_has_an_exit_code_of_its_own(folder: Path, command: Command) -> None:
    frozen = folder / "content" / "privacy" / "versions" / "2026-01-05" / "en.md"
    frozen.write_text(frozen.read_text(encoding="utf-8").replace("boats", "ships"), encoding="utf-8")
    for form in ("text", "json", "github"):
        ran = command("--format", form)
        assert ran.returncode == ALTERED
        assert "versions/2026-01-05/en.md" in ran.stdout + ran.stderr
    assert not (folder / "site").exists()


WRONG_USAGE = {
    "unknown option": ["--colour"],
    "unknown command": ["bild"],
    "unknown form": ["--format", "xml"],
    "missing source": ["--source", "nowhere"],
    "source that is a file": ["--source", "content/site.yaml"],
    "no day": ["--as-of", "tomorrow"],
    "no day of the calendar": ["--as-of", "2026-02-30"],
    "foreign output": ["--out", "mine"],
    "output in the source": ["--out", "content/site"],
    "output that is a file": ["--out", "content/site.yaml/site"],
    "option without a value": ["--out"],
    "no web address": ["--base-url", "staging"],
}


@pytest.mark.parametrize("arguments", WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_is_explained(arguments: list[str], folder: Path, command: Command) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.txt").touch()
    ran = command(*arguments)
    assert (ran.returncode, ran.stdout) == (USAGE, "")
    assert ran.stderr
    assert "Traceback" not in ran.stderr
    assert "fault of Affiche" not in ran.stderr


def test_a_clock_that_is_no_number_is_wrong_usage(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = command()
    assert ran.returncode == USAGE
    assert "SOURCE_DATE_EPOCH is 'yesterday', not a number of seconds." in ran.stderr


def test_a_folder_that_may_not_be_written_is_explained(folder: Path, command: Command) -> None:
    (folder / "file").touch()
    ran = command("--out", "file/site")
    assert ran.returncode in {PROBLEMS, USAGE}
    assert ran.stderr.startswith("affiche: ")
    assert "Traceback" not in ran.stderr


def test_help_names_every_command(command: Command) -> None:
    ran = command("--help")
    assert "..." not in ran.stdout.split("Commands:")[1], "each command is told in a whole sentence"
    assert (ran.returncode, ran.stderr) == (DONE, "")
    for name in group.commands:
        assert f"\n  {name} " in ran.stdout
    assert command("-h").stdout == ran.stdout
    assert "--as-of" in command("build", "--help").stdout


def test_the_version_is_known_without_an_installation() -> None:
    ran = run("--version")
    assert (ran.returncode, ran.stderr) == (DONE, "")
    assert ran.stdout == f"affiche {affiche.__version__}\n"


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "affiche/__init__.py"


def test_help_starts_at_once_as_it_imports_no_library_but_that_of_the_command_line() -> None:
    code = "import sys; from affiche.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    heavy = {"babel", "filelock", "jinja2", "livereload", "markdown", "nh3", "pydantic", "rapidfuzz", "yaml"}
    assert not heavy & set(ran.stderr.split())


@pytest.mark.parametrize(
    ("named", "meant"),
    [("content/privacy", "content"), ("content/privacy/versions", "content"), (".", "content")],
)
def test_a_folder_near_the_source_leads_to_it(named: str, meant: str, folder: Path, command: Command) -> None:
    (folder / "content" / "privacy" / "versions").mkdir(exist_ok=True)
    for name in ("status", "check", "build"):
        tried = command(name, "--source", named)
        assert tried.returncode == USAGE
        assert f"did you mean --source {meant}?" in tried.stderr


@pytest.mark.parametrize("word", ["2024-01-01", "2024-01-01.2"])
def test_a_day_after_the_policy_leads_to_the_option(word: str, command: Command) -> None:
    tried = command("show", "privacy", word)
    assert tried.returncode == USAGE
    assert "did you mean `affiche show privacy --at 2024-01-01`" in tried.stderr


def test_a_word_too_many_is_said(command: Command) -> None:
    assert "'cookies' is one word too many" in command("show", "privacy", "cookies").stderr


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Montréal", "America/Montreal"),
        ("new york", "America/New_York"),
        ("america/toronto", "America/Toronto"),
        ("Amerca/Toronto", "America/Toronto"),
        ("Paris", "Europe/Paris"),
    ],
)
def test_a_city_leads_to_its_time_zone(given: str, meant: str, folder: Path, command: Command) -> None:
    if meant not in available_timezones():
        pytest.skip(f"{meant} is not in the time zones of this machine")
    site = folder / "content" / "site.yaml"
    text = re.sub("(?m)^timezone:.*", f"timezone: {given}", site.read_text(encoding="utf-8"))
    site.write_text(text, encoding="utf-8")
    assert f"did you mean '{meant}'?" in command("status").stderr
    assert f"did you mean '{meant}'?" in command("new", "other", "--timezone", given, "--yes").stderr


def test_what_is_no_city_leads_nowhere(command: Command) -> None:
    assert "such as America/Toronto." in command("new", "other", "--timezone", "qqqq", "--yes").stderr


@pytest.mark.parametrize("words", ["all\x1b[31m customers", "\u202eall", "a\x9bb"], ids=ascii)
@pytest.mark.parametrize(
    "command",
    [["notice", "privacy", "--sent", "email", "--to"], ["build", "--forget"]],
    ids=["notice", "build"],
)
def test_words_that_do_something_to_a_terminal_are_refused(
    words: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, words, "--source", str(SITES / "bilingual" / "content")]) == USAGE
    said = capsys.readouterr().err
    assert "holds a character that cannot be shown, U+" in said
    assert all(character == "\n" or character.isprintable() for character in said)


@pytest.mark.parametrize("words", ["a\x0bb", "caf\x1b[2J", "&#27;[2J \x9b"], ids=ascii)
@pytest.mark.parametrize("command", ["check", "publish", "diff", "notice"])
def test_words_of_a_text_do_nothing_to_a_terminal(
    tmp_path: Path, words: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    english = content / "privacy" / "en.md"
    english.write_text(f"{english.read_text('utf-8')}\n## {words} {{#more}}\n\nWe {words} it.\n", "utf-8")
    more = {"publish": ["--yes", f"--note-en={words}"], "notice": ["draft"]}.get(command, [])
    main([command, *([] if command == "check" else ["privacy"]), *more, "--source", str(content)])
    said = "".join(capsys.readouterr())
    assert said
    assert [
        sign for sign in said if sign != "\n" and not sign.isprintable() and sign != "\N{NO-BREAK SPACE}"
    ] == []


@pytest.mark.parametrize(
    "arguments", [("publish", "privacy", "--reason", "Caf\udce9"), ("show", "\udcff"), ("\udc80",)]
)
def test_an_argument_that_is_not_utf_8(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(arguments) == 2
    assert "is not UTF-8: set your terminal to UTF-8" in capsys.readouterr().err


def test_what_copying_a_folder_ran_into_is_told_as_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(*_: object, **__: object) -> None:
        raise shutil.Error(
            [("en.md", "there/en.md", "[Errno 28] No space left on device: 'en.md'"), ("a", "b", "c")]
        )

    monkeypatch.setattr(group, "main", copy)
    assert main(["status"]) == 1
    assert capsys.readouterr().err == "affiche: [Errno 28] No space left on device: 'en.md'; c\n"
