"""Words that stand in other blocks now: a paragraph split in two, a list made of sentences, a wider table.

The result shows the new blocks; no old tag has a place among them, so the old text is carried beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare.alignment import align
from affiche.compare.changes import Aspect, WordChange
from affiche.compare.inline import Inline
from affiche.compare.markup import TAG, escape, text_of
from affiche.compare.reading import readable
from affiche.compare.words import Words, count, split

if TYPE_CHECKING:
    from collections.abc import Iterator


def recast(old: str, new: str) -> Inline:
    """Show the words of the old blocks that differ in the new blocks."""
    before, after = split(old), split(new)
    html: list[str] = []
    words: list[WordChange] = []
    i = j = added = removed = 0
    runs = readable(align(before.keys, after.keys), before)
    for at, to, size in [*runs, (len(before.keys), len(after.keys), 0)]:
        gone, come = _plain(before, i, at), _plain(after, j, to)
        if gone or come:
            words.append(WordChange(old=text_of(gone), new=text_of(come)))
            removed += count(before.keys[i:at])
            added += count(after.keys[j:to])
        html.append(_inserted(after, j, to, gone))
        html.append(after.raw[after.starts[to] : after.ends[to + size - 1]] if size else "")
        i, j = at + size, to + size
    return Inline(
        html=f'<div data-change="cosmetic" data-old="{escape(old)}">{"".join(html)}</div>',
        words=tuple(words),
        added=added,
        removed=removed,
        aspects=frozenset({Aspect.STRUCTURE}),
    )


def _plain(words: Words, begin: int, end: int) -> str:
    """Give words without markup, as one line."""
    if begin == end:
        return ""
    raw = words.raw[words.starts[begin] : words.ends[end - 1]]
    return " ".join(TAG.sub(" ", raw).split())


def _inserted(words: Words, begin: int, end: int, gone: str) -> str:
    """Write new words between two runs of equal ones, the old words before them."""
    gap = words.gap(begin)
    if gone:
        # Right after a word, or right before the first of all, there is always room for inline text.
        gap = (
            f'<del data-change="removed"> {gone}</del>{gap}'
            if begin
            else f'{gap}<del data-change="removed">{gone} </del>'
        )
    if begin == end:
        return gap
    return gap + "".join(_stretches(words, begin, end)) + words.gap(end)


def _stretches(words: Words, begin: int, end: int) -> Iterator[str]:
    """Mark a run of new words, piece by piece between its tags."""
    at = words.starts[begin]
    upto = words.ends[end - 1]
    for match in [*TAG.finditer(words.raw, at, upto), None]:
        text = words.raw[at : match.start() if match else upto]
        if text.strip():
            yield f'<ins data-change="added">{text}</ins>'
        else:
            yield text
        if match:
            yield match[0]
            at = match.end()
