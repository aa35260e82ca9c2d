"""Compare two editions: the one way in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare import limits, marks
from affiche.compare.block_edits import NO_STATS, Stats, new_block, old_block, stats_of, walk
from affiche.compare.changes import Aspect, Change, Comparison, Kind, Move, Place, Redline, RedlineSection
from affiche.compare.matching import match_sections
from affiche.compare.merged_outline import Moves, OutlineRow, Region, find_regions, merged_outline
from affiche.compare.moved_blocks import find_moved_blocks
from affiche.compare.outline import outline
from affiche.compare.section_edits import Differences
from affiche.compare.similarity import TextSimilarity, bare
from affiche.compare.words import without_dates
from affiche.html import escape, ids_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from affiche.compare.block_edits import BlockEdit, BlockMove
    from affiche.compare.outline import Entry
    from affiche.compare.section_edits import EditRun, SectionEdit
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
        front, *rest = _with_unique_ids(parts, old, new)
        changes = tuple(change for part in parts for change in part.changes)
        return Comparison(
            changes=changes,
            redline=Redline(
                title=heading_html(front.group, front.section_edit),
                introduction=body_html(front.group, front.section_edit),
                introduction_kinds=front.changes[0].kinds if front.changes else frozenset(),
                sections=_nested(rest),
                moves=places,
            ),
            words_added=sum(change.words_added for change in changes),
            words_removed=sum(change.words_removed for change in changes),
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
                group = Group(old=[old[line.old]], new=(), section_edits=())
                yield _Part(line=line, group=group, section_edit=0, changes=(), id="")
                continue
            region = None if line.new is None else joined.get(line.new)
            if region is None or line.new is None or group is None or line.new == region.new[0]:
                group = self._group(old, new, line, region)
            section_edit = 0 if region is None or line.new is None else line.new - region.new[0]
            shown = (group.new or group.old)[section_edit]
            yield _Part(line=line, group=group, section_edit=section_edit, changes=(), id=shown.section.id)

    def _group(
        self, old: Sequence[Entry], new: Sequence[Entry], line: OutlineRow, region: Region | None
    ) -> Group:
        """Compare the texts behind a line, or those of its region."""
        if region is not None:
            before, after = [old[at] for at in region.old], [new[to] for to in region.new]
        else:
            before = [] if line.old is None else [old[line.old]]
            after = [] if line.new is None else [new[line.new]]
        section_edits = self._differences.between(tuple(e.text for e in before), tuple(e.text for e in after))
        return Group(old=before, new=after, section_edits=section_edits)

    def _with_moved_blocks(self, parts: list[_Part], *, first: int) -> tuple[list[_Part], dict[str, Move]]:
        """Find blocks that moved between the texts, state what changed in each, and from where to where all moved."""
        texts = [
            []
            if part.away
            else [edit for run in part.group.section_edits[part.section_edit].runs() for edit in run.edits]
            for part in parts
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
    section_edit: int
    changes: tuple[Change, ...]
    id: str

    @property
    def away(self) -> bool:
        """Whether only the marker of a move stands here."""
        return self.line.new is None and bool(self.line.move)

    @property
    def move(self) -> Move:
        """From where to where the section moved."""
        old = next((entry for entry in self.group.old), None)
        return Move(old=_place_of(old), new=_place_of(self.group.new[self.section_edit]))

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
            return replace(known, new=_place_of(self.group.new[self.section_edit]))
        runs = self.group.section_edits[self.section_edit].runs()
        at = next((run.old for run in runs if edit in walk(run.edits)), None)
        return replace(known, old=_place_of(None if at is None else self.group.old[at]))

    def stated(self, moves: Mapping[BlockEdit, BlockMove]) -> _Part:
        """Give the part written with moves in it, and with its changes."""
        group = self.group
        if not moves and self._is_same:
            return self
        if moves:
            section_edits = list(group.section_edits)
            section_edits[self.section_edit] = section_edits[self.section_edit].moved(moves)
            group = replace(group, section_edits=section_edits)
        return replace(self, group=group, changes=tuple(changes_of(group, self.section_edit, self.line.move)))


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
    shown = (group.new or group.old)[part.section_edit].section
    return RedlineSection(
        id=part.id,
        start=start_tag(group, part.section_edit, part.id, line.move),
        heading=heading_html(group, part.section_edit),
        body=body_html(group, part.section_edit),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections that were compared as one: mostly one of each side."""

    old: Sequence[Entry]
    new: Sequence[Entry]
    section_edits: Sequence[SectionEdit]

    def sources(self, section_edit: int) -> list[int]:
        """Give the old sections whose text stands in one new section."""
        if len(self.old) < 2 and len(self.new) < 2:  # noqa: PLR2004 - one on each side
            return [0] if self.old and self.new else []
        return [at for at in range(len(self.old)) if self._flows(at, section_edit)]

    def targets(self, at: int) -> list[int]:
        """Give the new sections in which the text of one old section stands."""
        return [section_edit for section_edit in range(len(self.new)) if at in self.sources(section_edit)]

    def _flows(self, at: int, section_edit: int) -> bool:
        """Tell whether a fair part of an old section stands in a new one."""
        shared = sum(run.shared for run in self.section_edits[section_edit].body if run.old == at)
        least = min(len(self.old[at].text.html), len(self.new[section_edit].text.html))
        return shared > 0 and shared >= limits.CONTRIBUTES * least


