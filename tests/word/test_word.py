"""What Word shows of a file is what comes over, and what it does not show is told: small files, one kind each."""

from __future__ import annotations

from html import unescape

import pytest

from affiche.importing.word import read_word
from affiche.problems import ContentError
from affiche.word.numbering import counted
from affiche.word.package import Package
from affiche.word.reader import WordText, read_document
from affiche.word.signs import sign
from tests.importing.words import NAMESPACE, OFFICE, paragraph, word_file

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def item(text: str, number: int = 1, depth: int = 0) -> str:
    return par(
        run(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> dict[str, bytes]:
    """A part that says how lists are counted; each level is `start form text`."""
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (start, form, text) in enumerate(level.split(" ", 2) for level in levels)
    )
    xml = f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0">{written}</w:abstractNum>{nums}</w:numbering>'
    return {"word/numbering.xml": xml.encode()}


def styles(*definitions: str) -> dict[str, bytes]:
    return {"word/styles.xml": f'<w:styles xmlns:w="{NAMESPACE}">{"".join(definitions)}</w:styles>'.encode()}


def style(identifier: str, name: str, properties: str = "", *, base: str = "", runs: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{runs}</w:rPr></w:style>"
    )


def shown(*parts: str, extra: dict[str, bytes] | None = None) -> WordText:
    return read_document(Package("policy.docx", word_file(*parts, extra=extra)))


def text(*parts: str, extra: dict[str, bytes] | None = None) -> str:
    """The text as Markdown, block by block."""
    return "\n".join(
        ("#" * piece.level + " " if hasattr(piece, "level") else "") + piece.text
        for piece in read_word("policy.docx", word_file(*parts, extra=extra)).pieces
    )


def field(instruction: str, words: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>Ana</w:t></w:r></w:fldSimple>', "Ana"),
        (field("DOCPROPERTY Company", "Finch Ltd."), "Finch Ltd."),
        (field('HYPERLINK "https://a.example/"', "here"), '<a href="https://a.example/">here</a>'),
        ("<w:smartTag><w:smartTag><w:r><w:t>Québec</w:t></w:r></w:smartTag></w:smartTag>", "Québec"),
        ('<w:dir w:val="rtl"><w:r><w:t>אב</w:t></w:r></w:dir>', "אב"),
        (f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>a+b</m:t></m:r></m:oMath>', "a+b"),
        (field('hyperlink  https://a.example/x \\l "here" \\o "tip"', "there"), '<a href="https://a.example/x#here">there</a>'),
        (field("Ref _Ref1 \\h", "clause 2"), '<a href="#_Ref1">clause 2</a>'),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", "a<br>b"),
        ("<w:r><w:t>a</w:t><w:ptab/><w:t>b</w:t></w:r>", "a b"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a b"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a\u2011bc"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>", "base (x)"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:t>&lt;b&gt; &amp; "q"</w:t></w:r>', '&lt;b&gt; &amp; "q"'),
    ],
)  # fmt: skip
def test_no_word_that_word_shows_is_lost(inside: str, expected: str) -> None:
    assert shown(par(inside)).html == f"<p>{expected}</p>"


def _in_math(name: str, *parts: str) -> str:
    inner = "".join(
        f"<m:{part}><m:r><m:t>{words}</m:t></m:r></m:{part}>" for part, words in map(str.split, parts)
    )
    return f'<m:oMath xmlns:m="{MATH}"><m:{name}>{inner}</m:{name}></m:oMath>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (_in_math("f", "num 1", "den 12"), "1/12"),
        (_in_math("f", "num a+b", "den 2"), "(a+b)/2"),
        (_in_math("sSup", "e x", "sup 2"), "x<sup>2</sup>"),
        (_in_math("sSubSup", "e x", "sub i", "sup 2"), "x<sub>i</sub><sup>2</sup>"),
        (_in_math("rad", "deg 3", "e 27"), "<sup>3</sup>√27"),
        (_in_math("d", "e a", "e b"), "(a|b)"),
        (_in_math("nary", "sub 1", "sup n", "e k"), "∫<sub>1</sub><sup>n</sup>k"),
        (_in_math("func", "fName log", "e x"), "logx"),
    ],
)
def test_numbers_of_a_formula_do_not_run_together(inside: str, expected: str) -> None:
    assert shown(par(inside)).html == f"<p>{expected}</p>"


