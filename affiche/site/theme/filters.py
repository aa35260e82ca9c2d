"""The filters of the templates: references with numbers, tables for any screen, a version in the words of schema.org."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from affiche.html import TAG
from affiche.localization import NO_BREAK_SPACE
from affiche.model import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Section
    from affiche.site.pages.version import VersionPage

_REFERENCE = re.compile(rf'<a class="{REFERENCE}" href="#(?P<id>[^"]*)">')
_TABLE = re.compile(r"<table>(?P<head>.*?)</thead>(?P<body>.*?)</table>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[dh])(?P<attributes>\s[^>]*)?>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_CELL_START = re.compile(r"<(t[dh])(?=[\s>])")
_UNEVEN = re.compile(r"(?:col|row)span=|<table")

FEW_COLUMNS = 2
"""As many fit beside each other on a telephone."""


def scrollable(section: Section) -> Markup:
    """Let each table of a section scroll by itself, also by keyboard, so that the page never does sideways."""
    if "<table>" not in section.html:
        return Markup(section.html)  # noqa: S704 section HTML is sanitised
    opening = f'<div class="table" role="group" tabindex="0" aria-labelledby="heading-{section.id}"><table'
    html = with_cards(section.html).replace("<table", opening).replace("</table>", "</table></div>")
    return Markup(html)  # noqa: S704 clean before


def numbered(html: str, numbers: Mapping[str, str]) -> Markup:
    """Show the number of its section in each reference; the text itself holds the title alone."""

    def with_number(match: re.Match[str]) -> str:
        number = numbers.get(match["id"], "")
        return f'{match[0]}<span class="number">{number}.</span>{NO_BREAK_SPACE}' if number else match[0]

    return Markup(_REFERENCE.sub(with_number, html) if REFERENCE in html else html)  # noqa: S704 clean before


def with_cards(html: str) -> str:
    """Name in each cell its column, so that a row can be read by itself; an uneven table stays as it is."""
    return _TABLE.sub(_as_cards, html)


def _as_cards(table: re.Match[str]) -> str:
    titles = [_plain(cell["content"]) for cell in _CELL.finditer(table["head"])]
    widths = {len(_CELL.findall(row)) for row in table["body"].split("</tr>")[:-1]}
    if len(titles) <= FEW_COLUMNS or widths != {len(titles)} or _UNEVEN.search(table["head"] + table["body"]):
        return table[0]
    columns = cycle(titles)
    body = _CELL_START.sub(lambda start: f'<{start[1]} data-column="{next(columns)}"', table["body"])
    return f'<table class="cards">{table["head"]}</thead>{body}</table>'


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
