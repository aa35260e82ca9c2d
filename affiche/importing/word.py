"""A Word file into pieces, and what was left out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note, ParsedText, counted, left_out
from affiche.importing.web.html_blocks import BlockReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.word.told import Told

_TAG = re.compile(r"<[^>]*>")


def read_word(path: str, data: bytes, base: str = "") -> ParsedText:
    """Read a file in the form .docx; raises ContentError where it is none, or could do harm."""
    from lxml import html

    from affiche.word.package import Package
    from affiche.word.reader import read_document

    shown = read_document(Package(path, data))
    notes = (*_left_out(shown.told), *_doubtful(shown.told))
    if not shown.html.strip():
        return ParsedText(pieces=(), notes=notes)
    root = html.fragment_fromstring(shown.html, create_parent="body")
    text = BlockReader(base, has_lines=False).text(root)
    return ParsedText(pieces=text.pieces, notes=(*notes, *text.notes), anchors=text.anchors)


def _left_out(told: Told) -> Iterator[Note]:
    """Say what the file holds and the text has not."""
    for words in told.hidden:
        yield left_out(_TAG.sub("", words), 0, "it is hidden text, which Word does not show")
    for words in told.drawn:
        yield left_out(words, 0, "it stands in a diagram or chart of the Word file")
    if told.contents:
        yield Note(
            rule="import/contents",
            message="the list of contents was left out: every page of a policy shows one by itself",
        )
    if told.embedded:
        yield Note(
            rule="import/left-out",
            message=f"left out, as it is stored inside the Word file: {counted(told.embedded, 'document')}",
            fix="open the file in Word, save it again as .docx, and import that",
        )
    if told.comments:
        yield Note(
            rule="import/left-out",
            message=f"left out of the margin of the Word file: {counted(told.comments, 'comment')}",
        )


def _doubtful(told: Told) -> Iterator[Note]:
    """Say what was taken in one of several ways, or cannot stay as it is."""
    for words in told.to_fill_in:
        yield Note(
            rule="import/placeholder",
            message=f"“{_TAG.sub('', words)}” waits in Word to be filled in",
            fix="put the real words there",
        )
    for words in told.lost_links:
        yield Note(
            rule="import/dead-link",
            message=f"the address of the link “{_TAG.sub('', words)}” is missing from the Word file; the words stayed",
            fix="write the link again, as [words](address)",
        )
    for form in sorted(told.forms):
        yield Note(
            rule="import/list",
            message=f"numbers that Word writes in its form “{form}” are written as 1, 2, 3 here",
            fix="look at these lists in Word, and correct the numbers if the text refers to them",
        )
    if told.inserted or told.deleted:
        yield Note(
            rule="import/tracked-changes",
            message=f"tracked changes were taken as accepted: {counted(told.inserted, 'insertion')} "
            f"and {counted(told.deleted, 'deletion')}",
            fix="if some are to be rejected, reject them in Word and import the file again",
        )
    for name in sorted(told.styles):
        yield Note(
            rule="import/style",
            message=f"paragraphs in the style “{name}” of Word were taken for plain ones",
            fix="if they are headings, give them a sign # each; or use the styles “Heading 1” and so on in Word",
        )
