"""Words that may change the meaning are shown, and an editorial version with any of them says why it changes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.pipeline import Options, build
from tests.archive.notices import NOTES, edit, lay_out, publish, run

if TYPE_CHECKING:
    from pathlib import Path

NEXT_DAY = date(2026, 11, 3)
ENGLISH = [
    (
        "We do not share your name.",
        "We may share your name.",
        "negation “not” removed, modal verb “may” added",
    ),
    ("We don’t sell it.", "We do sell it.", "negation “not” removed"),
    ("We cannot read it.", "We can read it.", "negation “cannot” removed, modal verb “can” added"),
    ("We must ask you.", "We should ask you.", "modal verb “must” removed, modal verb “should” added"),
    ("You will be asked.", "You are asked.", "modal verb “will” removed"),
    ("Kept for 30 days.", "Kept for 60 days.", "number “30” removed, number “60” added"),
    ("Kept for six months.", "Kept for six years.", "period “months” removed, period “years” added"),
    ("Up to 12,000 people.", "Up to 12,500 people.", "number “12000” removed, number “12500” added"),
    ("Seen by Nest Inc. alone.", "Seen by us alone.", "recipient “Nest Inc.” removed"),
    ("Seen by us.", "Seen by us and our partners.", "recipient “partners” added"),
    ("We keep your name.", "We sell your name.", "disclosure “sell” added"),
]
FRENCH = [
    (
        "Nous ne vendons pas votre nom.",
        "Nous vendons votre nom.",
        "negation “ne” removed, negation “pas” removed",
    ),
    ("Nous n’y touchons jamais.", "Nous y touchons.", "negation “n” removed, negation “jamais” removed"),
    ("Nous devons vous le demander.", "Nous pouvons vous le demander.", "modal verb “devons” removed"),
    ("Conservé 30 jours.", "Conservé 60 jours.", "number “30” removed, number “60” added"),
    ("Conservé six mois.", "Conservé six ans.", "period “mois” removed, period “ans” added"),
    ("Vu par nous.", "Vu par nous et par des tiers.", "recipient “tiers” added"),
    ("Nous gardons votre nom.", "Nous vendons votre nom.", "disclosure “vendons” added"),
]
HARMLESS = [
    ("We look after your name.", "We look after your name well."),
    ("It is kept on our servers.", "It is stored on our servers."),
    ("Up to 12,000 people.", "Up to 12 000 people."),
    ("We don't read it.", "We do not read it."),
    ("A cat, a dog.", "A dog, a cat."),
]


def lay(root: Path, locale: str, words: str) -> Path:
    content = lay_out(root)
    edit(content, f"{locale}.md", "Your name." if locale == "en" else "Votre nom.", words)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


def change(content: Path, locale: str, old: str, new: str) -> None:
    """Change one language; the other follows in words without weight."""
    edit(content, f"{locale}.md", old, new)
    other = (
        ("fr.md", "Votre nom.", "Votre prénom.")
        if locale == "en"
        else ("en.md", "Your name.", "Your surname.")
    )
    edit(content, *other)


@pytest.mark.parametrize(
    ("locale", "old", "new", "said"),
    [*(("en", *case) for case in ENGLISH), *(("fr", *case) for case in FRENCH)],
)
def test_a_word_that_came_or_went(  # noqa: PLR0913, PLR0917 one for each part of a case
    tmp_path: Path, capsys: pytest.CaptureFixture[str], locale: str, old: str, new: str, said: str
) -> None:
    content = lay(tmp_path, locale, old)
    change(content, locale, old, new)
    capsys.readouterr()
    assert publish(content, "2026-11-02", "2026-11-02", significance="editorial") == 1
    err = capsys.readouterr().err
    assert f"privacy/{locale}.md:" in err
    assert "this version is called editorial, and in " in err
    assert f"the meaning may change: {said}" in err
    assert "expected: a major version, or a reason in en and fr" in err
    assert (
        publish(content, "2026-11-02", "2026-11-02", "--reason", "It was so.", significance="editorial") == 0
    )
    assert f"! Check the meaning: {said}" in " ".join(capsys.readouterr().out.split())
    build(Options(source=content, out=tmp_path / "site", as_of=NEXT_DAY))
    assert "It was so." in (tmp_path / "site/fr/confidentialite/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_words_without_weight(tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str) -> None:
    content = lay(tmp_path, "en", old)
    change(content, "en", old, new)
    assert publish(content, "2026-11-02", "2026-11-02", significance="editorial") == 0
    assert "Check the meaning" not in capsys.readouterr().out


@pytest.mark.parametrize("locales", ["[en]", "[fr]"])
def test_legal_force_does_not_move_quietly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], locales: str
) -> None:
    content = lay(tmp_path, "en", "Your name.")
    edit(content, "policy.yaml", "facts:\n", f"authoritative: {locales}\nfacts:\n")
    assert publish(content, "2026-11-02", "2026-11-02", significance="editorial") == 1
    assert (
        "this version is called editorial, and other texts than before have legal force"
        in capsys.readouterr().err
    )
    reason = ("--reason", "It was so before.")
    assert publish(content, "2026-11-02", "2026-11-02", *reason, significance="editorial") == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("notice_days: 30", "notice_days: 0"),
        ("notice_days: 30", "notice_days: 60"),
        ("review_months: 12", "review_months: 24"),
    ],
)
def test_other_promises_are_never_editorial(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    content = lay(tmp_path, "en", "Your name.")
    edit(content, "policy.yaml", old, new)
    reason = ("--reason", "Only tidied.")
    assert publish(content, "2026-11-02", "2026-11-02", *reason, significance="editorial") == 1
    err = capsys.readouterr().err
    assert "privacy/policy.yaml:3:1: the promises differ from those of version 2026-11-01" in err
    assert publish(content, "2026-11-02", "2026-12-03", *NOTES) == 0


@pytest.mark.parametrize(
    ("promise", "effective", "is_right"),
    [
        (60, "2026-12-08", False),
        (60, "2027-01-07", False),
        (60, "2027-01-08", True),
        (10, "2026-12-08", False),
        (10, "2026-12-09", True),
    ],
)
def test_the_longest_promise_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], promise: int, effective: str, *, is_right: bool
) -> None:
    """That of a version which is only upcoming binds as that of the one in force does."""
    content = lay(tmp_path, "en", "Your name.")
    edit(content, "policy.yaml", "notice_days: 30", f"notice_days: {promise}")
    assert publish(content, "2026-11-02", "2026-12-15", *NOTES) == 0
    edit(content, "en.md", "Your name.", "Your surname.")
    edit(content, "fr.md", "Votre nom.", "Votre prénom.")
    code, _, err = run(
        capsys,
        *("publish", "privacy", "--source", str(content), "--as-of", "2026-11-08", "--yes"),
        *("--effective", effective, "--significance", "major", *NOTES),
    )
    assert code == (0 if is_right else 1)
    if not is_right:
        version, how = ("2026-12-15", "already posted") if promise == 60 else ("2026-11-01", "now in force")
        assert f"version {version}, {how}, promises {max(promise, 30)} full days of notice" in err
