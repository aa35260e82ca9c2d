"""`affiche check` as a person or a program runs it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from affiche import cli
from affiche.checking import Fix, check, with_fixes

ROOT = Path(__file__).resolve().parents[2]
GOOD = ROOT / "tests" / "problems" / "site"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small good site in a working directory of its own; gives its French text."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    policy = tmp_path / "content" / "privacy" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("promises:\n  notice_days: 30\n", ""), "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("content/privacy/fr.md")


def run(*arguments: str) -> int:
    return cli.main(["check", *arguments])


def add(file: Path, words: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")


def test_the_sample_site_is_without_fault() -> None:
    assert not check(ROOT / "content").problems


def test_a_good_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.is_file()
    assert run("--strict") == 0
    assert "No problems found in " in capsys.readouterr().out


def test_advice_fails_only_when_strict(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\nVoici : oui.\n")
    assert run() == 0
    out = capsys.readouterr().out
    assert "advice: a line may break before a colon [french/colon]" in out
    assert "1 piece of advice." in out
    assert run("--strict") == 1


def test_what_is_found_again_and_again_is_counted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\nVoici : oui.\n" * 5)
    assert run() == 0
    out = capsys.readouterr().out
    assert out.count("[french/colon]") == 3
    assert re.search(r"and 2 more places in this file: lines \d+, \d+$", out, re.MULTILINE)
    assert "5 pieces of advice." in out


def test_one_more_is_one_place(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\nVoici : oui.\n" * 4)
    assert run() == 0
    assert re.search(r"and 1 more place in this file: line \d+$", capsys.readouterr().out, re.MULTILINE)


def test_errors_fail(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\n[INSÉRER LE LIEN]\n")
    assert run() == 1
    assert "is still to be filled in [leftovers/placeholder]" in capsys.readouterr().out


def test_what_is_wrong_with_another_policy_is_not_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.parents[1] / "cookies" / "fr.md").unlink()
    assert run("privacy") == 0
    assert "No problems found in privacy." in capsys.readouterr().out
    assert run("cookies") == 1
    said = capsys.readouterr().out
    assert "content/cookies/fr.md: this file is missing" in said
    assert "`affiche import cookies FILE --locale fr`" in said
    assert "1 problem." in said
    assert run() == 1


def test_a_translation_without_its_source_text_is_checked_by_itself(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(site, "\nVoici : cliquez ici.\n\n## Nous joindre {#a-lui-seul}\n\nÉcrivez-nous.\n")
    (site.parent / "en.md").unlink()
    assert run("privacy") == 1
    said = capsys.readouterr().out
    assert "content/privacy/en.md: this file is missing" in said
    assert {"[french/colon]", "[leftovers/lost-link]"} <= set(re.findall(r"\[[a-z]+/[a-z-]+\]", said))
    assert "a-lui-seul" not in said, "there is nothing to hold its sections against"


def test_what_is_wrong_with_the_site_is_told_with_each_policy(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(site.parents[1] / "site.yaml", "\nunknown: 1\n")
    site.unlink()
    assert run("cookies") == 1
    said = capsys.readouterr().err
    assert "unknown" in said
    assert "privacy" not in said


@pytest.mark.parametrize("words", [None, "msgid broken", 'msgid ""\nmsgstr ""\n'])
def test_a_language_without_interface_words_is_told_as_the_build_does(
    words: str | None, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = site.parents[1]
    config = (content / "site.yaml").read_text(encoding="utf-8")
    config = re.sub(r"^language_tags:.*\n", "", config, flags=re.MULTILINE)
    (content / "site.yaml").write_text(f"{config}\nlanguage_tags: {{fr: es}}\n", encoding="utf-8")
    if words is not None:
        Path("locales").mkdir()
        Path("locales/es.po").write_text(words, encoding="utf-8")
    assert cli.main(["build"]) == 1
    of_build = [line for line in capsys.readouterr().err.splitlines() if line.startswith("locales/es.po")]
    assert run() == 1
    assert of_build
    assert set(of_build) <= set(capsys.readouterr().out.splitlines())


def test_a_policy_that_cannot_be_read_is_not_called_unknown(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(site.with_name("policy.yaml"), "\nunknown: 1\n")
    assert run("privacy") == 1
    assert "policy.yaml" in capsys.readouterr().out
    assert run("prvacy") == 2


def test_what_cannot_be_read_stands_among_the_rest(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\nTODO\n")
    add(site.with_name("policy.yaml"), "\nunknown: 1\n")
    assert run("--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    assert any("unknown" in problem["message"] and problem["rule"] == "yaml/unknown-key" for problem in found)


def test_for_programs(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(site, "\nVoici : TODO\n")
    assert run("privacy", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [(p["rule"], p["severity"]) for p in found] == [
        ("french/colon", "advice"),
        ("leftovers/placeholder", "error"),
    ]
    assert run("--format", "github") == 1
    annotations = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in annotations] == ["::warning", "::error"]
    assert "title=french/colon::" in annotations[0]


def test_a_policy_that_is_not_there(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.is_file()
    assert run("privaci") == 2
    assert "there is no policy 'privaci'" in capsys.readouterr().err


def test_fix_mends_shows_and_is_content(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = site.read_bytes()
    add(site, "\nVoici : oui.\n")
    assert run("--fix", "--strict") == 0
    assert site.read_bytes() == before + "\nVoici\u00a0: oui.\n".encode()
    out = capsys.readouterr().out
    assert "-Voici : oui." in out
    assert "+Voici⍽: oui." in out
    assert run("--fix") == 0
    assert "Nothing to fix." in capsys.readouterr().out


def test_fix_keeps_mark_line_ends_and_rights(site: Path) -> None:
    written = site.read_bytes() + b"\nVoici : oui.\r\n"
    site.write_bytes(b"\xef\xbb\xbf" + written.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    site.chmod(0o640)
    before = site.read_bytes()
    assert run("--fix") == 0
    assert site.read_bytes() == before.replace(b"Voici :", "Voici\u00a0:".encode())
    assert site.stat().st_mode & 0o777 == 0o640
    assert not list(site.parent.glob(".*"))


def test_fix_writes_the_ids_of_headings(site: Path) -> None:
    english, french = site.with_name("en.md"), site
    for file, words in ((english, "New rules"), (french, "Nouvelles règles")):
        add(file, f"\n## {words}  \n\nWords.\n\n### {words} {{lang=x}}\n\nWords.\n")
    assert run("--fix") == 0
    assert english.read_text(encoding="utf-8").count("## New rules {#new-rules}  \n") == 1
    assert french.read_text(encoding="utf-8").count("## Nouvelles règles {#new-rules}  \n") == 1
    assert french.read_text(encoding="utf-8").count("### Nouvelles règles {#new-rules-2 lang=x}\n") == 1


def test_fix_mends_both_languages_of_policy_yaml(site: Path) -> None:
    policy = site.with_name("policy.yaml")
    before = policy.read_text(encoding="utf-8")
    words = "next: {notes: {en: Why ?, fr: 'Voici : oui'}}\n"
    policy.write_text(before + words, encoding="utf-8")
    assert run("--fix", "--strict") == 0
    mended = words.replace("Why ?", "Why?").replace("Voici :", "Voici\u00a0:")
    assert policy.read_text(encoding="utf-8") == before + mended


def test_a_line_that_is_not_as_it_was_read_stays() -> None:
    made = Fix(path="fr.md", before="a : b\nc : d", after="a\u00a0: b\nc\u00a0: d")
    assert with_fixes(b"a : b\r\nc : d\x0c", made) == "a\u00a0: b\r\nc : d\x0c".encode()
    assert with_fixes(b"a : b", made) == b"a : b"
