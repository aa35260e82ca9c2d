"""A file that somebody has, as text: what kind it is, how it is encoded, and whether it can be read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from affiche.characters import UNSHOWABLE, has_words
from affiche.importing.blocks import Note, ParsedText
from affiche.importing.text.markdown_text import is_markdown, read_markdown
from affiche.importing.text.plain_text import read_plain
from affiche.importing.web.html_inline import escaped
from affiche.importing.web.web_page import read_page
from affiche.importing.word import read_word
from affiche.problems import ContentError, Location, Problem
from affiche.source import SourceFile
from affiche.source.text.markdown import TooComplexError

if TYPE_CHECKING:
    from affiche.source import MarkdownRenderer

LARGEST = 20_000_000
"""Bytes of a file: a hundred times the longest policy known."""
LONGEST = 2_000_000
"""Characters of a text that is not a web page."""
LONGEST_WORD = 3_000
"""Characters without a space; the longest known in a text are addresses of a few hundred."""
FEWEST_MARKS = 2
"""Headings of Textile from which a text is taken to be in it: one may be an accident."""
MOST_CONTROLS = 0.001
"""The share of control characters from which a file is no text."""
TOO_TANGLED = "this is too complex to read: it is nested too deep, or has too many marks or elements"
SIMPLIFY = "simplify that part, or save the file as plain text"


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
    b"{\\rtf": "a file in Rich Text Format",
    b"MIME-Version:": "a saved mail or web archive",
    b"From: <Saved by": "a web archive (MHTML)",
    b"Return-Path:": "a saved mail",
    b"Received:": "a saved mail",
    b"Delivered-To:": "a saved mail",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_SAVE_AS = (
    "open it in the program it comes from, and save it as Word (.docx), as a web page, or as plain text"
)
_FORMATS = {
    ".rst": "reStructuredText",
    ".textile": "Textile",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".wiki": "MediaWiki",
    ".mediawiki": "MediaWiki",
    ".tex": "LaTeX",
}
_TEXTILE = re.compile(r"^h[1-6](?:\([^)\n]{0,80}\))?\. \S", re.MULTILINE)
_RST = re.compile(r"^\.\. (?:[\w-]{1,40}::|_[^:\n]{1,80}:)", re.MULTILINE)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_WIDE_GAP = re.compile(r"[ \t\u00a0]{300,}|\n{300,}")
"""White space beyond any layout, which searches for the end of a line would cross again and again."""
_UNMERGED = tuple(re.compile(mark, re.MULTILINE) for mark in (r"^<{7} \S", r"^={7}$", r"^>{7} \S"))
"""Lines that git leaves where two edits met."""
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOT_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_FRONT_MATTER = re.compile(
    r"\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<lines>(?:.*\n){0,200}?)(?:(?P=mark)|\.\.\.)[ \t]*(?:\n|\Z)"
)
_TITLE = re.compile(r"^title[ \t]*[:=](?P<words>.*)$", re.MULTILINE)


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
    ending = PurePath(raw.path).suffix.lower()
    is_word = raw.data.startswith(b"PK\x03\x04") or _ENDINGS.get(ending) is Kind.WORD
    try:
        kind, parsed = (
            (Kind.WORD, _word(raw, base)) if is_word else _written_text(raw, ending, renderer, base)
        )
    except RecursionError:
        raise refusal(raw.path, TOO_TANGLED, fix=SIMPLIFY) from None
    if not any(has_words(piece.text) for piece in parsed.text.pieces):
        message = f"there is no text in this file, read as {kind}"
        raise refusal(raw.path, message, fix="check that it is the right one")
    return parsed


def _word(raw: InputFile, base: str) -> ParsedFile:
    return ParsedFile(text=read_word(raw.path, raw.data, base), file=SourceFile(path=raw.path, text=""))


def _written_text(
    raw: InputFile, ending: str, renderer: MarkdownRenderer, base: str
) -> tuple[Kind, ParsedFile]:
    words, notes = _decoded(raw)
    file = SourceFile(path=raw.path, text=words)
    title, words, left_out = _without_front_matter(_WIDE_GAP.sub(_narrowed, words))
    kind = _kind(ending, words)
    _refuse_unreadable(raw.path, ending, kind, words)
    try:
        if kind is Kind.PAGE:
            text = read_page(words, base)
        else:
            text = read_markdown(words, renderer, base) if kind is Kind.MARKDOWN else read_plain(words)
    except TooComplexError as error:
        where = file.at(error.line)
        raise ContentError(
            [Problem(location=where, message=TOO_TANGLED, fix=SIMPLIFY, rule="import/unreadable")]
        ) from None
    notes = [*notes, *left_out, *text.notes]
    return kind, ParsedFile(text=replace(text, title=title or text.title, notes=tuple(notes)), file=file)


def _narrowed(gap: re.Match[str]) -> str:
    return "\n\n" if gap[0].startswith("\n") else " "


def refusal(path: str, message: str, *, expected: str = "", fix: str = "") -> ContentError:
    """Make the error for a file that cannot be read."""
    return ContentError(
        [
            Problem(
                location=Location(path=path),
                message=message,
                expected=expected,
                fix=fix,
                rule="import/unreadable",
            )
        ]
    )


def _refuse_foreign(raw: InputFile) -> None:
    if len(raw.data) > LARGEST:
        raise refusal(raw.path, f"this file has {len(raw.data):,} bytes", expected=f"at most {LARGEST:,}")
    if not raw.data.strip():
        raise refusal(raw.path, "this file is empty", expected="a policy")
    kinds = (what for begins, what in _FOREIGN.items() if raw.data.startswith(begins))
    what = "an OpenDocument file" if _OPEN_DOCUMENT in raw.data[:200] else next(kinds, "")
    if what:
        expected = "Markdown, HTML, Word or plain text"
        raise refusal(raw.path, f"this is {what}", expected=expected, fix=_SAVE_AS)


def _kind(ending: str, words: str) -> Kind:
    """Tell what a text is written in: by its ending, unless its content says otherwise."""
    named = _ENDINGS.get(ending)
    if named is Kind.PAGE or _is_page(words):
        return Kind.PAGE
    if named is Kind.MARKDOWN:
        return Kind.MARKDOWN if is_markdown(words) else Kind.PLAIN
    return Kind.MARKDOWN if is_markdown(words, is_sure=True) else Kind.PLAIN


def _is_page(words: str) -> bool:
    """Say whether a text begins as a web page does, whatever comments come before."""
    rest = words.lstrip()
    while rest.startswith(("<!--", "<?xml")):
        _, end, rest = rest.partition("-->" if rest.startswith("<!--") else "?>")
        if not end:
            return False
        rest = rest.lstrip()
    return _PAGE.match(rest) is not None


def _refuse_unreadable(path: str, ending: str, kind: Kind, words: str) -> None:
    """Refuse texts that are in another language of markup, or beyond all measure."""
    name = _FORMATS.get(ending, "")
    if not name and kind is Kind.PLAIN:
        is_textile = len(_TEXTILE.findall(words)) >= FEWEST_MARKS
        name = "Textile" if is_textile else "reStructuredText" if _RST.search(words) else ""
    if name:
        fix = "convert it first, such as with `pandoc --to=markdown`; or save the page that it makes, and import that"
        raise refusal(path, f"this is {name}", expected="Markdown, HTML, Word or plain text", fix=fix)
    if all(mark.search(words) for mark in _UNMERGED):
        fix = "keep the right wording, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        raise refusal(path, "this file holds two wordings that git could not merge", fix=fix)
    if kind is Kind.PAGE:
        return
    if len(words) > LONGEST:
        raise refusal(path, f"this text has {len(words):,} characters", fix="import the policy alone")
    longest = max(map(len, words.split()), default=0)
    if longest > LONGEST_WORD:
        message = f"this text has {longest:,} characters in a row without a space"
        raise refusal(path, message, fix="check that it is the right file")


def _without_front_matter(text: str) -> tuple[str, str, list[Note]]:
    """Take off the block of YAML or TOML that other programs put before a text; its title may be the policy's."""
    match = _FRONT_MATTER.match(text)
    if match is None or (
        match["lines"].strip() and not re.search(r"^[\w\"'-]+[ \t]*[:=]", match["lines"], re.MULTILINE)
    ):
        return "", text, []
    title = _TITLE.search(match["lines"])
    note = Note(
        rule="import/left-out",
        message=f"the block between `{match['mark']}` lines at the top was left out",
        line=1 + text[: match.start("lines")].count("\n"),
        details=tuple(line for line in match["lines"].split("\n") if line.strip()),
    )
    blank = "\n" * match[0].count("\n")  # the lines after it keep their numbers
    named = title["words"].strip() if title else ""
    named = named[1:-1] if re.fullmatch(r"([\"']).*\1", named) else named
    return escaped(named), blank + text[match.end() :], [note] if note.details else []


