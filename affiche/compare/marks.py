"""The marks of a redline: the one place that writes them, and the one that reads them.

| mark | accept | reject |
|---|---|---|
| `ins`, `del` with `data-change` | unwrap, drop | drop, unwrap |
| an element with `data-change="added"`, `"removed"` | keep, drop with the space after it | drop, keep |
| `data-change="moved"` and an empty `data-change="moved-away"`, same `data-move` | keep, drop | take to the marker |
| `data-old` on an element of the redline's own | unwrap | the old text as it was |
| `data-old-tag`, `data-old-lead`, `data-old-trail` | drop the attribute | old start tag (empty: none), white space |
| `data-depth` on a section | drop the attribute | nest by the old depth; 0: it was no section |
| `data-change="opened"` on an empty `div` | drop | an old section begins here (`data-old`: and this is its text) |
| `data-change="recast"` on a heading | keep | drop |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.html import ID, TAG, attribute, escape

if TYPE_CHECKING:
    import re

ADDED, REMOVED, MOVED, MOVED_AWAY = "added", "removed", "moved", "moved-away"
COSMETIC, RECAST = "cosmetic", "recast"
SECTION_ADDED = ' data-change="added"'
"""The mark of a section that is new with everything in it."""


def change(kind: str) -> str:
    """Write the attribute that says how an element differs."""
    return f' data-change="{kind}"'


def move_end(kind: str, number: str) -> str:
    """Write the attributes of one end of a move."""
    return f' data-change="{kind}" data-move="{number}"'


def moved_away(element: str, number: str) -> str:
    """Write the empty marker of where something was before it moved."""
    return f"<{element}{move_end(MOVED_AWAY, number)}></{element}>"


def inserted(html: str) -> str:
    """Mark inline text of the new edition only."""
    return f'<ins data-change="added">{html}</ins>'


def deleted(html: str) -> str:
    """Mark inline text of the old edition only."""
    return f'<del data-change="removed">{html}</del>'


def substituted(old: str, new: str, element: str = "span") -> str:
    """Write the new form of what only looks different, and carry the old one in an attribute."""
    return f'<{element} data-change="cosmetic" data-old="{escape(old)}">{new}</{element}>'


def retagged(new_tag: str, old_tag: str, marks: str = "") -> str:
    """Write a start tag of the new edition that carries the old one, or that there was none."""
    return f'{new_tag[:-1]}{marks} data-old-tag="{escape(old_tag[1:-1])}">'


def opened(depth: int, old_tag: str, text: str) -> str:
    """Keep the place where an old section began, and its text where that is nowhere else."""
    tag = f' data-old-tag="{escape(old_tag)}"' if depth else ""
    whole = f' data-old="{escape(text)}"' if text else ""
    return f'<div data-change="opened" data-depth="{depth}"{tag}{whole}></div>\n'


def without_ids(html: str) -> str:
    """Carry the ids of removed HTML in another attribute, since an id may be only once on a page."""
    return TAG.sub(_hidden_id, html) if ' id="' in html else html


def _hidden_id(match: re.Match[str]) -> str:
    tag = match[0]
    return retagged(f"{ID.sub('', tag)}", tag) if attribute(tag, "id") is not None else tag
