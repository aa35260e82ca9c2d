"""Words that are in other blocks now: a paragraph split in two, a list made of sentences, a wider table.

The result shows the new blocks; no old tag has a place among them, so the old text is carried with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from affiche.compare import marks
from affiche.compare.changes import Aspect, Stats, WordChange
from affiche.compare.words.corrections import correction_of, looks_of
from affiche.compare.words.inline import Inline
from affiche.compare.words.word_alignment import align_words
from affiche.compare.words.words import Words, count, split
from affiche.html import TAG, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare.alignment import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class RecastText:
    """One of several new texts with the words marked that differ from several old ones."""

    inline: Inline
    shared: Counter[int]
    """How many characters of each old text stand here still."""


def recast(old: str, new: str) -> Inline:
    """Show the words of the old blocks that differ in the new blocks, and carry the old blocks."""
    inline = recast_texts([old], [new])[0].inline
    return replace(inline, html=marks.substituted(old, inline.html, "div"))


def recast_texts(old: Sequence[str], new: Sequence[str]) -> list[RecastText]:
    """Show the words of the old texts that differ in each of the new ones."""
    before, after = split("".join(old)), split("".join(new))
    runs = align_words(before, after)
    starts_old, starts_new = _starts(old), _starts(new)
    shared: list[Counter[int]] = [Counter() for _ in new]
    for at, to, size in runs:
        for k in range(size):
            home = bisect_right(starts_new, after.starts[to + k]) - 1
            shared[home][bisect_right(starts_old, before.starts[at + k]) - 1] += len(after.keys[to + k]) + 1
    changes = list(_changes(before, after, [*runs, (len(before.keys), len(after.keys), 0)]))
    return [
        RecastText(inline=_woven(text, start, changes, last=k + 1 == len(new)), shared=shared[k])
        for k, (text, start) in enumerate(zip(new, starts_new, strict=True))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """Words that differ at one place in the new texts."""

    at: int
    """Where the old words are put."""
    deleted: str = ""
    inserted: tuple[tuple[int, int], ...] = ()
    """The stretches of new text that are marked."""
    kind: str = marks.ADDED
    """What their marks say."""
    stats: Stats


def _starts(texts: Sequence[str]) -> list[int]:
    """Give where each text begins when all stand in a row."""
    return list(accumulate((len(text) for text in texts[:-1]), initial=0))


def _changes(old: Words, new: Words, runs: Sequence[tuple[int, int, int]]) -> Iterator[_Change]:
    """Give what differs between the runs of equal words."""
    boxes = [
        (i + before, at, j + before, to)
        for (i, j, before), (at, to, _) in pairwise([(0, 0, 0), *runs])
        if i + before < at or j + before < to
    ]
    is_worded = any(correction_of(old.keys[a:b], new.keys[c:d]) is None for a, b, c, d in boxes)
    for box in boxes:
        a, b, c, d = box
        texts = old.around(a, b), new.around(c, d)
        looks = looks_of((*old.keys[a:b], *new.keys[c:d]), texts, is_worded=is_worded)
        # Right after a word, or right before the first of all, there is always room for inline text.
        place = new.ends[c - 1] if c else (new.starts[0] if new.starts else len(new.raw))
        if looks:  # signs have no mark
            yield _Change(at=place, stats=Stats(aspects=frozenset({looks})))
        else:
            yield _marked(old, new, box, place)


def _marked(old: Words, new: Words, box: Box, place: int) -> _Change:
    """Say which words differ at a place."""
    a, b, c, d = box
    gone, come = _plain(old, a, b), _plain(new, c, d)
    text = f" {gone}" if c else f"{gone} "
    correction = correction_of(old.keys[a:b], new.keys[c:d])
    return _Change(
        at=place,
        deleted=marks.deleted(text, correction or marks.REMOVED) if gone else "",
        inserted=tuple(_stretches(new, c, d)),
        kind=correction or marks.ADDED,
        stats=Stats(
            words=(WordChange(old=plain_text(gone), new=plain_text(come), correction=correction),),
            added=0 if correction else count(new.keys[c:d]),
            removed=0 if correction else count(old.keys[a:b]),
            aspects=frozenset({correction} if correction else ()),
        ),
    )


def _stretches(words: Words, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of text between the tags in a run of words."""
    if begin == end:
        return
    at, upto = words.starts[begin], words.ends[end - 1]
    tags = [match.span() for match in TAG.finditer(words.raw, at, upto)]
    for (_, start), (stop, _) in pairwise([(at, at), *tags, (upto, upto)]):
        text = words.raw[start:stop]
        if text.strip():
            # The white space around it can stand between two blocks, where no mark may.
            yield start + len(text) - len(text.lstrip()), stop - len(text) + len(text.rstrip())


def _woven(text: str, start: int, changes: Sequence[_Change], *, last: bool) -> Inline:
    """Put the marks that fall into one text into it."""
    html: list[str] = []
    stats = [Stats(aspects=frozenset({Aspect.STRUCTURE}))]
    done = 0
    end = start + len(text)

    def until(place: int) -> None:
        nonlocal done
        html.append(text[done : place - start])
        done = max(done, place - start)

    for change in changes:
        if start <= change.at < end or (last and change.at == end):
            until(change.at)
            html.append(change.deleted)
            stats.append(change.stats)
        for begin, stop in change.inserted:
            if start <= begin < end:
                until(begin)
                html.append(f"<ins{marks.change(change.kind)}>")
                until(stop)
                html.append("</ins>")
    html.append(text[done:])
    return Inline(html="".join(html), stats=Stats.total(stats))


def _plain(words: Words, begin: int, end: int) -> str:
    """Give words without markup, as one line."""
    if begin == end:
        return ""
    raw = words.raw[words.starts[begin] : words.ends[end - 1]]
    return " ".join(TAG.sub(" ", raw).split())
