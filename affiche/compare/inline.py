"""Compare two pieces of inline HTML word by word and write both as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.compare.alignment import align
from affiche.compare.changes import Aspect, WordChange
from affiche.compare.ends import plain_ends
from affiche.compare.interleaving import CLOSE, NEW, OLD, OPEN, SPACE, VOID, WORD, Part, interleaved
from affiche.compare.reading import readable
from affiche.compare.words import Words, count
from affiche.html import ID, TAG, escape, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BLANK = re.compile(r"(?:[ \t\n\r\f]|&nbsp;|[\u00a0\u202f])+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Two pieces of inline HTML written as one."""

    html: str
    words: tuple[WordChange, ...] = ()
    added: int = 0
    removed: int = 0
    aspects: frozenset[Aspect] = frozenset()


def compare_inline(old: str, new: str, split: Callable[[str], Words]) -> Inline:
    """Compare two pieces of inline HTML; what they begin and end with alike is not split into words."""
    head, tail = plain_ends(old, new)
    inner = _compared(split(old[head : len(old) - tail]), split(new[head : len(new) - tail]))
    return replace(inner, html=f"{new[:head]}{inner.html}{new[len(new) - tail :]}")


def _compared(old: Words, new: Words) -> Inline:
    """Compare two pieces of inline HTML word by word."""
    if _squeezed(old.raw) == _squeezed(new.raw) and BLANK.sub(" ", old.raw) == BLANK.sub(" ", new.raw):
        return Inline(
            html=f'<span data-change="cosmetic" data-old="{escape(old.raw)}">{new.raw}</span>',
            aspects=frozenset({Aspect.SPACING}),
        )
    runs = readable(align(old.keys, new.keys), old)
    return Writer().write(interleaved(old, new, runs))


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

    def write(self, pieces: list[Part]) -> Inline:
        """Write all pieces."""
        old: list[Part] = []
        new: list[Part] = []
        for piece in pieces:
            if piece.side == OLD:
                old.append(piece)
            elif piece.side == NEW:
                new.append(piece)
            else:
                self._changed(old, new)
                old, new = [], []
                self._shared(piece)
        self._changed(old, new)
        return Inline(
            html="".join(self._html),
            words=tuple(self._words),
            added=self._added,
            removed=self._removed,
            aspects=frozenset(self._aspects),
        )

    def _shared(self, piece: Part) -> None:
        """Write a piece of both sides, with the old form in an attribute where it looked different."""
        self._track(piece)
        if piece.old == piece.new or piece.kind == CLOSE:
            self._html.append(piece.new)
        elif piece.name:
            self._aspects.add(_aspect(piece))
            self._html.append(
                f'{piece.new[:-1]} data-change="cosmetic" data-old-tag="{escape(piece.old[1:-1])}">'
            )
        else:
            self._aspects.add(Aspect.TYPOGRAPHY)
            self._substitute(piece.old, piece.new)

    def _changed(self, old: list[Part], new: list[Part]) -> None:
        """Write what stands between two shared pieces."""
        gone, come = _words(old), _words(new)
        if gone or come:
            self._note(gone, come, old, new)
        self._old_side(old, new, marked=bool(gone))
        self._new_side(new)

    def _note(self, gone: list[str], come: list[str], old: list[Part], new: list[Part]) -> None:
        """Note words that differ as a fact."""
        self._removed += count(gone)
        self._added += count(come)
        self._words.append(
            WordChange(
                old=_plain(p.old for p in old if not p.paired) if gone else "",
                new=_plain(p.new for p in new if not p.paired) if come else "",
            )
        )

    def _old_side(self, old: list[Part], new: list[Part], *, marked: bool) -> None:
        """Write the pieces of the old side: deleted words, or a marker that carries markup alone."""
        if not old:
            return
        if marked:
            self._html.append(f'<del data-change="removed">{"".join(self._deleted(old))}</del>')
            return
        for piece in old:
            self._aspects.add(_aspect(piece))
        raw = "".join(piece.old for piece in old)
        if new and all(piece.kind == SPACE for piece in new):
            self._substitute(raw, "".join(piece.new for piece in new))
            new.clear()
        else:
            self._substitute(raw, "")

    def _deleted(self, old: list[Part]) -> Iterator[str]:
        """Write deleted pieces; a tag without its partner here is carried by a marker."""
        whole = _whole(piece.old_pair for piece in old if piece.paired)
        for piece in old:
            if not piece.paired:
                yield piece.old
            elif piece.old_pair in whole and not (piece.name == "a" and self._links):
                yield without_id(piece.old)
            else:
                self._aspects.add(_aspect(piece))
                yield f'<span data-change="cosmetic" data-old="{escape(piece.old)}"></span>'

    def _new_side(self, new: list[Part]) -> None:
        """Write the pieces of the new side, inserted words apart from the elements that reach beyond them."""
        whole = _whole(piece.new_pair for piece in new if piece.paired)
        worded = any(piece.kind == WORD for piece in new)
        inserted: list[Part] = []
        for piece in new:
            if piece.kind == VOID and worded:
                inserted.append(piece)
                continue
            if not piece.name or (piece.paired and piece.new_pair in whole):
                inserted.append(piece)
                continue
            self._inserted(inserted)
            inserted = []
            self._track(piece)
            self._aspects.add(_aspect(piece))
            opening = f'{piece.new[:-1]} data-change="cosmetic" data-old-tag="">'
            self._html.append(piece.new if piece.kind == CLOSE else opening)
        self._inserted(inserted)

    def _inserted(self, pieces: list[Part]) -> None:
        """Write inserted pieces whose elements are all whole."""
        raw = "".join(piece.new for piece in pieces)
        if any(piece.kind == WORD for piece in pieces):
            self._html.append(f'<ins data-change="added">{raw}</ins>')
        elif pieces:
            self._aspects.update(_aspect(piece) for piece in pieces)
            self._substitute("", raw)

    def _substitute(self, old: str, new: str) -> None:
        """Write the new form and carry the old one in an attribute."""
        self._html.append(f'<span data-change="cosmetic" data-old="{escape(old)}">{new}</span>')

    def _track(self, piece: Part) -> None:
        """Keep count of the open links."""
        if piece.name == "a":
            self._links += 1 if piece.kind == OPEN else -1


def without_id(html: str) -> str:
    """Carry the ids of removed HTML in another attribute, since an id may stand only once on a page."""
    if ' id="' not in html:
        return html
    return TAG.sub(_hidden_id, html)


def _hidden_id(match: re.Match[str]) -> str:
    """Rewrite one start tag without its id."""
    tag = match[0]
    if ' id="' not in tag:
        return tag
    return f'{ID.sub("", tag)[:-1]} data-old-tag="{escape(tag[1:-1])}">'


def _plain(raw: Iterable[str]) -> str:
    """Give raw pieces as one line of plain text."""
    return " ".join(plain_text("".join(piece if piece[:1] != "<" else " " for piece in raw)).split())


def _words(pieces: list[Part]) -> list[str]:
    """Give the words among pieces."""
    return [piece.old or piece.new for piece in pieces if piece.kind == WORD]


def _whole(pairs: Iterable[int]) -> set[int]:
    """Give the elements of which both tags are there."""
    seen: set[int] = set()
    whole: set[int] = set()
    for pair in pairs:
        (whole if pair in seen else seen).add(pair)
    return whole


def _aspect(piece: Part) -> Aspect:
    """Tell what a difference in this piece touches."""
    if piece.name:
        return Aspect.LINK if piece.name == "a" else Aspect.EMPHASIS
    return Aspect.SPACING if piece.kind == SPACE else Aspect.TYPOGRAPHY