def _decoded(raw: InputFile) -> tuple[str, list[Note]]:
    """Return the text, and a note where its encoding had to be guessed."""
    encoding = _encoding(raw)
    try:
        words = raw.data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise refusal(raw.path, f"this cannot be read as {encoding}", fix="save it as UTF-8") from None
    words = words.replace("\f", "\n\n")  # a page ends
    if len(UNSHOWABLE.findall(words)) > MOST_CONTROLS * len(words) + 1:
        message = "this is no text: it is full of characters that nobody can read"
        raise refusal(raw.path, message, fix=_SAVE_AS)
    words = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    words, notes = UNSHOWABLE.sub("", words), _objects(words)
    words = words.replace(OBJECT, "")
    if encoding in {"utf-8", "utf-16"} or _CHARSET.search(raw.data[:2000]):
        return words, notes
    name = "Windows-1252" if encoding == "cp1252" else encoding
    strange = next((at for at, line in enumerate(words.split("\n"), start=1) if not line.isascii()), 1)
    note = Note(
        rule="import/encoding",
        message=f"this file does not say how it is encoded, and was read as {name}",
        fix="check that accents and quotation marks are right",
        line=strange,
    )
    return words, [*notes, note]


OBJECT = "\ufffc"
"""What a copied text has in the place of a picture or another object."""


def _objects(words: str) -> list[Note]:
    """Say where pictures or other objects stood in a text that was copied without them."""
    lines = [at for at, line in enumerate(words.split("\n"), start=1) if OBJECT in line]
    return [
        Note(
            rule="import/left-out",
            message="a picture or another object stood here, which the file does not hold",
            fix="look at the original; what it shows in words belongs into the text",
            line=line,
        )
        for line in lines
    ]


def _encoding(raw: InputFile) -> str:
    data = raw.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if wide := _wide(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:2000])
        name = said[1].decode("ascii").lower() if said else "cp1252"
    else:
        return "utf-8"
    if name not in {"utf-8", "iso-8859-1", "latin1", "us-ascii", "windows-1252", "cp1252"}:
        return name
    if _NOT_1252.search(data):
        message, expected = "this is no text, or its encoding is not known", "UTF-8, UTF-16 or Windows-1252"
        raise refusal(raw.path, message, expected=expected, fix="save it as UTF-8")
    return "cp1252"


def _wide(data: bytes) -> str:
    """Recognise UTF-16 that does not say so by the null bytes of its letters."""
    start = data[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"
