"""What became of each section of the new edition, and which old sections its text comes from.

Every pair of texts is compared once: what is known is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare import limits, marks
from affiche.compare.block_edits import (
    Added,
    BlockEdit,
    Removed,
    new_block,
    old_block,
    shared_size,
    stats_of,
    write,
)
from affiche.compare.blocks import BlockComparison
from affiche.compare.changes import NO_STATS, Stats
from affiche.compare.relayout import RecastText, recast_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.block_edits import Moves
    from affiche.compare.sections.outline import Text
    from affiche.compare.words.similarity import TextSimilarity

ONE_EACH = 2
"""One old text and one new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRun:
    """Pieces that stand in one new section and, as far as they are of the old text, in one old section."""

    old: int | None
    """The position of the old text among those compared; None if the run has nothing of any."""
    html: str
    """The edits with their marks, as long as none of them moved."""
    opens: bool = False
    """Whether the old section's heading is the first of the edits, or stands in the new heading."""
    edits: tuple[BlockEdit, ...] = ()
    stats: Stats = NO_STATS
    shared: int = 0
    """How much of the old section stands here still, in characters."""

    def moved(self, moves: Moves) -> EditRun:
        """Give the run written with moves in it."""
        return replace(self, html=write(self.edits, moves), stats=stats_of(self.edits, moves))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEdit:
    """What became of one new section; without a new text, of the old one."""

    above: tuple[EditRun, ...]
    """Old text that was removed before the heading."""
    heading: EditRun
    body: tuple[EditRun, ...]
    carried: tuple[str, ...] = ()
    """The old texts, whole, where none of them can be made from the edits."""

    def runs(self) -> tuple[EditRun, ...]:
        """Give all of its runs in order."""
        return (*self.above, self.heading, *self.body)

    def moved(self, moves: Moves) -> SectionEdit:
        """Give the edit written with moves in it."""
        return SectionEdit(
            above=tuple(run.moved(moves) for run in self.above),
            heading=self.heading,
            body=tuple(run.moved(moves) if run.edits else run for run in self.body),
            carried=self.carried,
        )


class Differences:
    """Remembers what it compared."""

    def __init__(self, similarity: TextSimilarity) -> None:
        """Start with nothing compared."""
        self._similarity, self._blocks = similarity, BlockComparison(similarity)
        self._known: dict[tuple[tuple[Text, ...], tuple[Text, ...]], tuple[SectionEdit, ...]] = {}

    def between(self, old: tuple[Text, ...], new: tuple[Text, ...]) -> tuple[SectionEdit, ...]:
        """Compare texts, once; one edit for each new text, or one where there is no new text."""
        known = self._known.get((old, new))
        if known is None:
            is_same = old == new and len(new) == 1
            known = self._known[old, new] = (_equal(new[0]),) if is_same else self._compared(old, new)
        return known

    def _compared(self, old: Sequence[Text], new: Sequence[Text]) -> tuple[SectionEdit, ...]:
        """Compare texts and part the result at the headings."""
        before = [block for text in old for block in text.blocks]
        after = [block for text in new for block in text.blocks]
        edits: list[BlockEdit]
        if not after:
            edits = [Removed(block=block) for block in before]
        elif not before:
            edits = [Added(block=block) for block in after]
        elif len(old) == len(new) == 1 or old[0].tag == "h1":
            edits = [self._blocks.pair(before[0], after[0]), *self._blocks.row(before[1:], after[1:])]
        else:
            edits = list(self._blocks.row(before, after))
        several = old and new and len(old) + len(new) > ONE_EACH
        relaid = several and relaid_sections(old, new, edits, self._similarity)
        return relaid or tuple(_parted(edits, leading=bool(after)))


def _equal(text: Text) -> SectionEdit:
    """Give the edit of a text that is the same on both sides, without reading it."""
    heading = EditRun(old=0, html=text.heading_html, opens=True)
    return SectionEdit(above=(), heading=heading, body=(EditRun(old=0, html=f"{text.html}\n"),))


