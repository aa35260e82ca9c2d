"""Ids in clean HTML: two texts on one page must not have the same, and links must lead where they did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.html import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ANCHOR = re.compile(r'(?P<before> (?:id="|href="#))(?P<id>[^"]*)"')


def ids_in(html: str) -> set[str]:
    """Give every id that an element has."""
    if ' id="' not in html:
        return set()
    tags = (match[0] for match in TAG.finditer(html))
    return {found["id"] for tag in tags for found in _ANCHOR.finditer(tag) if found["before"] == ' id="'}


def with_other_ids(html: str, places: Mapping[str, str]) -> str:
    """Let elements and links have other ids; those that `places` does not name stay."""
    if ' id="' not in html and 'href="#' not in html:
        return html

    def renamed(match: re.Match[str]) -> str:
        return f'{match["before"]}{places.get(match["id"], match["id"])}"'

    return TAG.sub(lambda tag: _ANCHOR.sub(renamed, tag[0]), html)


def free_prefix(locale: str, taken: Iterable[str]) -> str:
    """Give a prefix that no id has yet."""
    prefix = f"{locale}-"
    while any(identifier.startswith(prefix) for identifier in taken):
        prefix += "-"
    return prefix
