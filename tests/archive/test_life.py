"""Withdrawing, what applied on a day, how the draft stands, and which day it is where."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from affiche.drafts.state import months_after
from affiche.pipeline import read
from tests.archive.notices import NOTES, edit, edit_both, lay_out, publish, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    assert publish(content, "2026-11-01", "2026-11-05", *NOTES) == 0
    edit_both(content, "age")
    return content


@pytest.fixture
def two(content: Path) -> Path:
    assert publish(content, "2026-11-06", "2026-12-10", *NOTES) == 0
    return content


def test_an_upcoming_version_is_called_off(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("withdraw", "privacy", "2026-12-10", "--source", str(two), "--as-of", "2026-12-09", "--yes")
    code, _, err = run(capsys, *arguments, "--reason-en", "Not yet.")
    assert code == 1
    assert "the reason in fr is missing" in err
    code, out, _ = run(capsys, *arguments, "--reason-en", "Not yet.", "--reason-fr", "Pas encore.")
    assert code == 0
    assert "It stays readable" in out
    version = read(two)[0].site.policies[0].versions[-1]
    assert version.withdrawal is not None
    assert version.withdrawal.on == date(2026, 12, 9)
    assert version.withdrawal.reasons == {"en": "Not yet.", "fr": "Pas encore."}
    code, _, err = run(capsys, *arguments, "--reason", "x")
    assert (code, "withdrawn already" in err) == (1, True)


def test_calling_off_asks(
    two: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("withdraw", "privacy", "2026-12-10", "--source", str(two), "--as-of", "2026-12-09")
    ledger = (two / "privacy/ledger.jsonl").read_bytes()
    code, out, err = run(capsys, *arguments, "--reason", "Not yet.")
    assert (code, "nothing was withdrawn: add --yes" in err) == (2, True)
    assert "instead       version 2026-11-05 goes on" in out
    assert "en   Not yet." in out
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    assert run(capsys, *arguments, "--reason", "Not yet.")[0] == 1
    assert (two / "privacy/ledger.jsonl").read_bytes() == ledger
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    assert run(capsys, *arguments, "--reason", "Not yet.")[0] == 0


def test_a_plan_outlives_the_version_called_off(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = two / "privacy/policy.yaml"
    plan = "next: {effective: 2026-12-10, significance: major, notes: {en: A., fr: B.}}\n"
    path.write_text(path.read_text(encoding="utf-8") + plan, encoding="utf-8")
    status = ("status", "--source", str(two), "--as-of", "2026-12-09")
    assert "planned" not in run(capsys, *status)[1]
    withdraw = ("withdraw", "privacy", "2026-12-10", "--source", str(two), "--as-of", "2026-12-08")
    assert run(capsys, *withdraw, "--reason", "x", "--yes")[0] == 0
    out = run(capsys, *status)[1]
    assert "planned    for 2026-12-10, major; not published" in out
    assert "2026-12-10 was withdrawn: plan another day, or publish with --effective 2026-12-10.2" in out
    edit_both(two, "size and")
    code, _, err = run(capsys, "publish", "privacy", "--source", str(two), "--as-of", "2026-12-09", "--yes")
    assert code == 1
    assert "2026-12-10 is taken by the version posted on 2026-11-06 and withdrawn on 2026-12-08" in err


@pytest.mark.parametrize(
    ("version", "day", "message"),
    [
        ("2026-12-10", "2026-12-10", "it is in force"),
        ("2026-11-05", "2026-12-11", "it was in force"),
        ("2026-11-05", "2026-11-05", "nothing can be withdrawn before that"),
    ],
)
def test_what_cannot_be_called_off(
    two: Path, capsys: pytest.CaptureFixture[str], version: str, day: str, message: str
) -> None:
    arguments = (
        "withdraw",
        "privacy",
        version,
        "--source",
        str(two),
        "--as-of",
        day,
        "--reason",
        "x",
        "--yes",
    )
    code, _, err = run(capsys, *arguments)
    assert code == 1
    assert message in err


def test_calling_off_what_is_not_posted(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--source", str(two), "--as-of", "2026-12-01", "--reason", "x")
    code, _, err = run(capsys, "withdraw", "privacy", "2026-12-24", *arguments)
    assert code == 2
    assert "there is 2026-12-10, 2026-11-05" in err


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-05", "2026-11-05"),
        ("2026-12-09", "2026-11-05"),
        ("2026-12-10", "2026-12-10"),
        ("2030-01-01", "2026-12-10"),
    ],
)
def test_what_applied_on_a_day(two: Path, capsys: pytest.CaptureFixture[str], at: str, expected: str) -> None:
    arguments = (
        "show",
        "privacy",
        "--source",
        str(two),
        "--at",
        at,
        "--locale",
        "fr",
        "--as-of",
        "2027-01-01",
    )
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    _, head, text = out.split("---\n", 2)
    assert f"version: {expected}\n" in head
    assert f"digest: sha256:{sha256(text.encode()).hexdigest()}\n" in head
    assert text.encode() == (two / "privacy/versions" / expected / "fr.md").read_bytes()
    code, out, _ = run(capsys, *arguments, "--format", "html")
    assert '<section id="collect">' in out
    assert expected in out
    code, out, _ = run(capsys, *arguments, "--format", "json")
    assert json.loads(out)["version"] == expected


def test_nothing_applied(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        capsys, "show", "privacy", "--source", str(two), "--at", "2026-11-04", "--as-of", "2027-01-01"
    )
    assert (code, out) == (1, "")
    assert (
        "no version of privacy was in force on 2026-11-04: the first, 2026-11-05, applies from 2026-11-05."
        in err
    )


def test_what_applied_and_was_posted_later(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = ("--retroactive", "--reason", "Posted late.")
    assert publish(content, "2026-11-20", "2026-11-10", *late, significance="editorial") == 0
    arguments = ("show", "privacy", "--source", str(content), "--at", "2026-11-12")
    code, out, err = run(capsys, *arguments, "--as-of", "2026-12-01")
    assert code == 0
    assert "version: 2026-11-10" in out
    assert (
        "Version 2026-11-10 was posted only on 2026-11-20. On 2026-11-12 readers found version 2026-11-05."
        in err
    )


def test_how_the_draft_stands(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(content, "en.md", "We look", "We always look")
    edit(content, "en.md", "## How long", "## Where {#where}\n\nHere.\n\n## How long")
    code, out, _ = run(
        capsys, "status", "--source", str(content), "--as-of", "2026-11-06", "--format", "json"
    )
    assert code == 0
    policy = json.loads(out)["policies"]["privacy"]
    states = {section["id"]: section["states"] for section in policy["draft"]["sections"]}
    assert states == {
        "": {"en": "changed", "fr": "stale"},
        "collect": {"en": "changed", "fr": "changed"},
        "where": {"en": "changed", "fr": "missing"},
        "retention": {"en": "unchanged", "fr": "unchanged"},
    }
    assert policy["current"]["id"] == "2026-11-05"
    assert policy["review_due"] == "2027-11-01"
    code, out, _ = run(capsys, "status", "--source", str(content), "--as-of", "2026-11-04")
    assert "in force   no version" in out
    assert "next       a build differs from 2026-11-05 on" in out
    assert "Where (#where): en changed, fr missing" in out


def test_a_text_that_nothing_reads(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("de.md", "notes.md", "README.md"):
        (content / "privacy" / name).write_text("# Datenschutz\n", encoding="utf-8")
    said = run(capsys, "status", "--source", str(content), "--as-of", "2026-11-06")[1]
    assert said.count("unread") == 1
    assert "  unread     de.md: the site has no locale 'de'\n" in said
    said = run(capsys, "check", "--source", str(content))[1]
    assert "privacy/de.md: advice: nothing reads this text: the site has no locale 'de'" in said


def test_a_text_that_is_missing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is said all the same, and then what is wrong."""
    (content / "privacy/fr.md").unlink()
    code, out, err = run(capsys, "status", "--source", str(content), "--as-of", "2026-11-06")
    assert code == 1
    assert "in force   2026-11-05" in out
    assert "draft      cannot be read: 1 problem" in out
    assert "draft      none" not in out
    assert "privacy/fr.md" in err


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        ("America/Toronto", "2026-11-02T04:59:59", "2026-11-01"),
        ("America/Toronto", "2026-11-02T05:00:00", "2026-11-02"),
        ("Pacific/Kiritimati", "2026-11-01T09:59:59", "2026-11-01"),
        ("Pacific/Kiritimati", "2026-11-01T10:00:00", "2026-11-02"),
        ("Pacific/Pago_Pago", "2026-11-02T10:59:59", "2026-11-01"),
        ("Asia/Kathmandu", "2026-11-01T18:15:00", "2026-11-02"),
        ("Europe/Paris", "2026-10-25T22:59:59", "2026-10-25"),
        ("UTC", "2026-11-01T23:59:59", "2026-11-01"),
    ],
)
def test_the_day_of_posting_is_that_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, instant: str, day: str
) -> None:
    content = lay_out(tmp_path, zone)
    moment = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    from affiche.cli import main

    decided = ["--effective", "2027-01-01", "--significance", "major", "--yes", *NOTES]
    assert main(["publish", "privacy", "--source", str(content), *decided]) == 0
    assert read(content)[0].site.policies[0].versions[0].published.isoformat() == day


def test_the_oldest_version_whose_acceptance_holds(content: Path, tmp_path: Path) -> None:
    """An editorial version asks nobody to accept anew; an upcoming one, or one called off, not yet."""
    assert publish(content, "2026-11-06", "2026-11-06", significance="editorial") == 0
    edit_both(content, "shoe size and")
    assert publish(content, "2026-11-07", "2026-12-10", *NOTES) == 0
    from affiche.cli import main

    floors = {}
    for day in ("2026-11-01", "2026-11-05", "2026-11-07", "2026-12-09", "2026-12-10"):
        assert main(["build", "--source", str(content), "--out", str(tmp_path / "site"), "--as-of", day]) == 0
        data = json.loads((tmp_path / "site/privacy/versions.json").read_bytes())
        floors[day] = (data["current"], data["accept_floor"], data["revision"])
    assert floors == {
        "2026-11-01": (None, None, None),
        "2026-11-05": ("2026-11-05", "2026-11-05", 1),
        "2026-11-07": ("2026-11-06", "2026-11-05", 1),
        "2026-12-09": ("2026-11-06", "2026-11-05", 1),
        "2026-12-10": ("2026-12-10", "2026-12-10", 2),
    }
