"""State what differs in each section: its kinds, its words, and the sections that it was split into or merged from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.block_edits import old_block, stats_of
from affiche.compare.changes import Aspect, Change, Kind, Place, Stats
from affiche.compare.words.similarity import bare
from affiche.compare.words.words import without_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.compare.sections.outline import Entry
    from affiche.compare.sections.section_edits import EditRun, SectionEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections that were compared as one: mostly one of each side."""

    old: Sequence[Entry]
    new: Sequence[Entry]
    edits: Sequence[SectionEdit]
    """What became of each new section; of the old one, where there is no new one."""

    def sources(self, to: int) -> list[int]:
        """Give the old sections whose text stands in one new section."""
        if len(self.old) < 2 and len(self.new) < 2:  # noqa: PLR2004 - one on each side
            return [0] if self.old and self.new else []
        return [at for at in range(len(self.old)) if self._flows(at, to)]

    def targets(self, at: int) -> list[int]:
        """Give the new sections in which the text of one old section stands."""
        return [to for to in range(len(self.new)) if at in self.sources(to)]

    def _flows(self, at: int, to: int) -> bool:
        """Tell whether a fair part of an old section stands in a new one."""
        shared = sum(run.shared for run in self.edits[to].body if run.old == at)
        least = min(len(self.old[at].text.html), len(self.new[to].text.html))
        return shared > 0 and shared >= limits.CONTRIBUTES * least


def changes_of(group: Group, to: int, move: str) -> list[Change]:
    """State what differs in one section, and which old sections are gone from it."""
    edit = group.edits[to]
    if not group.new:
        return [_stated({Kind.REMOVED}, _sum(edit.runs()), (group.old[0], None))]
    sources = group.sources(to)
    below = (*edit.above, *edit.body)
    gone = {run.old for run in below if run.opens and run.old is not None and not group.targets(run.old)} - {
        edit.heading.old if edit.heading.opens else None
    }
    removed = [at for at in range(len(group.old)) if at in gone]
    kept = [run for run in below if run.old not in gone]
    return [
        *_main_change(group, to, sources, kept, move),
        *(
            _stated({Kind.REMOVED}, _sum(run for run in below if run.old == at), (group.old[at], None))
            for at in removed
        ),
    ]


def _main_change(group: Group, to: int, sources: list[int], kept: list[EditRun], move: str) -> list[Change]:
    """State what differs in a section of the new edition."""
    heading, new = group.edits[to].heading, group.new[to]
    begun = heading.old if heading.opens else None
    origin = begun if begun is not None else next(iter(sources), None)
    if origin is None:
        return [_stated({Kind.ADDED}, _sum((heading, *kept)), (None, new))]
    old = group.old[origin]
    split = [other for at in {origin, *sources} for other in group.targets(at) if other != to]
    merged = [at for at in sources if at != origin]
    kinds = text_kinds(_text_findings(kept))
    kinds |= {Kind.SPLIT} if split else set()
    kinds |= {Kind.MERGED} if merged else set()
    kinds |= {Kind.MOVED} if move else set()
    own = heading.stats
    is_anchor_new = begun is not None and old.section.id != new.section.id
    if begun is not None:
        kind, own = _heading_change(old, new, heading.stats)
        kinds |= {kind} if kind else set()
    anchor = Stats(aspects=frozenset({Aspect.ANCHOR} if is_anchor_new else ()))
    stats = Stats.total((own, anchor, _sum(kept)))
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


def place_of(entry: Entry | None) -> Place | None:
    """Say which section an entry is; the introduction is none."""
    if entry is None or not entry.depth:
        return None
    return Place(id=entry.section.id, number=entry.section.number, title=entry.section.title)


def _text_findings(runs: Iterable[EditRun]) -> Stats:
    """Give the stats of runs, old headings among them left aside."""
    return Stats.total(
        stats_of(edit for edit in run.edits if (block := old_block(edit)) is None or not block.opens)
        if run.opens
        else run.stats
        for run in runs
    )


def _sum(runs: Iterable[EditRun]) -> Stats:
    """Give the stats of several runs."""
    return Stats.total(run.stats for run in runs)


def _stated(
    kinds: set[Kind],
    stats: Stats,
    places: tuple[Entry | None, Entry | None],
    *,
    others: Iterable[Entry] = (),
    move: str = "",
) -> Change:
    """Make the record of a change between an old and a new place; the front is no place."""
    old, new = map(place_of, places)
    return Change(
        kinds=frozenset(kinds),
        old=old,
        new=new,
        others=tuple(filter(None, map(place_of, others))),
        words=stats.words,
        words_added=stats.added,
        words_removed=stats.removed,
        words_moved=stats.moved,
        links=stats.links,
        aspects=stats.aspects,
        move=move,
    )
