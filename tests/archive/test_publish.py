"""What `affiche publish` freezes, and everything that it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from affiche.archive.open import open_policies
from affiche.archive.verify import verify
from affiche.cli import main
from affiche.pipeline import read
from tests.archive.notices import ENGLISH, FRENCH, NOTES, edit, edit_both, lay_out, publish, run
from tests.site.building import SITES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.fixture
def published(content: Path) -> Path:
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


def refusals(content: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    code, out, err = run(capsys, "publish", "privacy", "--source", str(content), "--yes", *options)
    assert code == 1
    assert not out
    return err.replace(f"{content.as_posix()}/", "")


def versions(content: Path) -> list[str]:
    return [version.id for version in read(content)[0].site.policies[0].versions]


def test_what_was_shown_is_what_is_frozen(published: Path) -> None:
    version = read(published)[0].site.policies[0].versions[0]
    folder = published / "privacy/versions/2026-11-01"
    assert "for six months." in (folder / "en.md").read_text(encoding="utf-8")
    assert version.notes == {"en": "<p>What changed.</p>", "fr": "<p>Ce qui change.</p>"}
    assert not version.reasons
    assert not version.stale
    verify(published)


def test_the_plan_shows_dates_figures_and_notes(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    edit(published, "policy.yaml", "{en: six months, fr: six mois}", "{en: nine months, fr: neuf mois}")
    assert publish(published, "2026-11-02", "2026-12-03", *NOTES) == 0
    shown = capsys.readouterr().out.split("\n\nPublished")[0]
    assert "takes effect   2026-12-03, after 30 full days of notice; 30 are promised" in shown
    assert "en   2 sections changed; " in shown
    assert "facts: retention.logs" in shown
    assert "fr   Ce qui change." in shown


def test_the_version_planned_in_policy_yaml(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = "next:\n  effective: 2026-12-01\n  significance: major\n  notes: {en: First., fr: Première.}\n"
    edit(content, "policy.yaml", "facts:\n", f"{plan}facts:\n")
    arguments = ("publish", "privacy", "--source", str(content), "--as-of", "2026-11-01", "--yes")
    code, out, _ = run(capsys, *arguments, "--note-fr", "Toute première.")
    assert code == 0
    assert "policy.yaml, line 4, still plans this version: take it out" in out
    assert "Toute première." in out
    assert versions(content) == ["2026-12-01"]


def test_nobody_is_asked_where_nobody_is(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("publish", "privacy", "--source", str(content), "--as-of", "2026-11-01")
    code, out, err = run(capsys, *arguments, "--effective", "2026-11-01", "--significance", "major", *NOTES)
    assert code == 2
    assert "version 2026-11-01" in out
    assert "add --yes" in err
    assert versions(content) == []


@pytest.mark.parametrize(("answer", "expected"), [("y", ["2026-11-01"]), ("n", []), ("", [])])
def test_the_question(
    content: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    expected: list[str],
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    arguments = ("publish", "privacy", "--source", str(content), "--as-of", "2026-11-01")
    code, *_ = run(capsys, *arguments, "--effective", "2026-11-01", "--significance", "major", *NOTES)
    assert code == (0 if expected else 1)
    assert versions(content) == expected


def test_everything_that_is_wrong_is_said_at_once(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(published, "en.md", "Your name", "Your name and age")
    err = refusals(published, capsys, "--as-of", "2026-11-02")
    assert "privacy/fr.md:5:1: “What we collect” (#collect) was changed in en since version 2026-11-01" in err
    assert "--allow-stale fr --reason-fr" in err
    assert "`unaffected: {fr: [" in err
    assert "no significance is set" in err
    assert "no effective date is set" in err
    assert "3 problems" in err


def test_nothing_changed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(published, "en.md", "Your name.", "Your name.\n")
    options = ("--as-of", "2026-11-02", "--effective", "2026-12-24", "--significance", "editorial")
    assert "nothing changed since version 2026-11-01" in refusals(published, capsys, *options)


@pytest.mark.parametrize(
    ("effective", "is_right"), [("2026-11-30", False), ("2026-12-01", False), ("2026-12-02", True)]
)
def test_the_notice_that_was_promised(
    published: Path, capsys: pytest.CaptureFixture[str], effective: str, *, is_right: bool
) -> None:
    """Clear days: neither the day of posting nor the effective date counts."""
    edit_both(published, "age")
    assert publish(published, "2026-11-01", effective, *NOTES) == (0 if is_right else 1)
    said = capsys.readouterr().err
    assert is_right or "expected: 2026-12-02 or later" in said


def test_the_promise_is_that_of_the_version_in_force(published: Path) -> None:
    """Lowering it in the working text, or in a version that is only upcoming, helps nobody out of it."""
    edit(published, "policy.yaml", "notice_days: 30", "notice_days: 3")
    assert publish(published, "2026-11-02", "2026-11-06", *NOTES) == 1
    assert publish(published, "2026-11-02", "2026-12-03", *NOTES) == 0
    edit_both(published, "age")
    assert publish(published, "2026-12-02", "2026-12-06", *NOTES) == 1
    assert publish(published, "2026-12-03", "2026-12-07", *NOTES) == 0


def test_an_editorial_version_waits_for_nothing(published: Path) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-11-02", "2026-11-02", significance="editorial") == 0


def test_a_note_in_every_language(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-11-02", "2026-12-24") == 1
    assert capsys.readouterr().err.count("the change note in") == 2
    assert publish(published, "2026-11-02", "2026-11-02", "--note-en", "Age.", significance="editorial") == 1
    assert "the change note in fr is missing" in capsys.readouterr().err


def test_a_text_that_is_not_behind(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    arguments = ("--allow-stale", "fr", "--reason-fr", "Rien.")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES, *arguments) == 1
    assert "--allow-stale fr: nothing in fr is out of date" in capsys.readouterr().err


def test_only_what_can_work_is_proposed(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A major version cannot be retroactive where notice is promised; an editorial one can."""
    edit_both(published, "age")
    assert publish(published, "2026-11-04", "2026-11-02", *NOTES) == 1
    assert "--retroactive" not in capsys.readouterr().err
    assert publish(published, "2026-11-04", "2026-11-02", significance="editorial") == 1
    assert "add --retroactive --reason" in capsys.readouterr().err


