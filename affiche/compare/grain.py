"""How finely changes are marked: by the word, by the sentence, or old before new; both languages of a text alike."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from affiche.compare import limits, marks
from affiche.compare.columns import column
from affiche.compare.words.word_alignment import SENTENCE_ENDS
from affiche.html import TAG, VOID_TAGS, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from affiche.compare.marks import Stretch
    from affiche.html import Block

WORD_MARK = re.compile(rf'<(?:ins|del) data-change="(?:{marks.ADDED}|{marks.REMOVED})"')
WHOLLY_MARKED = re.compile(
    rf' data-change="(?:{marks.ADDED}|{marks.REMOVED}|{marks.MOVED_AWAY}|{marks.OPENED})"'
)
_GAP = re.compile(r"\s+")
_ENTITY = re.compile(r"&#?\w+;\Z")
LONGEST_ENTITY = 40
"""Characters; the longest name of HTML has 31."""


class Grain(IntEnum):
    """How finely the changes of one passage are marked, the finest first."""

    NONE = 0
    """No word is replaced in it."""
    WORD = 1
    SENTENCE = 2
    WHOLE = 3


def grain(html: str) -> Grain:
    """Tell how finely the changes of a passage are marked."""
    if not WORD_MARK.search(html):
        return Grain.NONE
    stretches = _stretches(html)
    if not _stayed(stretches):
        replaced = {marks.ADDED, marks.REMOVED} <= {stretch.mark for stretch in stretches}
        return Grain.WHOLE if replaced else Grain.NONE
    sentences = (each for block in _leaves(parse(html)) for each in _sentences(block.inline))
    return Grain.SENTENCE if any(map(_is_replaced, sentences)) else Grain.WORD


def with_same_grain(first: str, second: str, grain: Callable[[str], Grain] = grain) -> tuple[str, str]:
    """Mark the same passage of two languages' redlines alike: as coarsely as the coarser of both."""
    if not (WORD_MARK.search(first) and WORD_MARK.search(second)):
        return first, second
    ones, others = parse(first), parse(second)
    if ones.solid or others.solid:
        return first, second
    if len(ones.blocks) > 1 and [b.name for b in ones.blocks] == [b.name for b in others.blocks]:
        pairs = zip(ones.blocks, others.blocks, strict=True)
        alike = [(one, other, *with_same_grain(one.raw, other.raw, grain)) for one, other in pairs]
        return (
            ones.lead + "".join(html + block.trail for block, _, html, _ in alike),
            others.lead + "".join(html + block.trail for _, block, _, html in alike),
        )
    if _staying(ones) > 1 or _staying(others) > 1:
        return first, second
    grains = grain(first), grain(second)
    if Grain.NONE in grains or max(grains) == Grain.WORD:
        return first, second
    return coarsened(first, max(grains)), coarsened(second, max(grains))


def coarsened(html: str, to: Grain) -> str:
    """Mark the changed sentences of a passage, or the changed blocks as wholes, old before new."""
    root = parse(html)
    return _coarser(root, to) if root.blocks and not root.solid else html


def _staying(root: Block) -> int:
    return sum(not WHOLLY_MARKED.search(block.start) for block in root.blocks)


def _is_whole(block: Block) -> bool:
    """Tell whether a block is marked as a whole, or cannot be taken apart."""
    return block.solid or bool(WHOLLY_MARKED.search(block.start)) or " data-old=" in block.start


def _leaves(block: Block) -> Iterator[Block]:
    """Give the blocks of text that have marks of their own."""
    if not _is_whole(block):
        for inner in block.blocks:
            yield from _leaves(inner)
        if not block.blocks:
            yield block


def _coarser(block: Block, to: Grain) -> str:
    if _is_whole(block):
        return block.raw
    if block.blocks:
        inside = "".join(_coarser(inner, to) + inner.trail for inner in block.blocks)
        return f"{block.start}{block.lead}{inside}{block.end}"
    parts = [block.inline] if to == Grain.WHOLE else _sentences(block.inline)
    return f"{block.start}{''.join(map(_replaced, parts))}{block.end}"


def _replaced(html: str) -> str:
    """Write a piece of inline text in which words changed as its old form and its new one."""
    if not WORD_MARK.search(html) or not _stayed(_stretches(html)):
        return html
    body = html.strip()
    lead, _, trail = html.partition(body)
    old, new = (column(body, is_old=is_old, is_marked=False) for is_old in (True, False))
    return f"{lead}{marks.deleted(marks.without_ids(old))}{marks.inserted(new)}{trail}"


def _is_replaced(html: str) -> bool:
    """Tell whether a sentence of some length was replaced, all of it."""
    if "data-change" not in html:
        return False
    stretches = _stretches(html)
    texts = {stretch.mark: stretch.text for stretch in stretches}
    long = (len(texts.get(side, "").split()) >= limits.MOVED_WORDS for side in (marks.ADDED, marks.REMOVED))
    return all(long) and not _stayed(stretches)


def _stretches(html: str) -> list[Stretch]:
    return [stretch for line in marks.lines(html) for stretch in line]


def _stayed(stretches: Iterable[Stretch]) -> bool:
    """Tell whether a word stands in both texts."""
    return any(
        stretch.mark not in {marks.ADDED, marks.REMOVED} and any(map(str.isalnum, stretch.text))
        for stretch in stretches
    )


def _sentences(html: str) -> Iterator[str]:
    """Part inline text where a sentence ends in what both texts have, outside of any element."""
    begin = end = depth = 0
    last = ""
    for tag in TAG.finditer(f"{html}<br>"):
        text = html[end : tag.start()]
        for gap in _GAP.finditer(text) if not depth else ():
            before = text[max(0, gap.start() - LONGEST_ENTITY) : gap.start()] or last[-LONGEST_ENTITY:]
            if before[-1:] in SENTENCE_ENDS and not _ENTITY.search(before):
                yield html[begin : end + gap.end()]
                begin = end + gap.end()
        last, end = text or last, tag.end()
        if tag[2] not in VOID_TAGS:
            depth += -1 if tag[1] else 1
    yield html[begin:]
