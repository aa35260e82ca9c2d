"""Compare two pieces of inline HTML word by word and write both as one.

Words are aligned without regard to tags; the tags are put back afterwards, shared where both of their ends are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare import marks
from affiche.compare.alignment import align
from affiche.compare.changes import Aspect, LinkChange, WordChange
from affiche.compare.words.corrections import MORE, correction_of, ends_line
from affiche.compare.words.word_alignment import align_words
from affiche.compare.words.words import Words, count
from affiche.html import TAG, VOID_TAGS, attribute, plain_text, with_pictures_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.compare.alignment import Run

PIECE = re.compile(rf"{TAG.pattern}|[^<]+")
OLD, NEW, BOTH = "-", "+", "="
WORD, SPACE, OPEN, CLOSE, VOID = "word", "space", "open", "close", "void"
TAGS_OF_AN_ELEMENT = 2
CHANGED_LINK = re.compile(r'(<a [^<>]*data-old-tag="[^"]*"[^<>]*>)(.*?)</a>', re.DOTALL)
GONE_LINK = re.compile(r'<span data-change="cosmetic" data-old="&lt;a [^"]*">')
DELETED = re.compile(r'<del data-change="[^"]*">.*?</del>', re.DOTALL)
SPACES = re.compile(r"(?:[ \t\n\r\f]|&nbsp;|[\u00a0\u202f])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Two pieces of inline HTML written as one."""

    html: str
    words: tuple[WordChange, ...] = ()
    added: int = 0
    removed: int = 0
    links: tuple[LinkChange, ...] = ()
    aspects: frozenset[Aspect] = frozenset()


def compare_inline(old: Words, new: Words) -> Inline:
    """Compare two pieces of inline HTML word by word."""
    if _squeezed(old.raw) == _squeezed(new.raw) and SPACES.sub(" ", old.raw) == SPACES.sub(" ", new.raw):
        return Inline(html=marks.substituted(old.raw, new.raw), aspects=frozenset({Aspect.SPACING}))
    return Writer().write(interleaved(old, new, align_words(old, new)))


def _squeezed(raw: str) -> str:
    """Give text without any white space: what differs in this differs in more than white space."""
    return "".join(raw.replace("&nbsp;", " ").split())


