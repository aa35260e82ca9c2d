"""A Word file into pieces, and what was left out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note, ParsedText, left_out
from affiche.importing.web.html_blocks import BlockReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.word.reader import WordText

_TAG = re.compile(r"<[^>]*>")


def read_word(path: str, data: bytes, base: str = "") -> ParsedText:
    """Read a file in the form .docx; raises ContentError where it is none, or could do harm."""
    from lxml import html

    from affiche.word.package import Package
    from affiche.word.reader import read_document

    shown = read_document(Package(path, data))
    if not shown.html.strip():
        return ParsedText(pieces=(), notes=tuple(_notes(shown)))
    root = html.fragment_fromstring(shown.html, create_parent="body")
    text = BlockReader(base, has_lines=False).text(root)
    return ParsedText(pieces=text.pieces, notes=(*_notes(shown), *text.notes), anchors=text.anchors)


def _notes(shown: WordText) -> Iterator[Note]:
    """Say what Word does not show, what was taken as accepted, and which styles say nothing."""
    for words in shown.hidden:
        yield left_out(_TAG.sub("", words), 0, "it is hidden text, which Word does not show")
    if shown.contents:
        yield Note(
            rule="import/contents",
            message="the list of contents was left out: every page of a policy shows one by itself",
        )
    if shown.embedded:
        yield Note(
            rule="import/left-out",
            message=f"{_counted(shown.embedded, 'document')} inside the Word file "
            f"{'was' if shown.embedded == 1 else 'were'} left out",
            fix="open the file in Word, save it again as .docx, and import that",
        )
    if shown.inserted or shown.deleted:
        yield Note(
            rule="import/tracked-changes",
            message=f"tracked changes were taken as accepted: {_counted(shown.inserted, 'insertion')} "
            f"and {_counted(shown.deleted, 'deletion')}",
            fix="if some are to be rejected, reject them in Word and import the file again",
        )
    if shown.comments:
        yield Note(
            rule="import/left-out",
            message=f"{_counted(shown.comments, 'comment')} in the margin of the Word file "
            f"{'was' if shown.comments == 1 else 'were'} left out",
        )
    for name in shown.styles:
        yield Note(
            rule="import/style",
            message=f"paragraphs in the style “{name}” of Word were taken for plain ones",
            fix="if they are headings, give them a sign # each; or use the styles “Heading 1” and so on in Word",
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
