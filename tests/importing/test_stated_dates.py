"""The date that a text says of itself, in the forms that policies use."""

from __future__ import annotations

import pytest

from affiche.importing.text.stated_date import stated_date

SAID = {
    "Last updated: June 1, 2026": "2026-06-01",
    "**Last Updated:** 1 June 2026": "2026-06-01",
    "*Last revised on June 1st, 2026.*": "2026-06-01",
    "Effective date: 2026-06-01": "2026-06-01",
    "Version Effective Date: June 1, 2026": "2026-06-01",
    "This policy is effective as of June 01, 2026.": "2026-06-01",
    "_Effective starting: June 1, 2026_": "2026-06-01",
    "This Privacy Policy was last updated 1 June 2026.": "2026-06-01",
    "Updated Jun. 1, 2026": "2026-06-01",
    "Date modified: 2026/06/01": "2026-06-01",
    "Dernière mise à jour : 1er juin 2026": "2026-06-01",
    "**Dernière mise à jour :** 12 juin 2026": "2026-06-12",
    "Dernière mise à jour le 1^er juin 2026": None,
    "Date d’entrée en vigueur : 1er juin 2026": "2026-06-01",
    "En vigueur à compter du 8 juin 2026": "2026-06-08",
    "Politique modifiée le 01/06/2026": "2026-06-01",
    "Mise à jour : 13.06.2026": "2026-06-13",
    "Last updated: 13/06/2026": "2026-06-13",
    "Last updated: 06/13/2026": "2026-06-13",
    "Last updated: June 31, 2026": None,
    "The law in effect since May 2018 applies to orders.": None,
    "We deleted it on June 1, 2026.": None,
}


@pytest.mark.parametrize("words", SAID)
def test_a_date_is_found_in_every_form(words: str) -> None:
    locale = "fr" if any(letter in words for letter in "éèà’") else "en"
    found = stated_date([words], locale)
    assert (found.day.isoformat() if found and found.day else None) == SAID[words]


def test_a_date_that_can_be_read_in_two_ways_is_not_believed() -> None:
    found = stated_date(["Last updated: 06/01/2026"], "en")
    assert found is not None
    assert found.day is None


def test_the_day_from_which_it_applies_comes_before_that_of_the_change() -> None:
    found = stated_date(["Last updated: May 3, 2026", "Effective: June 1, 2026"], "en")
    assert found is not None
    assert str(found.day) == "2026-06-01"