def test_links_of_a_footnote_lead_where_its_own_part_says() -> None:
    link = '<w:hyperlink r:id="rId1"><w:r><w:t>%s</w:t></w:r></w:hyperlink>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="https://%s.example/" TargetMode="External"/></Relationships>'
    )
    note = f'<w:footnotes xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}"><w:footnote w:id="2">{par(link % "below")}</w:footnote></w:footnotes>'
    html = shown(
        par(link % "above", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        extra={
            "word/footnotes.xml": note.encode(),
            "word/_rels/document.xml.rels": (relations % "above").encode(),
            "word/_rels/footnotes.xml.rels": (relations % "below").encode(),
        },
    ).html
    assert '<a href="https://above.example/">above</a>' in html
    assert '<a href="https://below.example/">below</a>' in html


def test_a_document_inside_the_file_is_told() -> None:
    notes = read_word("p.docx", word_file(par(run("Shown.")), '<w:altChunk r:id="rId9"/>')).notes
    assert [note.message for note in notes] == ["left out, as it is stored inside the Word file: 1 document"]


def test_a_text_box_in_a_hidden_run_is_hidden() -> None:
    box = f"<w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent>{par(run('SECRET'))}</w:txbxContent></w:pict></w:r>"
    read = shown(par(run("Shown."), box))
    assert (read.html, read.told.hidden) == ("<p>Shown.</p>", ["<p>SECRET</p>"])


def test_letters_that_a_style_or_a_position_sets_apart_are_marked() -> None:
    strong = styles(style("S", "Strong Emphasis", runs="<w:b/>"), style("E", "Loud", base="S", runs="<w:i/>"))
    runs = (
        run("a", '<w:rStyle w:val="S"/>'),
        run("b", '<w:rStyle w:val="S"/><w:b w:val="0"/>'),
        run("c", '<w:rStyle w:val="E"/>'),
        run("2", '<w:position w:val="8"/><w:sz w:val="19"/>'),
        run("3", '<w:position w:val="-2"/><w:sz w:val="19"/>'),
        run("4", '<w:position w:val="2"/>'),
    )
    assert shown(par(*runs), extra=strong).html == (
        "<p><strong>a</strong>b<em><strong>c</strong></em><sup>2</sup><sub>3</sub>4</p>"
    )


def test_a_link_to_a_place_whose_name_was_cut_leads_there() -> None:
    name = "what-we-keep-of-each-guest-and-for-how-long"
    place = f'<w:bookmarkStart w:id="1" w:name="{name[:40]}"/>'
    html = shown(par(place, f'<w:hyperlink w:anchor="{name}">{run("there")}</w:hyperlink>')).html
    assert html == f'<p><a id="{name[:40]}"></a><a href="#{name[:40]}">there</a></p>'


def test_two_places_with_one_beginning_stay_two() -> None:
    names = [f"what-we-keep-of-each-guest-and-for-how-{end}" for end in ("long", "little")]
    places = [f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>' for at, name in enumerate(names)]
    html = shown(par(*places, f'<w:hyperlink w:anchor="{names[1]}">{run("there")}</w:hyperlink>')).html
    assert html == f'<p><a id="{names[0]}"></a><a id="{names[1]}"></a><a href="#{names[1]}">there</a></p>'


def test_a_style_shows_what_the_one_it_is_based_on_hides() -> None:
    definitions = styles(
        style("H", "Draft notes", runs="<w:vanish/>"),
        style("K", "Notes", base="H", runs='<w:vanish w:val="0"/>'),
    )
    assert shown(par(run("Shown.", '<w:rStyle w:val="K"/>')), extra=definitions).html == "<p>Shown.</p>"


def test_a_level_that_never_starts_again_counts_on() -> None:
    part = numbering("1 decimal %1.", "1 lowerLetter (%2)")["word/numbering.xml"].decode()
    never = part.replace(
        '<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/>'
    )
    items = item("a"), item("b", depth=1), item("c"), item("d", depth=1)
    for written, last in ((part, "(a) d"), (never, "(b) d")):
        assert text(*items, extra={"word/numbering.xml": written.encode()}).endswith(last)


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{par(run('Boxed.'))}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    for drawn in (
        both,
        both.replace(f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>", ""),
        f"<w:r><w:pict>{box}</w:pict></w:r>",
    ):
        assert shown(par(run("Around."), drawn)).html == "<p>Around.</p><p>Boxed.</p>"


@pytest.mark.parametrize(
    ("paragraph_xml", "extra"),
    [
        (par(run("Shown."), run("SECRET", "<w:vanish/>")), None),
        (par(run("Shown.")) + par(run("SECRET"), properties='<w:pStyle w:val="H"/>'), styles(style("H", "Draft notes", runs="<w:vanish/>"))),
        (par(run("Shown.")) + par(run("SECRET"), properties='<w:pStyle w:val="K"/>'), styles(style("H", "Draft notes", runs="<w:vanish/>"), style("K", "Notes", base="H"))),
        (par(run("Shown."), run("SECRET", '<w:rStyle w:val="H"/>')), styles(style("H", "Hidden", runs="<w:vanish/>"))),
    ],
)  # fmt: skip
def test_hidden_text_stays_out_and_is_told(paragraph_xml: str, extra: dict[str, bytes] | None) -> None:
    read = shown(paragraph_xml, extra=extra)
    assert read.html == "<p>Shown.</p>"
    assert read.told.hidden == ["SECRET"]


def test_text_that_is_shown_in_a_hidden_style_is_text() -> None:
    hidden = styles(style("H", "Draft notes", runs="<w:vanish/>"))
    runs = run("Shown after all.", '<w:vanish w:val="0"/>')
    assert (
        shown(par(runs, properties='<w:pStyle w:val="H"/>'), extra=hidden).html == "<p>Shown after all.</p>"
    )


@pytest.mark.parametrize(
    ("parts", "extra", "expected"),
    [
        ((item("a"), item("b"), paragraph("between"), item("c")), numbering("1 decimal %1."), "1. a\n2. b\nbetween\n3. c"),
        ((item("a"), item("b")), numbering("7 decimal %1."), "7. a\n8. b"),
        ((item("a"), item("b", depth=1), item("c", depth=1), item("d")), numbering("1 decimal %1.", "1 decimal %1.%2"), "1. a\n    - 1.1 b\n    - 1.2 c\n2. d"),
        ((item("a"), item("b"), item("c")), numbering("26 lowerLetter %1)"), "- z) a\n- aa) b\n- bb) c"),
        ((item("a"), item("b")), numbering("3 upperRoman Article %1"), "- Article III a\n- Article IV b"),
        ((item("a"), item("b", 2)), numbering("1 decimal %1.", nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'), "1. a\n5. b"),
        ((item("a"), item("b", 2)), numbering("1 decimal %1.", nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'), "1. a\n2. b"),
        ((item("a", 0),), numbering("1 decimal %1."), "a"),
        ((item("a"),), numbering("1 bullet •"), "- a"),
    ],
)  # fmt: skip
def test_numbers_are_those_that_word_shows(
    parts: tuple[str, ...], extra: dict[str, bytes], expected: str
) -> None:
    assert "\n".join(line for line in text(*parts, extra=extra).splitlines() if line) == expected


def test_a_list_may_be_counted_by_its_style() -> None:
    counted_style = style("A", "Clause", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    clause = par(run("a"), properties='<w:pStyle w:val="A"/>')
    assert (
        text(clause, clause, extra={**numbering("1 lowerLetter (%1)"), **styles(counted_style)})
        == "- (a) a\n- (b) a"
    )


@pytest.mark.parametrize(
    ("properties", "definitions"),
    [
        ('<w:outlineLvl w:val="1"/>', ()),
        ('<w:pStyle w:val="C"/>', (style("C", "Clause head", '<w:outlineLvl w:val="1"/>'),)),
        ('<w:pStyle w:val="C"/>', (style("B", "heading 2"), style("C", "Clause head", base="B"))),
        ('<w:pStyle w:val="C"/>', (style("C", "Titre 2"),)),
        (
            '<w:pStyle w:val="C"/>',
            (style("B", "x", '<w:outlineLvl w:val="1"/>', base="C"), style("C", "y", base="B")),
        ),
    ],
)
def test_a_heading_is_what_the_navigation_pane_shows(properties: str, definitions: tuple[str, ...]) -> None:
    assert text(par(run("Rights"), properties=properties), extra=styles(*definitions)) == "## Rights"


@pytest.mark.parametrize(
    "properties", ['<w:outlineLvl w:val="9"/>', '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>']
)
def test_the_level_of_body_text_is_no_heading(properties: str) -> None:
    assert text(par(run("Rights"), properties=properties)) == "Rights"


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>', "☒"),
        (f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>{run("☐")}</w:sdtContent></w:sdt>', "☐"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "☒"),
    ],
)  # fmt: skip
def test_a_box_to_tick_shows_its_state(box: str, expected: str) -> None:
    assert shown(par(box)).html == f"<p>{expected}</p>"
    assert f"<td><p>{expected}</p></td>" in shown(f"<w:tbl><w:tr><w:tc>{par(box)}</w:tc></w:tr></w:tbl>").html


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    read = shown(
        par(run("Kept "), f"<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{run('new')}</w:ins>")
    )
    assert (read.html, read.told.inserted, read.told.deleted) == ("<p>Kept new</p>", 1, 1)
    (note,) = read_word("p.docx", word_file(par(f"<w:ins>{run('new')}</w:ins>"))).notes
    assert note.message == "tracked changes were taken as accepted: 1 insertion and 0 deletions"


def test_a_list_of_contents_is_left_out_and_told() -> None:
    contents = par(run("Rights\t2"), properties='<w:pStyle w:val="TOC1"/>')
    found = read_word(
        "p.docx", word_file(contents, paragraph("Rights", "Heading1"), extra=None, styles={"TOC1": "toc 1"})
    )
    assert [piece.text for piece in found.pieces] == ["Rights"]
    assert [note.rule for note in found.notes] == ["import/contents"]


def test_merged_cells_of_a_table_keep_their_places() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"

    head = cell("a", '<w:gridSpan w:val="2"/>')
    first = cell("b", '<w:vMerge w:val="restart"/>') + cell("c")
    second = cell("", "<w:vMerge/>") + cell("d")
    rows = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr><w:tr>{first}</w:tr><w:tr>{second}</w:tr>"
    assert shown(f"<w:tbl>{rows}</w:tbl>").html == (
        '<table><tr><th colspan="2"><p>a</p></th></tr><tr><td rowspan="2"><p>b</p></td><td><p>c</p></td></tr>'
        "<tr><td><p>d</p></td></tr></table>"
    )


@pytest.mark.parametrize(("count", "form", "expected"), [(28, "lowerLetter", "bb"), (9, "lowerRoman", "ix"), (44, "upperRoman", "XLIV"), (7, "decimalZero", "07"), (5000, "lowerRoman", "5000"), (3, "chineseCounting", "3")])  # fmt: skip
def test_counting(count: int, form: str, expected: str) -> None:
    assert counted(count, form) == expected


@pytest.mark.parametrize(
    ("font", "place", "expected"),
    [("Symbol", "F0D3", "©"), ("Arial", "F041", "A"), ("Wingdings", "F001", "�"), ("x", "zz", "�")],
)
def test_signs_of_picture_fonts(font: str, place: str, expected: str) -> None:
    assert unescape(sign(font, place)) == expected


def test_hostile_files_are_refused_or_read_quickly() -> None:
    deep = "<w:smartTag>" * 40 + "</w:smartTag>" * 40
    assert shown(par(deep, run("end"))).html == "<p>end</p>"
    with pytest.raises(ContentError, match="larger than any text"):
        shown("<w:p/>" * 900_000)
    with pytest.raises(ContentError, match="damaged"):
        shown("<w:p>")
