"""A text that was brought in as the language that it is not in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.importing.blocks import Note
from affiche.localization import other_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def language_notes(text: str, locale: str, tags: Mapping[str, str]) -> Iterator[Note]:
    """Say that a text which was brought in as English is more likely French, or the other way round."""
    guess = other_language(text, tags[locale].partition("-")[0])
    if guess is None:
        return
    meant = next((each for each, tag in tags.items() if tag.partition("-")[0] == guess.language), "")
    yield Note(
        rule="import/language",
        message=f"this is the text in {locale!r}, and its words look {guess.name}: it has {guess.found} of the commonest "
        f"words of {guess.name}, and {guess.own} of the other language",
        fix=f"if it is {guess.name}, "
        + (f"import it with --locale {meant}, and " if meant else "")
        + "put the right text here with --replace",
        words="# ",
    )
