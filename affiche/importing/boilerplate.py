"""What stands around a policy on a web page, and is left in its text when somebody copies it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note, left_out
from affiche.importing.outline import ABOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.importing.plain_lines import Line

LONGEST_TITLE = 12
"""Words."""
SENTENCE = 12
"""Words from which a line is taken to be prose."""
WITHIN = 10
"""Lines at the beginning among which the title is looked for."""
_PROVENANCE = re.compile(
    r"\b(?:text is extracted|wayback machine|archived on|original snapshot|retrieved from|page enregistrée)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"^(?:was this (?:article|page|information) (?:helpful|useful)|article details\b|article id\b|powered by\b|« ?go back|go back$|back to top$"
    r"|(?:©|copyright ©|\(c\)) ?\d{4}|all rights reserved|share this|print this page|related (?:articles|pages)|retour en haut|haut de page$"
    r"|cette page vous a-t-elle|tous droits réservés|rating \(votes\)|follow us|suivez-nous)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S*(?:[a-z]_[a-z]|\.(?:png|jpe?g|svg|gif|webp)|-min)\S*", re.IGNORECASE)


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Take away what stands before the title and after the text, and the names of pictures."""
    named = [line for line in lines if _FILE_NAME.fullmatch(line.text)]
    notes = [left_out(line.text, line.number, "it is the name of a picture") for line in named]
    kept = [line for line in lines if line not in named]
    start = _title_at(kept)
    notes += [left_out(line.text, line.number, "it stands before the title") for line in kept[:start]]
    kept = kept[start:]
    end = _end(kept)
    notes += [left_out(line.text, line.number, "it stands after the text") for line in kept[end:]]
    return kept[:end], notes


def _title_at(lines: Sequence[Line]) -> int:
    """Find the line that is the title; prose before it belongs to the text, unless it only says where it came from."""
    for at, line in enumerate(lines[:WITHIN]):
        if len(line.text.split()) >= SENTENCE:
            if not _PROVENANCE.search(line.text):
                return 0
        elif ABOUT.search(line.text):
            return at
    return 0


def _end(lines: Sequence[Line]) -> int:
    """Find where the text ends: after it come only short lines, of which the first is known furniture."""
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        if _AFTERWARDS.search(line.text):
            end = at
        elif len(line.text.split()) >= SENTENCE:
            break
    return end