def test_a_text_behind_is_published_with_a_reason_only(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(published, "en.md", "Your name", "Your full name")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 1
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES, "--allow-stale", "fr") == 1
    assert "a text that is behind needs a reason in fr" in capsys.readouterr().err
    reason = ("--allow-stale", "fr", "--reason-fr", "Le français le disait déjà.")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES, *reason) == 0
    version = read(published)[0].site.policies[0].versions[-1]
    assert version.stale == {"fr": ("collect",)}
    assert version.reasons == {"fr": "Le français le disait déjà."}
    site = published.parent / "site"
    assert main(["build", "--source", str(published), "--out", str(site), "--as-of", "2026-11-02"]) == 0
    french = (site / "fr/confidentialite/2026-12-24/index.html").read_text(encoding="utf-8")
    english = (site / "en/privacy/2026-12-24/index.html").read_text(encoding="utf-8")
    assert "Le français le disait déjà." in french
    assert "Le français" not in english


def test_a_section_is_missing_or_was_left(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(published, "en.md", "## How long {#retention}", "## Where {#where}")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 1
    err = capsys.readouterr().err
    assert "the section “Where” (#where) is missing in fr" in err
    assert "“How long” (#retention) was removed from en" in err


def test_typography_alone_makes_nothing_stale(published: Path) -> None:
    edit(published, "en.md", "look after what", "look *after* what")
    assert publish(published, "2026-11-02", "2026-11-02", significance="editorial") == 0


def test_a_text_that_is_not_there(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / "privacy/fr.md").unlink()
    edit(published, "en.md", "Your name", "Your full name")
    err = refusals(published, capsys, "--as-of", "2026-11-02", "--effective", "2026-11-05")
    assert "privacy/fr.md: " in err
    assert "no significance is set" in err


def test_facts_changed_quietly(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        published,
        "policy.yaml",
        "{id: host, name: Nest Inc.}",
        "{id: host, name: Nest Inc.}\n      - {id: mail, name: Post}",
    )
    edit(published, "policy.yaml", "six months", "nine months")
    edit(published, "policy.yaml", "six mois", "neuf mois")
    assert publish(published, "2026-11-02", "2026-11-02", significance="editorial") == 1
    err = capsys.readouterr().err
    assert "editorial, and it changes facts: retention.logs, recipients.mail" in err
    assert "expected: a major version, or a reason in en and fr" in err
    assert (
        publish(published, "2026-11-02", "2026-11-02", "--reason", "A slip.", significance="editorial") == 0
    )
    assert read(published)[0].site.policies[0].versions[-1].reasons == {"en": "A slip.", "fr": "A slip."}


def test_a_fact_below_the_bar(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reason that nothing needs is not kept, and that is said."""
    edit(published, "policy.yaml", "contact: privacy@", "contact: dpo@")
    assert publish(published, "2026-11-02", "2026-11-02", "--reason", "x", significance="editorial") == 0
    assert "The reason is left out, as nothing about this version needs one." in capsys.readouterr().out
    assert read(published)[0].site.policies[0].versions[-1].reasons == {}


def test_a_date_taken(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-11-01", "2026-11-01", significance="editorial") == 1
    err = capsys.readouterr().err
    assert "2026-11-01 is taken by the version posted on 2026-11-01" in err
    assert "--effective 2026-11-01.2" in err
    assert publish(published, "2026-11-01", "2026-11-01.3", significance="editorial") == 1
    assert publish(published, "2026-11-01", "2026-11-01.2", significance="editorial") == 0
    assert versions(published) == ["2026-11-01", "2026-11-01.2"]


def test_a_day_gone_by(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-11-20", "2026-11-10", significance="editorial") == 1
    assert "2026-11-10 is before the day of posting, 2026-11-20" in capsys.readouterr().err
    assert publish(published, "2026-11-20", "2026-11-10", "--retroactive", significance="editorial") == 1
    assert "needs a reason in en and fr" in capsys.readouterr().err
    late = ("--retroactive", "--reason", "Posted late.")
    assert publish(published, "2026-11-20", "2026-11-20", *late, significance="editorial") == 1
    assert publish(published, "2026-11-20", "2026-11-10", *late, significance="editorial") == 0
    version = read(published)[0].site.policies[0].versions[-1]
    assert version.is_retroactive
    assert version.reasons["fr"] == "Posted late."


def test_nothing_is_posted_before_the_last_entry(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-10-31", "2026-12-24", *NOTES) == 1
    assert "nothing can be posted before that" in capsys.readouterr().err


def test_an_upcoming_version_lacks_a_correction(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_both(published, "age")
    assert publish(published, "2026-11-02", "2027-01-01", *NOTES) == 0
    edit(published, "fr.md", "Votre nom et age", "Votre nom")
    for name, text in (("en.md", ENGLISH), ("fr.md", FRENCH)):
        (published / "privacy" / name).write_text(text.replace("# C", "# Dear c"), encoding="utf-8")
    edit(published, "en.md", "# Privacy", "# Dear privacy")
    capsys.readouterr()
    assert publish(published, "2026-11-03", "2026-11-03", significance="editorial") == 0
    assert "Note: version 2027-01-01 is already published for a later date" in capsys.readouterr().out


def test_another_policy_with_problems_is_in_nobodys_way(published: Path) -> None:
    other = published / "cookies"
    other.mkdir()
    (other / "policy.yaml").write_text("titel: x\n", encoding="utf-8")
    site = published / "site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("[privacy]", "[privacy, cookies]"), encoding="utf-8"
    )
    edit_both(published, "age")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 0


def test_what_was_published_as_data(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES, "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["version"] == "2026-11-01"
    assert set(said["files"]) == {"en.md", "fr.md", "facts.yaml", "version.yaml"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--note-de", "x"), "the site has no locale 'de'"),
        (("--allow-stale", "en"), "only fr can be behind"),
        (("--note-en", " "), "--note-en is empty"),
        (("--effective", "1 June"), "write it as 2026-06-01"),
        (("--notes-fr", "x"), "Did you mean '--note-fr'?"),
        (("--effectiv", "2027-01-01"), "Did you mean '--effective'?"),
        (("--note", "x"), "Did you mean '--note-LOCALE'?"),
        (("--colour",), "No such option '--colour'.\n"),
    ],
)
def test_wrong_usage(
    content: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], message: str
) -> None:
    code, _, err = run(capsys, "publish", "privacy", "--source", str(content), *options)
    assert code == 2
    assert message in err


def test_there_is_no_such_policy(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "publish", "cookies", "--source", str(content))
    assert code == 2
    assert "there is no policy 'cookies'; there is privacy" in err


def test_an_altered_archive_is_not_added_to(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (published / "privacy/versions/2026-11-01/en.md").write_text("# Other\n", encoding="utf-8")
    edit_both(published, "age")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 3
    assert "this published file was altered" in capsys.readouterr().err


@pytest.mark.parametrize("note", ["> " * 80 + "x", "- " * 90 + "x", "*" * 999])
def test_a_note_too_complex_to_be_shown_is_a_problem(
    note: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["publish", "privacy", "--source", str(content), "--as-of", "2026-11-02", "--yes"]
    arguments += [
        "--effective",
        "2027-02-01",
        "--significance",
        "major",
        "--note-en",
        note,
        "--note-fr",
        "Oui.",
    ]
    assert main(arguments) == 2
    assert "--note-en is nested too deeply to be shown" in capsys.readouterr().err
    edit(content, "policy.yaml", "facts:\n", f"next:\n  notes: {{en: '{note}', fr: Oui.}}\nfacts:\n")
    assert main(["check", "--source", str(content)]) == 1
    assert "is nested too deeply to be shown" in capsys.readouterr().out


def test_of_other_policies_no_drafts_are_read() -> None:
    content = SITES / "bilingual" / "content"
    reading, policies = open_policies(content, ["privacy"])
    assert {name for name in reading.files if name.endswith(".md")} == {"privacy/en.md", "privacy/fr.md"}
    assert [policy.name for policy in policies] == ["privacy"]
    whole, _ = open_policies(content, [])
    assert policies == whole.policies(["privacy"])
    published = {policy.name: policy.versions for policy in whole.site.policies}
    assert {policy.name: policy.versions for policy in reading.site.policies} == published
