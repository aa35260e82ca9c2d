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

`data-repeated` on `ins` and `del` only says that this replacement is one of several that are told once, and `data-move`
on what was added or removed where most of its words were, or are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from affiche.html import (
    BLOCK_TAG,
    ID,
    ROOT,
    TAG,
    VOID_TAGS,
    attribute,
    escape,
    plain_text,
    with_pictures_named,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.html import Block

ADDED, REMOVED, MOVED, MOVED_AWAY = "added", "removed", "moved", "moved-away"
OPENED = "opened"
COSMETIC, RECAST, PUNCTUATION, CAPITALS = "cosmetic", "recast", "punctuation", "capitals"
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


def inserted(html: str, kind: str = ADDED) -> str:
    """Mark inline text of the new edition only."""
    return f'<ins data-change="{kind}">{html}</ins>'


def deleted(html: str, kind: str = REMOVED) -> str:
    """Mark inline text of the old edition only."""
    return f'<del data-change="{kind}">{html}</del>'


def whole(block: Block, kind: str, move: str = "") -> str:
    """Mark a block of one edition, and each text in it too, for everybody who reads without a style sheet.

    The number of a move says where else most of its words are.
    """
    if block.name in ("", ROOT):
        return _marked(f"{block.raw}{block.trail}", kind)
    start = _unidentified(block.start, kind)
    attributes = move_end(kind, move) if move else change(kind)
    return f"{start[:-1]}{attributes}>{_inside(block, kind)}{block.end}{block.trail}"


def _inside(block: Block, kind: str) -> str:
    """Mark the texts in a block that is marked itself."""
    if block.solid:
        return _texts_marked(block.raw[len(block.start) : len(block.raw) - len(block.end)], kind)
    if not block.blocks:
        return _marked(block.inline, kind)
    parts = [block.lead]
    for inner in block.blocks:
        if inner.name:
            parts += [_unidentified(inner.start, kind), _inside(inner, kind), inner.end, inner.trail]
        else:
            parts += [_marked(inner.raw, kind), inner.trail]
    return "".join(parts)


def _texts_marked(html: str, kind: str) -> str:
    """Mark each text between two tags of what cannot be taken apart."""
    parts, end = [], 0
    for tag in TAG.finditer(html):
        parts += [_marked(html[end : tag.start()], kind), _unidentified(tag[0], kind)]
        end = tag.end()
    return "".join([*parts, _marked(html[end:], kind)])


def _marked(html: str, kind: str) -> str:
    """Mark inline text, unless there is none."""
    if not html.strip():
        return html
    return inserted(html) if kind == ADDED else deleted(without_ids(html))


def _unidentified(html: str, kind: str) -> str:
    return without_ids(html) if kind == REMOVED else html


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
    return f'<div{change(OPENED)} data-depth="{depth}"{tag}{whole}></div>\n'


def without_ids(html: str) -> str:
    """Carry the ids of removed HTML in another attribute, since an id may be only once on a page."""
    return TAG.sub(_hidden_id, html) if ' id="' in html else html


def _hidden_id(match: re.Match[str]) -> str:
    tag = match[0]
    return retagged(f"{ID.sub('', tag)}", tag) if attribute(tag, "id") is not None else tag


_REPLACED = re.compile(
    rf'<del data-change="(?:{REMOVED}|{CAPITALS})">([^<>]*)</del>(\s*)'
    rf'<ins data-change="(?:{ADDED}|{CAPITALS})">([^<>]*)</ins>'
)
_REPEATED = re.compile(
    r'<del data-change="[^"]*" data-repeated="">[^<>]*</del>|<ins data-change="[^"]*" data-repeated="">([^<>]*)</ins>'
)


def with_repeated(html: str, is_repeated: Callable[[str, str], bool]) -> str:
    """Note on each replacement whether it is one of several that are told once."""

    def noted(match: re.Match[str]) -> str:
        if not is_repeated(plain_text(match[1]), plain_text(match[3])):
            return match[0]
        return re.sub(r'<(del|ins) data-change="[^"]*"', r'\g<0> data-repeated=""', match[0])

    return _REPLACED.sub(noted, html) if "<del" in html else html


def without_repeated(html: str) -> str:
    """Write the new words alone of each replacement that is told once."""
    return _REPEATED.sub(lambda match: match[1] or "", html) if "data-repeated" in html else html


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text in a row with one mark: "added", "removed", "moved", or "" for none."""

    mark: str
    text: str


Line: TypeAlias = list[Stretch]
_CELLS = frozenset({"td", "th"})
_BETWEEN_CELLS = " | "


def lines(html: str) -> Iterator[Line]:
    """Give the text of each block of a redline, parted at the marks: what every reader of marks goes through.

    A row of a table is one line, as a cell says little without those beside it.
    """
    line: Line = []
    open_marks: list[str] = []
    end = 0
    for tag in TAG.finditer(html):
        if tag.start() > end:
            line.append(Stretch(_innermost(open_marks), html[end : tag.start()]))
        end = tag.end()
        if tag[2] in _CELLS:
            if not tag[1] and any(stretch.text.strip() for stretch in line):
                line.append(Stretch(_innermost(open_marks), _BETWEEN_CELLS))
        elif BLOCK_TAG.fullmatch(tag[0]):
            if line:
                yield _joined(line)
            line = []
        elif tag[2] in VOID_TAGS:
            line.append(Stretch(_innermost(open_marks), with_pictures_named(tag[0]) + " "))
        if tag[1]:
            del open_marks[-1:]
        elif tag[2] not in VOID_TAGS:
            open_marks.append(_mark(tag[2], attribute(tag[0], "data-change") if tag[3] else None))
    yield _joined([*line, Stretch("", html[end:])])


def excerpts(html: str, around: int = 6) -> Iterator[Line]:
    """Give each block of a redline that has marks in it, unchanged words far from them left out."""
    for line in lines(html):
        if any(stretch.mark for stretch in line):
            yield list(_near(line, around))


def _mark(element: str, kind: str | None) -> str:
    """Name the mark of the words in an element."""
    if kind in {ADDED, REMOVED, MOVED}:
        return kind
    return {"ins": ADDED, "del": REMOVED}.get(element, "") if kind in {PUNCTUATION, CAPITALS} else ""


def _innermost(open_marks: Sequence[str]) -> str:
    """Give the mark that the words inside all of these elements have."""
    return next((mark for mark in reversed(open_marks) if mark), "")


def _joined(line: Line) -> Line:
    """Make one stretch of those next to one another with the same mark."""
    joined: Line = []
    for stretch in line:
        text = re.sub(r"\s+", " ", plain_text(stretch.text))
        if joined and (joined[-1].mark == stretch.mark or not text.strip()):
            joined[-1] = Stretch(joined[-1].mark, re.sub(r" +", " ", joined[-1].text + text))
        elif text:
            joined.append(Stretch(stretch.mark, text))
    return [stretch for stretch in joined if stretch.text.strip()]


def _near(line: Line, around: int) -> Iterator[Stretch]:
    """Leave out what is unchanged and far from any change."""
    for i, stretch in enumerate(line):
        words = stretch.text.split(" ")
        head = words[: around + 1] if i else []
        tail = words[-around - 1 :] if i < len(line) - 1 else []
        if stretch.mark or len(head) + len(tail) >= len(words):
            yield stretch
        else:
            yield Stretch("", " ".join([*head, "…", *tail]))
