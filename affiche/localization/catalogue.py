"""The interface words: gettext catalogues (`locales/TAG.po`), read with Babel.

Messages are looked up by their English text. A site's own `locales/` folder overrides the shipped catalogues, so
that a language can be added, or a word replaced, without code.
"""

from __future__ import annotations

import gettext
import io
import re
from typing import TYPE_CHECKING

from affiche.characters import CONTROL, DIRECTION, code, is_right_to_left, mixed_words, without_width
from affiche.defaults import file_names, read_file
from affiche.problems import ContentError, Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from babel.messages import Catalog, Message

    from affiche.problems import ProblemLog

TEMPLATE = "affiche.pot"
_VALUE = re.compile(r"%\((\w+)\)s")
_OTHER_VALUE = re.compile(r"%(?!\(\w+\)s)")
"""Other ways to fill in a value: one can ask for a billion characters."""


def read_catalogue(tag: str, folders: Sequence[Path], log: ProblemLog) -> gettext.NullTranslations:
    """Read the catalogue of a language, later folders overriding earlier ones; each missing translation is a problem.

    `fr-CA` falls back to `fr`. English needs no file, as its texts are the keys.
    """
    from babel.messages import Catalog
    from babel.messages.mofile import write_mo

    language = tag.partition("-")[0]
    files = _files(tag, folders)
    words = Catalog(locale=language)
    are_read = [_read_over(words, file, log) for file in dict.fromkeys(files)]
    if language != "en" and all(are_read):
        _note_missing(words, files, folders[0] / TEMPLATE, log)
    compiled = io.BytesIO()
    write_mo(compiled, words)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def note_catalogue(tag: str, folders: Sequence[Path], log: ProblemLog) -> None:
    """Note the problems that `read_catalogue` would, without opening the shipped catalogues, which are complete."""
    shipped, *own = folders
    is_shipped = tag.partition("-")[0] == "en" or bool(_files(tag, [shipped]))
    if _files(tag, own) or not is_shipped:
        before = len(log.problems)
        read_catalogue(tag, folders, log)
        if len(log.problems) == before:
            for file in dict.fromkeys(_files(tag, own)):
                _note_deceptive(tag, file, log)


def _files(tag: str, folders: Sequence[Path]) -> list[Path]:
    names = (tag.partition("-")[0], tag)
    return [
        folder / file for folder in folders for name in names if (file := f"{name}.po") in file_names(folder)
    ]


def _read_over(words: Catalog, file: Path, log: ProblemLog) -> bool:
    """Merge the messages of a file into those read before, or note why it cannot be read."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        lines = io.BytesIO(read_file(file.parent, file.name) or b"")
        read = read_po(lines, locale=words.locale, abort_invalid=True)
        gettext.c2py(read.plural_expr)  # else a wrong plural form would be found only while a page is made
    except UnicodeDecodeError:
        log.add(
            Location(path=f"locales/{file.name}"),
            "the file is not UTF-8",
            expected="a catalogue saved as UTF-8",
            fix="in your editor, choose “Save with encoding: UTF-8”",
            rule="files/encoding",
        )
        return False
    except ContentError as error:
        log.problems += error.problems
        return False
    except (PoFileError, ValueError, LookupError) as error:
        log.add(
            Location(path=f"locales/{file.name}"),
            f"the catalogue cannot be read: {error}",
            rule="theme/catalogue",
        )
        return False
    words.mime_headers = [("Plural-Forms", read.plural_forms)]  # a translator may define other plural forms
    _merge(read, words, file, log)
    return True


def _merge(read: Catalog, words: Catalog, file: Path, log: ProblemLog) -> None:
    """Take over each translation; the English stays where one cannot be shown, or not filled in."""
    for message in read:
        if not message.id or message.fuzzy or not _is_translated(message) or _is_unaskable(message):
            continue
        place = Location(path=f"locales/{file.name}", line=message.lineno or 0)
        if _is_shown_wrongly(message, str(words.locale)):
            log.add(
                place,
                f"the translation of {_english(message)!r} holds a character that is not shown, or turns the order of the others",
                expected="letters, signs and spaces",
                fix="type the translation again; the character may be invisible in your editor",
                rule="theme/catalogue",
            )
            words.add(message.id, message.id, context=message.context)
        elif _keeps_values(message):
            words.delete(message.id, message.context)  # Catalog.add does not replace
            words.add(message.id, message.string, context=message.context)
        else:
            log.add(
                place,
                f"the translation of {_english(message)!r} cannot be filled in",
                expected="no %(value)s but those of the English, and each written in the same way",
                rule="theme/catalogue",
            )
            words.add(message.id, message.id, context=message.context)


def _is_unaskable(message: Message) -> bool:
    """Return whether the English holds controls, which no template asks for, and a compiled catalogue is parted by."""
    return bool(CONTROL.search("".join([*_forms(message.id), message.context or ""])))


def _is_shown_wrongly(message: Message, language: str) -> bool:
    """Return whether a translation holds controls that no page can show, or that turn its words."""
    words = "".join(_forms(message.string))
    return bool(CONTROL.search(words)) or bool(DIRECTION.search(words) and not is_right_to_left(language))


def _note_deceptive(tag: str, file: Path, log: ProblemLog) -> None:
    """Advise on invisible characters and letters of other alphabets in the words of a translation."""
    from babel.messages.pofile import read_po

    for message in read_po(io.BytesIO(read_file(file.parent, file.name) or b"")):
        for words in _forms(message.string):
            invisible = [code(words[start]) for start, _ in without_width(words)]
            mixed = [f"“{words[start:end]}”" for start, end, _ in mixed_words(words, tag)]
            if found := [*invisible, *mixed]:
                log.advise(
                    Location(path=f"locales/{file.name}", line=message.lineno or 0),
                    f"the translation of {_english(message)!r} has an invisible character or a letter of another alphabet "
                    f"inside a word: {', '.join(found)}",
                    fix="type the word again with one keyboard",
                    rule="theme/catalogue",
                )


def _keeps_values(message: Message) -> bool:
    """Return whether every plural form of a translation can be filled with the values of its message."""
    values = dict.fromkeys(_VALUE.findall(_english(message)), "")
    if any(_OTHER_VALUE.search(form.replace("%%", "")) for form in _forms(message.string)):
        return False
    try:
        return all(isinstance(form % values, str) for form in _forms(message.string))
    except (KeyError, TypeError, ValueError):
        return False


def _english(message: Message) -> str:
    return _forms(message.id)[-1]


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """Return the plural forms of a message; an untranslated one has a single empty form."""
    return (text,) if isinstance(text, str) else text or ("",)


def _note_missing(words: Catalog, files: Sequence[Path], template: Path, log: ProblemLog) -> None:
    where = Location(path=f"locales/{words.locale}.po")
    if not files:
        log.add(
            where,
            f"there are no interface words for the language {str(words.locale)!r}",
            expected="a gettext catalogue",
            fix=f"copy {TEMPLATE} from Affiche's locales folder to {where.path} and translate it",
            rule="theme/catalogue",
        )
        return
    from babel.messages.pofile import read_po

    asked = read_po(io.BytesIO(read_file(template.parent, template.name) or b""))
    for message in asked:
        if message.id and words.get(message.id, message.context) is None:
            english = _forms(message.id)[0]
            place = f" (context {message.context!r})" if message.context else ""
            log.add(
                where,
                f"no translation of {english!r}{place}",
                expected=f"a msgstr in {words.locale}",
                rule="theme/catalogue",
            )


def _is_translated(message: Message) -> bool:
    return all(_forms(message.string))