def start_tag(group: Group, section_edit: int, section_id: str, move: str) -> str:
    """Write the start tag of a section with its marks."""
    begun = group.section_edits[section_edit].heading
    old = (
        group.old[begun.old]
        if begun.opens and begun.old is not None and not group.section_edits[section_edit].above
        else None
    )
    attributes = f' data-depth="{0 if old is None else old.depth}"'
    if not group.new:
        attributes += marks.change(marks.REMOVED)
    elif all(run.old is None for run in group.section_edits[section_edit].runs()):
        attributes += marks.SECTION_ADDED
    elif move:
        attributes += marks.move_end(marks.MOVED, move)
    if old is not None and old.section.id != section_id:
        attributes += f' data-old-tag="{escape(_old_tag(old))}"'
    return f'<section id="{section_id}"{attributes}>'


def heading_html(group: Group, section_edit: int) -> str:
    """Write the heading, after any text that was removed above it."""
    part = group.section_edits[section_edit]
    if not part.above:
        return part.heading.html
    return _runs_html(group, (*part.above, part.heading))


def body_html(group: Group, section_edit: int) -> str:
    """Write the text under the heading, behind any old texts that are carried whole."""
    part = group.section_edits[section_edit]
    carried = (_opened(old, text) for old, text in zip(group.old, part.carried, strict=False))
    return "".join(carried) + _runs_html(group, part.body)


def _runs_html(group: Group, runs: Iterable[EditRun]) -> str:
    """Write runs, each old section that begins there behind a marker."""
    return "".join(f"{_opened(group.old[run.old or 0])}{run.html}" if run.opens else run.html for run in runs)


def _opened(old: Entry, text: str = "") -> str:
    """Keep the place where an old section began."""
    return marks.opened(old.depth, _old_tag(old), text)


def _old_tag(old: Entry) -> str:
    """Give the start tag of a section in the old edition, without its brackets."""
    return f'section id="{old.section.id}"'


def changes_of(group: Group, section_edit: int, move: str) -> list[Change]:
    """State what differs in one section, and which old sections are gone from it."""
    part = group.section_edits[section_edit]
    if not group.new:
        return [_stated({Kind.REMOVED}, _sum(part.runs()), (group.old[0], None))]
    sources = group.sources(section_edit)
    below = (*part.above, *part.body)
    gone = {run.old for run in below if run.opens and run.old is not None and not group.targets(run.old)} - {
        part.heading.old if part.heading.opens else None
    }
    removed = [at for at in range(len(group.old)) if at in gone]
    kept = [run for run in below if run.old not in gone]
    return [
        *_main_change(group, section_edit, sources, kept, move),
        *(
            _stated({Kind.REMOVED}, _sum(run for run in below if run.old == at), (group.old[at], None))
            for at in removed
        ),
    ]


