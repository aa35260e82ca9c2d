"""Pictures in PDF files: drawn, at their place among the words, and told in words to who cannot see them."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.site.building import SITES, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOLD = {
    "en": [
        "A letter goes from you to the post office and on to a carrier",
        "Icon for refusing the sale of your data",
    ],
    "fr": [
        "Une lettre va de vous au bureau de poste, puis à un transporteur",
        "Icône pour refuser la vente de vos données",
    ],
}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PdfReader]:
    """The newest version of the site with pictures, in each language."""
    out = tmp_path_factory.mktemp("paper") / "site"
    files = build(SITES / "pictures" / "content", out, date(2026, 6, 15), paper="A4").files()
    return {
        locale: PdfReader(
            io.BytesIO(
                next(data for file, data in files.items() if file.endswith(f"2026-06-01.{locale}.pdf"))
            )
        )
        for locale in TOLD
    }


@pytest.mark.parametrize("locale", TOLD)
def test_a_png_is_in_the_file(sheets: Mapping[str, PdfReader], locale: str) -> None:
    shown = [image.image for page in sheets[locale].pages for image in page.images]
    assert [image.size for image in shown if image] == [(16, 16)]
    assert [image.convert("RGB").getpixel((8, 8)) for image in shown if image] == [(200, 30, 30)]


def test_an_svg_is_drawn_in_its_colours(sheets: Mapping[str, PdfReader]) -> None:
    drawn = b"".join(_streams(sheets["en"]))
    assert b"0 0.4 0 rg" in drawn  # the green of the icon, as this version has it
    assert b"0 0.4 1 rg" not in drawn  # the blue of the one before


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "You, post office, carrier"), ("fr", "Vous, bureau de poste, transporteur")]
)
def test_each_language_has_its_own(sheets: Mapping[str, PdfReader], locale: str, words: str) -> None:
    text = " ".join("".join(page.extract_text() for page in sheets[locale].pages).split())
    assert words in text


@pytest.mark.parametrize("locale", TOLD)
def test_each_is_told_in_words(sheets: Mapping[str, PdfReader], locale: str) -> None:
    told = [str(element["/Alt"]) for element in _elements(sheets[locale]) if element.get("/S") == "/Figure"]
    assert told[:2] == TOLD[locale]
    assert len(told) == 3


def _streams(sheet: PdfReader) -> Iterator[bytes]:
    for page in sheet.pages:
        yield page.get_contents().get_data()  # type: ignore[union-attr]
        for form in page["/Resources"].get("/XObject", {}).values():  # type: ignore[attr-defined]
            yield form.get_object().get_data()


def _elements(sheet: PdfReader) -> Iterator[Any]:
    root: Any = sheet.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0).get_object()
        yield node
        kids = node.get("/K", [])
        waiting[:0] = [
            kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)
        ]
