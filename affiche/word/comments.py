"""The comments of a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.word.package import W

if TYPE_CHECKING:
    from affiche.word.package import Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote at the edge of a text."""

    identifier: str
    author: str
    text: str


def read_comments(package: Package) -> tuple[Comment, ...]:
    """Read the comments of a file, as far as they say anything."""
    root = package.xml("word/comments.xml")
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