def _main_change(
    group: Group, section_edit: int, sources: list[int], kept: list[EditRun], move: str
) -> list[Change]:
    """State what differs in a section of the new edition."""
    heading, new = group.section_edits[section_edit].heading, group.new[section_edit]
    begun = heading.old if heading.opens else None
    origin = begun if begun is not None else next(iter(sources), None)
    if origin is None:
        return [_stated({Kind.ADDED}, _sum((heading, *kept)), (None, new))]
    old = group.old[origin]
    split = [to for at in {origin, *sources} for to in group.targets(at) if to != section_edit]
    merged = [at for at in sources if at != origin]
    kinds = text_kinds(_text_findings(kept))
    kinds |= {Kind.SPLIT} if split else set()
    kinds |= {Kind.MERGED} if merged else set()
    kinds |= {Kind.MOVED} if move else set()
    stats = heading.stats
    if begun is not None:
        kind, stats = _heading_change(old, new, heading.stats)
        kinds |= {kind} if kind else set()
        if old.section.id != new.section.id:
            stats += Stats(aspects=frozenset({Aspect.ANCHOR}))
    stats += _sum(kept)
    if stats.aspects and not kinds:
        kinds.add(Kind.COSMETIC)
    others = [group.new[to] for to in sorted(set(split))] + [group.old[at] for at in merged]
    change = _stated(kinds, stats, (old, new), others=others, move=move)
    return [change] if kinds else []


def _heading_change(old: Entry, new: Entry, stats: Stats) -> tuple[Kind | None, Stats]:
    """Tell a heading with another number, or another date, from one with other words."""
    if all(words.correction for words in stats.words):
        return None, stats
    before, after = old.section.title, new.section.title
    if bare(before) == bare(after):
        words = tuple(replace(words, correction=Aspect.NUMBERING) for words in stats.words)
        return Kind.RENUMBERED, replace(stats, words=words, added=0, removed=0)
    if not old.depth:
        return Kind.RENAMED, stats
    dated = bare(without_dates(before)) == bare(without_dates(after))
    return (Kind.CHANGED if dated else Kind.RENAMED), stats


def text_kinds(stats: Stats) -> set[Kind]:
    """Tell what happened to the words of a text."""
    if any(not words.correction for words in stats.words):
        return {Kind.CHANGED}
    return {Kind.COSMETIC} if stats.aspects or stats.words else set()


def _place_of(entry: Entry | None) -> Place | None:
    """Say which section an entry is; the introduction is none."""
    return place(entry) if entry and entry.depth else None


def place(entry: Entry) -> Place:
    """Say which section an entry is."""
    return Place(id=entry.section.id, number=entry.section.number, title=entry.section.title)


def _text_findings(runs: Iterable[EditRun]) -> Stats:
    """Give the stats of runs, old headings among them left aside."""
    stats = NO_STATS
    for run in runs:
        if run.opens:
            text = (edit for edit in run.edits if (block := old_block(edit)) is None or not block.opens)
            stats = stats + stats_of(text)
        else:
            stats = stats + run.stats
    return stats


def _sum(runs: Iterable[EditRun]) -> Stats:
    """Give the stats of several runs."""
    return sum((run.stats for run in runs), NO_STATS)


def _stated(
    kinds: set[Kind],
    stats: Stats,
    places: tuple[Entry | None, Entry | None],
    *,
    others: Iterable[Entry] = (),
    move: str = "",
) -> Change:
    """Make the record of a change between an old and a new place; the front is no place."""
    old, new = map(_place_of, places)
    return Change(
        kinds=frozenset(kinds),
        old=old,
        new=new,
        others=tuple(place(entry) for entry in others if entry.depth),
        words=stats.words,
        words_added=stats.added,
        words_removed=stats.removed,
        words_moved=stats.moved,
        links=stats.links,
        aspects=stats.aspects,
        move=move,
    )
