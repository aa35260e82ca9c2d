"""A Word file into pieces, through the HTML that mammoth makes of it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from affiche.importing.blocks import Note, ParsedText
from affiche.importing.html_blocks import BlockReader
from affiche.problems import ContentError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 60_000_000
"""Bytes of all parts of a file, unpacked."""
LARGEST_RATIO = 200
"""How many times larger than packed a part may be."""
SMALL = 1_000_000
"""Bytes of a part that may be packed as tightly as it likes."""
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titre'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Titre 1'] => h1:fresh
p[style-name='Titre 2'] => h2:fresh
p[style-name='Titre 3'] => h3:fresh
p[style-name='Titre 4'] => h4:fresh
comment-reference =>
"""


def read_word(path: str, data: bytes, base: str = "") -> ParsedText:
    """Read a file in the form .docx; raises ContentError where it is none, or could do harm."""
    _refuse_harm(path, data)
    import mammoth  # type: ignore[import-untyped]
    from lxml import html

    from affiche.importing.numbering import take_marks, with_marks

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(with_marks(data)),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        )
    except (
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        zipfile.BadZipFile,
        ExpatError,
        OSError,
        RecursionError,
    ) as error:
        raise _problem(
            path, "this Word file is damaged, or is none", "open it in Word, and save it again as .docx"
        ) from error
    if not made.value.strip():
        return ParsedText(pieces=())
    root = html.fragment_fromstring(made.value, create_parent="body")
    take_marks(root)
    text = BlockReader(base, has_lines=False).text(root)
    return ParsedText(pieces=text.pieces, notes=(*_notes(made.messages), *text.notes), anchors=text.anchors)


def _notes(messages: list[object]) -> Iterator[Note]:
    """Note the styles that mean nothing here, as headings may hide among them."""
    for message in sorted({str(getattr(message, "message", "")) for message in messages}):
        if "style" in message.lower():
            name = message.partition(": ")[2].rpartition(" (")[0].strip("'\"")
            yield Note(
                rule="import/style",
                message=f"paragraphs in the style “{name}” of Word were taken for plain ones",
                fix="if they are headings, give them a sign # each; or use the styles “Heading 1” and so on in Word",
            )


def _refuse_harm(path: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise _problem(path, "this is no Word file", "save it as .docx") from None
    names = {part.filename for part in parts}
    is_bomb = sum(part.file_size for part in parts) > LARGEST or any(
        part.file_size > SMALL and part.file_size > LARGEST_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if is_bomb:
        raise _problem(
            path, "unpacked, this file would be larger than any text", "save it again in Word as .docx"
        )
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
        raise _problem(
            path,
            "this Word file holds macros, which are programs",
            "save it in Word as .docx, which holds none",
        )
    if "word/document.xml" not in names:
        raise _problem(
            path, "this packed file holds no Word document", "unpack it, and import the policy itself"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _problem(path, "this Word file is locked by a password", "save it without one")


def _problem(path: str, message: str, fix: str) -> ContentError:
    return ContentError([Problem(location=Location(path=path), message=message, fix=fix)])