class Writer:
    """Writes a row of pieces as one HTML text with marks, and notes what it marked."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self._html: list[str] = []
        self._words: list[WordChange] = []
        self._aspects: set[Aspect] = set()
        self._added = self._removed = 0
        self._links = 0
        """How many links of the new side are open: HTML allows no link in a link."""

    def write(self, pieces: list[Token]) -> Inline:
        """Write all pieces."""
        old: list[Token] = []
        new: list[Token] = []
        for piece in pieces:
            if piece.side == OLD:
                old.append(piece)
            elif piece.side == NEW:
                new.append(piece)
            else:
                self._changed(old, new, f"{piece.new}{MORE}")
                old, new = [], []
                self._shared(piece)
        self._changed(old, new, "")
        html = "".join(self._html)
        return Inline(
            html=html,
            links=tuple(_links(html)) if Aspect.LINK in self._aspects else (),
            words=tuple(self._words),
            added=self._added,
            removed=self._removed,
            aspects=frozenset(self._aspects),
        )

    def _shared(self, piece: Token) -> None:
        """Write a piece of both sides, with the old form in an attribute where it looked different."""
        self._track(piece)
        if piece.old == piece.new or piece.kind == CLOSE:
            self._html.append(piece.new)
        elif piece.name:
            self._aspects.add(_aspect(piece))
            self._html.append(marks.retagged(piece.new, piece.old, marks.change(marks.COSMETIC)))
        else:
            self._aspects.add(Aspect.TYPOGRAPHY)
            self._substitute(piece.old, piece.new)

    def _changed(self, old: list[Token], new: list[Token], following: str) -> None:
        """Write what is between two shared tokens, of which the second is given."""
        gone, come = _words(old), _words(new)
        laid_out = ends_line((*gone, *come), (_raw(side, following) for side in (old, new)))
        correction = correction_of(gone, come) if gone or come else None
        if laid_out:
            self._aspects.add(Aspect.STRUCTURE)
        elif gone or come:
            self._note(gone, come, old, new, correction)
        self._old_side(old, new, marked=bool(gone) and not laid_out, kind=correction or marks.REMOVED)
        self._new_side(new, "" if laid_out else correction or marks.ADDED)

    def _note(
        self, gone: list[str], come: list[str], old: list[Token], new: list[Token], correction: Aspect | None
    ) -> None:
        """Note words that differ as a fact."""
        if correction:
            self._aspects.add(correction)
        else:
            self._removed += count(gone)
            self._added += count(come)
        self._words.append(
            WordChange(
                old=_plain(p.old for p in old if not p.paired) if gone else "",
                new=_plain(p.new for p in new if not p.paired) if come else "",
                correction=correction,
            )
        )

    def _old_side(self, old: list[Token], new: list[Token], *, marked: bool, kind: str) -> None:
        """Write the pieces of the old side: deleted words, or a marker that carries markup alone."""
        if not old:
            return
        if marked:
            self._html.append(marks.deleted("".join(self._deleted(old)), kind))
            return
        for piece in old:
            self._aspects.add(_aspect(piece))
        raw = "".join(piece.old for piece in old)
        if new and all(piece.kind == SPACE for piece in new):
            self._substitute(raw, "".join(piece.new for piece in new))
            new.clear()
        else:
            self._substitute(raw, "")

    def _deleted(self, old: list[Token]) -> Iterator[str]:
        """Write deleted pieces; a tag without its partner here is carried by a marker."""
        whole = _whole(piece.old_pair for piece in old if piece.paired)
        for piece in old:
            if not piece.paired:
                yield piece.old
            elif piece.old_pair in whole and not (piece.name == "a" and self._links):
                yield marks.without_ids(piece.old)
            else:
                self._aspects.add(_aspect(piece))
                yield marks.substituted(piece.old, "")

    def _new_side(self, new: list[Token], kind: str) -> None:
        """Write the pieces of the new side, inserted words apart from the elements that reach beyond them."""
        whole = _whole(piece.new_pair for piece in new if piece.paired)
        worded = bool(kind) and any(piece.kind == WORD for piece in new)
        inserted: list[Token] = []
        for piece in new:
            if piece.kind == VOID and worded:
                inserted.append(piece)
                continue
            if not piece.name or (piece.paired and piece.new_pair in whole):
                inserted.append(piece)
                continue
            self._inserted(inserted, kind)
            inserted = []
            self._track(piece)
            self._aspects.add(_aspect(piece))
            opening = marks.retagged(piece.new, "", marks.change(marks.COSMETIC))
            self._html.append(piece.new if piece.kind == CLOSE else opening)
        self._inserted(inserted, kind)

    def _inserted(self, pieces: list[Token], kind: str) -> None:
        """Write inserted pieces whose elements are all whole; of no kind is what only lays the text out."""
        raw = "".join(piece.new for piece in pieces)
        if kind and any(piece.kind == WORD for piece in pieces):
            self._html.append(marks.inserted(raw, kind))
        elif pieces:
            self._aspects.update(_aspect(piece) for piece in pieces)
            self._substitute("", raw)

    def _substitute(self, old: str, new: str) -> None:
        """Write the new form and carry the old one in an attribute."""
        self._html.append(marks.substituted(old, new))

    def _track(self, piece: Token) -> None:
        """Keep count of the open links."""
        if piece.name == "a":
            self._links += 1 if piece.kind == OPEN else -1


def _plain(raw: Iterable[str]) -> str:
    """Give raw pieces as one line of plain text."""
    words = (piece if piece[:1] != "<" else with_pictures_named(f" {piece} ") for piece in raw)
    return " ".join(plain_text("".join(words)).split())


def _links(html: str) -> Iterator[LinkChange]:
    """Give the links that lead elsewhere, from the marks that carry their old tags."""
    for link in CHANGED_LINK.finditer(html):
        old, new = attribute(f"<{attribute(link[1], 'data-old-tag')}>", "href"), attribute(link[1], "href")
        if old != new:
            text = " ".join(plain_text(DELETED.sub("", link[2])).split())
            yield LinkChange(text=text, old=old or "", new=new or "")
    for gone in GONE_LINK.finditer(html):
        yield LinkChange(text="", old=attribute(attribute(gone[0], "data-old") or "", "href") or "", new="")


def _raw(pieces: Iterable[Token], following: str) -> str:
    return "".join([*(piece.old or piece.new for piece in pieces), following])


def _words(pieces: list[Token]) -> list[str]:
    """Give the words among pieces."""
    return [piece.old or piece.new for piece in pieces if piece.kind == WORD]


def _whole(pairs: Iterable[int]) -> set[int]:
    """Give the elements of which both tags are there."""
    seen: set[int] = set()
    whole: set[int] = set()
    for pair in pairs:
        (whole if pair in seen else seen).add(pair)
    return whole


def _aspect(piece: Token) -> Aspect:
    """Tell what a difference in this piece touches."""
    if piece.name:
        return Aspect.LINK if piece.name == "a" else Aspect.EMPHASIS
    if piece.kind == SPACE:
        return Aspect.STRUCTURE if SPACES.sub("", piece.old + piece.new) else Aspect.SPACING
    return Aspect.TYPOGRAPHY


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
            yield from _between(old_rest[i:at], new_rest[j:to])
            yield from _both([old_rest[at]], [new_rest[to]])
            i, j = at + 1, to + 1
        yield from _between(old_rest[i:], new_rest[j:])
    yield from _both(old[len(old) - tail :], new[len(new) - tail :])


def _shared_ends(old: list[Token], new: list[Token]) -> tuple[int, int]:
    """Count the gaps and tags that both rows begin with, and end with."""
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head].old == new[head].old and old[head].kind != WORD:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail].old == new[-1 - tail].old and old[-1 - tail].kind != WORD:
        tail += 1
    return head, tail


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
