"""Edits of a text as it was read, carried out in the bytes of its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.exchange.edits import Edit
from affiche.exchange.merge import with_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

_SET_ASIDE = re.compile("\\A\ufeff|(?<=\r)\n|[\v\f]")
"""What the reading of a text takes out of it."""


def with_edits_in(data: bytes, text: str, edits: Sequence[Edit]) -> bytes:
    """Return the bytes with edits of the text; byte order mark, line ends and page breaks stay."""
    stored = data.decode("utf-8")
    aside = {match.start() for match in _SET_ASIDE.finditer(stored)}
    places = [place for place in range(len(stored) + 1) if place not in aside]
    if len(places) != len(text) + 1:
        raise ValueError("the file was changed while it was read")
    line_end = "\r\n" if "\r\n" in stored else "\n"
    carried = [
        Edit(
            start=places[edit.start],
            end=places[edit.end],
            text=edit.text.replace("\n", line_end),
        )
        for edit in edits
    ]
    return with_edits(stored, carried).encode()
