"""The kinds of page that there are, found in built sites, so that a new kind is looked at without being named here.

A kind is the template, and how the version on the page stands: `version superseded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from tests.site.building import Built


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Specimen:
    """The page to look at for a kind in a language: the largest of them."""

    site: str
    kind: str
    language: str
    address: str

    @property
    def template(self) -> str:
        """The name of the template alone."""
        return self.kind.partition(" ")[0]

    @property
    def is_mirrored(self) -> bool:
        """Whether it is read from right to left."""
        return self.language == "ar"

    @property
    def name(self) -> str:
        """One word, for a failure or a file."""
        return "-".join([self.site, *self.kind.split(), self.language])


def specimens(sites: Mapping[str, Built]) -> list[Specimen]:
    """For each kind and language its largest page, from the first site that has one."""
    found: dict[tuple[str, str], Specimen] = {}
    for site, built in sites.items():
        for specimen in _of_one_site(site, built):
            found.setdefault((specimen.kind, specimen.language), specimen)
    return sorted(found.values())


def _of_one_site(site: str, built: Built) -> Iterator[Specimen]:
    largest: dict[tuple[str, str], tuple[int, str]] = {}
    for address, page in built.pages():
        key = kind_of(page), page.get("lang", "").partition("-")[0]
        largest[key] = max(largest.get(key, (0, "")), (len(built.text(address)), address))
    for (kind, language), (_, address) in largest.items():
        yield Specimen(site=site, kind=kind, language=language, address=address)


def kind_of(page: HtmlElement) -> str:
    """The template of a page, and the status it announces."""
    (body,) = page.iter("body")
    statuses = [box.get("class", "").partition(" ")[2] for box in page.find_class("standing")]
    return " ".join([body.get("class", ""), *statuses[:1]])
