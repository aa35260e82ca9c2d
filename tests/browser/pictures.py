"""`make pictures`: every kind of page as a reader sees it, into `pictures/`; the few of the docs into `docs/pictures/`."""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.browser.chromium import chromium_path, started
from tests.browser.sites import all_served, looked_at
from tests.serve import pictures as preview
from tests.site.building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

FOLDER = ROOT / "pictures"
DOCS = ROOT / "docs" / "pictures"

PHONE, DESKTOP, WIDE = (320, 2400), (1280, 1000), (2560, 1440)
LOOKS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "phone": (PHONE, {}),
    "desktop": (DESKTOP, {}),
    "wide": (WIDE, {}),
    "dark": (DESKTOP, {"color_scheme": "dark"}),
    "forced": (DESKTOP, {"forced_colors": "active"}),
}
"""The size of the window, and what else the reader asked for."""
PLAIN: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
PAPERS = ("A4", "Letter")
SHOWN = {
    "version": ("/en/privacy/", (1280, 880)),
    "redline": ("/en/privacy/2027-01-04/changes/#automation", (1280, 880)),
    "superseded": ("/fr/confidentialite/2024-06-01/", (1280, 880)),
    "phone": ("/fr/temoins/#list", (360, 720)),
}
"""The pictures of the docs: address and size."""


def main() -> None:
    """Take them all."""
    path = chromium_path()
    if path is None:
        sys.exit("There is no Chromium here: install it, as .ci/run does.")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with started(path) as browser, all_served() as homes:
        page = browser.new_page()
        for name, (address, size) in SHOWN.items():
            show(page, homes["sample"] + address, size, DOCS / f"{name}.png")
        of_preview = preview.take(page, lambda name: keep(page, DOCS / f"{name}.png"))
        for specimen in looked_at():
            look(page, homes[specimen.site] + specimen.address, specimen.name)
    print(f"{len(list(FOLDER.iterdir()))} pictures in pictures/, {len(SHOWN) + of_preview} in docs/pictures/")


def look(page: Page, address: str, name: str) -> None:
    """Take one page in every look, and print it."""
    page.goto(address)
    for look, ((width, height), wishes) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**(PLAIN | wishes))
        page.screenshot(path=FOLDER / f"{name}-{look}.png")
    page.emulate_media(**PLAIN)
    for paper in PAPERS:
        page.pdf(path=FOLDER / f"{name}-{paper}.pdf", format=paper)


def show(page: Page, address: str, size: tuple[int, int], file: Path) -> None:
    """Take a picture of the docs."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    keep(page, file)


def keep(page: Page, file: Path) -> None:
    """Keep what the window shows, with the few colours that it needs, so that the file stays small."""
    Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(96, Image.Quantize.MAXCOVERAGE).save(
        file, optimize=True
    )


if __name__ == "__main__":
    main()
