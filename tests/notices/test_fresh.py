"""A site that was just started tells its readers in full sentences, with nothing more to set up."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.announcing import Asked, announce
from affiche.cli import main

if TYPE_CHECKING:
    from pathlib import Path

HINT = re.compile(r"\[(?:DECIDE|À DÉCIDER)[^\[\]]*\]")
STARTED = (
    "--name",
    "Tern & Co",
    "--address",
    "1 Quay",
    "--email",
    "privacy@tern.example",
    "--locales",
    "en,fr",
)
EDITS = {
    "response: {en: 30 days, fr: 30 jours}": "response: {en: two weeks, fr: deux semaines}",
    "email: privacy@tern.example": "email: help@tern.example",
    "      - id: mail\n        name:": "      - id: lines\n        name: Sterna Voice\n"
    "        purpose: {en: Telephone lines, fr: Lignes téléphoniques}\n"
    "        country: {en: Spain, fr: Espagne}\n      - id: mail\n        name:",
    "Until you unsubscribe, fr: Jusqu’à votre désabonnement": "two months, fr: deux mois",
}
TOLD = {
    "en": [
        "E-mail address for questions about privacy: help@tern.example (before: privacy@tern.example)",
        "Requests: answered within two weeks instead of 30 days",
        "New recipient: Sterna Voice (Spain). Telephone lines",
        "Your address for our news – Kept for: two months (before: Until you unsubscribe)",
    ],
    "fr": [
        "Adresse courriel pour les questions de confidentialité : help@tern.example (auparavant : privacy@tern.example)",
        "Demandes : réponse dans un délai de deux semaines au lieu de 30 jours",
        "Nouveau destinataire : Sterna Voice (Espagne). Lignes téléphoniques",
        "Votre adresse, pour nos nouvelles – Durée : deux mois (auparavant : Jusqu’à votre désabonnement)",
    ],
}


def publish(content: Path, posted: str, effective: str) -> int:
    notes = ["--note-en", "Changed.", "--note-fr", "Modification."]
    decided = ["--effective", effective, "--significance", "major", *notes, "--yes"]
    return main(["publish", "privacy", "--source", str(content), "--as-of", posted, *decided])


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that `affiche new` starts, all hints decided, and published twice."""
    site = tmp_path_factory.mktemp("fresh") / "site"
    assert main(["new", str(site), *STARTED, "--timezone", "America/Toronto", "--yes"]) == 0
    for file in (site / "content/privacy").iterdir():
        file.write_text(HINT.sub("as agreed", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert publish(site / "content", "2026-06-01", "2026-06-01") == 0
    facts = site / "content/privacy/policy.yaml"
    text = facts.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    facts.write_text(text, encoding="utf-8")
    assert publish(site / "content", "2026-11-16", "2026-12-20") == 0
    return site / "content"


@pytest.mark.parametrize("locale", TOLD)
def test_what_changed_is_told_in_sentences(content: Path, locale: str) -> None:
    made = announce(content, [Asked(policy="privacy")], lambda _: date(2026, 11, 16), together=True)
    (message,) = made.messages.values()
    (notice,) = (each for each in message.notices if each.locale == locale)
    sentences = [fact.sentence.replace("\u00a0", " ") for fact in notice.announcements[0].facts]
    assert sentences == TOLD[locale]
