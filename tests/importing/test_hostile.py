"""Files that are none, or mean harm: a problem in plain words, and nothing written."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from affiche.importing.web.web_page import MOST_ELEMENTS
from affiche.importing.word import read_word
from affiche.problems import ContentError
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from tests.importing.content import bring, content, markdown
from tests.importing.words import NAMESPACE, paragraph, word_file

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "Nous gardons les données « à l’abri » pendant l’été, et vous pouvez les consulter au chantier."


def deep_boxes() -> str:
    inner = paragraph("deep")
    for _ in range(25):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    return inner


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p>" * 10_000_000)
    return packed.getvalue()


def packed_otherwise() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return packed.getvalue()


REFUSED = {
    "nothing at all": ("a.md", b"", "this file is empty"),
    "only spaces": ("a.txt", b"  \n \n", "this file is empty"),
    "too large": ("a.txt", b"words " * 4_000_000, "24,000,000 bytes"),
    "a program": ("a.txt", b"\x7fELF" + bytes(range(256)) * 40, "this is no text"),
    "null bytes": ("a.md", b"words\0\0\0\0" * 100, "this is no text"),
    "a PDF file": ("policy.pdf", b"%PDF-1.7\n1 0 obj", "this is a PDF file"),
    "an old Word file": ("policy.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "an old Word"),
    "a picture": ("policy.docx", b"\x89PNG\r\n\x1a\n", "a picture"),
    "a packed file": ("policy.docx", packed_otherwise(), "holds no Word document"),
    "half a Word file": ("policy.docx", word_file(paragraph("x"))[:300], "this is no Word file"),
    "broken XML": ("policy.docx", word_file("<w:p>"), "damaged"),
    "a Word file with macros": (
        "policy.docm",
        word_file(paragraph("x"), extra={"word/vbaProject.bin": b"x"}),
        "macros",
    ),
    "a packed bomb": ("policy.docx", bomb(), "larger than any text"),
    "an empty page": (
        "page.html",
        b"<html><body><nav>Home</nav><script>x</script></body></html>",
        "there is no text",
    ),
    "emphasis without end": ("a.md", b"# A\n\n" + b"*" * 2_500, "too many marks or elements"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_a_problem_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    file, data, words = REFUSED[name]
    root = content(tmp_path)
    before = sorted(root.rglob("*"))
    with pytest.raises(ContentError, match=words):
        bring(root, file, data)
    assert sorted(root.rglob("*")) == before


BLANK = {
    "nothing": "",
    "spaces": "   ",
    "no-break spaces": "\u00a0" * 3,
    "tabs": "\t",
    "empty lines": "\n\n",
    "direction marks": "\u200f\u200e",
    "signs without width": "\u200b\u2060\ufeff",
    "letters that are none": "\u3164",
}


@pytest.mark.parametrize("name", BLANK)
@pytest.mark.parametrize("form", ["paragraph", "heading", "cell", "body", "md", "title.md", "txt", "html"])
def test_a_file_of_blanks_alone_holds_no_text(name: str, form: str, tmp_path: Path) -> None:
    words = BLANK[name]
    data = {
        "paragraph": word_file(paragraph(words) * 2),
        "heading": word_file(paragraph(words, style="Heading1")),
        "cell": word_file(f"<w:tbl><w:tr><w:tc>{paragraph(words)}</w:tc></w:tr></w:tbl>"),
        "body": word_file(f"<!-- {words} -->"),
        "title.md": f"# {words}\n\n## {words}\n".encode(),
        "html": f"<h1>{words}</h1><ul><li>{words}</li></ul><p>&nbsp;{words}</p>".encode(),
    }
    ending = form if form in {"md", "txt", "html", "title.md"} else "docx"
    with pytest.raises(ContentError, match=r"there is no text in this file|this file is empty"):
        bring(content(tmp_path), f"a.{ending}", data.get(form, words.encode()))
    assert not (tmp_path / "content/privacy").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_accents_come_through_in_every_encoding(encoding: str, ends: str, tmp_path: Path) -> None:
    text = f"# Avis{ends}{ends}{PROSE}{ends}"
    made = bring(content(tmp_path, "fr"), "avis.md", text.encode(encoding), "fr")
    assert made.texts["fr"].markdown == f"# Avis\n\n{PROSE}\n"
    assert any(p.rule == "import/encoding" for p in made.problems) == (
        encoding not in {"utf-8", "utf-8-sig", "utf-16"}
    )


def test_a_page_names_its_own_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><h1>Avis</h1><p>{PROSE}</p></body></html>'
    assert PROSE in markdown(content(tmp_path, "fr"), "avis.html", page.encode("cp1252"), "fr")


HOSTILE = """<!doctype html><html><body><h1 onclick="a()">Notice</h1>
<p onmouseover="b()">We keep <a href="javascript:c()">your</a> <a href="data:text/html,x">name</a> and
<a href="//evil.example/">address</a> <img src=x onerror="d()" alt="boat"> as long as you are with us, and no longer.</p>
<p>{{ facts }} {% include "/etc/passwd" %} &lt;script&gt;e()&lt;/script&gt; stands here as words that everybody may read.</p>
<script>f()</script><style>g{}</style><iframe src="h"></iframe><svg><script>i()</script></svg>
<table><tr><td colspan="2" onclick="j()"><ul><li>k</li></ul></td></tr><tr><td>{{ l }}</td><td>m</td></tr></table></body></html>"""


def test_nothing_in_a_page_can_run(tmp_path: Path) -> None:
    made = markdown(content(tmp_path), "page.html", HOSTILE)
    html = edition(Draft(locale="en", text=made, fallback_title=""), MarkdownRenderer()).html
    assert not any(
        sign in made for sign in ("javascript", "onclick", "{{", "{%", "<script", "<iframe", "data:")
    )
    assert "{{ facts }}" in html.replace("&#123;", "{")
    assert "&lt;script&gt;e()&lt;/script&gt;" in html


def test_a_page_of_nothing_but_elements_is_refused(tmp_path: Path) -> None:
    page = (
        f"<html><body><h1>Notice</h1><p>{'<a>' * (MOST_ELEMENTS + 1)}We keep your name as long as you stay."
    )
    with pytest.raises(ContentError, match="too complex"):
        bring(content(tmp_path), "page.html", page)


@pytest.mark.parametrize("element", ["div", "ul><li", "blockquote", "b", "table><tr><td"])
def test_what_is_nested_without_end_is_a_problem_or_a_text(element: str, tmp_path: Path) -> None:
    page = f"<html><body><h1>Notice</h1>{f'<{element}>' * 3_000}We keep your name for as long as you stay.</body></html>"
    try:
        made = markdown(content(tmp_path), "page.html", page)
    except ContentError as error:
        assert "nested" in str(error) or "no text" in str(error)  # noqa: PT017 either will do
    else:
        assert "We keep your name" in made


def note_calls(*identifiers: int) -> str:
    """A paragraph that refers to footnotes."""
    calls = (f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>' for identifier in identifiers)
    return f"<w:p><w:r><w:t>Words.</w:t></w:r>{''.join(calls)}</w:p>"


def notes(*written: str) -> dict[str, bytes]:
    """The part of a Word file that holds its footnotes."""
    inside = "".join(f'<w:footnote w:id="{at}">{words}</w:footnote>' for at, words in enumerate(written))
    return {"word/footnotes.xml": f'<w:footnotes xmlns:w="{NAMESPACE}">{inside}</w:footnotes>'.encode()}


MULTIPLYING = {
    "boxes in boxes": word_file(paragraph("Words."), deep_boxes()),
    "a note of itself": word_file(note_calls(0), extra=notes(note_calls(0, 0))),
    "notes of each other": word_file(note_calls(0), extra=notes(note_calls(1, 1), note_calls(0, 0))),
    "one long note, called often": word_file(
        note_calls(*[0] * 2_000), extra=notes(paragraph("long " * 20_000))
    ),
    "parts without end": word_file(
        paragraph("Words."), extra={f"word/part{at}.xml": b"" for at in range(2_000)}
    ),
    "tables in tables": word_file(
        paragraph("Words."),
        *["<w:tbl><w:tr><w:tc>"] * 50,
        paragraph("deep"),
        *["</w:tc></w:tr></w:tbl>"] * 50,
    ),
    "a cell as wide as can be": word_file(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
        f"{paragraph('Words.')}</w:tc></w:tr></w:tbl>"
    ),
}


@pytest.mark.parametrize("name", MULTIPLYING)
def test_what_a_word_file_repeats_is_written_once(name: str) -> None:
    """A short file must not become a text without end; each of these once took minutes, or all memory."""
    read = read_word("a.docx", MULTIPLYING[name])
    assert len(read.pieces) <= 5
    assert sum(len(piece.text) for piece in read.pieces) < 200_000


RUN = "<w:r><w:t>deep words</w:t></w:r>"
NESTING = {
    "tables": ("<w:tbl><w:tr><w:tc>", paragraph("deep words"), "</w:tc></w:tr></w:tbl>"),
    "boxes": (
        "<w:p><w:r><w:pict><w:txbxContent>",
        paragraph("deep words"),
        "</w:txbxContent></w:pict></w:r></w:p>",
    ),
    "controls": ("<w:sdt><w:sdtContent>", paragraph("deep words"), "</w:sdtContent></w:sdt>"),
    "fields": ("<w:fldSimple>", RUN, "</w:fldSimple>"),
    "links": ("<w:hyperlink>", RUN, "</w:hyperlink>"),
    "insertions": ("<w:ins>", RUN, "</w:ins>"),
}


@pytest.mark.parametrize("depth", [5, 25, 60, 100, 1_000])
@pytest.mark.parametrize("kind", NESTING)
def test_what_is_nested_in_a_word_file_is_read_or_refused(kind: str, depth: int) -> None:
    start, inside, end = NESTING[kind]
    nested = start * depth + inside + end * depth
    data = word_file(paragraph("Words."), f"<w:p>{nested}</w:p>" if inside == RUN else nested)
    try:
        read = read_word("a.docx", data)
    except ContentError as error:
        assert depth > 25
        assert "more than 60 deep" in str(error) or "damaged" in str(error)  # noqa: PT017
    else:
        assert any("deep words" in piece.text for piece in read.pieces)


def test_each_box_in_a_box_is_written_once() -> None:
    inner = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('Inner.')}</w:txbxContent></w:pict></w:r></w:p>"
    outer = (
        f"<w:r><w:pict><w:txbxContent>{paragraph('Outer.')}{inner}</w:txbxContent></w:pict></w:r>"
        f"<w:r><w:pict><w:txbxContent>{paragraph('Second.')}</w:txbxContent></w:pict></w:r>"
    )
    read = read_word("a.docx", word_file(paragraph("Around.", more=outer)))
    assert [piece.text for piece in read.pieces] == ["Around.", "Outer.", "Inner.", "Second."]


def test_a_note_that_is_called_twice_is_one_note() -> None:
    read = read_word("a.docx", word_file(note_calls(0, 1, 0), extra=notes(paragraph("A."), paragraph("B."))))
    assert sum(piece.text.count("A.") for piece in read.pieces) == 1
