"""What is said of a text as a whole: its title, its date, its language, and sections without a counterpart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note
from affiche.localization import other_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.importing.compose import Composed

TITLES = {
    "en": {"privacy": "Privacy policy", "cookies": "Cookie policy", "terms": "Terms of use"},
    "fr": {
        "privacy": "Politique de confidentialité",
        "cookies": "Politique relative aux cookies",
        "terms": "Conditions d’utilisation",
        "legal": "Mentions légales",
        "accessibility": "Déclaration d’accessibilité",
    },
}
"""Titles for texts that have none, by language and the name of the policy."""
COMMON_WORDS = {
    "German": "der die das und ist nicht mit für von den dem ein eine wir sie ihre werden auf zur oder",
    "Spanish": "el los las que del para por con una sus se nuestro usted datos como su al esta",
    "Italian": "il di che per con una della dei sono nel gli alla dati questo nostro del si",
    "Dutch": "de het een en van niet voor met wij uw onze worden op zijn deze gegevens",
    "Portuguese": "os as que para com uma dos das não seu sua são nos ou dados ao pela",
}
"""The commonest words of languages that Affiche has no interface words for."""
SCRIPTS = {
    "ARABIC": "Arabic",
    "CYRILLIC": "Russian",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Hindi",
    "THAI": "Thai",
}
"""The language that most texts in a script are in, by the first word of its letters' names."""
FEWEST_COMMON = 12
DENSITY = 0.2
"""The share of all words that are common ones, in a text of some length; in another language it is under a tenth."""


def default_title(policy: str, language: str) -> str:
    """Return a title, in the text's own language where it is known, for a text without one."""
    return TITLES.get(language, {}).get(policy) or policy.replace("-", " ").capitalize()


def remarks(composed: Composed, source: str) -> Iterator[Note]:
    """Say what a person should know of a text; `source` is the source locale."""
    if not composed.has_title:
        yield Note(
            rule="import/title",
            message=f"the source has no title, so it was given one: “{composed.edition.title}”",
            fix="correct the line that begins with #, and the title in policy.yaml",
            words="# ",
        )
    if not composed.edition.sections:
        yield Note(
            rule="import/heading",
            message="no headings were found",
            fix="begin each section with a line such as `## Cookies`",
        )
    yield from _date(composed)
    yield from _sections(composed, source)


def _date(composed: Composed) -> Iterator[Note]:
    if composed.stated is None:
        return
    day = composed.stated.day
    publish = f"; if the text applies since then, publish it with --effective {day}" if day else ""
    yield Note(
        rule="import/date",
        message=f"the text says “{composed.stated.words}” of itself, which is {day}"
        if day
        else f"the text says “{composed.stated.words}” of itself, which names no day, or can be read as two",
        fix=f"remove the line before you publish, as each page shows the dates of its version{publish}",
        words=composed.stated.date,
    )


def _sections(composed: Composed, source: str) -> Iterator[Note]:
    pairing = composed.pairing
    if pairing is None:
        return
    for title in pairing.only_source:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” of {source} has no counterpart here",
            fix="translate it, or give the section that translates it the same id",
        )
    for title in pairing.only_translation:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” has no counterpart in {source}",
            fix=f"give it the id of the section of {source} that it translates",
            words=f"# {title}",
        )
    for title in pairing.by_place:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” was matched to one of {source} by its place alone",
            fix=f"check that it has the id of the section of {source} that it translates",
            words=f"# {title}",
        )


def language_notes(text: str, locale: str, tags: Mapping[str, str]) -> Iterator[Note]:
    """Say that a text seems to be in another language than that of its locale."""
    language = tags[locale].partition("-")[0]
    guess = other_language(text, language)
    name = guess.name if guess else _third_language(text) if language in TITLES else ""
    if not name:
        return
    meant = next(
        (each for each, tag in tags.items() if guess and tag.partition("-")[0] == guess.language), ""
    )
    yield Note(
        rule="import/language",
        message=f"this was imported as the text in {locale!r}, but it looks {name}",
        fix=f"if it is {name}, import it with --locale {meant}, and import the right text here with --replace"
        if meant
        else f"if it is {name}, import the right text here with --replace",
        words="# ",
    )


def _third_language(text: str) -> str:
    """Name the language whose commonest words a text is full of."""
    letters = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    script, most = max(letters.items(), key=lambda one: one[1], default=("", 0))
    if script in SCRIPTS and most * 2 > letters.total():
        return SCRIPTS[script]
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    counts = {
        name: sum(map(set(common.split()).__contains__, words)) for name, common in COMMON_WORDS.items()
    }
    name = max(counts, key=lambda each: counts[each])
    return name if counts[name] >= max(FEWEST_COMMON, DENSITY * len(words)) else ""
