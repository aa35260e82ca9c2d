"""What became of each block of two texts: as facts, counted, and written as HTML that holds both texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from affiche.compare import marks
from affiche.compare.changes import NO_STATS, Aspect, Kind, Stats, WordChange
from affiche.compare.words.words import split
from affiche.html import Block, escape, one_line, with_pictures_named, with_tags_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from affiche.compare.words.inline import Inline


# Edits are equal by identity, as the same block can be kept, added or removed in two places.


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """A block that is equal in both texts, white space after it included."""

    old: Block
    new: Block


@dataclass(frozen=True, kw_only=True, eq=False)
class Changed:
    """A block of both texts with differences in it."""

    old: Block
    new: Block
    inline: Inline | None = None
    """How the inline text differs; None for a block that holds blocks or has equal text."""
    inside: tuple[BlockEdit, ...] = ()

    @cached_property
    def stats(self) -> Stats:
        """What differs in the tags and the inline text."""
        stats = self.inline.stats if self.inline else NO_STATS
        words = tuple(replace(words, block=self.new.name) for words in stats.words)
        return replace(stats, words=words, aspects=stats.aspects | _looks(self))


@dataclass(frozen=True, kw_only=True, eq=False)
class Added:
    """A block of the new text only."""

    block: Block

    @cached_property
    def stats(self) -> Stats:
        """What it adds."""
        return _whole(self.block, Kind.ADDED, is_new=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class Removed:
    """A block of the old text only."""

    block: Block

    @cached_property
    def stats(self) -> Stats:
        """What it removes."""
        return _whole(self.block, Kind.REMOVED, is_new=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recast:
    """A run of blocks whose words are in other blocks now."""

    old: tuple[Block, ...]
    new: tuple[Block, ...]
    inline: Inline


BlockEdit: TypeAlias = Kept | Changed | Added | Removed | Recast


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockMove:
    """A block that moved: its number, and how it differs between its two places."""

    number: str
    edit: Kept | Changed


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMoved:
    """A whole block most of whose words are in another place; it stays marked as added or removed."""

    number: str = ""
    text: str
    rest: tuple[str, ...]
    """The words that are at no other place."""
    size: int
    """How many of its words are counted as moved."""
    others: int
    """How many are counted as added or removed."""


if TYPE_CHECKING:
    Moves: TypeAlias = Mapping[BlockEdit, BlockMove | WordsMoved]
    """The edits that are one end of a move."""

NO_MOVES: Moves = MappingProxyType({})


def old_block(edit: BlockEdit) -> Block | None:
    """Give the one block of the old text that an edit is about."""
    if isinstance(edit, Removed):
        return edit.block
    return edit.old if isinstance(edit, Kept | Changed) else None


def new_block(edit: BlockEdit) -> Block | None:
    """Give the one block of the new text that an edit is about."""
    if isinstance(edit, Added):
        return edit.block
    return edit.new if isinstance(edit, Kept | Changed) else None


def shared_size(edit: BlockEdit) -> int:
    """Count the characters of an edit that are in both texts, markup included."""
    match edit:
        case Kept() | Changed():
            return min(len(edit.old.raw), len(edit.new.raw))
        case Recast():
            return min(sum(len(b.raw) for b in edit.old), sum(len(b.raw) for b in edit.new))
        case _:
            return 0


def walk(edits: Iterable[BlockEdit]) -> Iterator[BlockEdit]:
    """Give all edits at any depth."""
    for edit in edits:
        yield edit
        if isinstance(edit, Changed):
            yield from walk(edit.inside)


def stats_of(edits: Iterable[BlockEdit], moves: Moves = NO_MOVES) -> Stats:
    """Count what edits and everything in them change."""
    return Stats.total(_stats(edit, moves) for edit in walk(edits))


def _stats(edit: BlockEdit, moves: Moves) -> Stats:
    """Count what one edit changes, the edits inside it left aside."""
    match edit:
        case Added() | Removed() if move := moves.get(edit):
            return _moved(edit, move)
        case Added() | Removed() | Changed():
            return edit.stats
        case Recast():
            return edit.inline.stats
        case Kept():
            return NO_STATS


def _moved(edit: Added | Removed, move: BlockMove | WordsMoved) -> Stats:
    """Count one end of a move, and what did not come along."""
    is_new = isinstance(edit, Added)
    words = tuple(replace(words, kind=Kind.MOVED) for words in edit.stats.words)
    if isinstance(move, BlockMove):
        end = Stats(words=words, moved=edit.stats.added)
        return Stats.total((end, stats_of([move.edit]))) if is_new else end
    rest = (_one_sided(text, edit.block.name, is_new=is_new) for text in move.rest)
    return Stats(
        words=(*words, *rest),
        added=move.others if is_new else 0,
        removed=0 if is_new else move.others,
        moved=move.size if is_new else 0,
    )


def _one_sided(text: str, block: str, kind: Kind = Kind.CHANGED, *, is_new: bool) -> WordChange:
    """State words that only one of both texts has."""
    return WordChange(old="" if is_new else text, new=text if is_new else "", block=block, kind=kind)


def _whole(block: Block, kind: Kind, *, is_new: bool) -> Stats:
    """Count a whole block."""
    html = with_tags_apart(block.raw)
    said = split(html)
    if not (size := said.size):
        return Stats(aspects=frozenset({Aspect.PUNCTUATION} if said.keys else ()))
    words = _one_sided(one_line(with_pictures_named(html)), block.name, kind, is_new=is_new)
    return Stats(words=(words,), added=size if is_new else 0, removed=0 if is_new else size)


def _looks(edit: Changed) -> frozenset[Aspect]:
    """Tell what differs in the tags of one block."""
    if edit.old.start == edit.new.start:
        return frozenset()
    are_headings = edit.old.name[:1] == "h" and edit.new.name[:1] == "h"
    return frozenset({Aspect.LEVEL if are_headings else Aspect.STRUCTURE})


def write(edits: Iterable[BlockEdit], moves: Moves = NO_MOVES) -> str:
    """Write edits one after the other."""
    return "".join(_written(edit, moves) for edit in edits)


def _written(edit: BlockEdit, moves: Moves) -> str:
    """Write one edit with its marks."""
    match edit:
        case Kept():
            return edit.new.raw + edit.new.trail
        case Changed():
            return _both(edit, moves)
        case Recast():
            return edit.inline.html
        case Added() | Removed():
            return _of_one_text(edit, moves)


def _of_one_text(edit: Added | Removed, moves: Moves) -> str:
    """Write a block of one text, which may be one end of a move."""
    move = moves.get(edit)
    if isinstance(move, BlockMove):
        if isinstance(edit, Added):
            return _both(move.edit, moves, move.number)
        return marks.moved_away("li" if edit.block.name == "li" else "div", move.number) + edit.block.trail
    kind = marks.ADDED if isinstance(edit, Added) else marks.REMOVED
    return marks.whole(edit.block, kind, move.number if move else "")


def _both(edit: Kept | Changed, moves: Moves, number: str = "") -> str:
    """Write a block of both texts: the new tags, the old ones in attributes where they differ."""
    old, new = edit.old, edit.new
    inside = new.raw[len(new.start) : len(new.raw) - len(new.end)]
    if isinstance(edit, Changed) and edit.inline is not None:
        inside = edit.inline.html
    elif isinstance(edit, Changed) and edit.inside:
        inside = new.lead + write(edit.inside, moves)
    if not new.name:
        trail = f'<span data-old="{escape(old.trail)}">{new.trail}</span>'
        return inside + (new.trail if old.trail == new.trail else trail)
    attributes = marks.move_end(marks.MOVED, number) if number else ""
    if old.start != new.start:
        attributes += "" if number else marks.change(marks.COSMETIC)
        attributes += f' data-old-tag="{escape(old.start[1:-1])}"'
    if old.lead != new.lead:
        attributes += f' data-old-lead="{escape(old.lead)}"'
    if old.trail != new.trail and not number:
        attributes += f' data-old-trail="{escape(old.trail)}"'
    return f"{new.start[:-1]}{attributes}>{inside}{new.end}{new.trail}"
