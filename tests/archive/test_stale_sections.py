"""A translation that did not follow is called stale by `status`, `check` and `publish` alike, until somebody answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from affiche.checking import check
from affiche.pipeline import read
from tests.archive.notices import NOTES, edit, lay_out, publish, run

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.problems import Problem

    Capture = pytest.CaptureFixture[str]

REASON = ("--allow-stale", "fr", "--reason-en", "Soon.", "--reason-fr", "Bientôt.")
AN_ANSWER = "next:\n  unaffected: {fr: [collect]}\n"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


@pytest.fixture
def published_stale(published: Path) -> Path:
    """A second version, in which the French says less than the English."""
    edit(published, "en.md", "Your name.", "Your name and age.")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES, *REASON) == 0
    return published


def stale_sections(content: Path) -> list[Problem]:
    """What `check` says of translations that did not follow."""
    return [problem for problem in check(content).problems if problem.rule == "stale/section"]


def told(content: Path, capsys: Capture) -> tuple[bool, bool, bool]:
    """Whether `status`, `check` and `publish` call the section stale."""
    capsys.readouterr()
    at = ("--source", str(content), "--as-of", "2026-11-03")
    _, out, _ = run(capsys, "status", *at, "--format", "json")
    sections = json.loads(out)["policies"]["privacy"]["draft"]["sections"]
    status = {section["id"]: section["states"]["fr"] for section in sections}["collect"]
    rules = {problem.rule for problem in check(content).problems}
    _, _, err = run(
        capsys,
        "publish",
        "privacy",
        *at,
        "--yes",
        "--effective",
        "2027-02-01",
        "--significance",
        "major",
        *NOTES,
    )
    return status == "stale", "stale/section" in rules, "(#collect) was changed in en" in err


def test_all_three_say_so(published: Path, capsys: Capture) -> None:
    edit(published, "en.md", "Your name.", "Your name and age.")
    assert told(published, capsys) == (True, True, True)


def test_typography_of_the_translation_is_no_answer(published: Path, capsys: Capture) -> None:
    edit(published, "en.md", "Your name.", "Your name and age.")
    edit(published, "fr.md", "Votre nom.", "*Votre* nom\u00a0!")
    assert told(published, capsys) == (True, True, True)


def test_what_was_published_stale_stays_so(published_stale: Path, capsys: Capture) -> None:
    assert told(published_stale, capsys)[:2] == (True, True)
    edit(published_stale, "en.md", "Logs are", "All logs are")
    edit(published_stale, "fr.md", "Les journaux", "Tous les journaux")
    assert told(published_stale, capsys) == (True, True, True)
    (problem,) = stale_sections(published_stale)
    assert "`collect`: en.md changed since 2026-11-01, and fr.md did not" in problem.message
    assert any("{+and age+}" in line for line in problem.details)


def test_it_stays_so_through_several_versions(published_stale: Path) -> None:
    edit(published_stale, "en.md", "Logs are", "All logs are")
    edit(published_stale, "fr.md", "Les journaux", "Tous les journaux")
    assert publish(published_stale, "2026-11-03", "2027-02-01", *NOTES, *REASON) == 0
    assert read(published_stale)[0].site.policies[0].versions[-1].stale == {"fr": ("collect",)}
    (problem,) = stale_sections(published_stale)
    assert "en.md changed since 2026-11-01" in problem.message


def test_a_new_wording_answers(published_stale: Path, capsys: Capture) -> None:
    edit(published_stale, "fr.md", "Votre nom.", "Votre nom et votre âge.")
    assert told(published_stale, capsys) == (False, False, False)


def test_the_old_wording_of_the_source_answers(published_stale: Path, capsys: Capture) -> None:
    edit(published_stale, "en.md", "Your name and age.", "Your name.")
    assert told(published_stale, capsys) == (False, False, False)


def test_an_editor_can_say_that_nothing_is_needed(published: Path, capsys: Capture) -> None:
    edit(published, "en.md", "Your name.", "Your own name.")
    edit(published, "policy.yaml", "facts:\n", f"{AN_ANSWER}facts:\n")
    assert not stale_sections(published)
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 0
    version = read(published)[0].site.policies[0].versions[-1]
    assert version.unaffected == {"fr": ("collect",)}
    assert not version.stale
    edit(published, "policy.yaml", AN_ANSWER, "")
    capsys.readouterr()
    assert told(published, capsys)[:2] == (False, False)


def test_an_answer_to_nothing_is_refused(published: Path, capsys: Capture) -> None:
    edit(published, "en.md", "Your name.", "Your full name.")
    edit(published, "fr.md", "Votre nom.", "Votre nom complet.")
    edit(published, "policy.yaml", "facts:\n", f"{AN_ANSWER}facts:\n")
    assert publish(published, "2026-11-02", "2026-12-24", *NOTES) == 1
    assert "nothing in fr is out of date in `collect`" in capsys.readouterr().err


def test_an_answer_names_a_section_that_there_is(published: Path, capsys: Capture) -> None:
    edit(published, "policy.yaml", "facts:\n", "next:\n  unaffected: {fr: [colect]}\nfacts:\n")
    _, out, _ = run(capsys, "check", "--source", str(published))
    assert "policy.yaml:5:21: there is no section with the id 'colect'" in out
    assert "did you mean 'collect'?" in out
