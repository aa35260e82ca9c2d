"""A printed page says on each sheet which version it is, how that stands, and where it is for ever."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.browser.visiting import Visit

URL = "https://legal.cormorantdesk.example"
POINTS = {"A4": [595, 842], "Letter": [612, 792]}


@pytest.mark.parametrize(
    ("address", "stands", "permanent", "paper"),
    [
        ("/en/privacy/", "In force", "/en/privacy/2026-02-02/", "A4"),
        ("/fr/temoins/2023-09-22/", "Remplacée", "/fr/temoins/2023-09-22/", "Letter"),
        ("/en/privacy/2027-01-04/", "Upcoming", "/en/privacy/2027-01-04/", "Letter"),
        (
            "/fr/confidentialite/2027-01-04/modifications/",
            "À venir",
            "/fr/confidentialite/2027-01-04/modifications/",
            "A4",
        ),
    ],
)
def test_each_sheet_names_its_version(
    visit: Visit, address: str, stands: str, permanent: str, paper: str
) -> None:
    visit.open(address)
    sheets = PdfReader(BytesIO(visit.page.pdf(format=paper))).pages
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        said = normalize("NFKC", " ".join(sheet.extract_text().split()))  # some fonts join f and i
        assert stands in said
        assert URL + permanent in said.replace(" ", "")  # a long one may be broken
        assert f"{number} / {len(sheets)}" in said
        assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx(POINTS[paper], abs=1.5)


def test_the_sheet_of_another_version_says_when_it_applied(visit: Visit) -> None:
    visit.open("/en/california-privacy/2023-01-01/")
    sheets = PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages
    for sheet in sheets:
        assert "it applied from January 1, 2023 and was replaced on January 5, 2026" in " ".join(
            sheet.extract_text().split()
        )


def test_no_sheet_ends_with_a_heading(visit: Visit) -> None:
    visit.open("/en/privacy/")
    titles = {title.strip() for title in visit.page.locator(".heading :is(h2, h3)").all_inner_texts()}
    for sheet in PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages:
        *lines, _ = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
        assert lines[-1] not in titles


@pytest.mark.parametrize(
    "address", ["/en/privacy/2025-07-01/changes/", "/fr/confidentialite/2024-06-01/depuis/"]
)
def test_what_changed_is_listed_and_no_sheet_is_without_text(visit: Visit, address: str) -> None:
    visit.open(address)
    (title, *_) = visit.page.locator(".contents h2").all_inner_texts()
    pages = PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages
    sheets = [normalize("NFKC", " ".join(page.extract_text().split())) for page in pages]
    assert title in " ".join(sheets[:3])
    *_, before_last, last = normalize("NFKC", visit.page.locator("#_text").inner_text()).split()
    assert f"{before_last} {last}" in sheets[-1]
