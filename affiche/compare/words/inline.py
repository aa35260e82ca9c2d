"""Compare two pieces of inline HTML word by word and write both as one.

Words are aligned without regard to tags; the tags are put back afterwards, shared where both of their ends are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from affiche.compare import marks
from affiche.compare.changes import Aspect, LinkChange, Stats, WordChange
from affiche.compare.words.corrections import MORE, correction_of, looks_of
from affiche.compare.words.tokens import CLOSE, NEW, OLD, OPEN, SPACE, VOID, WORD, interleaved
from affiche.compare.words.word_alignment import align_words
from affiche.compare.words.words import Words, count
from affiche.html import attribute, one_line, with_pictures_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.compare.words.tokens import Token

CHANGED_LINK = re.compile(r'(<a [^<>]*data-old-tag="[^"]*"[^<>]*>)(.*?)</a>', re.DOTALL)
GONE_LINK = re.compile(
    r'<span data-change="cosmetic" data-old="[^"]*?(&lt;a [^"]*?&gt;)[^"]*">'
    r'(?:</span>(.{0,500}?)<span data-change="cosmetic" data-old="[^"]*&lt;/a&gt;)?',
    re.DOTALL,
)
"""The start tag of a link that went, and the words that it was on."""
DELETED, INSERTED = (
    re.compile(rf'<{name} data-change="[^"]*">.*?</{name}>', re.DOTALL) for name in ("del", "ins")
)
SPACES = re.compile(r"(?:[ \t\n\r\f]|&nbsp;|[\u00a0\u202f])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Two pieces of inline HTML written as one."""

    html: str
    stats: Stats


def compare_inline(old: Words, new: Words) -> Inline:
    """Compare two pieces of inline HTML word by word."""
    if _squeezed(old.raw) == _squeezed(new.raw) and SPACES.sub(" ", old.raw) == SPACES.sub(" ", new.raw):
        spacing = Stats(aspects=frozenset({Aspect.SPACING}))
        return Inline(html=marks.substituted(old.raw, new.raw), stats=spacing)
    return Writer().write(interleaved(old, new, align_words(old, new)))


def _squeezed(raw: str) -> str:
    """Give text without white space; if this differs, so do the words, and no regular expression need look."""
    return "".join(raw.replace("&nbsp;", " ").split())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """What stands between two tokens that both texts have."""

    old: list[Token]
    new: list[Token]
    gone: tuple[str, ...]
    """The words and signs of the old side."""
    come: tuple[str, ...]
    correction: Aspect | None
    following: str
    """What both texts have after it, or nothing at the end."""

    @classmethod
    def of(cls, old: list[Token], new: list[Token], following: str) -> Difference:
        """Read the words that differ."""
        gone, come = _words(old), _words(new)
        correction = correction_of(gone, come) if gone or come else None
        return cls(old=old, new=new, gone=gone, come=come, correction=correction, following=following)

    @property
    def is_worded(self) -> bool:
        """Whether a word differs, and no sign or capital alone."""
        return bool(self.gone or self.come) and self.correction is None

    def continued(self) -> Iterator[str]:
        """Give each side with what follows."""
        for side in (self.old, self.new):
            yield "".join([*(piece.old or piece.new for piece in side), self.following])


def _row(pieces: list[Token]) -> Iterator[Token | Difference]:
    """Join what is between two shared tokens."""
    old: list[Token] = []
    new: list[Token] = []
    for piece in pieces:
        if piece.side == OLD:
            old.append(piece)
        elif piece.side == NEW:
            new.append(piece)
        else:
            if old or new:
                yield Difference.of(old, new, f"{piece.new}{MORE}")
                old, new = [], []
            yield piece
    if old or new:
        yield Difference.of(old, new, "")


class Writer:
    """Writes a row of tokens as one HTML text with marks, and counts what it marked."""

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
        row = list(_row(pieces))
        is_worded = any(isinstance(each, Difference) and each.is_worded for each in row)
        for each in row:
            if isinstance(each, Difference):
                self._changed(each, is_worded=is_worded)
            else:
                self._shared(each)
        html = "".join(self._html)
        stats = Stats(
            words=tuple(self._words),
            added=self._added,
            removed=self._removed,
            links=tuple(_links(html)) if Aspect.LINK in self._aspects else (),
            aspects=frozenset(self._aspects),
        )
        return Inline(html=html, stats=stats)

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

    def _changed(self, difference: Difference, *, is_worded: bool) -> None:
        """Write a difference."""
        gone, come, correction = difference.gone, difference.come, difference.correction
        looks = looks_of((*gone, *come), difference.continued(), is_worded=is_worded)
        if looks:
            self._aspects.add(looks)
        elif gone or come:
            self._note(difference)
        self._old_side(difference, marked=bool(gone) and not looks, kind=correction or marks.REMOVED)
        self._new_side(difference.new, "" if looks else correction or marks.ADDED)

    def _note(self, difference: Difference) -> None:
        """Note words that differ as a fact."""
        gone, come, correction = difference.gone, difference.come, difference.correction
        if correction:
            self._aspects.add(correction)
        else:
            self._removed += count(gone)
            self._added += count(come)
        self._words.append(
            WordChange(
                old=_plain(p.old for p in difference.old if not p.paired) if gone else "",
                new=_plain(p.new for p in difference.new if not p.paired) if come else "",
                correction=correction,
            )
        )

    def _old_side(self, difference: Difference, *, marked: bool, kind: str) -> None:
        """Write the pieces of the old side: deleted words, or a marker that carries what is not marked."""
        old, new = difference.old, difference.new
        if not old:
            return
        if marked:
            self._html.append(marks.deleted("".join(self._deleted(old)), kind))
            return
        self._aspects.update(_aspect(piece) for piece in old if piece.kind != WORD)
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
            self._aspects.update(_aspect(piece) for piece in pieces if piece.kind != WORD)
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
    return one_line("".join(words))


def _links(html: str) -> Iterator[LinkChange]:
    """Give the links that lead elsewhere, from the marks that carry their old tags."""
    for link in CHANGED_LINK.finditer(html):
        old, new = attribute(f"<{attribute(link[1], 'data-old-tag')}>", "href"), attribute(link[1], "href")
        if old != new:
            yield LinkChange(text=one_line(DELETED.sub("", link[2])), old=old or "", new=new or "")
    for gone in GONE_LINK.finditer(html):
        old = attribute(unescape(gone[1]), "href")
        yield LinkChange(text=one_line(INSERTED.sub("", gone[2] or "")), old=old or "", new="")


def _words(pieces: list[Token]) -> tuple[str, ...]:
    """Give the words among pieces."""
    return tuple(piece.old or piece.new for piece in pieces if piece.kind == WORD)


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
