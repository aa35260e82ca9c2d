"""Versions as PDF files, by WeasyPrint: tagged, with bookmarks, and the same bytes for the same page.

WeasyPrint and Pango are there only where somebody asked for them, so nothing is imported before a file is made. A
file takes a second or two of work, so several processes share it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from os import cpu_count
from typing import TYPE_CHECKING, Any

from affiche.problems import AfficheError, ContentError, Location, Problem
from affiche.site.paper_tags import put_in_order, with_notes_apart
from affiche.site.write import Output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

FEW = 3
"""So few files are made sooner than other processes have started."""

_NO_WEASYPRINT = (
    "PDF files are made by WeasyPrint, which is not installed: pip install 'affiche[pdf]', "
    "or build without --pdf."
)
_NO_PANGO = (
    "PDF files need the library Pango, which is not on this machine: on Debian and Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS, brew install pango. "
    "Or build without --pdf."
)
_STOPPED = "a process that makes PDF files was stopped from outside, perhaps for want of memory: nothing was changed."


class PaperError(AfficheError):
    """No PDF file can be made on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A version laid out for paper, and where its PDF file goes: to each address that it ever had."""

    files: tuple[str, ...]
    html: str
    base_url: str
    """What its links are relative to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What all sheets share."""

    style: str
    assets: Mapping[str, tuple[str, bytes]]
    """For each whole address that a sheet may show, the media type and the bytes of what is there."""


@dataclass(frozen=True, slots=True)
class _Printed:
    pdf: bytes
    refused: tuple[str, ...]
    """The addresses that the sheet asked for and may not have."""


def weasyprint() -> ModuleType:
    """Give WeasyPrint, or raise PaperError with what to install."""
    try:
        return import_module("weasyprint")
    except ImportError:
        raise PaperError(_NO_WEASYPRINT) from None
    except OSError:
        raise PaperError(_NO_PANGO) from None


def printed(sheets: Sequence[Sheet], paper: Paper) -> Iterator[Output]:
    """Make a PDF file of each sheet; one that asks for anything from outside is a ContentError."""
    for sheet, result in zip(sheets, _each(sheets, paper), strict=True):
        if result.refused:
            raise ContentError([_stranger(address) for address in result.refused])
        for file in sheet.files:
            yield Output(file, result.pdf)


def _each(sheets: Sequence[Sheet], paper: Paper) -> Iterator[_Printed]:
    printing = partial(_printed, paper=paper)
    processes = min(cpu_count() or 1, len(sheets))
    if processes == 1 or len(sheets) <= FEW:
        yield from map(printing, sheets)
        return
    # a fresh process rather than a copy of this one: the same on every system
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            yield from pool.map(printing, sheets)
    except BrokenProcessPool:
        raise PaperError(_STOPPED) from None


def _printed(sheet: Sheet, paper: Paper) -> _Printed:
    library = weasyprint()
    refused: list[str] = []
    fetcher = _fetcher(paper.assets, refused)
    html = library.HTML(string=with_notes_apart(sheet.html), base_url=sheet.base_url, url_fetcher=fetcher)
    style = library.CSS(string=paper.style, base_url=sheet.base_url, url_fetcher=fetcher)
    identity = hashlib.sha256(f"{sheet.html}\0{paper.style}".encode()).digest()[:16]
    pdf = html.write_pdf(
        finisher=put_in_order, stylesheets=[style], pdf_variant="pdf/ua-1", pdf_identifier=identity
    )
    return _Printed(pdf, tuple(dict.fromkeys(refused)))


def _fetcher(assets: Mapping[str, tuple[str, bytes]], refused: list[str]) -> Any:
    """Give what a sheet may show: the theme's own files, pictures, and data in the address itself. Nothing leaves the machine."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc] # it brings no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            address = url.partition("?")[0]
            if address in assets:
                kind, content = assets[address]
                return URLFetcherResponse(url, content, {"Content-Type": kind})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            refused.append(url)
            raise ValueError(url)

    return Fetcher()


def _stranger(address: str) -> Problem:
    return Problem(
        location=Location(path="templates/paper.html"),
        message=f"a PDF file would fetch {address}",
        expected="nothing but the theme’s own icon, or a picture written into the page as a `data:` address",
        fix="take it out of your own paper.html or paper.css",
        rule="theme/paper",
    )
