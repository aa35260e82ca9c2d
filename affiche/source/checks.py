"""What is wrong with a working text; a frozen one is as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.editions import is_id, section_ids
from affiche.source.tangles import find_tangle

if TYPE_CHECKING:
    from affiche.problems import ProblemLog
    from affiche.source.blocks import Outline
    from affiche.source.files import SourceFile
    from affiche.source.markdown import TooTangledError

_REFERENCE = re.compile(r"\[\]\(#(?P<id>[^)\s]*)\)")


def text_problems(file: SourceFile, log: ProblemLog) -> None:
    """Note an id given twice or that cannot be one, and a reference that leads nowhere."""
    parts = file.outline
    _check_ids(parts, file, log)
    known = section_ids(parts, ())
    for match in _REFERENCE.finditer(file.text):
        if match["id"] not in known:
            log.add(
                file.at_offset(*match.span()),
                f"there is no section with the id {match['id']!r}",
                expected=one_of(known),
                fix=did_you_mean(nearest(match["id"], known)),
            )


def _check_ids(parts: Outline, file: SourceFile, log: ProblemLog) -> None:
    first: dict[str, int] = {}
    for heading in parts.headings:
        if heading.id is None:
            continue
        column = file.lines[heading.line - 1].rfind(f"#{heading.id}") + 1
        where = file.at(heading.line, column, len(heading.id) + 1)
        if not is_id(heading.id):
            log.add(where, f"{heading.id!r} cannot be an id", expected="letters, digits and hyphens")
        elif first.setdefault(heading.id, heading.line) != heading.line:
            log.add(
                where,
                f"the id {heading.id!r} is given to a second section",
                expected=f"each id once; the first is on line {first[heading.id]}",
                fix="give this section an id of its own",
            )


def note_tangle(error: TooTangledError, file: SourceFile, log: ProblemLog) -> None:
    """Note Markdown that cannot be rendered, at the signs themselves or else at its section."""
    tangle = find_tangle(file.text)
    log.add(
        file.at_offset(*tangle) if tangle else file.at(error.line),
        "this cannot be rendered: more of one kind, or deeper in each other, than a text can have",
        fix="write it more simply",
    )
