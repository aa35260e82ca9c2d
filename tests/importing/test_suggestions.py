"""What an imported text says of its day, its changes and its contact is offered in policy.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from affiche.importing.importer import Importer
from affiche.importing.input_file import InputFile
from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder, read_source
from tests.archive.notices import lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.importing.importer import ImportResult

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
        "# next:",
        "#   effective: 2026-06-01               # Last updated: June 1, 2026",
        "# promises:",
        "#   notice_days: 30                     # We will notify you by e-mail at least 30 days before a change to this…",
        "#   tell: {major: [email]}              # We will notify you by e-mail at least 30 days before a change to this…",
        "#   archive: yes                        # Earlier versions of this policy remain available on this page.",
        "# facts:",
        "#   contact: {email: privacy@kestrel.example}  # once in the text",
    ],
    "fr": [
        "# next:",
        "#   effective: 2026-06-01               # En vigueur le 1er juin 2026",
        "# promises:",
        "#   notice_days: 30                     # Nous vous aviserons par courriel au moins 30 jours avant l’entrée en…",
        "#   tell: {major: [email]}              # Nous vous aviserons par courriel au moins 30 jours avant l’entrée en…",
    ],
}


def imported(folder: Path, locale: str, text: str) -> str:
    content = lay_out(folder)
    bring(content, locale, text)
    return (content / "cookies/policy.yaml").read_text("utf-8")


def bring(content: Path, locale: str, text: str) -> ImportResult:
    return Importer(content, "cookies").import_text([InputFile(path="text.md", data=text.encode())], locale)


def with_all_taken(policy: Path) -> None:
    """Take the signs # away, and the words on what they are."""
    lines = policy.read_text("utf-8").splitlines()
    told = ("# Found", "# against")
    policy.write_text(
        "\n".join([*(line.removeprefix("# ") for line in lines if not line.startswith(told)), ""]), "utf-8"
    )


@pytest.mark.parametrize("locale", TEXTS)
def test_what_the_text_says_is_offered(locale: str, tmp_path: Path) -> None:
    lines = imported(tmp_path, locale, TEXTS[locale]).splitlines()
    assert [line for line in lines if line.startswith("#")][2:] == FOUND[locale]


def test_what_is_offered_can_be_taken(tmp_path: Path) -> None:
    imported(tmp_path, "en", TEXTS["en"])
    with_all_taken(tmp_path / "content/cookies/policy.yaml")
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


FACTS = {
    "en": """# Cookie policy

## Who receives it

| Provider | What it does for us | Location |
| --- | --- | --- |
| Merle Noir inc. | Hosting, backups | Canada |
| [Gull, LLC](https://gull.example/) | Mail: "all of it" | United States |

## How long we keep it

- **Server logs**: kept for six months.
- Recordings of calls – 90 days, unless you object
- Invoices: as long as the law asks

We keep your account details for 60 days after the account is closed, then delete them.
""",
    "fr": """# Politique relative aux témoins

## À qui nous les confions

| Nom | Rôle | Pays |
| --- | --- | --- |
| Merle Noir inc. | Hébergement | Canada |

## Destinataires

| Nom du prestataire | Rôle | Pays |
| --- | --- | --- |
| Goéland | Envoi : tout | États-Unis |

## Combien de temps

| Renseignements | Durée de conservation |
| --- | --- |
| Journaux | 6 mois |
""",
}
OFFERED = {
    "en": """
#   recipients:                         # {{ table("recipients") }} for the table under “Who receives it”
#     columns: {name: Provider, purpose: What it does for us, country: Location}
#     rows:
#       - {name: "Merle Noir inc.", purpose: "Hosting, backups", country: Canada}
#       - {name: "[Gull, LLC](https://gull.example/)", purpose: "Mail: \\"all of it\\"", country: United States}
#   retention:
#     server_logs: six months           # Server logs: kept for six months.
#     recordings_of_calls: "90 days"    # Recordings of calls – 90 days, unless you object
#     account_details: "60 days after the account is closed"  # We keep your account details for 60 days after the account is closed,…""",
    "fr": """
#   recipients:                         # {{ table("recipients") }} for the table under “Destinataires”
#     columns: {name: Nom du prestataire, purpose: Rôle, country: Pays}
#     rows:
#       - {name: Goéland, purpose: "Envoi : tout", country: États-Unis}
#   retention:                          # {{ table("retention") }} for the table under “Combien de temps”
#     columns: {information: Renseignements, period: Durée de conservation}
#     rows:
#       - {information: Journaux, period: "6 mois"}""",
}


@pytest.mark.parametrize("locale", FACTS)
def test_recipients_and_periods_are_offered(locale: str, tmp_path: Path) -> None:
    _, _, offered = imported(tmp_path, locale, FACTS[locale]).partition("\n# facts:")
    assert offered.splitlines() == OFFERED[locale].splitlines()


@pytest.mark.parametrize("locale", FACTS)
def test_a_fact_in_the_place_of_its_words_changes_none(locale: str, tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    result = bring(content, locale, FACTS[locale])
    assert result.offered == ("facts.recipients", "facts.retention")
    before = result.texts[locale].edition
    with_all_taken(content / "cookies/policy.yaml")
    text = content / "cookies" / f"{locale}.md"
    named = re.sub(
        r"\| (?:Provider|Nom du).*(?:\n\|.*)*", '{{ table("recipients") }}', text.read_text("utf-8")
    )
    named = named.replace("six months", "{{ facts.retention.server_logs }}")
    text.write_text(re.sub(r"\| Rens.*(?:\n\|.*)*", '{{ table("retention") }}', named), "utf-8")
    reading = read_source(SourceFolder(content, ProblemLog()), MarkdownRenderer(), ["cookies"])
    (cookies,) = [policy for policy in reading.site.policies if policy.name == "cookies"]
    assert [section.html for section in cookies.working[locale].walk()] == [s.html for s in before.walk()]


@pytest.mark.parametrize(
    "text",
    [
        "| Right | Meaning |\n| --- | --- |\n| Access | We show it within 30 days |\n",
        "- Access: we answer within 30 days\n- Age: 16 years\n",
        "We keep it for between 30 days and 60 days.\n",
    ],
)
def test_other_tables_and_periods_are_no_facts(text: str, tmp_path: Path) -> None:
    assert "#" not in imported(tmp_path, "en", f"# Cookie policy\n\n## Your rights\n\n{text}")


def test_a_text_that_says_nothing_gets_no_comment(tmp_path: Path) -> None:
    assert "#" not in imported(tmp_path, "en", "# Cookie policy\n\nWe use none.\n")
