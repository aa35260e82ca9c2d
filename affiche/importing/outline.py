"""The pieces of a text in the order of a policy: one title, headings that nest without a gap, and an id for each."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.characters import has_words
from affiche.compare.sections.matching import match_sections
from affiche.compare.sections.outline import outline
from affiche.compare.words.similarity import NUMBER
from affiche.importing.blocks import Block, Heading, Note
from affiche.source.text.editions import id_from_words, short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.importing.blocks import ParsedText
    from affiche.model import Edition

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
    title = pieces[at].text if at is not None and has_words(pieces[at].text) else text.title
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


def _without_bold(text: str) -> str:
    """Take the marks of a bold line away, and a colon at its end; marks around some of its words stay."""
    words = text.strip().rstrip(": ").removeprefix("**").removesuffix("**").strip().rstrip(": ")
    return words.strip("*") if words[1:-1].count("*") == 0 else words


def _bold_as_headings(pieces: Sequence[Heading | Block]) -> list[Heading | Block]:
    """Take bold lines for headings where the text has hardly any other."""
    marked = [piece for piece in pieces if isinstance(piece, Heading)]
    if len(marked) - bool(marked and marked[0].level == 1) >= FEW:
        return list(pieces)
    result: list[Heading | Block] = []
    for piece, after in zip(pieces, [*pieces, None][1:], strict=True):
        words = _without_bold(piece.text) if isinstance(piece, Block) and piece.is_bold else ""
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


def section_ids(
    headings: Sequence[Heading], known: Mapping[int, str], *, over_own: bool = False
) -> list[str]:
    """Give each heading an id, none twice: its own, else the one known for it, else one from its words.

    With `over_own` the known ones come first, as sections of two languages must have the same.
    """
    first = [
        (known.get(at) or heading.id) if over_own else (heading.id or known.get(at) or "")
        for at, heading in enumerate(headings)
    ]
    kept = set(first)
    given: dict[str, None] = {}
    for heading, wanted in zip(headings, first, strict=True):
        if wanted and wanted not in given:
            given[wanted] = None
            continue
        base = wanted or short(id_from_words(NUMBER.sub("", heading.text) or heading.text))
        numbered = (f"{base}-{count}" for count in itertools.count(2))
        free = itertools.chain([base], numbered)
        given[next(name for name in free if name not in kept and name not in given)] = None
    return list(given)


def inherited(before: Edition, now: Edition) -> dict[int, str]:
    """Give the id of each section that the version before has too, under whatever heading, by its position."""
    old, new = outline(before), outline(now)
    matches = match_sections(old, new)
    return {to - 1: old[at].section.id for to, at in matches.items() if to and at}
