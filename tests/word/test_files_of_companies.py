"""Word files as companies have them: what Word shows comes over, and what was not taken over is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from affiche.importing.word import read_word
from tests.importing.words import NAMESPACE, OFFICE, word_file
from tests.word.test_word import W14, field, item, numbering, par, run, shown, style, styles, text

BEGIN, SPLIT, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
NAME = "what-we-keep-of-each-guest-and-for-how-long"


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def messages(*parts: str, extra: dict[str, bytes] | None = None) -> list[str]:
    return [note.message for note in read_word("policy.docx", word_file(*parts, extra=extra)).notes]


@pytest.mark.parametrize(
    "link",
    [
        f'<w:hyperlink w:anchor="{NAME}">{run("there")}</w:hyperlink>',
        field(f'HYPERLINK \\l "{NAME}"', "there"),
        field(f"REF {NAME} \\h", "there"),
        f'<w:fldSimple w:instr="PAGEREF {NAME}">{run("there")}</w:fldSimple>',
    ],
)
def test_every_link_finds_a_place_whose_name_was_cut(link: str) -> None:
    place = f'<w:bookmarkStart w:id="1" w:name="{NAME[:40]}"/>'
    assert f'<a href="#{NAME[:40]}">there</a>' in shown(par(place, link)).html


@pytest.mark.parametrize("kept", ['SET x "y"', 'ASK x "Which?"', 'XE "names"', 'TC "Names"'])
def test_what_a_field_only_keeps_is_not_shown(kept: str) -> None:
    assert (
        shown(par(run("Ends"), field(kept, "y"), BEGIN, instruction(kept), END, run("."))).html
        == "<p>Ends.</p>"
    )


@pytest.mark.parametrize(
    ("waiting", "words"),
    [
        (field("MERGEFIELD Company", "«Company»"), "«Company»"),
        (BEGIN + instruction(" MACROBUTTON NoMacro [Click to type] ") + END, "[Click to type]"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Your firm')}</w:sdtContent></w:sdt>",
            "Your firm",
        ),
    ],
)
def test_what_waits_to_be_filled_in_is_told(waiting: str, words: str) -> None:
    assert shown(par(run("By "), waiting)).html == f"<p>By {words}</p>"
    assert messages(par(run("By "), waiting)) == [f"“{words}” waits in Word to be filled in"]
    assert messages(par(run("By "), field("MERGEFIELD Company", "Finch Ltd."))) == []


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (par(END, run("All of it.")), "<p>All of it.</p>"),
        (par(run("Rights 2"), END, run("All of it.")), "<p>All of it.</p>"),
        (par(END) + par(run("All of it.")), "<p>All of it.</p>"),
    ],
)
def test_words_after_a_list_of_contents_in_its_last_paragraph_stay(end: str, expected: str) -> None:
    parts = par(BEGIN, instruction(" TOC \\o "), SPLIT, run("Names 1")) + end
    assert shown(parts).html == expected
    assert len(messages(parts)) == 1


@pytest.mark.parametrize(
    ("font", "stored", "shows"),
    [
        ("Wingdings", "ü", "✓"),
        ("Wingdings", "\uf0fc", "✓"),
        ("Symbol", "\uf0a3 a", "≤ α"),
        ("Webdings", "a", "✔"),
        ("Calibri", "a ü", "a ü"),
    ],
)
def test_words_in_a_font_of_pictures_are_what_it_shows(font: str, stored: str, shows: str) -> None:
    assert shown(par(run(stored, f'<w:rFonts w:ascii="{font}"/>'))).html == f"<p>{shows}</p>"


@pytest.mark.parametrize(
    "first",
    [
        par(run("Kept "), properties="<w:rPr><w:vanish/></w:rPr>"),
        par(run("Kept "), properties='<w:rPr><w:del w:id="1"/></w:rPr>'),
        par(run("Kept "), properties='<w:framePr w:dropCap="drop"/>'),
    ],
)
def test_a_paragraph_without_an_end_of_its_own_goes_on_in_the_next(first: str) -> None:
    assert shown(first + par(run("here."))).html == "<p>Kept here.</p>"


def test_a_heading_that_stands_in_the_line_of_its_text_stays_one() -> None:
    head = par(
        run("Rights."), properties='<w:outlineLvl w:val="1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'
    )
    assert shown(head + par(run("Ask us."))).html == "<h2>Rights.</h2><p>Ask us.</p>"


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(words))}</w:tc>"


@pytest.mark.parametrize(
    ("row", "expected", "told"),
    [
        (f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("c")}</w:tr>', "<tr><td></td><td><p>c</p></td></tr>", None),
        (f"<w:tr>{cell('c')}{cell('gone', '<w:cellDel/>')}</w:tr>", "<tr><td><p>c</p></td></tr>", "tracked changes were taken as accepted: 0 insertions and 1 deletion"),
        (f"<w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr>", "", "tracked changes were taken as accepted: 0 insertions and 1 deletion"),
        (f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('out')}</w:tr>", "", "“out” was left out: it is hidden text, which Word does not show"),
        (f"<w:tr>{cell('under', '<w:vMerge/>')}{cell('d')}</w:tr>", "<tr><td><p>d</p></td></tr>", "“under” was left out: it is hidden text, which Word does not show"),
    ],
)  # fmt: skip
def test_a_table_has_the_cells_that_word_shows(row: str, expected: str, told: str | None) -> None:
    above = cell("a", '<w:vMerge w:val="restart"/>')
    head = f"<w:tr>{above}{cell('b')}</w:tr>"
    assert shown(f"<w:tbl>{head}{row}</w:tbl>").html.endswith(f"<td><p>b</p></td></tr>{expected}</table>")
    assert messages(f"<w:tbl>{head}{row}</w:tbl>") == ([told] if told else [])


@pytest.mark.parametrize(
    ("parts", "levels", "expected"),
    [
        ((item("a"), item(""), item("c")), ("1 decimal %1.",), "1. a\n3. c"),
        ((item("a"),), ("1 none Note:",), "- Note: a"),
        ((item("a"),), ("1 none",), "a"),
        ((item("a"), item("b")), ("1 decimalZero %1.",), "- 01\\. a\n- 02\\. b"),
    ],
)
def test_numbers_that_word_shows_of_odd_lists(
    parts: tuple[str, ...], levels: tuple[str, ...], expected: str
) -> None:
    counted = numbering(*(f"{level} " if level == "1 none" else level for level in levels))
    assert "\n".join(line for line in text(*parts, extra=counted).splitlines() if line) == expected


def test_numbers_in_a_form_that_is_not_known_are_told() -> None:
    told = messages(item("a"), extra=numbering("1 ordinalText %1"))
    assert told[0] == "numbers that Word writes in its form “ordinalText” are written as 1, 2, 3 here"


def test_a_style_of_bold_lines_makes_headings_where_there_are_none() -> None:
    bold = styles(style("B", "Clause head", runs="<w:b/>"))
    found = read_word(
        "policy.docx", word_file(par(run("Rights"), properties='<w:pStyle w:val="B"/>'), extra=bold)
    )
    assert [piece.text for piece in found.pieces] == ["**Rights**"]


def test_a_note_with_a_sign_of_its_own_says_it_once() -> None:
    note = f'<w:footnotes xmlns:w="{NAMESPACE}"><w:footnote w:id="2">{par(run("*"), run(" Below."))}</w:footnote></w:footnotes>'
    reference = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    html = shown(par(run("Kept"), reference, run(".")), extra={"word/footnotes.xml": note.encode()}).html
    assert "*" not in html
    assert "<p> Below.</p>" in html


DIAGRAM = (
    '<w:r><w:drawing><a:x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/diagram"><a:relIds r:dm="d1"/>'
    "</a:x></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<w:hyperlink r:id="gone"><w:r><w:t>our form</w:t></w:r></w:hyperlink>', ["the address of the link “our form” is missing from the Word file; the words stayed"]),
        ('<w:subDoc r:id="r9"/>', ["left out, as it is stored inside the Word file: 1 document"]),
        ("<w:r><w:object/></w:r>", ["left out, but for what describes it: 1 image"]),
        (DIAGRAM, ["“From you to us” was left out: it stands in a diagram or chart of the Word file", "left out, but for what describes it: 1 image"]),
        ('<w:r><w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="DRAFT"/></w:pict></w:r>', []),
    ],
)  # fmt: skip
def test_what_cannot_come_over_is_told(inside: str, told: list[str]) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="d1" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/></Relationships>'
    )
    data = '<a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">From you to us</a:t>'
    extra = {"word/_rels/document.xml.rels": relations.encode(), "word/diagrams/data1.xml": data.encode()}
    assert messages(par(run("Shown."), inside), extra=extra) == told


def test_blocks_in_two_forms_come_once() -> None:
    forms = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{par(run('New.'))}</mc:Choice><mc:Fallback>{par(run('Old.'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert shown(forms).html == "<p>New.</p>"


def changed(data: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """Pack a file again with other bytes in the names and texts of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            words, content = name.encode(), old.read(name)
            for before, after in changes:
                words, content = words.replace(before, after), content.replace(before, after)
            new.writestr(words.decode(), content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        [(NAMESPACE.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"), (OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")],
        [(b"word/document.xml", b"word/document2.xml"), (b"_rels/document.xml", b"_rels/document2.xml")],
        [(b"word/" + first, b"text/" + first) for first in (b"_", b"d", b"n", b"s")],
    ],
)  # fmt: skip
def test_parts_and_names_may_be_called_otherwise(changes: list[tuple[bytes, bytes]]) -> None:
    box = f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{W14}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    link = f'<w:hyperlink r:id="l1">{run("terms")}</w:hyperlink>'
    data = word_file(par(run("Rights"), properties='<w:pStyle w:val="Heading1"/>'), par(link, box), item("a"))
    pieces = read_word("policy.docx", changed(data, *changes)).pieces
    assert [piece.text for piece in pieces] == ["Rights", "[terms](https://www.example.com/terms)☐", "- a"]
