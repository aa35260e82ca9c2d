"""Sites built for tests, and a way to look into them."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from affiche import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.pipeline import Report

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "content"
SITES = ROOT / "tests" / "sites"
TODAY = date(2026, 11, 22)
"""The day as of which the sample tells its story."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site in a folder."""

    folder: Path
    report: Report

    def files(self) -> dict[str, bytes]:
        """Every file with its bytes."""
        return contents(self.folder)

    def pages(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """Every HTML page with its address; a banner is a part of somebody else's page."""
        for file in sorted(self.folder.rglob("*.html")):
            if file.name == "banner.html":
                continue
            address = f"/{file.relative_to(self.folder).as_posix()}".removesuffix("index.html")
            yield address, html.fromstring(file.read_text(encoding="utf-8"))

    def has(self, address: str) -> bool:
        """Whether a file answers for the address."""
        return self._file(address).is_file()

    def text(self, address: str) -> str:
        """What a server sends for the address."""
        return self._file(address).read_text(encoding="utf-8")

    def page(self, address: str) -> html.HtmlElement:
        """The page at an address."""
        return html.fromstring(self.text(address))

    def main(self, address: str) -> str:
        """What a page says, as one line of words."""
        return words(self.page(address).find(".//main"))

    def xml(self, address: str) -> etree._Element:
        """The XML at an address, which must be well-formed."""
        return etree.fromstring(self._file(address).read_bytes())

    def json(self, address: str) -> Any:
        """The data at an address."""
        return json.loads(self.text(address))

    def _file(self, address: str) -> Path:
        return self.folder / (address.removeprefix("/") + ("index.html" if address.endswith("/") else ""))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def words(element: html.HtmlElement | None) -> str:
    """The text of an element, with single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def select(tree: etree._Element, query: str, **spaces: str) -> list[Any]:
    """What an XPath query finds."""
    found = tree.xpath(query, namespaces=spaces or None)
    assert isinstance(found, list)
    return found


def build(source: Path, out: Path, as_of: pipeline.Moment = TODAY, **asked: Any) -> Built:
    """Build a source into a folder, with whatever else is asked of the build."""
    return Built(out, pipeline.build(pipeline.Options(source=source, out=out, as_of=as_of, **asked)))


@cache
def sample(as_of: date = TODAY) -> Built:
    """The sample site as of a day, built once for all tests that only look at it."""
    return build(SAMPLE, Path(_KEPT.name) / "sample" / as_of.isoformat(), as_of)


@cache
def retired() -> Built:
    """The sample site some time after one of its policies was retired."""
    source = Path(_KEPT.name) / "retired" / "content"
    shutil.copytree(SAMPLE, source)
    with (source / "california" / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("retired: 2026-12-01\n")
    return build(source, source.with_name("site"), date(2026, 12, 15))


@cache
def small(name: str, as_of: date) -> Built:
    """A small site of tests/sites as of a day, built once for all tests that only look at it."""
    return build(SITES / name / "content", Path(_KEPT.name) / name / as_of.isoformat(), as_of)


_KEPT = tempfile.TemporaryDirectory(prefix="affiche-sites-")
