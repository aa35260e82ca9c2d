"""Compare two editions: the one way in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare.blocks import compare_blocks, compare_pair
from affiche.compare.changes import Change, Comparison, Kind, Place, Redline, RedlineSection
from affiche.compare.findings import Findings, find
from affiche.compare.layout import Line, lay_out
from affiche.compare.markup import escape
from affiche.compare.matching import match_sections
from affiche.compare.outline import Entry, Text, outline
from affiche.compare.pieces import Piece, State
from affiche.compare.writing import write_piece, write_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.model import Edition

NOTHING = frozenset[Kind]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two texts, or one that has no counterpart, laid out as one."""

    pieces: tuple[Piece, ...]
    """The heading and the blocks under it; nothing where both texts are equal."""
    heading: str
    """The heading as HTML with marks."""
    body: str
    """The text under it as HTML with marks."""
    heading_findings: Findings = Findings()
    body_findings: Findings = Findings()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A line of the redline with what was found in it."""

    line: Line
    section: RedlineSection


class Comparer:
    """Compares editions, and remembers every pair of texts so that none is compared twice."""

    def __init__(self) -> None:
        """Start with nothing compared."""
        self._differences: dict[tuple[Text | None, Text | None], Difference] = {}

    def compare(self, old: Edition, new: Edition) -> Comparison:
        """Compare two editions of a policy."""
        front = self._difference(_front(old), _front(new))
        before, after = outline(old), outline(new)
        lines = lay_out(before, after, match_sections(before, after))
        ids = {entry.section.id for entry in after}
        parts = [_Part(line=line, section=self._section(line, before, after, ids)) for line in lines]
        redline = Redline(
            title=front.heading,
            introduction=front.body,
            introduction_kinds=_text_kinds(front.heading_findings.with_(front.body_findings)),
            sections=_nested(parts),
        )
        changes = [*_front_change(front), *(p.section.change for p in parts if p.section.change)]
        return Comparison(
            changes=tuple(changes),
            redline=redline,
            words_added=sum(change.words_added for change in changes),
            words_removed=sum(change.words_removed for change in changes),
        )

    def _difference(self, old: Text | None, new: Text | None) -> Difference:
        """Compare two texts, once."""
        known = self._differences.get((old, new))
        if known is None:
            known = self._differences[old, new] = _difference(old, new)
        return known

    def _section(
        self, line: Line, old: Sequence[Entry], new: Sequence[Entry], ids: set[str]
    ) -> RedlineSection:
        """Write one line of the outline as a section without those nested in it."""
        before = None if line.old is None else old[line.old]
        after = None if line.new is None else new[line.new]
        if before is not None and after is None and line.move:
            return _marker(line, before)
        difference = self._difference(before.text if before else None, after.text if after else None)
        change = _change(line, before, after, difference)
        shown = after or before
        assert shown is not None
        section_id = shown.section.id
        while after is None and section_id in ids:
            section_id += "-removed"
        ids.add(section_id)
        return RedlineSection(
            id=section_id,
            start=_start(line, before, after, section_id),
            heading=difference.heading,
            body=difference.body,
            level=line.depth,
            title=shown.section.title,
            number=shown.section.number,
            kinds=NOTHING if change is None else change.kinds,
            unchanged=change is None,
            change=change,
            move=line.move,
        )


def compare(old: Edition, new: Edition) -> Comparison:
    """Compare two editions of a policy."""
    return Comparer().compare(old, new)


def _front(edition: Edition) -> Text:
    """Give the title and introduction of an edition."""
    return Text(tag="h1", heading=edition.title, html=edition.introduction)


def _difference(old: Text | None, new: Text | None) -> Difference:
    """Compare two texts."""
    if old is not None and old == new:
        return Difference(pieces=(), heading=old.heading_html, body=f"{old.html}\n")
    before = () if old is None else old.blocks()
    after = () if new is None else new.blocks()
    if not before:
        pieces = tuple(Piece(state=State.ADDED, new=block) for block in after)
    elif not after:
        pieces = tuple(Piece(state=State.REMOVED, old=block) for block in before)
    else:
        pieces = (compare_pair(before[0], after[0]), *compare_blocks(before[1:], after[1:]))
    return Difference(
        pieces=pieces,
        heading=write_piece(pieces[0], {}),
        body=write_pieces(pieces[1:], {}),
        heading_findings=find(pieces[:1]),
        body_findings=find(pieces[1:]),
    )


def _front_change(front: Difference) -> list[Change]:
    """State what differs in the title and the introduction."""
    findings = front.heading_findings.with_(front.body_findings)
    kinds = _text_kinds(findings)
    return [_stated(kinds, findings)] if kinds else []


def _text_kinds(findings: Findings) -> frozenset[Kind]:
    """Tell what happened to the words of a text."""
    if findings.words:
        return frozenset({Kind.REWORDED})
    return frozenset({Kind.COSMETIC}) if findings.aspects else NOTHING


def _change(line: Line, old: Entry | None, new: Entry | None, difference: Difference) -> Change | None:
    """State everything that differs in one section."""
    findings = difference.heading_findings.with_(difference.body_findings)
    if old is None or new is None:
        kinds = {Kind.REMOVED if new is None else Kind.ADDED}
    else:
        kinds = set(_text_kinds(difference.body_findings))
        if difference.heading_findings.words:
            kinds.add(Kind.RENAMED)
        if line.move:
            kinds.add(Kind.MOVED)
        if old.section.id != new.section.id:
            findings = findings.with_anchor()
        if not kinds and findings.aspects:
            kinds.add(Kind.COSMETIC)
    if not kinds:
        return None
    return _stated(
        frozenset(kinds),
        findings,
        old=_place(old) if old else None,
        new=_place(new) if new else None,
        move=line.move,
    )


def _stated(
    kinds: frozenset[Kind],
    findings: Findings,
    *,
    old: Place | None = None,
    new: Place | None = None,
    move: str = "",
) -> Change:
    """Make the record of a change."""
    return Change(
        kinds=kinds,
        old=old,
        new=new,
        words=findings.words,
        words_added=findings.added,
        words_removed=findings.removed,
        aspects=findings.aspects,
        move=move,
    )


def _place(entry: Entry) -> Place:
    """Say which section an entry is."""
    return Place(id=entry.section.id, number=entry.section.number, title=entry.section.title)


def _start(line: Line, old: Entry | None, new: Entry | None, section_id: str) -> str:
    """Write the start tag of a section with its marks."""
    marks = f' data-depth="{0 if old is None else old.depth}"'
    if new is None:
        marks += ' data-change="removed"'
    elif line.move:
        marks += f' data-change="moved" data-move="{line.move}"'
    if old is not None and old.section.id != section_id:
        tag = f'section id="{old.section.id}"'
        marks += f' data-old-tag="{escape(tag)}"'
    return f'<section id="{section_id}"{marks}>'


def _marker(line: Line, old: Entry) -> RedlineSection:
    """Keep the place that a section moved away from."""
    return RedlineSection(
        id="",
        start=f'<section data-depth="{old.depth}" data-change="moved-away" data-move="{line.move}">',
        heading="",
        body="",
        level=line.depth,
        title=old.section.title,
        number=old.section.number,
        kinds=frozenset({Kind.MOVED}),
        unchanged=False,
        change=None,
        move=line.move,
        away=True,
    )


def _nested(parts: Iterable[_Part]) -> tuple[RedlineSection, ...]:
    """Nest sections by their depth."""
    rows: list[list[RedlineSection]] = [[]]
    for part in parts:
        while len(rows) > part.line.depth:
            _fold(rows)
        rows[-1].append(part.section)
        rows.append([])
    while len(rows) > 1:
        _fold(rows)
    return tuple(rows[0])


def _fold(rows: list[list[RedlineSection]]) -> None:
    """Put the innermost row into the section that it belongs to."""
    inner = tuple(rows.pop())
    if inner:
        outer = rows[-1][-1]
        unchanged = outer.unchanged and all(section.unchanged for section in inner)
        rows[-1][-1] = replace(outer, sections=inner, unchanged=unchanged)
