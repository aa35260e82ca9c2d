"""What `affiche laws` asks and says at a terminal, in the language of whoever sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from affiche.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SITE = """organisation: {name: Tern, address: 1 Tern Street, email: privacy@tern.test, url: https://www.tern.test/}
base_url: https://legal.tern.test/
timezone: America/Toronto
locales: [en]
policies: [privacy]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose policy answers one of the questions."""
    policy = tmp_path / "content" / "privacy"
    policy.mkdir(parents=True)
    (policy.parent / "site.yaml").write_text(SITE, "utf-8")
    (policy / "policy.yaml").write_text("title: Privacy\nslug: privacy\nanswers: {children: no}\n", "utf-8")
    (policy / "en.md").write_text("# Privacy\n\n## Trees {#trees}\n\nWe like trees.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sit_at_a_terminal(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Type these lines, one for each question; those that nobody asked for are left in the list."""
    left = [*typed]

    def prompt(question: str) -> str:
        click.echo(question)
        return left.pop(0)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", prompt)
    return left


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("lang", "typed", "said"),
    [
        ("en", ["no", "y", "", "n"], ["[yes/no]", "children: no, sells: no, automated: yes, consent: no}"]),
        ("fr", ["non", "peut-être", "o", "", "n"], ["[oui/non]", "sells: no, automated: yes, consent: no}"]),
    ],
)
def test_what_nobody_answered_is_asked_and_decides(
    lang: str,
    typed: list[str],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left = sit_at_a_terminal(monkeypatch, *typed)
    assert main(["laws", "--lang", lang]) == 0
    assert left == []
    shown = capsys.readouterr().out
    assert all(words in shown for words in [*said, "content/privacy/policy.yaml"])
    assert "eu-13-2-c" not in shown, "consent: no"
    assert "eu-8" not in shown, "children: no, as policy.yaml says"
    missing = next(line for line in shown.splitlines() if "eu-13-2-f" in line)
    assert missing.split()[0] in {"missing", "absent"}
    assert "outside: yes/no" in shown, "left open"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("options", [["--format", "json"], ["--out", "laws.txt"]])
def test_a_program_is_asked_nothing(options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    left = sit_at_a_terminal(monkeypatch, "no")
    assert main(["laws", *options]) == 0
    assert left == ["no"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_without_a_terminal_nothing_is_asked(
    stream: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = sit_at_a_terminal(monkeypatch, "no")
    monkeypatch.setattr(f"sys.{stream}.isatty", lambda: False, raising=False)
    assert main(["laws", "--law", "eu"]) == 0
    assert left == ["no"]
    shown = capsys.readouterr().out
    assert "automated: yes/no" in shown
    assert "sells: yes/no" not in shown, "no duty of this law depends on it"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Not found in every language: en present, fr missing"),
        ("fr", "Pas trouvée dans toutes les langues\u00a0: en présent, fr absent"),
    ],
)
def test_a_duty_met_in_one_language_alone_is_said_as_such(
    lang: str, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content" / "site.yaml").write_text(SITE.replace("[en]", "[en, fr]"), "utf-8")
    policy = site / "content" / "privacy"
    (policy / "policy.yaml").write_text(
        "title: {en: Privacy, fr: Vie privée}\nslug: {en: privacy, fr: vie-privee}\n", "utf-8"
    )
    text = "# {0}\n\n## {1} {{#trees}}\n\n{2}\n"
    english = text.format("Privacy", "Trees", "You can complain to the supervisory authority.")
    (policy / "en.md").write_text(english, "utf-8")
    french = text.format("Vie privée", "Arbres", "Nous aimons les arbres.")
    (policy / "fr.md").write_text(french, "utf-8")
    assert main(["laws", "--law", "eu", "--lang", lang]) == 0
    assert said in capsys.readouterr().out
