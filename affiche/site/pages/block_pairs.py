"""Lay two languages' texts side by side: sections by their ids, blocks by their places.

Nothing is looked up in the words, which are those of two languages. Each text keeps its own order and every sign:
read down on one side, a row of pairs is that side's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.compare.alignment import weighted_lis
from affiche.html import ROOT, TAG, has_spans, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from affiche.html import Block

    Unit: TypeAlias = tuple[Block, ...]
    """A block that stays, after those that are gone from before it."""

LISTS = frozenset({"ul", "ol"})
RUNS = frozenset({"", "p", ROOT})
"""What a text has many of; everything else is a landmark. A text that cannot be taken apart is its own root."""
END = "end"
_GONE = re.compile(r' data-change="(?:removed|moved-away|opened)"')
_LANGUAGE = re.compile(r' (?:lang|dir)="')


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands on one side of a pair."""

    html: str
    """The blocks; or, in a pair inside a list or table, what the item, row or cell holds."""
    attributes: str = ""
    """Those of the element itself, as written in its start tag with a space in front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What two languages say at one place."""

    first: Side
    second: Side
    name: str = ""
    """The element that both sides are, such as `ol`, `li` or `tr`; empty for blocks of any kind."""
    inside: tuple[Pair, ...] = ()
    """The items or rows of a list or table that has the same shape on both sides."""


def pair_ids(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int | None, int | None]]:
    """Pair the positions of equal ids, none of which stands twice on a side; both sides keep their order.

    Where the orders differ, as few as can be stand alone.
    """
    places = {identifier: at for at, identifier in enumerate(second)}
    common = [(at, places[identifier]) for at, identifier in enumerate(first) if identifier in places]
    kept = weighted_lis([to for _, to in common], [1] * len(common))
    rows: list[tuple[int | None, int | None]] = []
    i = j = 0
    for at, to in [*(common[k] for k in kept), (len(first), len(second))]:
        rows += [(alone, None) for alone in range(i, at)]
        rows += [(None, alone) for alone in range(j, to)]
        if at < len(first):
            rows.append((at, to))
        i, j = at + 1, to + 1
    return rows


def units(html: str) -> list[Unit]:
    """Take a text apart; what is gone from it stays with the block that follows, so that counts agree."""
    root = parse(html)
    blocks = (root,) if root.solid else root.blocks
    if all(_is_gone(block) for block in blocks):
        return [(block,) for block in blocks]
    found: list[Unit] = []
    waiting: Unit = ()
    for block in blocks:
        waiting = (*waiting, block)
        if not _is_gone(block):
            found.append(waiting)
            waiting = ()
    found[-1] += waiting
    return found


def pair_blocks(first: str, second: str, units: Callable[[str], Sequence[Unit]] = units) -> tuple[Pair, ...]:
    """Pair the blocks of two texts in clean HTML, with or without the marks of a redline.

    Lists, tables and other landmarks come in one order in both, or else the texts stand side by side as wholes;
    so do the paragraphs between two landmarks where one side has more of them.
    """
    ones, others = units(first), units(second)
    if not ones or not others:
        return (_whole(ones, others),) if ones or others else ()
    rows, columns = _stretches(ones), _stretches(others)
    if [kind for kind, _ in rows if kind] != [kind for kind, _ in columns if kind]:
        return (_whole(ones, others),)
    return tuple(
        pair for one, other in _between_landmarks(rows, columns) for pair in _pair_stretches(one, other)
    )


def _is_gone(block: Block) -> bool:
    """Say whether a block of a redline is no part of the new text."""
    tag = TAG.match(block.raw)
    if not tag or not _GONE.search(tag[0]):
        return False
    return bool(block.name) or (block.raw.endswith("</del>") and block.raw.count("</del>") == 1)


def _kind(unit: Unit) -> str:
    """Name the kind of landmark that a unit is; a paragraph is none."""
    name = next((block.name for block in unit if not _is_gone(block)), unit[0].name)
    return "" if name in RUNS else "list" if name in LISTS else name


