"""Compare two editions: the one way in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare import marks
from affiche.compare.block_edits import new_block, walk
from affiche.compare.changes import (
    Change,
    Comparison,
    Kind,
    Move,
    Redline,
    RedlineSection,
    at_edges_bare,
    substitutions,
)
from affiche.compare.moved_blocks import find_moved_blocks
from affiche.compare.sections.matching import match_sections
from affiche.compare.sections.merged_outline import Moves, OutlineRow, Region, find_regions, merged_outline
from affiche.compare.sections.outline import outline
from affiche.compare.sections.section_changes import Group, changes_of, place_of
from affiche.compare.sections.section_edits import Differences
from affiche.compare.words.similarity import TextSimilarity
from affiche.html import escape, ids_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from affiche.compare.block_edits import BlockEdit, BlockMove
    from affiche.compare.changes import Substitution
    from affiche.compare.sections.outline import Entry
    from affiche.compare.sections.section_edits import EditRun, SectionEdit
    from affiche.model import Edition


class Comparer:
    """Compares editions, and remembers every pair of texts so that none is compared twice."""

    def __init__(self) -> None:
        """Start with nothing compared."""
        self._similarity = TextSimilarity()
        self._differences = Differences(self._similarity)

    def compare(self, old: Edition, new: Edition) -> Comparison:
        """Compare two editions of a policy."""
        before, after = outline(old), outline(new)
        moves = Moves(before, after, match_sections(before, after))
        regions = find_regions(before, after, moves, self._similarity)
        lines = merged_outline(before, after, moves, regions)
        parts, places = self._with_moved_blocks(
            list(self._parts(before, after, lines, regions)), first=len(moves.roots) + 1
        )
        changes = tuple(change for part in parts for change in part.changes)
        repeated = substitutions(changes)
        front, *rest = [part.with_repeated(repeated) for part in _with_unique_ids(parts, old, new)]
        return Comparison(
            changes=changes,
            redline=Redline(
                title=front.heading_html,
                introduction=front.body_html,
                introduction_kinds=front.changes[0].kinds if front.changes else frozenset(),
                sections=_nested(rest),
                moves=places,
            ),
            words_added=sum(change.words_added for change in changes),
            words_removed=sum(change.words_removed for change in changes),
            substitutions=repeated,
        )

    def _parts(
        self,
        old: Sequence[Entry],
        new: Sequence[Entry],
        lines: Iterable[OutlineRow],
        regions: Sequence[Region],
    ) -> Iterator[_Part]:
        """Compare the texts behind each line of the redline's outline."""
        group: Group | None = None
        joined = {to: region for region in regions for to in region.new}
        for line in lines:
            if line.new is None and line.old is not None and line.move:
                group = Group(old=[old[line.old]], new=(), edits=())
                yield _Part(line=line, group=group, to=0, changes=(), id="")
                continue
            region = None if line.new is None else joined.get(line.new)
            if region is None or line.new is None or group is None or line.new == region.new[0]:
                group = self._group(old, new, line, region)
            to = 0 if region is None or line.new is None else line.new - region.new[0]
            shown = (group.new or group.old)[to]
            yield _Part(line=line, group=group, to=to, changes=(), id=shown.section.id)

    def _group(
        self, old: Sequence[Entry], new: Sequence[Entry], line: OutlineRow, region: Region | None
    ) -> Group:
        """Compare the texts behind a line, or those of its region."""
        if region is not None:
            before, after = [old[at] for at in region.old], [new[to] for to in region.new]
        else:
            before = [] if line.old is None else [old[line.old]]
            after = [] if line.new is None else [new[line.new]]
        edits = self._differences.between(tuple(e.text for e in before), tuple(e.text for e in after))
        return Group(old=before, new=after, edits=edits)

    def _with_moved_blocks(self, parts: list[_Part], *, first: int) -> tuple[list[_Part], dict[str, Move]]:
        """Find blocks that moved between the texts, state what changed in each, and from where to where all moved."""
        texts = [
            [] if part.away else [edit for run in part.edit.runs() for edit in run.edits] for part in parts
        ]
        moves: dict[int, dict[BlockEdit, BlockMove]] = {}
        places = {part.line.move: part.move for part in parts if part.line.move and not part.away}
        for (at, edit), moved in find_moved_blocks(texts, self._similarity, first=first).items():
            moves.setdefault(at, {})[edit] = moved
            known = places.get(moved.number, Move(old=None, new=None))
            places[moved.number] = parts[at].one_end(edit, known)
        return [
            part if part.away else part.stated(moves.get(at, {})) for at, part in enumerate(parts)
        ], places


