"""PDF files: one for each version and one for what it changed, tagged, with its standing and address on every page, and made from nothing but the site."""

from __future__ import annotations

import io
import os
import re
import shutil
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from affiche import cli, pipeline
from affiche.cli.options import USAGE
from affiche.problems import ContentError
from affiche.site import paper
from affiche.site.outputs import _paper
from affiche.site.pages.version import VersionPage
from affiche.site.paper import Paper, Sheet, printed
from affiche.site.routes import Routes
from affiche.site.theme.theme import Theme
from affiche.timeline import timeline
from tests.site.building import ROOT, SAMPLE, SITES, TODAY, Built, build, contents, select
from tests.site.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 6, 1)
VERSION = "/fr/confidentialite/2024-06-01/"
ADDRESS = f"https://legal.cormorantdesk.example{VERSION}"
STYLE = (ROOT / "templates" / "paper.css").read_text(encoding="utf-8")


def pdfs(site: Built) -> dict[str, bytes]:
    return {file: data for file, data in site.files().items() if file.endswith(".pdf")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The bilingual site with its PDF files."""
    out = tmp_path_factory.mktemp("paper") / "site"
    return build(SITES / "bilingual" / "content", out, DAY, paper="A4")


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """A superseded version of the sample in French: nine pages, with lists, tables and footnotes."""
    return _sheet_of_the_sample()


@pytest.fixture(scope="module")
def real(sheet: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(sheet))


def _sheet_of_the_sample() -> bytes:
    reading, localizers = pipeline.read(SAMPLE)
    site = reading.site
    timelines = [timeline(policy, TODAY) for policy in site.policies]
    theme = Theme([ROOT / "templates"])
    context = pipeline.build_context(site, localizers, timelines, theme, paper="A4")
    for route in Routes(context):
        if route.address.path == VERSION:
            page = route.build()
            assert isinstance(page, VersionPage)
            sheet = Sheet(files=("a.pdf",), html=theme.paper(page), base_url=page.address.url)
            (output,) = printed([sheet], _paper(context, theme, "A4"))
            assert isinstance(output.content, bytes)
            return output.content
    raise AssertionError(VERSION)


def test_each_version_in_each_language_has_one_and_its_page_links_to_it(site: Built) -> None:
    found = set()
    for address, page in site.pages():
        links = select(page, "//main//a[@type='application/pdf']/@href")
        if re.fullmatch(r"/\w+/[^/]+/\d{4}-\d\d-\d\d(\.\d+)?/", address):
            (link,) = links
            _, locale, slug, version, _ = address.split("/")
            assert link == f"{address}{slug}-{version}.{locale}.pdf"
            assert select(page, "//link[@type='application/pdf']/@href") == [link]
            found.add(link.removeprefix("/"))
    others = {
        file for file in pdfs(site) if re.search(r"-(changes|modifications)\.\w+\.pdf$|\.\w+-\w+\.pdf$", file)
    }
    assert found == pdfs(site).keys() - others
    assert len(found) > 6


def test_both_languages_stand_side_by_side_in_one(site: Built) -> None:
    address = "/fr/confidentialite/2026-07-01/fr-en/"
    (link,) = select(site.page(address), "//main//a[@type='application/pdf']/@href")
    assert link == f"{address}confidentialite-2026-07-01.fr-en.pdf"
    reader = PdfReader(io.BytesIO(pdfs(site)[link.removeprefix("/")]))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Your name, your address and the titles you order." in text
    assert "votre adresse" in text
    assert address in text


def test_what_a_version_changed_has_one_that_says_it_in_words(site: Built) -> None:
    address = "/en/privacy/2026-07-01/changes/"
    (link,) = select(site.page(address), "//main//a[@type='application/pdf']/@href")
    assert link == f"{address}privacy-2026-07-01-changes.en.pdf"
    reader = PdfReader(io.BytesIO(pdfs(site)[link.removeprefix("/")]))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "1 section changed; 1 word added, 1 word removed." in text
    assert re.search(r"\[removed:.*three.*\].*\[added:.*two.*\].*years after the order", text)
    assert "Your name, your address and the titles you order." in text  # what stayed is not folded
    assert "unchanged" not in text.replace("the meaning is unchanged", "")
    assert address in text
    assert not select(site.page("/en/privacy/2025-03-01/since/"), "//a[@type='application/pdf']")


def test_none_is_made_or_linked_unless_asked_for(tmp_path: Path) -> None:
    plain = build(SITES / "bilingual" / "content", tmp_path / "site", DAY)
    assert not pdfs(plain)
    assert not [file for file, data in plain.files().items() if b"application/pdf" in data]


def structure(node: Any) -> Iterator[Any]:
    """The elements of a tagged document, in reading order."""
    node = node.get_object()
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int) and "/S" in kid.get_object():
            yield from structure(kid)


def test_it_is_tagged_and_says_its_title_and_language(real: PdfReader) -> None:
    root: Any = real.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "fr-CA"
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_data().decode()
    assert real.metadata
    assert real.metadata.title == "Politique de confidentialité · Version du 1er\xa0juin 2024 · Remplacée"
    assert real.metadata.creation_date_raw == "D:20240422"
    tags = [element["/S"] for element in structure(root["/StructTreeRoot"]["/K"][0])]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 23
    assert {"/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TH", "/TD", "/Link", "/Sect"} <= set(tags)
    assert not list(_strays(root["/StructTreeRoot"]["/K"][0]))
    levels = [int(tag[2]) for tag in tags if re.fullmatch("/H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _strays(tree: Any) -> Iterator[tuple[str, str]]:
    """What stands in a list or an item and may not, by ISO 14289-1 7.2."""
    allowed = {"/L": {"/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
    for element in structure(tree):
        kids = [kid.get_object() for kid in element.get("/K", []) if not isinstance(kid, int)]
        for kid in kids:
            if element["/S"] in allowed and kid.get("/S") not in allowed[element["/S"]]:
                yield element["/S"], kid.get("/S")
            if "/S" in kid:
                assert kid["/P"].get_object() == element


LISTS = {
    "in columns": "<ol style='columns: 2'><li>a<li>b<li>c<li>d</ol>",
    "in an item": "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>",
    "an item of paragraphs": "<ol><li><p>a<p>b<li><p>c</ol>",
    "terms in groups": "<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>",
    "over two pages": f"<ul>{'<li>a' * 80}</ul>",
}


@pytest.mark.parametrize("html", LISTS.values(), ids=LISTS.keys())
def test_every_list_holds_items_alone_each_with_its_label_and_body(html: str) -> None:
    page = f"<html lang=en><title>t</title>{html}"
    sheet = Sheet(files=("a.pdf",), html=page, base_url="https://a.example/")
    (output,) = printed([sheet], Paper(style="", assets={}))
    assert isinstance(output.content, bytes)
    reader = PdfReader(io.BytesIO(output.content))
    root: Any = reader.trailer["/Root"]
    tree = root["/StructTreeRoot"]["/K"][0]
    assert not list(_strays(tree))
    bodies = [element for element in structure(tree) if element["/S"] == "/LBody"]
    assert len(bodies) >= html.count("<li") + html.count("<dt") + html.count("<dd")
    text = "".join(reader.pages[0].extract_text().split()).strip("•◦0123456789.")
    assert text.startswith("a")


def test_each_footnote_is_a_note_that_can_be_found() -> None:
    notes = "".join(f'<li id="fn:{number}">a<ul><li>b</li></ul></li>' for number in range(3))
    page = f"<html lang=en><title>t</title><p>a</p><div class=footnote><hr><ol>{notes}</ol></div>"
    (output,) = printed(
        [Sheet(files=("a.pdf",), html=page, base_url="https://a.example/")], Paper(style="", assets={})
    )
    assert isinstance(output.content, bytes)
    catalogue: Any = PdfReader(io.BytesIO(output.content)).trailer["/Root"]
    root = catalogue["/StructTreeRoot"]
    tree = root["/K"][0]
    found = [element for element in structure(tree) if element["/S"] == "/Note"]
    names = root["/IDTree"]["/Names"]
    assert [note["/ID"] for note in found] == names[::2] == ["note-00001", "note-00002", "note-00003"]
    assert [each.get_object() for each in names[1::2]] == found
    assert {note["/P"]["/S"] for note in found} == {"/LBody"}
    assert not list(_strays(tree))


def test_its_bookmarks_are_its_headings(real: PdfReader) -> None:
    outline: Any = real.outline
    title, sections = outline
    assert title.title == "Politique de confidentialité"
    chapters = [mark.title for mark in sections if not isinstance(mark, list)]
    assert len(chapters) == 23
    assert chapters[1] == "2 Renseignements que nous recueillons"


def test_every_page_says_how_the_version_stands_where_it_is_and_which_page_it_is(real: PdfReader) -> None:
    for number, page in enumerate(real.pages, 1):
        text = " ".join(page.extract_text().split())
        assert "Remplacée · Politique de confidentialité · Version du 1er juin 2024" in text
        assert f"{ADDRESS} Page {number} sur {len(real.pages)}" in text
        assert [round(side) for side in page.mediabox[2:]] == [595, 842]


def test_no_heading_stands_last_on_a_page(real: PdfReader) -> None:
    headings = {mark.title for mark in _flat(real.outline)}
    for page in real.pages[:-1]:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
        text = [line for line in lines if len(line) > 1 and not line.startswith(("Remplacée ·", ADDRESS))]
        assert text[-1] not in headings


def _flat(outline: Any) -> Iterator[Any]:
    for mark in outline:
        if isinstance(mark, list):
            yield from _flat(mark)
        else:
            yield mark


def test_every_link_says_where_it_leads_and_none_leads_to_this_machine(real: PdfReader) -> None:
    notes = [note.get_object() for page in real.pages for note in page.get("/Annots", [])]
    assert all(note["/Contents"] for note in notes)
    addresses = {note["/A"]["/URI"] for note in notes if "/A" in note}
    assert ADDRESS in addresses
    assert {address.partition(":")[0] for address in addresses} == {"https", "mailto"}


def test_the_same_source_and_day_give_the_same_bytes(sheet: bytes, tmp_path: Path) -> None:
    smallest = build(SITES / "smallest" / "content", tmp_path / "one", DAY, paper="A4")
    again = build(SITES / "smallest" / "content", tmp_path / "other", DAY, paper="A4")
    assert pdfs(smallest) == pdfs(again) != {}
    assert sheet == _sheet_of_the_sample()


def test_several_processes_make_what_one_makes() -> None:
    sheets = [
        Sheet(
            files=(f"{n}.pdf",), html=f"<html lang=en><title>{n}</title><p>{n}", base_url="https://a.example/"
        )
        for n in range(paper.FEW + 2)
    ]
    shared = Paper(style=STYLE, assets={})
    together = [output.content for output in printed(sheets, shared)]
    alone = [output.content for sheet in sheets for output in printed([sheet], shared)]
    assert together == alone
    assert len(set(alone)) == len(alone)


def test_a_process_that_is_stopped_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets: Any = [1] * (paper.FEW + 1)  # what its process ends with
    monkeypatch.setattr(paper, "_printed", os._exit)
    monkeypatch.setattr(paper, "partial", lambda made, paper: made)  # noqa: ARG005 as the real one is called
    with pytest.raises(paper.PaperError, match="was stopped from outside"):
        list(printed(sheets, Paper(style="", assets={})))


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="https://elsewhere.example/a.png">',
        '<img alt="" src="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="../../../secret.css">',
        '<p style="background: url(//elsewhere.example/a.png)">.</p>',
    ],
)
def test_nothing_from_outside_gets_into_one(markup: str, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = (
        (ROOT / "templates" / "paper.html").read_text(encoding="utf-8").replace("</head>", f"{markup}</head>")
    )
    (tmp_path / "templates" / "paper.html").write_text(own, encoding="utf-8")
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    with pytest.raises(ContentError) as raised:
        build(tmp_path / "content", tmp_path / "site", DAY, paper="A4")
    (problem,) = raised.value.problems
    assert problem.message.startswith("a PDF file would fetch ")
    assert not (tmp_path / "site").exists()


def test_the_icon_of_the_theme_and_data_may_be_shown(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    picture = '<img alt="" src="{{ page.layout.icon.href }}"><img alt="" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">'
    own = (ROOT / "templates" / "paper.html").read_text(encoding="utf-8").replace("<h1>", f"{picture}<h1>")
    (tmp_path / "templates" / "paper.html").write_text(own, encoding="utf-8")
    shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    assert pdfs(build(tmp_path / "content", tmp_path / "site", DAY, paper="letter"))


def test_letter_is_a_size_too(tmp_path: Path) -> None:
    ran = run("--source", SITES / "smallest" / "content", "--out", tmp_path / "site", "--pdf", "letter")
    assert (ran.returncode, ran.stderr) == (0, "")
    (file,) = [file for file in contents(tmp_path / "site") if file.endswith(".pdf")]
    assert [round(side) for side in PdfReader(tmp_path / "site" / file).pages[0].mediabox[2:]] == [612, 792]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModuleNotFoundError("No module named 'weasyprint'"), "pip install 'affiche[pdf]'"),
        (OSError("cannot load library 'libpango-1.0-0'"), "apt-get install libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_done(
    error: Exception,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def missing(name: str) -> None:
        assert name == "weasyprint"
        raise error

    monkeypatch.setattr(paper, "import_module", missing)
    source = str(SITES / "smallest" / "content")
    assert cli.main(["build", "--source", source, "--out", str(tmp_path / "site"), "--pdf"]) == USAGE
    said = capsys.readouterr()
    assert words in said.err
    assert "without --pdf" in said.err
    assert not (tmp_path / "site").exists()


def test_a_file_made_for_another_address_leads_there(tmp_path: Path) -> None:
    there = "https://staging.example/notices/legal/"
    source = SITES / "smallest" / "content"
    (pdf,) = pdfs(build(source, tmp_path / "site", DAY, paper="A4", base_url=there)).values()
    reader = PdfReader(io.BytesIO(pdf))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    addresses = [note["/A"]["/URI"] for note in notes if "/A" in note]
    assert f"{there}en/privacy/2026-01-05/" in addresses
    assert not [address for address in addresses if "tern.example/legal" in address]
    assert f"{there}en/privacy/2026-01-05/ Page 1" in " ".join(reader.pages[0].extract_text().split())
