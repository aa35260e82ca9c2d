"""Passages that are gone from one place, or new at it, while most of their words are at another place in the text.

A block that moved as it was, or nearly, is found by `moved_blocks`. Here are those that went into a paragraph, a list
or a row with other words in it: both places keep their marks, and each passage is told where the other one is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.compare.block_edits import Added, Changed, Recast, Removed, WordsMoved, walk
from affiche.compare.words.words import count
from affiche.html import one_line, with_pictures_named, with_tags_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from affiche.compare.block_edits import BlockEdit
    from affiche.compare.moved_blocks import End
    from affiche.compare.words.similarity import TextSimilarity
    from affiche.compare.words.words import Words
    from affiche.html import Block

    Taken = Mapping[int, End]
    """For each word of a passage that is elsewhere, by its position, the edit that has it."""
    Found = Mapping[End, tuple["_OneSidedText", Taken]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OneSidedText:
    """Words that only one of both texts has."""

    end: End
    words: Words
    is_passage: bool
    """Whether it is a whole block, of which can be said that it moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedWords:
    """A passage most of whose words are elsewhere, and where most of those are."""

    end: End
    other: End
    moved: WordsMoved


def find_moved_words(
    texts: Sequence[Iterable[BlockEdit]], moved: Container[End], similarity: TextSimilarity
) -> Iterator[MovedWords]:
    """Find the passages of several texts most of whose words are at another place; those that `moved` are known."""
    split = similarity.split
    ends = [(at, edit) for at, edits in enumerate(texts) for edit in walk(edits) if (at, edit) not in moved]
    if not any(_passage(edit, is_old=True) or _passage(edit, is_old=False) for _, edit in ends):
        return  # before any word is read, as in most pairs of versions words changed only in place
    gone = [stretch for end in ends for stretch in _stretches(end, split, is_old=True)]
    come = [stretch for end in ends for stretch in _stretches(end, split, is_old=False)]
    found = dict([*_found(gone, come), *_found(come, gone)])
    for end, (stretch, taken) in found.items():
        yield MovedWords(
            end=end, other=Counter(taken.values()).most_common(1)[0][0], moved=_moved(stretch, taken, found)
        )


def _passage(edit: BlockEdit, *, is_old: bool) -> Block | None:
    """Give the block, if it is no heading, that went as a whole from the old text, or came into the new one."""
    match edit:
        case Removed(block=block) if is_old and not block.opens:
            return block
        case Added(block=block) if not is_old and not block.opens:
            return block
        case _:
            return None


def _stretches(end: End, split: Callable[[str], Words], *, is_old: bool) -> Iterator[_OneSidedText]:
    """Give what an edit has of one text alone."""
    if block := _passage(end[1], is_old=is_old):
        yield _OneSidedText(end=end, words=split(with_tags_apart(block.raw)), is_passage=True)
    match end[1]:
        case Changed(inline=inline) | Recast(inline=inline) if inline:
            for each in inline.stats.words:
                if text := each.old if is_old else each.new:
                    yield _OneSidedText(end=end, words=split(escape(text, quote=False)), is_passage=False)
        case _:
            pass


def _found(
    passages: Iterable[_OneSidedText], others: Iterable[_OneSidedText]
) -> Iterator[tuple[End, tuple[_OneSidedText, Taken]]]:
    """Give the passages most of whose words are in stretches of the other text, with where each of those words is."""
    places: dict[tuple[str, ...], End] = {}
    for other in others:
        for run in other.words.runs:
            places.setdefault(run, other.end)
    for passage in passages:
        size = len(passage.words.places)
        if not passage.is_passage or size < limits.MOVED_WORDS:
            continue
        found = ((at, places[run]) for at, run in enumerate(passage.words.runs) if run in places)
        taken = {at + k: end for at, end in found for k in range(limits.MOVED_RUN)}
        if len(taken) > limits.MOSTLY_MOVED * size:
            yield passage.end, (passage, taken)


def _moved(passage: _OneSidedText, taken: Taken, found: Found) -> WordsMoved:
    """Say what of a passage moved; what neither end tells as moved stays counted as added and removed."""
    spoken = passage.words.spoken
    rest = groupby(range(len(spoken)), key=taken.__contains__)
    texts = [_text(passage.words, list(run)) for is_taken, run in rest if not is_taken]
    size = count(spoken[at] for at, other in taken.items() if other in found)
    return WordsMoved(
        text=_text(passage.words, range(len(spoken))),
        rest=tuple(texts),
        size=size,
        others=count(spoken) - size,
    )


def _text(words: Words, run: Sequence[int]) -> str:
    """Give a run of words as plain text."""
    begin, end = words.starts[words.places[run[0]]], words.ends[words.places[run[-1]]]
    return one_line(with_pictures_named(words.raw[begin:end]))
