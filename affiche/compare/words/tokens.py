"""Two pieces of inline HTML laid out in one row of words, white space and tags, shared where both have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare.alignment import align, common_affixes
from affiche.compare.words.words import folded, is_word
from affiche.html import TAG, VOID_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare.alignment import Run
    from affiche.compare.words.words import Words

PIECE = re.compile(rf"{TAG.pattern}|[^<]+")
OLD, NEW, BOTH = "-", "+", "="
WORD, SPACE, OPEN, CLOSE, VOID = "word", "space", "open", "close", "void"
TAGS_OF_AN_ELEMENT = 2


@dataclass(slots=True, kw_only=True)
class Token:
    """A word, white space or a tag, of one side or of both."""

    side: str
    kind: str
    old: str = ""
    new: str = ""
    name: str = ""
    """The element of a tag."""
    old_pair: int = -1
    """Equal in the two tags of one element of the old side."""
    new_pair: int = -1
    paired: bool = False
    """Whether it is one of the two tags of an element."""


def interleaved(old: Words, new: Words, runs: list[Run]) -> list[Token]:
    """Lay both sides out in one row, given the runs of equal words."""
    return _paired(list(_tokens(old, new, runs)))


def _tokens(old: Words, new: Words, runs: list[Run]) -> Iterator[Token]:
    """Lay both sides out in one row, differences between the runs of equal words."""
    i = j = 0
    for at, to, size in [*runs, (len(old.keys), len(new.keys), 0)]:
        yield from _between(_row(old, i, at), _row(new, j, to))
        i, j = at + size, to + size
        if size:
            yield from _same(old, new, at, to, size)


def _same(old: Words, new: Words, at: int, to: int, size: int) -> Iterator[Token]:
    """Lay out a run of equal words, whose letters or gaps may still differ in looks."""
    before = old.raw[old.starts[at] : old.ends[at + size - 1]]
    after = new.raw[new.starts[to] : new.ends[to + size - 1]]
    if before == after:
        yield from _split_raw(BOTH, after)
        return
    for step in range(size):
        if step:
            yield from _between(_row(old, at + step, at + step), _row(new, to + step, to + step))
        yield Token(
            side=BOTH,
            kind=WORD,
            old=old.raw[old.starts[at + step] : old.ends[at + step]],
            new=new.raw[new.starts[to + step] : new.ends[to + step]],
        )


def _row(words: Words, begin: int, end: int) -> list[Token]:
    """Give the words from begin to end with every gap around them, as pieces of one side."""
    row: list[Token] = []
    for at in range(begin, end + 1):
        row += _split_raw(OLD, words.gap(at), kind=SPACE)
        if at < end:
            raw = words.raw[words.starts[at] : words.ends[at]]
            row.append(Token(side=OLD, kind=WORD, old=raw, new=raw))
    return row


def _split_raw(side: str, raw: str, kind: str = WORD) -> Iterator[Token]:
    """Split raw HTML at its tags; the text between them is of the given kind."""
    if "<" not in raw:
        if raw:
            yield Token(side=side, kind=kind, old=raw, new=raw)
        return
    for match in PIECE.finditer(raw):
        text, name = match[0], match[2]
        if name is None:
            yield Token(side=side, kind=kind, old=text, new=text)
        else:
            tag = VOID if name in VOID_TAGS else CLOSE if match[1] else OPEN
            yield Token(side=side, kind=tag, old=text, new=text, name=name, paired=tag != VOID)


def _between(old: list[Token], new: list[Token]) -> Iterator[Token]:
    """Lay out what stands between two equal words: what both share, the rest of the old, of the new."""
    head, tail = _shared_ends(old, new)
    yield from _both(old[:head], new[:head])
    old_rest, new_rest = old[head : len(old) - tail], new[head : len(new) - tail]
    tags = _shared_tags(old_rest, new_rest) if old_rest and new_rest else []
    if not tags:
        yield from _sides(old_rest, new_rest)
    else:
        i = j = 0
        for at, to in tags:
            yield from _inside(old_rest[i:at], new_rest[j:to])
            yield from _both([old_rest[at]], [new_rest[to]])
            i, j = at + 1, to + 1
        yield from _inside(old_rest[i:], new_rest[j:])
    yield from _both(old[len(old) - tail :], new[len(new) - tail :])


def _inside(old: list[Token], new: list[Token]) -> Iterator[Token]:
    """Lay out what stands between two shared tags, as where a link keeps its words in a sentence that was replaced."""
    before, after = _word_places(old), _word_places(new)
    keys = [folded(old[at].old) for at in before]
    if not any(map(is_word, keys)) or keys != [folded(new[at].new) for at in after]:
        yield from _between(old, new)
        return
    i = j = 0
    for at, to in zip(before, after, strict=True):
        yield from _between(old[i:at], new[j:to])
        yield from _both([old[at]], [new[to]])
        i, j = at + 1, to + 1
    yield from _between(old[i:], new[j:])


def _word_places(row: list[Token]) -> list[int]:
    return [at for at, piece in enumerate(row) if piece.kind == WORD]


def _shared_ends(old: list[Token], new: list[Token]) -> tuple[int, int]:
    """Count the gaps and tags that both rows begin with, and end with."""
    return common_affixes(old, new, lambda one, other: one.old == other.old and one.kind != WORD)


def _parts_a_word(row: list[Token], at: int) -> bool:
    """Tell whether a tag is in the middle of a word, such as an address of which a part is bold."""
    if not row[at].paired or not 0 < at < len(row) - 1:
        return False
    left, right = row[at - 1], row[at + 1]
    edges = f"{left.old[-1:]}{right.old[:1]}".replace("@", "a")
    return left.kind == right.kind == WORD and edges.isalnum()


def _shared_tags(old: list[Token], new: list[Token]) -> list[tuple[int, int]]:
    """Pair tags of the same element, in order."""
    before = [at for at, piece in enumerate(old) if piece.name and not _parts_a_word(old, at)]
    after = [at for at, piece in enumerate(new) if piece.name and not _parts_a_word(new, at)]
    if not before or not after:
        return []
    runs = align(
        [(old[at].kind, old[at].name) for at in before], [(new[at].kind, new[at].name) for at in after]
    )
    return [(before[i + k], after[j + k]) for i, j, size in runs for k in range(size)]


def _both(old: list[Token], new: list[Token]) -> Iterator[Token]:
    """Make pieces of both sides from two equal rows."""
    for before, after in zip(old, new, strict=True):
        yield Token(
            side=BOTH, kind=after.kind, old=before.old, new=after.new, name=after.name, paired=after.paired
        )


def _sides(old: list[Token], new: list[Token]) -> Iterator[Token]:
    """Give the rest of the old side, then that of the new."""
    yield from old
    for piece in new:
        piece.side = NEW
        yield piece


def _paired(pieces: list[Token]) -> list[Token]:
    """Number the two tags of each element; a tag of both sides stays so only if its partner is shared too."""
    _number(pieces, OLD)
    _number(pieces, NEW)
    partners: dict[tuple[int, int], int] = {}
    for piece in pieces:
        if piece.side == BOTH and piece.paired:
            pair = (piece.old_pair, piece.new_pair)
            partners[pair] = partners.get(pair, 0) + 1
    parted: list[Token] = []
    for piece in pieces:
        if (
            piece.side == BOTH
            and piece.paired
            and partners[piece.old_pair, piece.new_pair] != TAGS_OF_AN_ELEMENT
        ):
            parted.append(replace(piece, side=OLD, new="", new_pair=-1))
            parted.append(replace(piece, side=NEW, old="", old_pair=-1))
        else:
            parted.append(piece)
    return parted


def _number(pieces: list[Token], side: str) -> None:
    """Give the tags of each element of one side the same number."""
    stack: list[int] = []
    number = 0
    for piece in pieces:
        if not piece.paired or piece.side not in (side, BOTH):
            continue
        if piece.kind == OPEN:
            number += 1
            stack.append(number)
        # A text that lacks a start tag is compared all the same; no element has the number 0.
        pair = (stack[-1] if piece.kind == OPEN else stack.pop()) if stack else 0
        if side == OLD:
            piece.old_pair = pair
        else:
            piece.new_pair = pair
