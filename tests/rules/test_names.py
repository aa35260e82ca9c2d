"""Names left over from another text, and addresses that nobody can click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.subjects import problems, subject

if TYPE_CHECKING:
    from affiche.problems import Problem

OF_NAMES = {"leftovers/other-name", "leftovers/hidden-address"}
USUAL = "MARTINET keeps it. " * 5


def found(rule: str, words: str) -> list[Problem]:
    return problems(rule, subject({"en": words}))


@pytest.mark.parametrize(
    "words",
    [
        "It is KESTREL’s practice to ask.",
        "KESTREL reserves the right to ask.",
        "Write to KESTREL's customers. MARTINETS is akin.",
    ],
)
def test_a_name_that_acts_once_is_told(words: str) -> None:
    (match,) = found("leftovers/other-name", f"{USUAL}\n\n{words}\n")
    assert match.expected == "MARTINET"


@pytest.mark.parametrize(
    "words",
    [
        "KESTREL was a word.",
        "MARTINETS will ask.",
        "See KESTREL.COM’s services.",
        "KESTREL will ask. KESTREL may ask. KESTREL has asked.",
    ],
)
def test_other_words_in_capitals_are_not(words: str) -> None:
    assert not found("leftovers/other-name", f"{USUAL}\n\n{words}\n")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("privacy (at) kestrel (dot) com", "privacy@kestrel.com"),
        ("privacy \\[AT\\] KESTREL (DOT) com", "privacy@kestrel.com"),
        ("vie-privee[arobase]kestrel.quebec", "vie-privee@kestrel.quebec"),
        ("dpo\\[at\\]kestrel\\[dot\\]co\\[dot\\]uk", "dpo@kestrel.co.uk"),
    ],
)
def test_a_hidden_address_is_shown(words: str, address: str) -> None:
    (match,) = found("leftovers/hidden-address", f"Write to {words}.\n")
    assert match.expected == address
    assert not found("markup/brace", f"Write to {words}.\n")


@pytest.mark.parametrize("words", ["We are (at) home.", "Look at kestrel dot com", "{ at } the door"])
def test_other_brackets_are_none(words: str) -> None:
    assert not found("leftovers/hidden-address", f"{words}\n")
