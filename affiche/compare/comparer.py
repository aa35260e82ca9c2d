"""Compare two editions: the one way in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from affiche.compare import marks
from affiche.compare.block_edits import Added, walk
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
from affiche.compare.moved_blocks import find_moved_blocks, movable_blocks
from affiche.compare.moved_words import find_moved_words
from affiche.compare.sections.matching import all_in_place, match_sections
from affiche.compare.sections.merged_outline import (
    OutlineRow,
    Region,
    SectionMoves,
    find_regions,
    merged_outline,
)
from affiche.compare.sections.outline import outline
from affiche.compare.sections.section_changes import Group, changes_of, place_of
from affiche.compare.sections.section_edits import Differences
from affiche.compare.words.similarity import TextSimilarity
from affiche.html import escape, ids_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from affiche.compare import block_edits
    from affiche.compare.block_edits import BlockEdit, BlockMove, Removed, WordsMoved
    from affiche.compare.moved_blocks import End
    from affiche.compare.sections.outline import Entry
    from affiche.compare.sections.section_edits import EditRun, SectionEdit
    from affiche.model import Edition


class Comparer:
    """Compares editions, and remembers each pair of texts, as the versions of a policy share most of them."""

    def __init__(self) -> None:
        """Start with nothing compared."""
        self._similarity = TextSimilarity()
        self._differences = Differences(self._similarity)
        self._outlines: dict[Edition, list[Entry]] = {}
        self._entries: dict[Entry, Entry] = {}
        self._known: dict[tuple[OutlineRow, int, int], _Part] = {}
        """By the identity of their entries, which stays theirs, as these are kept."""

    def compare(self, old: Edition, new: Edition) -> Comparison:
        """Compare two editions of a policy."""
        before, after = self._outline(old), self._outline(new)
        # As in most pairs of versions, where looking for moves would cost the most.
        if all_in_place(before, after):
            rows = (OutlineRow(old=at, new=at, depth=entry.depth) for at, entry in enumerate(after))
            found, moved = [self._part(row, before, after) for row in rows], 0
        else:
            moves = SectionMoves(before, after, match_sections(before, after))
            regions = find_regions(before, after, moves, self._similarity)
            lines = merged_outline(before, after, moves, regions)
            continued = {before[at].section.id: after[to].section.id for to, at in moves.matches.items()}
            compared = (part.leading(continued) for part in self._parts(before, after, lines, regions))
            found = list(_with_unique_ids(compared, old, new))
            moved = len(moves.moved_roots)
        parts, places = self._with_moved_blocks(found, first=moved + 1)
        changes = tuple(change for part in parts for change in part.changes)
        repeated = substitutions(changes)
        told = {(each.old, each.new) for each in repeated}
        front, *rest = [(part.line.depth, part.written(told)) for part in parts]
        return Comparison(
            changes=changes,
            redline=Redline(
                title=front[1].heading,
                introduction=front[1].body,
                introduction_kinds=front[1].kinds,
                sections=_nested(rest),
                moves=places,
            ),
            words_added=sum(change.words_added for change in changes),
            words_removed=sum(change.words_removed for change in changes),
            substitutions=repeated,
        )

    def _outline(self, edition: Edition) -> list[Entry]:
        """Give the outline of an edition, in which equal entries of all editions are the same."""
        found = self._outlines.get(edition)
        if found is None:
            found = [self._entries.setdefault(entry, entry) for entry in outline(edition)]
            self._outlines[edition] = found
        return found

    def _parts(
        self,
        old: Sequence[Entry],
        new: Sequence[Entry],
        lines: Iterable[OutlineRow],
        regions: Sequence[Region],
    ) -> Iterator[_Part]:
        """Compare the texts behind each line of the redline's outline."""
        joined = {to: region for region in regions for to in region.new}
        group: Group | None = None
        for line in lines:
            region = None if line.new is None else joined.get(line.new)
            if region is None or line.new is None:
                yield self._part(line, old, new)
                continue
            if group is None or line.new == region.new[0]:
                group = self._group([old[at] for at in region.old], [new[to] for to in region.new])
            to = line.new - region.new[0]
            yield _Part(line=line, group=group, to=to, id=group.new[to].section.id)

    def _part(self, line: OutlineRow, old: Sequence[Entry], new: Sequence[Entry]) -> _Part:
        """Compare the texts behind a line by itself, once for all editions that have both."""
        before = None if line.old is None else old[line.old]
        after = None if line.new is None else new[line.new]
        key = line, id(before), id(after)
        part = self._known.get(key)
        if part is None:
            sides = [before] if before else [], [after] if after else []
            is_away = after is None and bool(line.move)
            group = Group(old=sides[0], new=(), edits=()) if is_away else self._group(*sides)
            shown = (group.new or group.old)[0]
            part = _Part(line=line, group=group, to=0, id=shown.section.id)
            self._known[key] = part
        return part

    def _group(self, old: Sequence[Entry], new: Sequence[Entry]) -> Group:
        """Compare the texts of some sections as one."""
        texts = tuple(each.text for each in old), tuple(each.text for each in new)
        return Group(old=old, new=new, edits=self._differences.between(*texts))

    def _with_moved_blocks(self, parts: list[_Part], *, first: int) -> tuple[list[_Part], dict[str, Move]]:
        """Find blocks that moved between the texts, and from where to where all moved."""
        moves: dict[int, dict[BlockEdit, BlockMove | WordsMoved]] = {}
        places = {part.line.move: part.move for part in parts if part.line.move and not part.away}
        found = find_moved_blocks([part.movable_blocks for part in parts], self._similarity, first=first)

        def note(number: str, end: End, *, is_new: bool, is_partial: bool = False) -> None:
            known = places.get(number, Move(old=None, new=None, is_partial=is_partial))
            places[number] = parts[end[0]].one_end(end[1], known, is_new=is_new)

        for (at, edit), moved in found.items():
            moves.setdefault(at, {})[edit] = moved
            note(moved.number, (at, edit), is_new=isinstance(edit, Added))
        partly = find_moved_words([part.edits for part in parts], found, self._similarity)
        for number, each in enumerate(partly, first + len(found) // 2):
            at, edit = each.end
            moves.setdefault(at, {})[edit] = replace(each.moved, number=str(number))
            note(str(number), each.end, is_new=isinstance(edit, Added), is_partial=True)
            note(str(number), each.other, is_new=not isinstance(edit, Added))
        return [part.moved(moves[at]) if at in moves else part for at, part in enumerate(parts)], places


def compare(old: Edition, new: Edition) -> Comparison:
    """Compare two editions of a policy."""
    return Comparer().compare(old, new)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A line of the redline with the texts behind it; what is asked of it is worked out once."""

    line: OutlineRow
    group: Group
    to: int
    """The position of this section among the new ones of the group; 0 if there is none."""
    id: str
    continued: Mapping[str, str] = field(default_factory=dict)
    """For the id of each section of the old edition that of the new one that it is."""

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
        old = self.group.old[0] if self.group.old else None
        return Move(old=place_of(old), new=place_of(self.group.new[self.to]))

    @property
    def edits(self) -> Iterator[BlockEdit]:
        """What became of each block."""
        runs = () if self.away else self.edit.runs()
        return (edit for run in runs for edit in run.edits)

    @cached_property
    def movable_blocks(self) -> tuple[Removed | Added, ...]:
        """The removed and added blocks that can have moved."""
        return tuple(movable_blocks(self.edits))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs."""
        if self.away or self._is_same:
            return ()
        changes = changes_of(self.group, self.to, self.line.move)
        return tuple(change.without_links_to_the_same(self.continued) for change in changes)

    @property
    def _is_same(self) -> bool:
        """Whether the section is as it was, so that there is nothing to state."""
        old, new = self.group.old, self.group.new
        if self.line.move or len(old) != 1 or len(new) != 1:
            return False
        return old[0].section.id == new[0].section.id and old[0].text == new[0].text

    def leading(self, continued: Mapping[str, str]) -> _Part:
        """Give the part in which a link to a section that only has another id now leads where it led."""
        has_any = any(link.is_to_section for change in self.changes for link in change.links)
        return replace(self, continued=continued) if has_any else self

    def one_end(self, edit: BlockEdit, known: Move, *, is_new: bool) -> Move:
        """Add the section in which a move begins, or ends, to what is known of it."""
        if is_new:
            return replace(known, new=place_of(self.group.new[self.to]))
        at = next((run.old for run in self.edit.runs() if edit in walk(run.edits)), None)
        return replace(known, old=place_of(None if at is None else self.group.old[at]))

    def moved(self, moves: block_edits.Moves) -> _Part:
        """Give the part with moves in it."""
        edits = list(self.group.edits)
        edits[self.to] = self.edit.moved(moves)
        return replace(self, group=replace(self.group, edits=edits))

    def written(self, told: set[tuple[str, str]]) -> RedlineSection:
        """Write it without the sections nested in it, replacements that are told once noted as such."""
        section = self._section
        if not told or "<del" not in section.heading + section.body:
            return section
        texts = (
            marks.with_repeated(html, lambda *pair: tuple(map(at_edges_bare, pair)) in told)
            for html in (section.heading, section.body)
        )
        return replace(section, heading=next(texts), body=next(texts))

    @cached_property
    def _section(self) -> RedlineSection:
        line, group = self.line, self.group
        if self.away:
            return _marker(line, group.old[0])
        shown = (group.new or group.old)[self.to].section
        return RedlineSection(
            id=self.id,
            start=start_tag(group, self.to, self.id, line.move),
            heading=heading_html(group, self.to),
            body=body_html(group, self.to),
            level=line.depth,
            title=shown.title,
            number=shown.number,
            kinds=self.changes[0].kinds if self.changes else frozenset(),
            unchanged=not self.changes,
            change=self.changes[0] if self.changes else None,
            move=line.move,
        )


def _with_unique_ids(parts: Iterable[_Part], old: Edition, new: Edition) -> Iterator[_Part]:
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


def _nested(sections: Iterable[tuple[int, RedlineSection]]) -> tuple[RedlineSection, ...]:
    """Nest sections by their depth."""
    rows: list[list[RedlineSection]] = [[]]
    for depth, section in sections:
        while len(rows) > depth:
            _fold(rows)
        rows[-1].append(section)
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
