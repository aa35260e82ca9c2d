"""The commands speak English or French, as asked for on the command line, in the environment or by the system."""

from __future__ import annotations

import re

import click
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from affiche.cli.language import asked_for
from affiche.messages import Messages, _heaviest_first, read_messages
from tests.messages import untranslated
from tests.site.building import ROOT

FRENCH = {
    "there is no {what} {name}; there is {one_of}.": "il n’y a pas de {what} {name} ; il y a {one_of}.",
    "policy": "politique",
    "it has {counted} and no end": "il y a {counted} et aucune fin",
    "{a} and {b} are the same": "{a} et {b} sont identiques",
    " or ": " ou ",
    " and ": " et ",
    "“{words}”": "«\u00a0{words}\u00a0»",
    "{listed} differ": "{listed} diffèrent",
    "it is told {ways}{late}": "on l’annonce {ways}{late}",
    "it is due by {by}{why}{late}: {ways}": "à faire pour le {by}{why}{late} : {ways}",
    ", {counted} before {day}": ", {counted} avant le {day}",
    "it is {root}{path}": "c’est {root}{path}",
    "by e-mail": "par courriel",
    "on the homepage": "sur la page d’accueil",
    "(that day is past)": "(ce jour est passé)",
    "“{found}” is no name": "«\u00a0{found}\u00a0» n’est pas un nom",
    "major": "majeure",
    "it is due{lead}": "à faire{lead}",
    ", after {counted}{more}": ", avec {counted}{more}",
    "; {number} more": "; {number} de plus",
    "after {sign}": "après {sign}",
    "number": "nombre",
    "Check the meaning of {weights}": "voir {weights}",
    "{weight} “{word}” gone": "{weight} «\u00a0{word}\u00a0» en moins",
    "takes effect   {day}": "s’applique le  {day}",
    "output": "sortie",
}
MESSAGES = Messages(
    exact=FRENCH,
    patterns=_heaviest_first(FRENCH.items()),
    nouns=dict.fromkeys(("file", "files"), ("fichier", "fichiers")),
)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["check"], {}, "en"),
        (["check"], {"LANG": "fr_CA.UTF-8"}, "fr"),
        (["check"], {"LANG": "fr_CA.UTF-8", "LC_ALL": "C"}, "en"),
        (["check"], {"LANG": "en_US", "AFFICHE_LANG": "fr"}, "fr"),
        (["check"], {"LANG": "de_DE"}, "en"),
        (["--lang", "fr", "check"], {}, "fr"),
        (["check", "--lang=en", "privacy"], {"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    found, rest = asked_for(arguments, environment)
    assert found == language
    assert rest == [each for each in arguments if each not in {"--lang", "fr", "--lang=en"}]


def test_another_language_is_wrong_usage() -> None:
    with pytest.raises(click.UsageError, match="--lang is en or fr, not 'de'"):
        asked_for(["--lang", "de"], {})


def test_what_follows_two_dashes_is_no_option() -> None:
    assert asked_for(["--", "--lang", "fr"], {}) == ("en", ["--", "--lang", "fr"])


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("policy", "politique"),
        ("there is no policy 'x'; there is a, b or c.", "il n’y a pas de politique 'x' ; il y a a, b ou c."),
        ("it has 1,200 files and no end", "il y a 1\u00a0200\u00a0fichiers et aucune fin"),
        ("it has 1 file and no end", "il y a 1\u00a0fichier et aucune fin"),
        ("nobody translated this", "nobody translated this"),
        ("en, fr or fr-CA", "en, fr ou fr-CA"),
        ("major or editorial", "major ou editorial"),
        ("terms and conditions", "terms and conditions"),
        ("'a' and “b” differ", "'a' et «\u00a0b\u00a0» diffèrent"),
        ("it is told by e-mail and on the homepage", "on l’annonce par courriel et sur la page d’accueil"),
        (
            "it is due by 2026-05-01, 2 files before 2026-06-01 (that day is past): by e-mail",
            "à faire pour le 2026-05-01, 2\u00a0fichiers avant le 2026-06-01 (ce jour est passé) : par courriel",
        ),
        ("it is site/index.html", "c’est site/index.html"),
        ("it is due, after 2 files; 3 more", "à faire, avec 2\u00a0fichiers; 3 de plus"),
        (
            "it is told by e-mail, on the homepage and 2 files",
            "on l’annonce par courriel, sur la page d’accueil et 2\u00a0fichiers",
        ),
        (
            "Check the meaning of number “6” gone, number “9” gone",
            "voir nombre «\u00a06\u00a0» en moins, nombre «\u00a09\u00a0» en moins",
        ),
        ("it is told by e-mail (that day is past)", "on l’annonce par courriel (ce jour est passé)"),
        ("it is told by e-mail and by owl", "on l’annonce by e-mail and by owl"),
        ("“by e-mail or fax” is no name", "«\u00a0by e-mail or fax\u00a0» n’est pas un nom"),
        ("it has 4,000,000 and no end", "il y a 4\u00a0000\u00a0000 et aucune fin"),
    ],
)
def test_a_message_is_found_by_its_words(english: str, french: str) -> None:
    assert MESSAGES.shown(english) == french


@given(st.text(), st.text())
def test_words_of_the_source_stay_as_they_are(first: str, second: str) -> None:
    told = MESSAGES.shown(f"“{first}” and “{second}” are the same")
    assert told.startswith("“")
    assert told.endswith("” sont identiques")
    assert len(told) == len(f"“{first}” et “{second}” sont identiques")


def test_english_needs_no_catalogue() -> None:
    assert read_messages("en").shown("policy") == "policy"


def test_lines_keep_their_places() -> None:
    assert MESSAGES.lines("  policy\n\nno\n") == "  politique\n\nno\n"


def test_a_line_of_the_source_keeps_its_quotation_marks() -> None:
    assert MESSAGES.shown("“Cookies”") == "«\u00a0Cookies\u00a0»"
    assert MESSAGES.lines("“Cookies”\n  “Cookies”") == "“Cookies”\n  “Cookies”"


def test_columns_begin_where_they_began() -> None:
    assert MESSAGES.lines("  takes effect   2026-06-01\n  ok  output  major") == (
        "  s’applique le  2026-06-01\n  ok  sortie  majeure"
    )
    assert MESSAGES.lines("output    major") == "sortie    majeure"
    assert MESSAGES.lines("  en   - a and b are the same") == "  en   - a and b are the same"


def test_each_line_is_a_message_of_its_own() -> None:
    assert MESSAGES.lines("it has 1 file and no end\n\n  major\n") == (
        "il y a 1\u00a0fichier et aucune fin\n\n  majeure\n"
    )


@pytest.mark.parametrize("name", ["fr.po", "messages/fr.po"])
def test_words_are_spaced_in_one_way(name: str) -> None:
    """No line begins with a colon or a guillemet; high signs touch their word, and pages for France space them anew."""
    with (ROOT / "locales" / name).open("rb") as file:
        words = [str(each.string) for each in read_po(file) if each.id]
    slips = re.compile(r"(?<=[\w»)’”}`]) :(?=\s|$)|(?<=[\w»)’”}`])[ \u202f];|« |(?<=\S) »")
    assert [each for each in words if slips.search(each)] == []


def test_every_message_has_its_french() -> None:
    """`python -m tests.messages` brings the catalogue up to date; what it leaves empty is to be translated."""
    with (ROOT / "locales/messages/fr.po").open("rb") as file:
        assert list(untranslated(read_po(file))) == []
