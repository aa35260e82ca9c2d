"""A text that is brought in as the language it is not in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importing.content import bring, content

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "# Privacy\n\n## Who we are\n\nWe build the boats that you sail, and we keep the names of our guests for a year.\n"
FRENCH = "# Confidentialité\n\n## Qui nous sommes\n\nNous construisons les bateaux que vous menez, et gardons les noms de nos hôtes pour un an.\n"


def said(folder: Path, text: str, locale: str, locales: str = "en, fr") -> list[str]:
    root = content(folder, locales)
    found = bring(root, "policy.md", text, locale).problems
    return [f"{p.location.line}: {p.message}; {p.fix}" for p in found if p.rule == "import/language"]


def test_french_brought_in_as_english_is_said(tmp_path: Path) -> None:
    (words,) = said(tmp_path, FRENCH, "en")
    assert words == (
        "1: this was imported as the text in 'en', but it looks French; if it is French, import it with --locale fr, "
        "and import the right text here with --replace"
    )


GERMAN = "# Datenschutz\n\nWir speichern die Daten der Kunden, und wir geben sie nicht an Dritte weiter. Die Daten werden von uns für den Versand und für die Rechnung verwendet. Das ist mit der Post und mit dem Verein nicht anders.\n"
SPANISH = "# Aviso\n\nGuardamos los datos de las personas que visitan el museo, y con los que el museo trabaja. Su nombre se usa para una visita y para el catálogo, y no se cede por el museo. Los datos del visitante son suyos, y los guardamos con las llaves del archivo.\n"


@pytest.mark.parametrize(("text", "name"), [(GERMAN, "German"), (SPANISH, "Spanish")])
def test_a_third_language_is_said(tmp_path: Path, text: str, name: str) -> None:
    (words,) = said(tmp_path, text, "fr")
    assert f"it looks {name}" in words


def test_english_brought_in_as_french_is_said(tmp_path: Path) -> None:
    (words,) = said(tmp_path, ENGLISH, "fr")
    assert "it looks English" in words
    assert "--locale en" in words


def test_where_the_site_has_no_such_locale_none_is_named(tmp_path: Path) -> None:
    (words,) = said(tmp_path, FRENCH, "en", "en")
    assert "--locale" not in words


@pytest.mark.parametrize(
    ("text", "locale"), [(ENGLISH, "en"), (FRENCH, "fr"), ("# Le la les\n\nDe.\n", "en")]
)
def test_what_is_right_or_too_short_to_tell_is_not_said(tmp_path: Path, text: str, locale: str) -> None:
    assert not said(tmp_path, text, locale)


def test_of_other_languages_nothing_is_known(tmp_path: Path) -> None:
    assert not said(tmp_path, FRENCH, "de", "en, de")
