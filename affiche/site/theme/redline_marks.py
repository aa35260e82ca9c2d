"""The marks of a redline said in words, for everybody who does not see colours, strokes and arrows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from affiche.compare.marks import ADDED, CAPITALS, MOVED, MOVED_AWAY, PUNCTUATION, REMOVED
from affiche.html import PICTURE, SPACE, TAG, VOID_TAGS, attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.compare.changes import Move

WORD_MARKS = frozenset({ADDED, REMOVED, PUNCTUATION, CAPITALS})
BLANK = re.compile(r"(?:[ \t\n\r\f]|<br\b[^<>]*>)+(?!</(?:ins|del)>)")
_PHRASE = re.compile(r"^([a-z ]+) = ", re.MULTILINE)
HOLDS_TEXT = frozenset({"p", "li", "dd", "dt", "td", "th", "blockquote", "div", "pre"})
"""What the words about a move can be written into; above a list or table they are a paragraph."""


@lru_cache
def phrased(lines: Markup) -> Mapping[str, Markup]:
    """Read phrases by their names from lines such as `added = [added:`."""
    _, *parts = _PHRASE.split(lines)
    return {name: Markup(phrase.strip()) for name, phrase in zip(parts[::2], parts[1::2], strict=True)}  # noqa: S704 of a template


def spoken(html: str, words: Mapping[str, str], moves: Mapping[str, Move]) -> Markup:
    """Say each mark: what was added, removed or moved and from where; and number lists as each text does.

    `words` has the phrases of the page's language; "{place}" in them is where something moved from, or to.
    """
    if "data-change" not in html:
        return Markup(html)  # noqa: S704 section HTML is sanitised
    plain = str(html)  # each piece of markup would be markup again, which takes a tenth of a page
    return Markup(_Speaker(plain, words, moves).spoken())  # noqa: S704 clean before


@dataclass(slots=True)
class _List:
    """The numbers of an ordered list: items of the old text, items of the new, and what a browser would show."""

    old: int
    new: int
    shown: int


@dataclass(slots=True)
class _Speaker:
    """Goes through a redline tag by tag."""

    html: str
    words: Mapping[str, str]
    moves: Mapping[str, Move]
    out: list[str] = field(default_factory=list)
    open_marks: list[bool] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)
    """For each element that is open, whether it is added or removed as a whole; else that of the one around it."""
    lists: list[_List | None] = field(default_factory=list)
    row: str = ""
    """Where most of a row was or is, until its first cell is met."""
    at: int = 0
    """How far the HTML was read."""

    def spoken(self) -> str:
        """Return the redline with its words."""
        for match in TAG.finditer(self.html):
            if match.start() < self.at:  # a line break that was written before its mark
                continue
            self.out.append(self.html[self.at : match.start()])
            self.at = match.end()
            if match[1]:
                self._end(match[0], match[2])
            else:
                self._start(match[0], match[2])
        return "".join([*self.out, self.html[self.at :]])

    def _start(self, tag: str, name: str) -> None:
        kind = attribute(tag, "data-change") if "data-change" in tag else None
        is_words = name in {"ins", "del"} and kind in WORD_MARKS
        if name not in VOID_TAGS:
            self.open_marks.append(is_words)
            self.fates.append(_fate(name, kind) or (self.fates[-1] if self.fates else ""))
        elif name == "img" and self.fates and self.fates[-1]:
            self.out.append(tag + self._pictured(tag, self.fates[-1]))
            return
        if is_words:
            phrase = self.words["added" if name == "ins" else "removed"]
            if gap := BLANK.match(self.html, self.at):  # else the sign would be alone at the end of a line
                self.out.append(gap[0])
                self.at = gap.end()
            self.out.append(f'{tag}<span class="unseen">{phrase} </span>')
            return
        if name in {"ol", "ul"}:
            first = int(attribute(tag, "start") or 1) - 1
            is_counted = name == "ol" and " reversed" not in tag
            self.lists.append(_List(first, first, first) if is_counted else None)
        elif name == "li" and self.lists and (numbers := self.lists[-1]):
            tag = _numbered(tag, kind, numbers)
        self._moved(tag, name, kind)

    def _pictured(self, tag: str, fate: str) -> str:
        """Say what happened to a picture, for who sees only that two of them are alike."""
        path, words = attribute(tag, "src"), attribute(tag, "alt") or ""
        others = {each["words"] for each in PICTURE.finditer(self.html) if each["path"] == path}
        phrase = self.words[f"picture {fate}" if len(others) == 1 else f"described {fate}"]
        return f' <span class="pictured">{escape(phrase.replace("{words}", words), quote=False)}</span>'

    def _moved(self, tag: str, name: str, kind: str | None) -> None:
        """Write a start tag, and for an end of a move where the other one is."""
        move = self.moves.get(attribute(tag, "data-move") or "") if "data-move" in tag else None
        if move and name == "tr":  # its first cell can hold the words
            self.row = _said(move, kind, self.words)
        elif self.row and name in {"td", "th"}:
            tag += f'<span class="move">{self.row}</span> '
            self.row = ""
        elif move and name in HOLDS_TEXT:
            tag += f'<span class="move">{_said(move, kind, self.words)}</span> '
        elif move and name != "section" and name[0] != "h":
            tag = f'<p class="move">{_said(move, kind, self.words)}</p>\n{tag}'
        self.out.append(tag)

    def _end(self, tag: str, name: str) -> None:
        if name in {"ol", "ul"}:
            del self.lists[-1:]
        del self.fates[-1:]
        if not (self.open_marks and self.open_marks.pop()):
            self.out.append(tag)
            return
        text = self.out.pop()
        body = text.rstrip(SPACE)
        self.out.append(f'{body}<span class="unseen">]</span>{tag}{text[len(body) :]}')


def _said(move: Move, kind: str | None, words: Mapping[str, str]) -> str:
    """Say at one end of a move where the other one is."""
    is_new = kind in {MOVED, ADDED}
    place = move.old if is_new else move.new
    label = escape(place.label, quote=False) if place else words["introduction"]
    phrase = words["from" if is_new else "to"]
    if move.is_partial:  # a theme of a site's own may not have these
        here = "mostly from here" if is_new else "mostly here"
        there = "mostly from" if is_new else "mostly to"
        phrase = words.get(here if move.is_within else there, phrase)
    said = phrase.replace("{place}", label)
    return said if is_new else f'<a href="#{place.id if place else "_introduction"}">{said}</a>'


def _fate(name: str, kind: str | None) -> str:
    """Tell an element of which everything was added or removed."""
    if kind in {ADDED, REMOVED}:
        return kind
    return {"ins": ADDED, "del": REMOVED}.get(name, "") if kind in WORD_MARKS else ""


def _numbered(tag: str, kind: str | None, numbers: _List) -> str:
    """Number an item as the text does that it is of, where a browser would count on."""
    given = attribute(tag, "value")
    is_gone, is_new = kind in {REMOVED, MOVED_AWAY}, kind in {ADDED, MOVED}
    numbers.old += not is_new
    numbers.new += not is_gone
    number = int(given) if given and given.lstrip("-").isdigit() else numbers.old if is_gone else numbers.new
    if given and not is_gone:
        numbers.new = number
    natural, numbers.shown = numbers.shown + 1, number
    return tag if given or number == natural else f'{tag[:-1]} value="{number}">'