def _stretches(units: Sequence[Unit]) -> list[tuple[str, list[Unit]]]:
    """Give each landmark, and each run of paragraphs between two."""
    found: list[tuple[str, list[Unit]]] = []
    for kind, group in groupby(units, _kind):
        stretch = list(group)
        found += [(kind, [unit]) for unit in stretch] if kind else [("", stretch)]
    return found


def _between_landmarks(
    rows: Sequence[tuple[str, list[Unit]]], columns: Sequence[tuple[str, list[Unit]]]
) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Go along both texts, whose landmarks are the same: each run of paragraphs with its like, which may be empty."""
    one, other = iter([*rows, (END, [])]), iter([*columns, (END, [])])
    while True:
        (kind, stretch), (like, counterpart) = next(one), next(other)
        if not kind and like:
            yield stretch, []
            kind, stretch = next(one)
        elif kind and not like:
            yield [], counterpart
            like, counterpart = next(other)
        if kind == like == END:
            return
        yield stretch, counterpart


def _pair_stretches(one: list[Unit], other: list[Unit]) -> Iterator[Pair]:
    if len(one) != len(other):
        yield _whole(one, other)
        return
    for unit, counterpart in zip(one, other, strict=True):
        both = (*unit, *counterpart)
        matched = _matched(*both) if len(both) == len(("one", "other")) else None
        yield matched or _whole([unit], [counterpart])


def _whole(one: Sequence[Unit], other: Sequence[Unit]) -> Pair:
    """Set blocks side by side as they are."""
    return Pair(first=Side(html=_text(one)), second=Side(html=_text(other)))


def _text(units: Sequence[Unit]) -> str:
    return "\n".join(block.raw for unit in units for block in unit)


def _matched(one: Block, other: Block) -> Pair | None:
    """Pair the items, terms or rows of two lists or tables of the same shape, or give None."""
    shape = _SHAPES.get(one.name)
    if shape is None or one.start != other.start or has_spans(one.raw) or has_spans(other.raw):
        return None
    if not one.blocks or len(one.blocks) != len(other.blocks) or not (shape(one) and shape(other)):
        return None
    inside = [_inner(block, counterpart) for block, counterpart in zip(one.blocks, other.blocks, strict=True)]
    if None in inside:
        return None
    return Pair(
        name=one.name,
        first=Side(html=one.raw, attributes=_attributes(one)),
        second=Side(html=other.raw, attributes=_attributes(other)),
        inside=tuple(pair for pair in inside if pair),
    )


def _inner(one: Block, other: Block) -> Pair | None:
    """Pair two items, terms, captions or rows, or the parts of two tables."""
    if one.name != other.name or _LANGUAGE.search(_attributes(one) + _attributes(other)):
        return None
    if one.name in _PARTS:
        return _matched(one, other)
    if one.name == "tr" and [cell.name for cell in one.blocks] != [cell.name for cell in other.blocks]:
        return None
    return Pair(name=one.name, first=_side(one), second=_side(other))


def _side(block: Block) -> Side:
    inside = block.raw[len(block.start) : len(block.raw) - len(block.end)]
    return Side(html=inside, attributes=_attributes(block))


def _attributes(block: Block) -> str:
    return block.start[1 + len(block.name) : -1]


def _has_only(*names: str) -> Callable[[Block], bool]:
    return lambda block: all(inner.name in names for inner in block.blocks)


def _is_glossary(block: Block) -> bool:
    """Say whether a definition list begins with a term, as it should."""
    return block.blocks[0].name == "dt" and _has_only("dt", "dd")(block)


_PARTS = frozenset({"thead", "tbody", "tfoot"})
_SHAPES: Mapping[str, Callable[[Block], bool]] = {
    **dict.fromkeys(LISTS, _has_only("li")),
    **dict.fromkeys(_PARTS, _has_only("tr")),
    "table": _has_only("caption", *_PARTS),
    "dl": _is_glossary,
}