def compare(old: Edition, new: Edition) -> Comparison:
    """Compare two editions of a policy."""
    return Comparer().compare(old, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A line of the redline with the texts behind it."""

    line: OutlineRow
    group: Group
    to: int
    """Which of the group's new sections stands here; 0 where there is no new one."""
    changes: tuple[Change, ...]
    id: str
    heading_html: str = ""
    body_html: str = ""

    @property
    def edit(self) -> SectionEdit:
        """What became of the section."""
        return self.group.edits[self.to]

    @property
    def away(self) -> bool:
        """Whether only the marker of a move stands here."""
        return self.line.new is None and bool(self.line.move)

    @property
    def move(self) -> Move:
        """From where to where the section moved."""
        old = next((entry for entry in self.group.old), None)
        return Move(old=place_of(old), new=place_of(self.group.new[self.to]))

    @property
    def _is_same(self) -> bool:
        """Whether a section stands here as it stood before, so that there is nothing to state."""
        old, new = self.group.old, self.group.new
        if self.line.move or len(old) != 1 or len(new) != 1:
            return False
        return old[0].section.id == new[0].section.id and old[0].text == new[0].text

    def one_end(self, edit: BlockEdit, known: Move) -> Move:
        """Add to what is known of a block's move the section that this end of it is in."""
        if new_block(edit) is not None:
            return replace(known, new=place_of(self.group.new[self.to]))
        at = next((run.old for run in self.edit.runs() if edit in walk(run.edits)), None)
        return replace(known, old=place_of(None if at is None else self.group.old[at]))

    def with_repeated(self, repeated: Iterable[Substitution]) -> _Part:
        """Give the part with its texts written, and replacements that are told once noted in them."""
        if self.away:
            return self
        known = {(each.old, each.new) for each in repeated}
        texts = heading_html(self.group, self.to), body_html(self.group, self.to)
        if known:
            heading, body = (
                marks.with_repeated(html, lambda *pair: tuple(map(at_edges_bare, pair)) in known)
                for html in texts
            )
        else:
            heading, body = texts
        return replace(self, heading_html=heading, body_html=body)

    def stated(self, moves: Mapping[BlockEdit, BlockMove]) -> _Part:
        """Give the part written with moves in it, and with its changes."""
        group = self.group
        if not moves and self._is_same:
            return self
        if moves:
            edits = list(group.edits)
            edits[self.to] = self.edit.moved(moves)
            group = replace(group, edits=edits)
        return replace(self, group=group, changes=tuple(changes_of(group, self.to, self.line.move)))


def _with_unique_ids(parts: Sequence[_Part], old: Edition, new: Edition) -> Iterator[_Part]:
    """Give removed sections whose ids stand elsewhere in the redline other ones."""
    taken: set[str] | None = None
    for part in parts:
        if part.line.new is not None or part.away:
            yield part
            continue
        if taken is None:
            taken = set(ids_in(new.html))
            reserved = taken.union(ids_in(old.html))
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
    shown = (group.new or group.old)[part.to].section
    return RedlineSection(
        id=part.id,
        start=start_tag(group, part.to, part.id, line.move),
        heading=part.heading_html,
        body=part.body_html,
        level=line.depth,
        title=shown.title,
        number=shown.number,
        kinds=part.changes[0].kinds if part.changes else frozenset(),
        unchanged=not part.changes,
        change=part.changes[0] if part.changes else None,
        move=line.move,
    )


def _marker(line: OutlineRow, old: Entry) -> RedlineSection:
    """Keep the place that a section moved away from."""
    return RedlineSection(
        id="",
        start=f'<section data-depth="{old.depth}"{marks.move_end(marks.MOVED_AWAY, line.move)}>',
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
        fresh = all(
            marks.SECTION_ADDED in section.start or (section.move and not section.away) for section in inner
        )
        start = outer.start if fresh else outer.start.replace(marks.SECTION_ADDED, "")
        rows[-1][-1] = replace(outer, start=start, sections=inner, unchanged=unchanged)


def start_tag(group: Group, to: int, section_id: str, move: str) -> str:
    """Write the start tag of a section with its marks."""
    edit = group.edits[to]
    begins = edit.heading.opens and edit.heading.old is not None and not edit.above
    old = group.old[edit.heading.old or 0] if begins else None
    attributes = f' data-depth="{0 if old is None else old.depth}"'
    if not group.new:
        attributes += marks.change(marks.REMOVED)
    elif all(run.old is None for run in edit.runs()):
        attributes += marks.SECTION_ADDED
    elif move:
        attributes += marks.move_end(marks.MOVED, move)
    if old is not None and old.section.id != section_id:
        attributes += f' data-old-tag="{escape(_old_tag(old))}"'
    return f'<section id="{section_id}"{attributes}>'


def heading_html(group: Group, to: int) -> str:
    """Write the heading, after any text that was removed above it."""
    edit = group.edits[to]
    return _runs_html(group, (*edit.above, edit.heading)) if edit.above else edit.heading.html


def body_html(group: Group, to: int) -> str:
    """Write the text under the heading, behind any old texts that are carried whole."""
    edit = group.edits[to]
    carried = (_opened(old, text) for old, text in zip(group.old, edit.carried, strict=False))
    return "".join(carried) + _runs_html(group, edit.body)


def _runs_html(group: Group, runs: Iterable[EditRun]) -> str:
    """Write runs, each old section that begins there behind a marker."""
    return "".join(f"{_opened(group.old[run.old or 0])}{run.html}" if run.opens else run.html for run in runs)


def _opened(old: Entry, text: str = "") -> str:
    """Keep the place where an old section began."""
    return marks.opened(old.depth, _old_tag(old), text)


def _old_tag(old: Entry) -> str:
    """Give the start tag of a section in the old edition, without its brackets."""
    return f'section id="{old.section.id}"'
