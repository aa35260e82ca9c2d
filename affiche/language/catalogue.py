"""The interface words: gettext catalogues (`locales/TAG.po`), read with Babel.

A word is asked for by its English text. A site's own `locales/` folder is read over the shipped one, so that
a language can be added or a word replaced by data alone.
"""

from __future__ import annotations

import gettext
import io
from typing import TYPE_CHECKING

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from affiche.problems import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from affiche.problems import ProblemLog

TEMPLATE = "affiche.pot"


def read_catalogue(tag: str, folders: Sequence[Path], log: ProblemLog) -> gettext.NullTranslations:
    """Read one language's words, later folders over earlier ones; every word missing is a problem.

    `fr-CA` falls back to `fr`. English needs no file: its words are the ones asked for.
    """
    language = tag.partition("-")[0]
    files = [
        file for folder in folders for name in (language, tag) if (file := folder / f"{name}.po").is_file()
    ]
    words = Catalog(locale=language)
    for file in dict.fromkeys(files):
        _read_over(words, file, log)
    if language != "en":
        _note_missing(words, files, folders[0] / TEMPLATE, log)
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _read_over(words: Catalog, file: Path, log: ProblemLog) -> None:
    try:
        with file.open("rb") as lines:
            read = read_po(lines, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        log.add(Location(path=f"locales/{file.name}"), f"the catalogue cannot be read: {error}")
        return
    for message in read:
        if message.id and _is_translated(message) and not message.fuzzy:
            words.add(message.id, message.string, context=message.context)


def _note_missing(words: Catalog, files: Sequence[Path], template: Path, log: ProblemLog) -> None:
    where = Location(path=f"locales/{words.locale}.po")
    if not files:
        log.add(
            where,
            f"there are no interface words for the language {str(words.locale)!r}",
            expected="a gettext catalogue",
            fix=f"copy {TEMPLATE} from Affiche's locales folder to {where.path} and translate it",
        )
        return
    with template.open("rb") as lines:
        asked = read_po(lines)
    for message in asked:
        if message.id and words.get(message.id, message.context) is None:
            english = message.id if isinstance(message.id, str) else message.id[0]
            place = f" (context {message.context!r})" if message.context else ""
            log.add(where, f"no translation of {english!r}{place}", expected=f"a msgstr in {words.locale}")


def _is_translated(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))
