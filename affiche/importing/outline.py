"""The pieces of a text in the order of a policy: one title, and headings that nest without a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.importing.blocks import Block, Heading, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.importing.blocks import ParsedText

FIRST_LEVEL, DEEPEST = 2, 6
BELOW_MARKED = 9
"""The level of a heading that nobody marked, before it is put below those that are."""
LONGEST_BOLD = 120
FEW = 2
"""A text with fewer marked headings than this has others that are only bold."""
ABOUT = re.compile(
    r"\b(?:privacy|polic(?:y|ies)|terms|conditions|notice|statement|cookies?|legal|disclaimer|agreement|rules|security"
    r"|accessibility|confidentialit[éeÉE]|politique|avis|mentions|charte|d[ée]claration|protection|vie priv[ée]e|t[ée]moins|donn[ée]es)",
    re.IGNORECASE,
)
"""What the title of a legal notice is about."""

GUESSES = {
    "bold": "a bold line was taken for a heading",
    "short": "a short line was taken for a heading",
    "glued": "these words ran into the next sentence, and were taken for a heading",
    "fold": "the line that opens a fold was taken for a heading",
    "listed": "this heading stood in a list of contents only, and was put where its words are",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """A text with its title apart."""

    title: str
    """In Markdown; empty where the source has none."""
    pieces: tuple[Heading | Block, ...]
    anchors: dict[str, int]
    """For each place that a link may lead to, the position of its piece; -1 is the title."""
    notes: tuple[Note, ...]


def arranged(text: ParsedText) -> Arranged:
    """Find the title, and nest the headings as their levels say."""
    pieces = _bold_as_headings(text.pieces)
    at = _title_at(pieces, text.title)
    title = pieces[at].text if at is not None else text.title
    order = [place for place in range(len(pieces)) if place != at]
    moved = {place: position for position, place in enumerate(order)} | {len(pieces): len(order)}
    anchors = {
        name: -1 if place == at else moved.get(place, len(order)) for name, place in text.anchors.items()
    }
    own = pieces[at] if at is not None else None
    if isinstance(own, Heading) and own.id:
        anchors[own.id] = -1
    rest = _nested([pieces[place] for place in order])
    return Arranged(title=title, pieces=rest, anchors=anchors, notes=(*text.notes, *_guesses(rest)))


def _bold_as_headings(pieces: Sequence[Heading | Block]) -> list[Heading | Block]:
    """Take bold lines for headings where the text has hardly any other."""
    marked = [piece for piece in pieces if isinstance(piece, Heading)]
    if len(marked) - bool(marked and marked[0].level == 1) >= FEW:
        return list(pieces)
    result: list[Heading | Block] = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        words = (
            piece.text.strip("* ").rstrip(":").rstrip("* ")
            if isinstance(piece, Block) and piece.is_bold
            else ""
        )
        if words and after is not None and len(words) <= LONGEST_BOLD and not words.endswith((".", ",", ";")):
            result.append(Heading(level=BELOW_MARKED, text=words, line=piece.line, guessed="bold"))
        else:
            result.append(piece)
    return result


def _title_at(pieces: Sequence[Heading | Block], known: str) -> int | None:
    """Find the heading that is the title: one of level 1 before all others, or one that stands alone above them."""
    headings = [(place, piece) for place, piece in enumerate(pieces) if isinstance(piece, Heading)]
    if not headings:
        return None
    first, heading = headings[0]
    if heading.level == 1 and not heading.guessed:
        return first
    opening = [(place, piece) for place, piece in headings if place == headings.index((place, piece))]
    if heading.guessed:
        return (
            next((place for place, piece in opening if ABOUT.search(piece.text)), None) if not known else None
        )
    is_alone = sum(other.level <= heading.level for _, other in headings) == 1
    return first if first == 0 and (is_alone and (len(headings) > 1 or not known)) else None


def _nested(pieces: Sequence[Heading | Block]) -> tuple[Heading | Block, ...]:
    """Give each heading the level of its place among the others, so that none is skipped."""
    above: list[int] = []
    result: list[Heading | Block] = []
    for piece in pieces:
        if isinstance(piece, Heading):
            while above and above[-1] >= piece.level:
                above.pop()
            above.append(piece.level)
            piece = replace(piece, level=min(DEEPEST, FIRST_LEVEL + len(above) - 1))  # noqa: PLW2901 the same, nested
        result.append(piece)
    return tuple(result)


def _guesses(pieces: Sequence[Heading | Block]) -> list[Note]:
    return [
        Note(
            rule="import/heading",
            message=f"{GUESSES[piece.guessed]}: “{piece.text}”",
            fix="if it is none, take the signs # and the id away; if it belongs into another section, add a sign #",
            words=f"# {piece.text}",
            line=piece.line,
        )
        for piece in pieces
        if isinstance(piece, Heading) and piece.guessed
    ]
