"""The sites that are looked at, which have every kind of page between them, and the pages to look at."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.kinds import specimens
from tests.browser.serving import served
from tests.browser.trying import trying_site
from tests.site.building import Built, sample, small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.browser.kinds import Specimen

_KEPT = tempfile.TemporaryDirectory(prefix="affiche-looks-")


@cache
def sites() -> Mapping[str, Built]:
    """Each site by its name, the most telling first."""
    return {
        "sample": sample(),
        "withdrawn": small("bilingual", date(2026, 6, 1)),
        "untranslated": small("bilingual", date(2024, 6, 1)),
        "trying": trying_site(Path(_KEPT.name)),
    }


@cache
def looked_at() -> list[Specimen]:
    """A page of every kind and language, and all kinds of the site that is hard to show."""
    trying = {"trying": sites()["trying"]}
    return [
        *specimens({name: site for name, site in sites().items() if name not in trying}),
        *specimens(trying),
    ]


@cache
def one_of_each() -> list[Specimen]:
    """A page of every template, and one from right to left, for what neither language nor status changes."""
    return sorted({(each.template, each.is_mirrored): each for each in looked_at()}.values())


@cache
def one_of_each_language(*, first: str) -> list[Specimen]:
    """A page of every template in every language, and of every status with a text or without: of that site first."""
    order = sorted(sites(), key=lambda name: name != first)
    pages = specimens({name: sites()[name] for name in order})
    found: dict[tuple[str, str, str], Specimen] = {}
    for each in sorted(pages, key=lambda page: order.index(page.site)):
        status = each.kind if each.template in {"version", "absent"} else ""
        found.setdefault((each.template, each.language, status), each)
    return sorted(found.values())


@contextmanager
def all_served() -> Iterator[Mapping[str, str]]:
    """Serve each site, and give their addresses."""
    with ExitStack() as servers:
        yield {name: servers.enter_context(served(built.folder)) for name, built in sites().items()}


def addresses(homes: Mapping[str, str], pages: Sequence[Specimen]) -> list[tuple[str, str]]:
    """The name and the address of each page to look at."""
    return [(specimen.name, homes[specimen.site] + specimen.address) for specimen in pages]
