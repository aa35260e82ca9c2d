"""Sections whose text runs on under other headings: compared as one text where pairs of blocks would mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.findings import NO_FINDINGS, Findings, find
from affiche.compare.likeness import distance
from affiche.compare.recasting import Recast, recast_texts
from affiche.compare.slots import Run, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.compare.likeness import Likeness
    from affiche.compare.outline import Text
    from affiche.compare.pieces import Piece

KEPT = 0.5
"""Texts are laid out anew when this share of their words is common,"""
SPARED = 0.5
"""that spares this share of the marks,"""
SPARED_WORDS = 20
"""and at least so many words."""


def reflowed(
    old: Sequence[Text], new: Sequence[Text], pieces: Sequence[Piece], likeness: Likeness
) -> tuple[Slot, ...]:
    """Give the slots of texts laid out anew, or none where the pieces mark hardly more than differs."""
    findings = find(pieces)
    marked = findings.added + findings.removed
    if not marked:
        return ()
    before, after = [text.own for text in old], [text.own for text in new]
    words = _words("".join(before), likeness), _words("".join(after), likeness)
    least = distance(*words)
    if least > (1 - KEPT) * (len(words[0]) + len(words[1])):
        return ()
    if least and marked - least < max(SPARED_WORDS, SPARED * marked):
        return ()
    parts = recast_texts(before, after)
    return tuple(
        _slot(text, part, carried=tuple(before) if k == 0 else ())
        for k, (text, part) in enumerate(zip(new, parts, strict=True))
    )


def _words(html: str, likeness: Likeness) -> list[str]:
    """Give the words of HTML, signs that stand by themselves left aside."""
    return [word for word in likeness.plain(html) if any(map(str.isalnum, word))]


def _slot(text: Text, part: Recast, *, carried: tuple[str, ...]) -> Slot:
    """Give one new section: its marks show what differs, and its tags are of the new text only."""
    closing = f"</{text.tag}>\n"
    heading, _, body = part.inline.html.partition(closing)
    heading = f'<{text.tag} data-change="recast">{heading[len(text.tag) + 2 :]}{closing}'
    inline = part.inline
    findings = Findings(
        words=inline.words, added=inline.added, removed=inline.removed, aspects=inline.aspects
    )
    if body.strip():
        body = f'<div data-change="cosmetic" data-old="">{body}</div>'
    elif carried:
        heading, body = heading + body, ""
    sources: list[int | None] = [*sorted(part.shared)] or [0 if carried else None]
    runs = [
        Run(old=at, opens=False, pieces=(), html="", findings=NO_FINDINGS, shared=part.shared[at or 0])
        for at in sources[1:]
    ]
    first = Run(
        old=sources[0],
        opens=False,
        pieces=(),
        html=body,
        findings=findings,
        shared=part.shared[sources[0] or 0],
    )
    title = Run(old=None, opens=False, pieces=(), html=heading, findings=NO_FINDINGS, shared=0)
    return Slot(above=(), heading=title, body=(first, *runs), carried=carried)
