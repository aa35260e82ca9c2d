"""Which of two languages a text is in, by the commonest words of both: a sign, and no proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.importing.pieces import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENGLISH = "the of and to we you your our that is or with for by are this it will they from not have be if may"
FRENCH = "le la les de des du et à vous nous votre vos notre nos que qui est sont ou avec pour par ce cette ces dans une un"
COMMONEST = {"en": frozenset(ENGLISH.split()), "fr": frozenset(FRENCH.split())}
"""Words that nearly every sentence of a language has, and no sentence of the other."""
NAMES = {"en": "English", "fr": "French"}
FEWEST = 8
"""Of the commonest words, so many are needed to say anything."""
SHARE = 0.8
_WORD = re.compile(r"[^\W\d_]+")


def language_notes(text: str, locale: str, tags: Mapping[str, str]) -> Iterator[Note]:
    """Say that a text which was brought in as English is more likely French, or the other way round."""
    said = tags[locale].partition("-")[0]
    if said not in COMMONEST:
        return
    (other,) = COMMONEST.keys() - {said}
    words = [word.lower() for word in _WORD.findall(text)]
    of = {language: sum(word in commonest for word in words) for language, commonest in COMMONEST.items()}
    if sum(of.values()) < FEWEST or of[other] < SHARE * sum(of.values()):
        return
    meant = next((each for each, tag in tags.items() if tag.partition("-")[0] == other), "")
    yield Note(
        rule="import/language",
        message=f"this is the text in {locale!r}, and its words look {NAMES[other]}: it has {of[other]} of the commonest "
        f"words of {NAMES[other]}, and {of[said]} of {NAMES[said]}",
        fix=f"if it is {NAMES[other]}, "
        + (f"import it with --locale {meant}, and " if meant else "")
        + f"put the {NAMES[said]} text here with --replace",
        words="# ",
    )
