"""Sections of the redline, and what happened to each, from the slots of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.changes import Change, Kind, Place
from affiche.compare.findings import NO_FINDINGS, Findings, find
from affiche.html import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.compare.outline import Entry
    from affiche.compare.slots import Run, Slot

ADDED = ' data-change="added"'
"""The mark of a section that is new with everything in it."""
CONTRIBUTES = 0.2
"""A section was merged into another when this share of either still stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections that were compared as one: mostly one of each side."""

    old: Sequence[Entry]
    new: Sequence[Entry]
    slots: Sequence[Slot]

    def sources(self, slot: int) -> list[int]:
        """Give the old sections whose text stands in one new section."""
        if len(self.old) < 2 and len(self.new) < 2:  # noqa: PLR2004 - one on each side
            return [0] if self.old and self.new else []
        return [at for at in range(len(self.old)) if self._flows(at, slot)]

    def targets(self, at: int) -> list[int]:
        """Give the new sections in which the text of one old section stands."""
        return [slot for slot in range(len(self.new)) if at in self.sources(slot)]

    def _flows(self, at: int, slot: int) -> bool:
        """Tell whether a fair part of an old section stands in a new one."""
        shared = sum(run.shared for run in self.slots[slot].body if run.old == at)
        least = min(len(self.old[at].text.html), len(self.new[slot].text.html))
        return shared > 0 and shared >= CONTRIBUTES * least


def start_tag(group: Group, slot: int, section_id: str, move: str) -> str:
    """Write the start tag of a section with its marks."""
    begun = group.slots[slot].heading
    old = (
        group.old[begun.old]
        if begun.opens and begun.old is not None and not group.slots[slot].above
        else None
    )
    marks = f' data-depth="{0 if old is None else old.depth}"'
    if not group.new:
        marks += ' data-change="removed"'
    elif all(run.old is None for run in group.slots[slot].runs()):
        marks += ADDED
    elif move:
        marks += f' data-change="moved" data-move="{move}"'
    if old is not None and old.section.id != section_id:
        marks += f' data-old-tag="{escape(_old_tag(old))}"'
    return f'<section id="{section_id}"{marks}>'


def heading_html(group: Group, slot: int) -> str:
    """Write the heading, after any text that was removed above it."""
    part = group.slots[slot]
    if not part.above:
        return part.heading.html
    return _runs_html(group, (*part.above, part.heading))


def body_html(group: Group, slot: int) -> str:
    """Write the text under the heading, behind any old texts that are carried whole."""
    part = group.slots[slot]
    carried = (_opened(old, text) for old, text in zip(group.old, part.carried, strict=False))
    return "".join(carried) + _runs_html(group, part.body)


def _runs_html(group: Group, runs: Iterable[Run]) -> str:
    """Write runs, each old section that begins there behind a marker."""
    return "".join(f"{_opened(group.old[run.old or 0])}{run.html}" if run.opens else run.html for run in runs)


def _opened(old: Entry, text: str = "") -> str:
    """Keep the place where an old section began, and its text where that is nowhere else."""
    tag = f' data-old-tag="{escape(_old_tag(old))}"' if old.depth else ""
    whole = f' data-old="{escape(text)}"' if text else ""
    return f'<div data-change="opened" data-depth="{old.depth}"{tag}{whole}></div>\n'


def _old_tag(old: Entry) -> str:
    """Give the start tag of a section in the old edition, without its brackets."""
    return f'section id="{old.section.id}"'


def changes_of(group: Group, slot: int, move: str) -> list[Change]:
    """State what differs in one section, and which old sections are gone from it."""
    part = group.slots[slot]
    if not group.new:
        return [_stated({Kind.REMOVED}, _sum(part.runs()), (group.old[0], None))]
    sources = group.sources(slot)
    below = (*part.above, *part.body)
    gone = {run.old for run in below if run.opens and run.old is not None and not group.targets(run.old)} - {
        part.heading.old if part.heading.opens else None
    }
    removed = [at for at in range(len(group.old)) if at in gone]
    kept = [run for run in below if run.old not in gone]
    return [
        *_main_change(group, slot, sources, kept, move),
        *(
            _stated({Kind.REMOVED}, _sum(run for run in below if run.old == at), (group.old[at], None))
            for at in removed
        ),
    ]


def _main_change(group: Group, slot: int, sources: list[int], kept: list[Run], move: str) -> list[Change]:
    """State what differs in a section of the new edition."""
    heading, new = group.slots[slot].heading, group.new[slot]
    begun = heading.old if heading.opens else None
    origin = begun if begun is not None else next(iter(sources), None)
    findings = _sum((heading, *kept))
    if origin is None:
        return [_stated({Kind.ADDED}, findings, (None, new))]
    old = group.old[origin]
    split = [to for at in {origin, *sources} for to in group.targets(at) if to != slot]
    merged = [at for at in sources if at != origin]
    kinds = text_kinds(_text_findings(kept))
    kinds |= {Kind.SPLIT} if split else set()
    kinds |= {Kind.MERGED} if merged else set()
    kinds |= {Kind.MOVED} if move else set()
    if begun is not None:
        kinds |= {Kind.RENAMED} if heading.findings.words else set()
        findings = findings.with_anchor() if old.section.id != new.section.id else findings
    if findings.aspects and not kinds:
        kinds.add(Kind.COSMETIC)
    others = [group.new[to] for to in sorted(set(split))] + [group.old[at] for at in merged]
    change = _stated(kinds, findings, (old, new), others=others, move=move)
    return [change] if kinds else []


def text_kinds(findings: Findings) -> set[Kind]:
    """Tell what happened to the words of a text."""
    if findings.words:
        return {Kind.REWORDED}
    return {Kind.COSMETIC} if findings.aspects else set()


def place(entry: Entry) -> Place:
    """Say which section an entry is."""
    return Place(id=entry.section.id, number=entry.section.number, title=entry.section.title)


def _text_findings(runs: Iterable[Run]) -> Findings:
    """Give the findings of runs, old headings among them left aside."""
    findings = NO_FINDINGS
    for run in runs:
        if run.opens:
            text = (piece for piece in run.pieces if piece.old is None or not piece.old.opens)
            findings = findings.with_(find(text))
        else:
            findings = findings.with_(run.findings)
    return findings


def _sum(runs: Iterable[Run]) -> Findings:
    """Give the findings of several runs."""
    findings = NO_FINDINGS
    for run in runs:
        findings = findings.with_(run.findings)
    return findings


def _stated(
    kinds: set[Kind],
    findings: Findings,
    places: tuple[Entry | None, Entry | None],
    *,
    others: Iterable[Entry] = (),
    move: str = "",
) -> Change:
    """Make the record of a change between an old and a new place; the front is no place."""
    old, new = (place(entry) if entry and entry.depth else None for entry in places)
    return Change(
        kinds=frozenset(kinds),
        old=old,
        new=new,
        others=tuple(place(entry) for entry in others if entry.depth),
        words=findings.words,
        words_added=findings.added,
        words_removed=findings.removed,
        aspects=findings.aspects,
        move=move,
    )
