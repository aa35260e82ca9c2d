"""One round of `check` tells every mistake: none hides another, whichever file it is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from affiche import cli
from tests.archive import notices

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

UNDEFINED = ("en.md", "{{ facts.retention.logs }}", "{{ facts.retention.lgs }}")
UNCLOSED = ("en.md", "Your name.", "Your **name.")
NO_TAG = ("fr.md", "Votre nom.", "<Votre nom>.")
IN_TEXTS = ("“**name.”", "“<Votre nom>”")
POLICY_MISTAKES = {
    "a misspelt title": ("title:", "titel:"),
    "a misspelt slug": ("slug:", "sulg:"),
    "misspelt facts": ("facts:", "fatcs:"),
    "a title of the wrong kind": ("title: {en: Privacy, fr: Confidentialité}", "title: [Privacy]"),
    "a slug that is none": ("en: privacy,", "en: Our Privacy,"),
    "a lost space": ("title: {", "title:{"),
    "a lost colon": ("slug: {en", "slug {en"),
    "a bracket that is not closed": ("fr: Confidentialité}", "fr: Confidentialité"),
    "facts of the wrong kind": ("  retention:\n", "  retention: {\n"),
    "promises of the wrong kind": ("notice_days: 30", "notice_days: some"),
    "a retirement on no day": ("promises:", "retired: soon\npromises:"),
    "a language left out": ("title: {en: Privacy, fr: Confidentialité}", "title: {en: Privacy}"),
}
SITE_MISTAKES = {
    "a misspelt key": ("timezone:", "timezoen:"),
    "no time zone": ("America/Toronto", "Toronto"),
    "a bracket that is not closed": ("[en, fr]", "[en, fr"),
    "a language without words": ("[en, fr]", "[en, fr, tlh]"),
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return notices.lay_out(tmp_path).relative_to(tmp_path)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def publish(content: Path) -> None:
    assert notices.publish(content, "2026-11-01", "2026-11-01", *notices.NOTES) == 0


def check(capsys: Capture) -> str:
    capsys.readouterr()
    assert cli.main(["check"]) == 1
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("published", [False, True], ids=["draft", "published"])
@pytest.mark.parametrize("mistake", POLICY_MISTAKES)
def test_a_broken_policy_hides_no_mistake_of_the_texts(
    content: Path, capsys: Capture, mistake: str, *, published: bool
) -> None:
    if published:
        publish(content)
    edit(content / "privacy/policy.yaml", *POLICY_MISTAKES[mistake])
    for name, old, new in (UNCLOSED, NO_TAG):
        edit(content / "privacy" / name, old, new)
    said = check(capsys)
    assert all(words in said for words in IN_TEXTS)
    assert "content/privacy/policy.yaml" in said.partition("\n")[0]
    assert "\n3 problem" in said


@pytest.mark.parametrize("mistake", SITE_MISTAKES)
def test_a_broken_site_hides_no_mistake_of_the_texts(content: Path, capsys: Capture, mistake: str) -> None:
    edit(content / "site.yaml", *SITE_MISTAKES[mistake])
    for name, old, new in (UNDEFINED, UNCLOSED, NO_TAG):
        edit(content / "privacy" / name, old, new)
    said = check(capsys)
    assert all(words in said for words in (*IN_TEXTS, "facts.retention.lgs is not defined"))


def test_five_mistakes_in_five_files(content: Path, capsys: Capture) -> None:
    (content / "cookies").mkdir()
    for name in ("policy.yaml", "en.md", "fr.md"):
        text = (
            (content / "privacy" / name)
            .read_text("utf-8")
            .replace("slug: {en: privacy, fr: confidentialite}", "")
        )
        (content / "cookies" / name).write_text(text, "utf-8")
    edit(content / "site.yaml", "[privacy]", "[privacy, cookies]")
    edit(content / "site.yaml", "email: privacy@tern.example", "email: nobody")
    edit(content / "privacy/policy.yaml", "title:", "titel:")
    edit(content / "privacy/policy.yaml", "logs: {en: six months, fr: six mois}", "logs: {en: six months}")
    for name, old, new in (UNDEFINED, NO_TAG):
        edit(content / "privacy" / name, old, new)
    said = check(capsys)
    assert re.findall(r"^content/([\w/.]+)", said, re.MULTILINE) == [
        "site.yaml",
        "cookies/policy.yaml",
        "privacy/policy.yaml",
        "privacy/policy.yaml",
        "privacy/en.md",
        "privacy/fr.md",
    ]


def test_a_text_with_a_misspelt_fact_is_looked_through_all_the_same(content: Path, capsys: Capture) -> None:
    for name, old, new in (UNDEFINED, UNCLOSED, NO_TAG):
        edit(content / "privacy" / name, old, new)
    assert "\n3 problem" in check(capsys)


def test_a_text_with_a_misspelt_fact_hides_no_mistake_of_the_yaml(content: Path, capsys: Capture) -> None:
    edit(content / "privacy/en.md", *UNDEFINED[1:])
    edit(content / "privacy/policy.yaml", "fr: six mois", "fr: '[nombre] mois'")
    edit(content / "site.yaml", "privacy@tern.example", "privacy@example.com")
    said = check(capsys)
    assert "“[nombre]” is still to be filled in" in said
    assert "“privacy@example.com” is a made-up address" in said
    assert "\n3 problem" in said


@pytest.mark.parametrize(
    "words", ["**{{ facts.x }}**", "<{{ facts.x }}>", "[us]({{ facts.x }})", '{{ table("x") }}']
)
def test_what_comes_of_a_misspelt_fact_is_no_mistake_of_its_own(
    content: Path, capsys: Capture, words: str
) -> None:
    edit(content / "privacy/en.md", "Your name.", words)
    assert "\n1 problem" in check(capsys)


def test_a_language_without_words_is_one_problem(content: Path, capsys: Capture) -> None:
    edit(content / "site.yaml", "[en, fr]", "[en, fr, de]")
    (content / "privacy/de.md").write_text(
        "# Datenschutz\n\nWir.\n\n## Was {#collect}\n\nA.\n\n## Wie {#retention}\n\nB.\n", "utf-8"
    )
    said = check(capsys)
    assert said.count("there are no words for 'de'") == 1
    assert "there are no words for 'de' here and in 3 more places of this file" in said
    assert "words for 'de' on lines 2, 7, 9 too" in said


def test_an_altered_archive_is_named_by_its_cause_and_hides_no_mistake(
    content: Path, capsys: Capture
) -> None:
    publish(content)
    edit(content / "privacy/fr.md", "Votre nom.", "<Votre nom>.")
    text = content / "privacy/versions/2026-11-01/en.md"
    text.write_bytes(text.read_bytes().replace(b"\n", b"\r\n"))
    capsys.readouterr()
    assert cli.main(["check"]) == 3
    said = capsys.readouterr().out
    assert "the line ends of this file were changed, probably by git" in said
    assert "“<Votre nom>”" in said
    assert "\n2 problem" in said
    assert cli.main(["check", "--rule", "stale/section"]) == 3


@pytest.mark.parametrize("name", ["privacy copy", "privacy-old", "privacy (1)"])
def test_a_copy_of_a_folder_is_no_draft(content: Path, capsys: Capture, name: str) -> None:
    publish(content)
    (content / name).mkdir()
    (content / name / "policy.yaml").write_bytes((content / "privacy/policy.yaml").read_bytes())
    capsys.readouterr()
    assert cli.main(["build", "--as-of", "2026-11-02"]) == 0
    assert f"A draft cannot be published yet: content/{name}: this folder seems" in capsys.readouterr().out


@pytest.mark.parametrize("broken", ["missing", "misspelt fact", "Word file"])
def test_publish_does_not_say_that_nothing_changed_in_a_text_that_it_cannot_read(
    content: Path, capsys: Capture, broken: str
) -> None:
    publish(content)
    text = content / "privacy/fr.md"
    if broken == "missing":
        text.unlink()
    elif broken == "Word file":
        text.write_bytes(b"PK\x03\x04")
    else:
        edit(text, "facts.retention.logs", "facts.retention.lgs")
    capsys.readouterr()
    assert notices.publish(content, "2026-11-02", "2027-01-01", *notices.NOTES) == 1
    assert "nothing changed" not in capsys.readouterr().err
