"""Compare two editions: the one way in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare.changes import Change, Comparison, Kind, Redline, RedlineSection
from affiche.compare.differences import Differences
from affiche.compare.layout import Line, lay_out
from affiche.compare.likeness import Likeness
from affiche.compare.matching import match_sections
from affiche.compare.moves import Moves
from affiche.compare.outline import outline
from affiche.compare.passages import Passage, find_passages
from affiche.compare.regions import Region, find_regions
from affiche.compare.sections import ADDED, Group, body_html, changes_of, heading_html, start_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from affiche.compare.outline import Entry
    from affiche.compare.pieces import Piece
    from affiche.model import Edition


class Comparer:
    """Compares editions, and remembers every pair of texts so that none is compared twice."""

    def __init__(self) -> None:
        """Start with nothing compared."""
        self._likeness = Likeness()
        self._differences = Differences(self._likeness)

    def compare(self, old: Edition, new: Edition) -> Comparison:
        """Compare two editions of a policy."""
        before, after = outline(old), outline(new)
        moves = Moves(before, after, match_sections(before, after))
        regions = find_regions(before, after, moves, self._likeness)
        lines = lay_out(before, after, moves, regions)
        parts = self._with_passages(
            list(self._parts(before, after, lines, regions)), first=len(moves.roots) + 1
        )
        front, *rest = _with_unique_ids(parts, old, new)
        changes = tuple(change for part in parts for change in part.changes)
        return Comparison(
            changes=changes,
            redline=Redline(
                title=heading_html(front.group, front.slot),
                introduction=body_html(front.group, front.slot),
                introduction_kinds=front.changes[0].kinds if front.changes else frozenset(),
                sections=_nested(rest),
            ),
            words_added=sum(change.words_added for change in changes),
            words_removed=sum(change.words_removed for change in changes),
        )

    def _parts(
        self, old: Sequence[Entry], new: Sequence[Entry], lines: Iterable[Line], regions: Sequence[Region]
    ) -> Iterator[_Part]:
        """Compare the texts behind each line of the redline's outline."""
        group: Group | None = None
        joined = {to: region for region in regions for to in region.new}
        for line in lines:
            if line.new is None and line.old is not None and line.move:
                group = Group(old=[old[line.old]], new=(), slots=())
                yield _Part(line=line, group=group, slot=0, changes=(), id="")
                continue
            region = None if line.new is None else joined.get(line.new)
            if region is None or line.new is None or group is None or line.new == region.new[0]:
                group = self._group(old, new, line, region)
            slot = 0 if region is None or line.new is None else line.new - region.new[0]
            shown = (group.new or group.old)[slot]
            yield _Part(line=line, group=group, slot=slot, changes=(), id=shown.section.id)

    def _group(self, old: Sequence[Entry], new: Sequence[Entry], line: Line, region: Region | None) -> Group:
        """Compare the texts behind a line, or those of its region."""
        if region is not None:
            before, after = [old[at] for at in region.old], [new[to] for to in region.new]
        else:
            before = [] if line.old is None else [old[line.old]]
            after = [] if line.new is None else [new[line.new]]
        slots = self._differences.between(tuple(e.text for e in before), tuple(e.text for e in after))
        return Group(old=before, new=after, slots=slots)

    def _with_passages(self, parts: list[_Part], *, first: int) -> list[_Part]:
        """Find blocks that moved between the texts, and state what changed in each."""
        texts = [
            [] if part.away else [piece for run in part.group.slots[part.slot].runs() for piece in run.pieces]
            for part in parts
        ]
        moves: dict[int, dict[Piece, Passage]] = {}
        for (at, piece), passage in find_passages(texts, self._likeness, first=first).items():
            moves.setdefault(at, {})[piece] = passage
        return [part if part.away else part.stated(moves.get(at, {})) for at, part in enumerate(parts)]


def compare(old: Edition, new: Edition) -> Comparison:
    """Compare two editions of a policy."""
    return Comparer().compare(old, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A line of the redline with the texts behind it."""

    line: Line
    group: Group
    slot: int
    changes: tuple[Change, ...]
    id: str

    @property
    def away(self) -> bool:
        """Whether only the marker of a move stands here."""
        return self.line.new is None and bool(self.line.move)

    def stated(self, moves: Mapping[Piece, Passage]) -> _Part:
        """Give the part written with moves in it, and with its changes."""
        group = self.group
        if moves:
            slots = list(group.slots)
            slots[self.slot] = slots[self.slot].moved(moves)
            group = replace(group, slots=slots)
        return replace(self, group=group, changes=tuple(changes_of(group, self.slot, self.line.move)))


def _with_unique_ids(parts: Sequence[_Part], old: Edition, new: Edition) -> Iterator[_Part]:
    """Give removed sections whose ids stand elsewhere in the redline other ones."""
    taken: set[str] | None = None
    for part in parts:
        if part.line.new is not None or part.away:
            yield part
            continue
        if taken is None:
            taken = set(re.findall(r' id="([^"]*)"', new.html))
            reserved = taken | set(re.findall(r' id="([^"]*)"', old.html))
        section_id = part.id
        while section_id in taken:
            section_id += "-removed"
            while section_id in reserved:
                section_id += "-removed"
        taken.add(section_id)
        yield replace(part, id=section_id)


def _section(part: _Part) -> RedlineSection:
    """Write one line of the outline as a section without those nested in it."""
    line, group = part.line, part.group
    if part.away:
        return _marker(line, group.old[0])
    shown = (group.new or group.old)[part.slot].section
    return RedlineSection(
        id=part.id,
        start=start_tag(group, part.slot, part.id, line.move),
        heading=heading_html(group, part.slot),
        body=body_html(group, part.slot),
        level=line.depth,
        title=shown.title,
        number=shown.number,
        kinds=part.changes[0].kinds if part.changes else frozenset(),
        unchanged=not part.changes,
        change=part.changes[0] if part.changes else None,
        move=line.move,
    )


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
        rows[-1].append(_section(part))
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
        fresh = all(ADDED in section.start or (section.move and not section.away) for section in inner)
        start = outer.start if fresh else outer.start.replace(ADDED, "")
        rows[-1][-1] = replace(outer, start=start, sections=inner, unchanged=unchanged)
