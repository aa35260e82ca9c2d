"""A file that somebody has, as text: what kind it is, how it is encoded, and whether it can be read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note, ParsedText
from affiche.importing.front_matter import without_front_matter
from affiche.importing.markdown_text import read_markdown
from affiche.importing.plain_text import read_plain
from affiche.importing.web_page import read_page
from affiche.importing.word import read_word
from affiche.problems import ContentError, Location, Problem
from affiche.source import SourceFile
from affiche.source.files import UNSHOWABLE
from affiche.source.markdown import TooTangledError

if TYPE_CHECKING:
    from affiche.source import MarkdownRenderer

LARGEST = 20_000_000
"""Bytes of a file: a hundred times the longest policy known."""
LONGEST = 2_000_000
"""Characters of a text that is not a web page."""
MOST_CONTROLS = 0.001
"""The share of control characters from which a file is no text."""


class Kind(StrEnum):
    """What a file is written in."""

    MARKDOWN = "Markdown"
    PAGE = "HTML"
    WORD = "Word"
    PLAIN = "plain text"


_ENDINGS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".erb"), Kind.PAGE),
    **dict.fromkeys((".txt", ".text"), Kind.PLAIN),
    **dict.fromkeys((".docx", ".docm", ".dotx"), Kind.WORD),
}
_FOREIGN = {
    b"%PDF": "a PDF file: its pages have no headings or paragraphs to go by",
    b"\xd0\xcf\x11\xe0": "a file of an old Word, or another old program of Microsoft",
    b"{\\rtf": "a file in Rich ParsedText Format",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_SAVE_AS = (
    "open it in the program that it is from, and save it as Word (.docx), as a web page, or as plain text"
)
_IS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_IS_MARKDOWN = re.compile(
    r"^(?:#{1,6} ?\S|.+\n(?:=+|-{3,})$|\s*[-*+] \S|\s*\|.*\||> )|\]\([^)\s]+\)|\*\*\S", re.MULTILINE
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NO_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file as it came."""

    path: str
    """As a person knows it."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """A file as read."""

    text: ParsedText
    file: SourceFile
    """Its lines, for pointing at them; of a Word file, none."""


def read(raw: InputFile, renderer: MarkdownRenderer, base: str = "") -> ParsedFile:
    """Read a file of any kind; raises ContentError where it cannot be read."""
    _refuse_foreign(raw)
    ending = _ENDINGS.get(PurePath(raw.path).suffix.lower())
    if raw.data.startswith(b"PK\x03\x04") or ending is Kind.WORD:
        return ParsedFile(text=read_word(raw.path, raw.data, base), file=SourceFile(path=raw.path, text=""))
    words, notes = _decoded(raw)
    file = SourceFile(path=raw.path, text=words)
    title, words, left_out = without_front_matter(words)
    kind = ending or _kind(words)
    if kind is Kind.MARKDOWN and not _IS_MARKDOWN.search(words):
        kind = Kind.PAGE if _IS_PAGE.match(words) else Kind.PLAIN
    if kind is not Kind.PAGE and len(words) > LONGEST:
        raise refusal(raw.path, f"this text has {len(words):,} characters", fix="import the policy alone")
    try:
        if kind is Kind.PAGE:
            text = read_page(words, base)
        else:
            text = read_markdown(words, renderer, base) if kind is Kind.MARKDOWN else read_plain(words)
    except TooTangledError as error:
        where = file.at(error.line)
        raise ContentError(
            [Problem(location=where, message=_TANGLED, fix="write it more simply, or save it as plain text")]
        ) from None
    except RecursionError:
        raise refusal(raw.path, _TANGLED, fix="save it as plain text") from None
    notes += left_out
    if not any(piece.text.strip() for piece in text.pieces):
        raise refusal(
            raw.path, f"there is no text in this file, read as {kind}", fix="see whether it is the right one"
        )
    return ParsedFile(
        text=ParsedText(
            pieces=text.pieces, title=title or text.title, notes=(*notes, *text.notes), anchors=text.anchors
        ),
        file=file,
    )


_TANGLED = "this is nested deeper, or has more signs in a row, than a text can have"


def refusal(path: str, message: str, *, expected: str = "", fix: str = "") -> ContentError:
    """Give the error for a file that cannot be read."""
    return ContentError([Problem(location=Location(path=path), message=message, expected=expected, fix=fix)])


def _refuse_foreign(raw: InputFile) -> None:
    if len(raw.data) > LARGEST:
        raise refusal(raw.path, f"this file has {len(raw.data):,} bytes", expected=f"at most {LARGEST:,}")
    if not raw.data.strip():
        raise refusal(raw.path, "this file is empty", expected="a policy")
    for begins, what in _FOREIGN.items():
        if raw.data.startswith(begins):
            raise refusal(
                raw.path, f"this is {what}", expected="Markdown, HTML, Word or plain text", fix=_SAVE_AS
            )


def _kind(words: str) -> Kind:
    """Tell by its content what a file without a known ending is."""
    if _IS_PAGE.match(words):
        return Kind.PAGE
    return Kind.MARKDOWN if re.search(r"^#{1,6} \S", words, re.MULTILINE) else Kind.PLAIN


def _decoded(raw: InputFile) -> tuple[str, list[Note]]:
    """Give the text, and a note where its encoding had to be guessed."""
    encoding = _encoding(raw)
    try:
        words = raw.data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise refusal(raw.path, f"this cannot be read as {encoding}", fix="save it as UTF-8") from None
    controls = len(UNSHOWABLE.findall(words))
    if controls > MOST_CONTROLS * len(words) + 1:
        raise refusal(raw.path, "this is no text: it is full of signs that nobody can read", fix=_SAVE_AS)
    words = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    words = UNSHOWABLE.sub(lambda sign: "\n" if sign[0] == "\f" else "", words)
    if encoding in {"utf-8", "utf-16"}:
        return words, []
    name = "Windows-1252" if encoding == "cp1252" else encoding
    strange = next((at for at, line in enumerate(words.split("\n"), start=1) if not line.isascii()), 1)
    note = Note(
        rule="import/encoding",
        message=f"this file says nowhere how it is encoded, and was read as {name}",
        fix="see whether accents and quotation marks came out right",
        line=strange,
    )
    return words, [note]


def _encoding(raw: InputFile) -> str:
    data = raw.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8" if b"\0" not in data[:1000] else _wide(data) or "utf-8"
    if wide := _wide(data):
        return wide
    said = _CHARSET.search(data[:2000])
    name = said[1].decode("ascii").lower() if said else "cp1252"
    if name in {"utf-8", "iso-8859-1", "latin1", "us-ascii", "windows-1252"}:
        name = "cp1252"
    if name == "cp1252" and _NO_1252.search(data):
        raise refusal(
            raw.path,
            "this is no text, or one in an encoding that is not known here",
            expected="UTF-8, UTF-16 or Windows-1252",
            fix="save it as UTF-8",
        )
    return name


def _wide(data: bytes) -> str:
    """Tell UTF-16 that does not say so by the null bytes beside its letters."""
    start = data[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"
