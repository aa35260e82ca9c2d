"""What a Word file says apart from its text: footnotes, endnotes, and comments in the margin."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from affiche.word.package import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from affiche.word.package import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote at the edge of a text."""

    identifier: str
    author: str
    text: str


def read_comments(package: Package) -> tuple[Comment, ...]:
    """Read the comments of a file, as far as they say anything."""
    root = package.part("comments")
    comments = [
        Comment(
            identifier=each.get(f"{W}id", ""),
            author=each.get(f"{W}author", ""),
            text=" ".join(
                "".join(piece.text or " " for piece in each.iter(f"{W}t", f"{W}br", f"{W}p")).split()
            ),
        )
        for each in (root.iter(f"{W}comment") if root is not None else ())
    ]
    return tuple(comment for comment in comments if comment.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note at the foot of a page or at the end of the text, as the text refers to it."""

    kind: str
    """`footnote` or `endnote`."""
    count: int
    element: _Element
    mark: str
    """The sign that somebody typed in place of its number, which the note repeats."""


class Footnotes:
    """Counts the footnotes and endnotes of a file in the order in which its text refers to them."""

    def __init__(self, package: Package) -> None:
        """Read no note before one is referred to."""
        self._package = package
        self._written: dict[str, Mapping[str, _Element]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._marks: dict[int, str] = {}

    def link(self, kind: str, identifier: str, mark: str) -> str:
        """Write where the text refers to a note."""
        count = self._counts.get((kind, identifier))
        if is_new := count is None:
            count = self._counts[kind, identifier] = len(self._counts) + 1
            self._marks[count] = mark
        own = f' id="{kind}-ref-{count}"' if is_new else ""
        return f'<sup><a href="#{kind}-{count}"{own}>[{count}]</a></sup>'

    def text(self, kind: str, identifier: str) -> str:
        """Return the words of a note."""
        note = self._found(kind, identifier)
        return "".join(text.text or "" for text in note.iter(f"{W}t")) if note is not None else ""

    def referred(self) -> Iterator[Footnote]:
        """Go through the notes that were referred to; writing one may refer to others, which follow."""
        done = 0
        while done < len(self._counts):
            kind, identifier = list(self._counts)[done]
            done += 1
            element = self._found(kind, identifier)
            if element is not None:
                yield Footnote(kind=kind, count=done, element=element, mark=self._marks[done])

    def _found(self, kind: str, identifier: str) -> _Element | None:
        if kind not in self._written:
            root = self._package.part(f"{kind}s")
            self._written[kind] = {note.get(f"{W}id", ""): note for note in (() if root is None else root)}
        return self._written[kind].get(identifier)


def without_mark(html: str, mark: str) -> str:
    """Take away the sign that a note repeats at its beginning, as it has a number now."""
    before, found, after = html.partition(escape(mark)) if mark else (html, "", "")
    return f"{before}{after}" if found and not before.rpartition(">")[2].strip() else html
