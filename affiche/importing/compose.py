"""Pieces into the Markdown of a working text, with what was not sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.importing.blocks import Heading, Note
from affiche.importing.input_file import SIMPLIFY, TOO_TANGLED, refusal
from affiche.importing.links import Places, link_notes, unlinked, with_links
from affiche.importing.naming import inherited, section_ids
from affiche.importing.outline import arranged
from affiche.importing.pairing import Pairing, pair
from affiche.importing.stated_date import Stated, stated_date
from affiche.source.editions import Draft, edition
from affiche.source.markdown import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.importing.input_file import ParsedFile
    from affiche.importing.outline import Arranged
    from affiche.model import Edition
    from affiche.source import MarkdownRenderer

MOST_HEADINGS = 2_000
"""The longest policy known has some three hundred."""
APART = "<!-- -->"
"""Keeps two lists, or two quotations, from becoming one."""
_BEGINS_ONE = re.compile(r">|-(?= )|\d+(?=\. )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A text as it will stand under content/."""

    edition: Edition
    has_title: bool
    """Whether the source itself said what it is called."""
    stated: Stated | None
    """The date that the text says of itself."""
    pairing: Pairing | None
    """How its sections stand beside those of the source locale."""
    notes: tuple[Note, ...]

    @property
    def markdown(self) -> str:
        """The text as it is written."""
        return self.edition.markdown


class Composer:
    """Composes the texts of a policy one after the other, and remembers what was rendered."""

    def __init__(self, renderer: MarkdownRenderer) -> None:
        """Start with nothing composed."""
        self._renderer = renderer

    def compose(
        self,
        parsed: ParsedFile,
        locale: str,
        title: str,
        before: Edition | None = None,
        beside: Edition | None = None,
    ) -> Composed:
        """Make the text of a locale; `title` is for one without any.

        Sections keep the ids that they have in the text before it, and take those of their counterparts in the
        source text beside it. Raises ContentError where the text is nested beyond reason.
        """
        try:
            return self._composed(arranged(parsed.text), locale, title, before, beside)
        except (TooComplexError, RecursionError):
            raise refusal(parsed.file.path, TOO_TANGLED, fix=SIMPLIFY) from None

    def _composed(
        self, ordered: Arranged, locale: str, title: str, before: Edition | None, beside: Edition | None
    ) -> Composed:
        headings = [piece for piece in ordered.pieces if isinstance(piece, Heading)]
        if len(headings) > MOST_HEADINGS:
            raise TooComplexError
        known: dict[int, str] = {}
        pairing = None
        if before is not None or beside is not None:
            plain = self._edition(_written(ordered, section_ids(headings, {}), title), locale, title)
            known = inherited(before, plain) if before else {}
            if beside is not None:
                own = {at: heading.id for at, heading in enumerate(headings) if heading.id}
                pairing = pair(beside, plain, own, known)
                known |= pairing.ids
        ids = section_ids(headings, known, over_own=beside is not None)
        notes = [*ordered.notes]
        markdown = _written(ordered, ids, title, notes)
        made = self._edition(markdown, locale, title)
        return Composed(
            edition=made,
            has_title=bool(ordered.title),
            stated=stated_date([piece.text for piece in ordered.pieces], locale),
            pairing=pairing,
            notes=tuple(notes),
        )

    def _edition(self, markdown: str, locale: str, title: str) -> Edition:
        return edition(Draft(locale=locale, text=markdown, fallback_title=title), self._renderer)


def _written(text: Arranged, ids: Sequence[str], title: str, notes: list[Note] | None = None) -> str:
    """Write the text; with `notes`, note what its links lead to."""
    places = Places(text, ids)
    gathered: list[Note] = []
    blocks = [f"# {_safe(unlinked(text.title) or title)}"]
    given = iter(ids)
    for piece in text.pieces:
        words = with_links(
            unlinked(piece.text) if isinstance(piece, Heading) else piece.text, places, gathered
        )
        if isinstance(piece, Heading):
            words = f"{'#' * piece.level} {_safe(words)} {{#{next(given)}}}"
        if _BEGINS_ONE.match(words) and _kind(blocks[-1]) == _kind(words):
            blocks.append(APART)
        blocks.append(words)
    if notes is not None:
        notes += [*gathered, *link_notes(blocks)]
    return "\n\n".join(blocks) + "\n"


def _kind(block: str) -> str:
    """Tell lists and quotations, which run into one another."""
    match = _BEGINS_ONE.match(block)
    return "" if match is None else ">" if match[0] == ">" else "-"


def _safe(heading: str) -> str:
    """Keep a sign # at the end of a heading from being read as a mark."""
    return f"{heading[:-1]}&#35;" if heading.endswith("#") else heading