def _parted(edits: Sequence[BlockEdit], *, leading: bool) -> Iterator[SectionEdit]:
    """Part a row of edits at the new headings, or at the old one where there is no new text."""
    starts = [k for k, edit in enumerate(edits) if _is_heading(edit, leading=leading)]
    old = -1
    for start, end in zip(starts, [*starts[1:], len(edits)], strict=True):
        above: tuple[EditRun, ...] = ()
        if start == starts[0] and start:
            above = tuple(_runs(edits[:start], old))
            old = _last(above, old)
        heading = next(_runs(edits[start : start + 1], old))
        old = _last((heading,), old)
        body = tuple(_runs(edits[start + 1 : end], old))
        old = _last(body, old)
        yield SectionEdit(above=above, heading=heading, body=body)


def _is_heading(edit: BlockEdit, *, leading: bool) -> bool:
    """Tell whether a section of the redline begins with an edit."""
    block = new_block(edit) if leading else old_block(edit)
    return block is not None and block.opens


def _last(runs: Sequence[EditRun], old: int) -> int:
    """Give the old text that the last of the runs stands in."""
    return max([old, *(run.old for run in runs if run.old is not None)])


def _runs(edits: Sequence[BlockEdit], old: int) -> Iterator[EditRun]:
    """Part edits at the old headings."""
    opens = False
    waiting: list[BlockEdit] = []
    for edit in edits:
        if _is_heading(edit, leading=False):
            if waiting:
                yield _run(waiting, old, opens=opens)
            waiting, opens = [], True
            old += 1
        waiting.append(edit)
    if waiting:
        yield _run(waiting, old, opens=opens)


def _run(edits: list[BlockEdit], old: int, *, opens: bool) -> EditRun:
    """Make one run."""
    return EditRun(
        old=None if all(isinstance(edit, Added) for edit in edits) else old,
        opens=opens,
        edits=tuple(edits),
        html=write(edits),
        stats=stats_of(edits),
        shared=sum(shared_size(edit) for edit in edits),
    )


def relaid_sections(
    old: Sequence[Text], new: Sequence[Text], edits: Sequence[BlockEdit], similarity: TextSimilarity
) -> tuple[SectionEdit, ...]:
    """Give the edits of texts laid out differently, or none where comparing block by block marks hardly more than differs."""
    stats = stats_of(edits)
    marked = stats.added + stats.removed
    if not marked:
        return ()
    before, after = [text.own for text in old], [text.own for text in new]
    words = _words("".join(before), similarity), _words("".join(after), similarity)
    least = similarity.least_marked(*words)
    if least is None or (least and marked - least < limits.SPARES):
        return ()
    parts = recast_texts(before, after)
    return tuple(
        _relaid_section(text, part, carried=tuple(before) if k == 0 else ())
        for k, (text, part) in enumerate(zip(new, parts, strict=True))
    )


def _words(html: str, similarity: TextSimilarity) -> list[str]:
    """Give the words of HTML, signs that stand by themselves left aside."""
    return [word for word in similarity.plain(html) if any(map(str.isalnum, word))]


def _relaid_section(text: Text, part: RecastText, *, carried: tuple[str, ...]) -> SectionEdit:
    """Give one new section: its marks show what differs, and its tags are of the new text only."""
    closing = f"</{text.tag}>\n"
    heading, _, body = part.inline.html.partition(closing)
    heading = f"<{text.tag}{marks.change(marks.RECAST)}>{heading[len(text.tag) + 2 :]}{closing}"
    if body.strip():
        body = marks.substituted("", body, "div")
    elif carried:
        heading, body = heading + body, ""
    sources: list[int | None] = [*sorted(part.shared)] or [0 if carried else None]
    first, *rest = (EditRun(old=at, html="", shared=part.shared[at or 0]) for at in sources)
    first = replace(first, html=body, stats=part.inline.stats)
    title = EditRun(old=None, html=heading)
    return SectionEdit(above=(), heading=title, body=(first, *rest), carried=carried)
