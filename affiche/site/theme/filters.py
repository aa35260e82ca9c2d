"""The filters of the templates: references with numbers, tables for any screen, a version in the words of schema.org."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from affiche.html import ATTRIBUTES, TAG, has_spans
from affiche.localization import NO_BREAK_SPACE
from affiche.model import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Section
    from affiche.site.pages.version import VersionPage

_REFERENCE = re.compile(rf'<a class="{REFERENCE}" href="#(?P<id>[^"]*)">')
_TABLE_TAG = re.compile(rf"<(/?)table{ATTRIBUTES}>")
_TABLE = re.compile(
    r'<table(?P<marks>(?: data-[a-z-]+="[^"]*")*)>(?P<inside>[^<]*(?:<(?!/?table)[^<]*)*)</table>'
)
"""A table with none in it, which may be marked in a redline."""
_GONE = re.compile(r"<del\b[^>]*>.*?</del>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[dh])(?P<attributes>\s[^>]*)?>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_CELL_START = re.compile(r"<(t[dh])(?=[\s>])")

FEW_COLUMNS = 2
"""As many fit beside each other on a telephone."""


def scrollable(section: Section) -> Markup:
    """Let each table of a section scroll by itself, also by keyboard, so that the page never does sideways."""
    return _framed(with_cards(section.html), f'aria-labelledby="_heading-{section.id}"')


def framed(html: str, label: str) -> Markup:
    """Let each table of clean HTML scroll by itself, under a name of its own."""
    return _framed(html, f'aria-label="{escape(label)}"')


def _framed(html: str, name: str) -> Markup:
    opening = f'<div class="table" role="group" tabindex="0" {name}>'

    def with_frame(tag: re.Match[str]) -> str:
        return f"{tag[0]}</div>" if tag[1] else f"{opening}{tag[0]}"

    return Markup(_TABLE_TAG.sub(with_frame, html) if "<table" in html else html)  # noqa: S704 clean before


def numbered(html: str, numbers: Mapping[str, str]) -> Markup:
    """Show the number of its section in each reference; the text itself holds the title alone."""

    def with_number(match: re.Match[str]) -> str:
        number = numbers.get(match["id"], "")
        return f'{match[0]}<span class="number">{number}.</span>{NO_BREAK_SPACE}' if number else match[0]

    return Markup(_REFERENCE.sub(with_number, html) if REFERENCE in html else html)  # noqa: S704 clean before


def with_cards(html: str) -> Markup:
    """Name in each cell its column, so that a row can be read by itself; an uneven table stays as it is."""
    html = str(html)  # markup that is added to text would escape it
    return Markup(_TABLE.sub(_as_cards, html) if "<table" in html else html)  # noqa: S704 clean before


def _as_cards(table: re.Match[str]) -> str:
    head, end, body = table["inside"].partition("</thead>")
    titles = [_plain(_GONE.sub("", cell["content"])) for cell in _CELL.finditer(head)]
    widths = {len(_CELL.findall(row)) for row in body.split("</tr>")[:-1]}
    if len(titles) <= FEW_COLUMNS or widths != {len(titles)} or has_spans(table["inside"]):
        return table[0]
    columns = cycle(titles)
    body = _CELL_START.sub(lambda start: f'<{start[1]} data-column="{next(columns)}"', body)
    return f'<table class="cards"{table["marks"]}>{head}{end}{body}</table>'


def _plain(html: str) -> str:
    return " ".join(TAG.sub("", html).replace('"', "&quot;").split())


def schema_org(page: VersionPage) -> dict[str, Any]:
    """Say what the text is, in which language, since when and until when it applies, and who published it."""
    entry, standing = page.entry, page.entry.standing
    version = standing.version
    applies = {"temporalCoverage": f"{version.effective.isoformat()}/{standing.until or '..'}"}
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": entry.address.url,
        "url": entry.address.url,
        "name": page.title,
        "inLanguage": page.layout.localizer.tag,
        "version": version.id,
        "creativeWorkStatus": standing.status.value,
        "datePublished": version.published.isoformat(),
        **(applies if standing.ever_in_force else {}),
        "publisher": {
            "@type": "Organization",
            "name": page.layout.organisation,
            "url": page.layout.organisation_url,
        },
    }


def styled(html: str, **styles: str) -> Markup:
    """Write a style into each tag of a name, as mail programs read no style sheet."""
    for tag, style in styles.items():
        html = html.replace(f"<{tag}>", f'<{tag} style="{style}">')
    return Markup(html)  # noqa: S704 clean before
