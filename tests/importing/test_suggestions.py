"""What an imported text says of its day, its changes and its contact is offered in policy.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.importing.importer import Importer
from affiche.importing.input_file import InputFile
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, read_source
from tests.archive.notices import lay_out

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "en": """# Cookie policy

Last updated: June 1, 2026.

## Questions

Write to info@kestrel.example, or to privacy@kestrel.example, or again to info@kestrel.example.

## Changes to this policy

We will notify you by e-mail at least 30 days before a change to this policy takes effect. Earlier versions of this policy
remain available on this page.
""",
    "fr": """# Politique relative aux témoins

En vigueur le 1er juin 2026.

## Modifications de la présente politique

Nous vous aviserons par courriel au moins 30 jours avant l’entrée en vigueur de toute modification de la présente politique.
""",
}
FOUND = {
    "en": [
        "# next: {effective: 2026-06-01}         # Last updated: June 1, 2026",
        "# promises:",
        "#   notice_days: 30                     # We will notify you by e-mail at least 30 days before a change to this…",
        "#   tell: {major: [email]}              # We will notify you by e-mail at least 30 days before a change to this…",
        "#   archive: yes                        # Earlier versions of this policy remain available on this page.",
        "# facts:",
        "#   contact: {email: privacy@kestrel.example}  # once in the text",
    ],
    "fr": [
        "# next: {effective: 2026-06-01}         # En vigueur le 1er juin 2026",
        "# promises:",
        "#   notice_days: 30                     # Nous vous aviserons par courriel au moins 30 jours avant l’entrée en…",
        "#   tell: {major: [email]}              # Nous vous aviserons par courriel au moins 30 jours avant l’entrée en…",
    ],
}


def imported(folder: Path, locale: str, text: str) -> str:
    content = lay_out(folder)
    Importer(content, "cookies").import_text([InputFile(path="text.md", data=text.encode())], locale)
    return (content / "cookies/policy.yaml").read_text("utf-8")


@pytest.mark.parametrize("locale", TEXTS)
def test_what_the_text_says_is_offered(locale: str, tmp_path: Path) -> None:
    lines = imported(tmp_path, locale, TEXTS[locale]).splitlines()
    assert [line for line in lines if line.startswith("#")][2:] == FOUND[locale]


def test_what_is_offered_can_be_taken(tmp_path: Path) -> None:
    text = imported(tmp_path, "en", TEXTS["en"])
    taken = [
        line.removeprefix("# ") for line in text.splitlines() if not line.startswith(("# Found", "# against"))
    ]
    path = tmp_path / "content/cookies/policy.yaml"
    path.write_text("\n".join([*taken, ""]), "utf-8")
    reading = read_source(SourceFolder(tmp_path / "content", ProblemLog()), MarkdownRenderer())
    (cookies,) = [policy for policy in reading.site.policies if policy.name == "cookies"]
    assert cookies.promises.notice_days == 30
    assert cookies.promises.archive
    assert not [each for each in reading.draft_problems if each.location.path.endswith("policy.yaml")]


@pytest.mark.parametrize(
    "written",
    [
        "privacy {AT} KESTREL {DOT} example",
        "privacy [at] kestrel [dot] example",
        "privacy (at) kestrel.example",
    ],
)
def test_an_address_in_words_is_offered_as_one(written: str, tmp_path: Path) -> None:
    text = imported(tmp_path, "en", f"# Cookie policy\n\nWrite to {written} about them.\n")
    assert "contact: {email: privacy@kestrel.example}" in text


def test_a_text_that_says_nothing_gets_no_comment(tmp_path: Path) -> None:
    assert "#" not in imported(tmp_path, "en", "# Cookie policy\n\nWe use none.\n")
