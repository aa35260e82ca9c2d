"""Facts as sentences: right in both languages by construction, and never about what readers cannot see."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.compare import compare
from affiche.defaults import default_folder
from affiche.localization import Localizer, read_catalogue
from affiche.model import Edition, Section
from affiche.notices.facts import fact_changes
from affiche.problems import ProblemLog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Fact
    from affiche.notices.record import FactChange

NBSP = "\u00a0"
LOCALIZERS = {
    tag[:2]: Localizer(tag, read_catalogue(tag, [default_folder("locales")], ProblemLog()))
    for tag in ("en-CA", "fr-CA")
}


def edition(locale: str, *paragraphs: str) -> Edition:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    section = Section(id="a", number="1", heading="How long", title="How long", html=body)
    return Edition(locale=locale, title="T", introduction="", sections=(section,), markdown="")


def told(
    old: Mapping[str, Fact], new: Mapping[str, Fact], labels: Mapping[str, Fact], locale: str
) -> list[str]:
    """The sentences about facts that a text shows, each value in a paragraph of its own."""
    return [change.sentence for change in changes(old, new, labels, locale)]


def changes(
    old: Mapping[str, Fact], new: Mapping[str, Fact], labels: Mapping[str, Fact], locale: str
) -> tuple[FactChange, ...]:
    texts = (edition(locale, *shown(old, locale)), edition(locale, *shown(new, locale)))
    return fact_changes((old, new), texts, labels, LOCALIZERS[locale], ("en", "fr"))


def shown(fact: object, locale: str) -> list[str]:
    if isinstance(fact, str):
        return [fact]
    if isinstance(fact, tuple):
        return [text for part in fact for text in shown(part, locale)]
    assert isinstance(fact, dict)
    if fact and fact.keys() <= {"en", "fr"}:
        return [fact[locale]]
    return [
        text for key, part in fact.items() if key not in {"id", "columns"} for text in shown(part, locale)
    ]


@pytest.mark.parametrize(
    ("locale", "label", "old", "new", "sentence"),
    [
        ("en", "Recorded calls: kept", "six months", "90 days", "Recorded calls: kept 90 days instead of six months"),
        ("fr", "Appels enregistrés : conservés", "six mois", "90 jours", f"Appels enregistrés{NBSP}: conservés 90 jours au lieu de six mois"),
        # before a vowel « de » would be « d’ », so the sentence says it without
        ("fr", "Appels : conservés", "un an", "90 jours", f"Appels{NBSP}: conservés 90 jours (auparavant{NBSP}: un an)"),
        ("fr", "Appels : conservés", "huit jours", "un an", f"Appels{NBSP}: conservés un an (auparavant{NBSP}: huit jours)"),
        ("en", "E-mail address", "a@tern.example", "b@tern.example", "E-mail address: b@tern.example (before: a@tern.example)"),
        ("fr", "Adresse", "a@tern.example", "b@tern.example", f"Adresse{NBSP}: b@tern.example (auparavant{NBSP}: a@tern.example)"),
        ("en", "Fee", "$5", "$10", "Fee: $10 instead of $5"),
        ("en", "Name", "R&D Ltd", "Q&A", "Name: Q&A (before: R&D Ltd)"),
        ("en", "Kept", "until you leave", "12 months", "Kept: 12 months (before: until you leave)"),
    ],
)  # fmt: skip
def test_a_value_that_changed(locale: str, label: str, old: str, new: str, sentence: str) -> None:
    assert told({"x": old}, {"x": new}, {"x": label}, locale) == [sentence]


def test_values_that_came_and_went() -> None:
    labels = {"x": {"en": "Logs: kept", "fr": "Journaux : conservés"}}
    value = {"x": {"en": "30 days", "fr": "30 jours"}}
    assert told({}, value, labels, "en") == ["Logs: kept 30 days"]
    assert told(value, {}, labels, "fr") == [f"Journaux{NBSP}: conservés 30 jours (n’est plus précisé)"]


def test_a_value_without_a_label_goes_by_its_section() -> None:
    assert told({"x": "six months"}, {"x": "90 days"}, {}, "en") == [
        "How long: 90 days instead of six months"
    ]


COLUMNS = {
    "name": {"en": "Recipient", "fr": "Destinataire"},
    "purpose": {"en": "Purpose", "fr": "Fin"},
    "country": {"en": "Country", "fr": "Pays"},
}
MAIL: dict[str, Fact] = {
    "id": "mail",
    "name": "Plover",
    "purpose": {"en": "Newsletters", "fr": "Infolettre"},
    "country": {"en": "Canada", "fr": "Canada"},
}
LINES: dict[str, Fact] = {
    "id": "lines",
    "name": "Sterna Voice, LLC",
    "purpose": {"en": "Telephone lines", "fr": "Lignes téléphoniques"},
    "country": {"en": "United States", "fr": "États-Unis"},
}


def recipients(*rows: Mapping[str, Fact]) -> dict[str, Fact]:
    return {"recipients": {"columns": COLUMNS, "rows": rows}}


def test_rows_of_a_table_that_came_went_and_changed() -> None:
    labels: dict[str, Fact] = {"recipients": {"added": {"en": "New recipient", "fr": "Nouveau destinataire"}}}
    came = (recipients(MAIL), recipients(MAIL, LINES))
    assert told(*came, labels, "en") == ["New recipient: Sterna Voice, LLC (United States). Telephone lines"]
    assert told(*came, labels, "fr") == [
        f"Nouveau destinataire{NBSP}: Sterna Voice, LLC (États-Unis). Lignes téléphoniques"
    ]
    assert told(came[1], came[0], {}, "fr") == [
        f"Suppression{NBSP}: Destinataire – Sterna Voice, LLC (États-Unis). Lignes téléphoniques"
    ]
    moved: dict[str, Fact] = {**MAIL, "country": {"en": "France", "fr": "France"}}
    assert told(recipients(MAIL), recipients(moved), labels, "en") == [
        "Plover – Country: France (before: Canada)"
    ]


def test_a_fact_that_no_text_shows_is_not_told() -> None:
    texts = (edition("en", "Nothing."), edition("en", "Nothing at all."))
    assert (
        fact_changes(({"x": "1 day"}, {"x": "2 days"}), texts, {"x": "X"}, LOCALIZERS["en"], ("en", "fr"))
        == ()
    )


def test_typography_is_no_change() -> None:
    assert told({"x": "the company's"}, {"x": "the company’s"}, {"x": "X"}, "en") == []


VALUES = st.sampled_from(
    ["30 days", "six months", "un an", "Plover", "a@tern.example", "12 mois", "90 jours"]
)
FACTS = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)
SHOWN = st.sets(st.sampled_from("abcd"))


@given(FACTS, FACTS, SHOWN, SHOWN, st.sampled_from(["en", "fr"]))
@settings(max_examples=150, deadline=None)
def test_no_sentence_states_what_the_comparison_does_not_find(
    old: dict[str, str], new: dict[str, str], in_old: set[str], in_new: set[str], locale: str
) -> None:
    before = edition(locale, *[old[name] for name in sorted(old) if name in in_old], "Fin.")
    after = edition(locale, *[new[name] for name in sorted(new) if name in in_new], "Fin.")
    labels = {name: f"Label {name}" for name in "abcd"}
    found = fact_changes((old, new), (before, after), labels, LOCALIZERS[locale], ("en", "fr"))
    words = " ".join(
        word.old + " " + word.new for change in compare(before, after).changes for word in change.words
    )
    for change in found:
        values = [*change.old, *change.new]
        assert any(set(re.findall(r"\w+", value)) & set(re.findall(r"\w+", words)) for value in values)
        assert all(value in change.sentence for value in values)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (("Calls: six months", "Logs: 12 months"), ("Calls: 90 days", "Logs: six months"), "Logs: kept six months instead of 12 months"),
        (("Logs: 30 days", "Calls: 60 days"), ("Logs: 60 days", "Calls: 30 days"), "Logs: kept 60 days instead of 30 days"),
        (("Logs: 12 months", "Mail: 6 months"), ("Logs: 6 months", "Mail: 12 months"), "Logs: kept 6 months instead of 12 months"),
    ],
)  # fmt: skip
def test_values_that_change_places_are_told(
    old: tuple[str, str], new: tuple[str, str], sentence: str
) -> None:
    facts = [
        {name: value for name, _, value in (line.partition(": ") for line in each)} for each in (old, new)
    ]
    found = fact_changes(
        (facts[0], facts[1]), (edition("en", *old), edition("en", *new)),
        {"Logs": "Logs: kept", "Calls": "Calls: kept", "Mail": "Mail: kept"}, LOCALIZERS["en"], ("en", "fr"),
    )  # fmt: skip
    assert sentence in [change.sentence for change in found]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("old", "new"), [("16 months", "6 months"), ("1.5 km", "5 km"), ("110 days", "10 days")]
)
def test_a_value_inside_a_larger_number_is_not_shown(old: str, new: str) -> None:
    texts = (edition("en", f"Kept ten or {old}."), edition("en", f"Kept {old}."))
    assert fact_changes(({"a": "ten"}, {"a": new}), texts, {"a": "A"}, LOCALIZERS["en"], ("en", "fr")) == ()
