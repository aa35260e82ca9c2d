"""Tables that a reader can use on any screen: each scrolls by itself, and on a small one its rows become cards."""

from __future__ import annotations

import re
from itertools import cycle

from affiche.html import TAG

_TABLE = re.compile(r"<table>(?P<head>.*?)</thead>(?P<body>.*?)</table>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[dh])(?P<attributes>\s[^>]*)?>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_CELL_START = re.compile(r"<(t[dh])(?=[\s>])")
_UNEVEN = re.compile(r"(?:col|row)span=|<table")

FEW_COLUMNS = 2
"""As many fit beside each other on a telephone."""


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
