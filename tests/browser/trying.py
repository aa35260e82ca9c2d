"""A site that tries every page: words that nothing can break, tables too wide, and a language from right to left.

Its Arabic texts are written by hand. The words of the pages around them are English in Arabic letters, made from
the list of words itself, so that the site never lacks one.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po, write_po

from tests.site.building import ROOT, SITES, TODAY, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import Built

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابثدهفغحيجكلمنوپقرستعڤوخيز"
_LETTERS = str.maketrans(LATIN + LATIN.upper(), ARABIC + ARABIC)
_VALUE = re.compile(r"(%\(\w+\)s)")


def in_arabic_letters(english: str) -> str:
    """Write the words of the pages from right to left, and leave the values in them."""
    return "".join(part if _VALUE.match(part) else part.translate(_LETTERS) for part in _VALUE.split(english))


def write_catalogue(folder: Path) -> None:
    """Write `ar.po`; the words of addresses stay as they are."""
    with (ROOT / "locales" / "affiche.pot").open("rb") as lines:
        words = read_po(lines, locale="ar")
    for message in words:
        if not message.id:
            continue
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        written = [form if message.context == "address" else in_arabic_letters(form) for form in forms]
        message.string = (
            written[0] if len(forms) == 1 else (written[0], *[written[1]] * (words.num_plurals - 1))
        )
        message.flags.discard("fuzzy")
    words.fuzzy = False
    folder.mkdir()
    with (folder / "ar.po").open("wb") as file:
        write_po(file, words)


def trying_site(folder: Path) -> Built:
    """Build it into a folder."""
    shutil.copytree(SITES / "trying" / "content", folder / "content")
    write_catalogue(folder / "locales")
    return build(folder / "content", folder / "site", TODAY)
