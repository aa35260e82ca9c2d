"""The words of one paragraph that came back, as the smallest edit of its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.compare.alignment import align
from affiche.exchange.incoming import same_address
from affiche.exchange.inline import LINE_END, Inline, Look
from affiche.exchange.units import Part, Unit
from affiche.importing.web.html_inline import at_line_start, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from affiche.exchange.incoming import Paragraph
    from affiche.exchange.inline import Span

_MARKS = {"bold": ("**", "**"), "italic": ("*", "*")}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """New characters for some of the source."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something locked that was changed or taken out in Word."""

    name: str
    start: int
    before: str
    after: str
    is_gone: bool
    """Whether it was taken out with the words around it, so that it is gone from the text as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """What of a text is locked, so that it can be written wherever it went."""

    sources: dict[int, str]
    """By its place, as it is written in the source."""
    names: dict[int, str]
    returned: frozenset[int]
    """The places of those that came back with their mark."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or a sign that is none, on either side."""

    text: str
    look: Look
    start: int = 0
    end: int = 0
    locked: int | None = None
    """The place of what it belongs to, if that is locked."""
    is_whole: bool = False
    """Whether it stands for all of that."""

    @property
    def key(self) -> tuple[object, ...]:
        """By what two of them are the same."""
        return ("locked", self.locked) if self.is_whole else (self.text, _same(self.look.parts()))


@dataclass(slots=True)
class UnitEdits:
    """What came of one unit."""

    edits: list[Edit] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


def edits_of(text: str, unit: Unit, paragraph: Paragraph, locked: Locked) -> UnitEdits:
    """Compare the words of a unit with those that came back, and write what is new as Markdown."""
    if is_unedited(unit, paragraph):
        return UnitEdits()
    old = _old_tokens(unit, locked)
    new = _new_tokens(paragraph, locked.sources)
    found = UnitEdits()
    _note_altered(unit, paragraph, found)
    writer = _Writer(text, unit, locked)
    at = to = 0
    for i, j, size in [*align([t.key for t in old], [t.key for t in new]), (len(old), len(new), 0)]:
        if (at < i or to < j) and _leaves_locked(old, (at, i), new[to:j], locked, found):
            found.edits += writer.edit(old, (at, i), new[to:j])
        at, to = i + size, j + size
    return found


def is_unedited(unit: Unit, paragraph: Paragraph) -> bool:
    """Whether a paragraph shows the words of a unit, looking as they did."""
    before = _looks_of((atom.look, atom.shown) for atom in unit.inline.atoms)
    return before == _looks_of((piece.look, piece.text) for piece in paragraph.pieces)


def _looks_of(words: Iterable[tuple[Look, str]]) -> list[tuple[Look, str]]:
    """Join words of one look: what is alike in them was not edited."""
    return [
        (look, "".join(text for _, text in group)) for look, group in groupby(words, lambda each: each[0])
    ]


def _old_tokens(unit: Unit, locked: Locked) -> list[_Token]:
    tokens: list[_Token] = []
    for atom in unit.inline.atoms:
        if not atom.locked:
            _add(tokens, _Token(atom.shown, atom.look, atom.start, atom.end))
        elif atom.start in locked.returned:
            tokens.append(_Token(atom.shown, atom.look, atom.start, atom.end, atom.start, is_whole=True))
        else:
            for sign in atom.shown:
                _add(tokens, _Token(sign, atom.look, atom.start, atom.end, atom.start))
    return _tidy(tokens)


def _new_tokens(paragraph: Paragraph, known: dict[int, str]) -> list[_Token]:
    tokens: list[_Token] = []
    for piece in paragraph.pieces:
        if piece.locked in known and piece.locked is not None:
            if not (tokens and tokens[-1].is_whole and tokens[-1].locked == piece.locked):
                is_note = known[piece.locked].startswith("[^")  # whose mark is raised by itself
                look = replace(piece.look, raised="") if is_note else piece.look
                tokens.append(_Token(piece.text, look, locked=piece.locked, is_whole=True))
        else:
            for sign in piece.text:
                _add(tokens, _Token(sign, piece.look))
    return _tidy(tokens)


def _tidy(tokens: Sequence[_Token]) -> list[_Token]:
    """Leave out white space at both ends, beside line ends, and doubled, which no program keeps.

    What is left looks as both its neighbours do.
    """
    tidy: list[_Token] = []
    for token in tokens:
        before = tidy[-1].text if tidy else LINE_END
        if token.text == LINE_END:
            while tidy and tidy[-1].text == " ":
                tidy.pop()
            if not tidy:
                continue
        elif token.text == " " and before in {" ", LINE_END}:
            continue
        tidy.append(token)
    while tidy and tidy[-1].text in {" ", LINE_END}:
        tidy.pop()
    return [
        replace(token, look=_common(before.look, after.look))
        if token.text.isspace() and token.text != LINE_END
        else token
        for before, token, after in zip([*tidy[:1], *tidy], tidy, [*tidy[1:], *tidy[-1:]], strict=False)
    ]


def _add(tokens: list[_Token], sign: _Token) -> None:
    """Add a character, to the word before it where both are of one word."""
    before = tokens[-1] if tokens else None
    if (
        before
        and not before.is_whole
        and before.text[-1].isalnum()
        and sign.text.isalnum()
        and (before.look, before.locked) == (sign.look, sign.locked)
    ):
        tokens[-1] = replace(before, text=before.text + sign.text, end=sign.end)
    else:
        tokens.append(sign)


def _note_altered(unit: Unit, paragraph: Paragraph, found: UnitEdits) -> None:
    """Note what is locked, came back with its mark, and has other words."""
    shown: dict[int, str] = {}
    for piece in paragraph.pieces:
        if piece.locked is not None:
            shown[piece.locked] = shown.get(piece.locked, "") + piece.text
    for atom in unit.inline.atoms:
        after = shown.get(atom.start)
        if atom.locked and after is not None and after.split() != atom.shown.split():
            found.kept.append(
                Kept(name=atom.locked, start=atom.start, before=atom.shown, after=after, is_gone=False)
            )


def _leaves_locked(
    old: Sequence[_Token], span: tuple[int, int], come: Sequence[_Token], locked: Locked, found: UnitEdits
) -> bool:
    """Whether words can be changed without a change inside something locked; that, and what is taken out, is noted.

    What still has its mark somewhere in the file was moved, and is written where it is now.
    """
    gone = old[slice(*span)]
    touched = dict.fromkeys(token.locked for token in gone if token.locked is not None and not token.is_whole)
    is_free = any(token.locked is None and token.text.strip() for token in gone)
    is_allowed = True
    for start in touched:
        assert start is not None
        whole = [token for token in old if token.locked == start]
        is_gone = all(token in gone for token in whole) and (is_free or not come)
        is_allowed = is_allowed and is_gone
        found.kept.append(
            Kept(
                name=locked.names.get(start, ""),
                start=start,
                before="".join(token.text for token in gone),
                after="".join(token.text for token in come),
                is_gone=is_gone,
            )
        )
    return is_allowed


class _Writer:
    """Writes new words where old ones were, with the marks that they need."""

    def __init__(self, text: str, unit: Unit, locked: Locked) -> None:
        self._text, self._unit, self._locked = text, unit, locked

    def edit(self, old: Sequence[_Token], gone: tuple[int, int], come: Sequence[_Token]) -> list[Edit]:
        """Write an edit; none where nothing is to be done."""
        runs = _runs(come)
        start, end, before, after = self._place(old, *gone, runs)
        words = self._closed(start, end, before, after, runs)
        words += "".join(_COMMENT.findall(self._text[start:end]))
        line = self._text.rfind("\n", 0, start) + 1
        begins = start <= self._unit.start or not self._text[line:start].strip("> \t")
        if begins and self._unit.part in {Part.PARAGRAPH, Part.ITEM}:
            words = at_line_start(words)
        return [] if words == self._text[start:end] else [Edit(start=start, end=end, text=words)]

    def _place(
        self, old: Sequence[_Token], first: int, last: int, runs: Sequence[_Token]
    ) -> tuple[int, int, list[Span], list[Span]]:
        """Find what of the source gives way, and the marks that are open at both its ends."""
        if first < last:
            start, end = old[first].start, old[last - 1].end
            before, after = self._around(old[first]), self._around(old[last - 1])
        elif first:
            start = end = old[first - 1].end
            before, after = self._around(old[first - 1]), self._around(old[first - 1])
        elif old:
            start = end = old[0].start
            before, after = self._around(old[0]), self._around(old[0])
        else:
            return self._unit.start, self._unit.end, [], []
        return _widened(start, end, before, after, runs)

    def _around(self, token: _Token) -> list[Span]:
        return [
            span
            for span in self._unit.inline.spans
            if span.open[1] <= token.start and token.end <= span.close[0]
        ]

    def _closed(
        self, start: int, end: int, before: list[Span], after: list[Span], runs: Sequence[_Token]
    ) -> str:
        """Write runs from the marks open before them to those open after them."""
        inside = [s for s in self._unit.inline.spans if start <= s.open[0] and s.close[1] <= end]
        known = [*before, *after, *inside]
        stack: list[Span | str] = list(before)
        written = ""
        for run in runs:
            written += self._entered(stack, run.look.parts(), known) + self._words(run)
        common = 0
        while common < min(len(stack), len(after)) and stack[common] == after[common]:
            common += 1
        written += "".join(self._closing(each) for each in reversed(stack[common:]))
        return written + "".join(self._text[slice(*span.open)] for span in after[common:])

    def _entered(self, stack: list[Span | str], wanted: frozenset[str], known: Sequence[Span]) -> str:
        """Close the marks that do not go on, and open those that are missing."""
        written = ""
        while any(not _parts(each) <= _same(wanted) for each in stack):
            written += self._closing(stack.pop())
        there = frozenset[str]().union(*map(_parts, stack))
        missing = [part for part in wanted if same_address(part) not in there]
        for part in sorted(missing, key=lambda part: (part in _MARKS, part)):
            own = next((span for span in known if _parts(span) == _same([part])), None)
            stack.append(own or part)
            written += self._text[slice(*own.open)] if own else _opening(part)
        return written

    def _closing(self, mark: Span | str) -> str:
        if not isinstance(mark, str):
            return self._text[slice(*mark.close)]
        if mark in _MARKS:
            return _MARKS[mark][1]
        return {"superscript": "</sup>", "subscript": "</sub>"}.get(mark, f"]({_address(mark)})")

    def _words(self, run: _Token) -> str:
        if run.is_whole and run.locked is not None:
            return self._locked.sources[run.locked]
        words = escaped(run.text)
        if self._unit.part is Part.CELL:
            words = words.replace("|", r"\|")
        return words.replace(LINE_END, self._line_end())

    def _line_end(self) -> str:
        if self._unit.part in {Part.CELL, Part.HEADING}:
            return "<br>"
        begin = self._text.rfind("\n", 0, self._unit.start) + 1
        return "  \n" + re.sub(r"[^ \t>]", " ", self._text[begin : self._unit.start])


def _widened(
    start: int, end: int, before: list[Span], after: list[Span], runs: Sequence[_Token]
) -> tuple[int, int, list[Span], list[Span]]:
    """Take in the marks at both ends that would be left around nothing, or around words that they are not for."""
    first = _same(runs[0].look.parts()) if runs else None
    last = _same(runs[-1].look.parts()) if runs else None
    while before and before[-1].open[1] == start:
        span = before[-1]
        is_whole = bool(after) and after[-1] is span and span.close[0] == end
        if not (_is_left_empty(span, first, goes_on=span in after) or (is_whole and first is None)):
            break
        start = span.open[0]
        before.pop()
        if is_whole:
            end = span.close[1]
            after.pop()
    while (
        after and after[-1].close[0] == end and _is_left_empty(after[-1], last, goes_on=after[-1] in before)
    ):
        end = after.pop().close[1]
    return start, end, before, after


def _is_left_empty(span: Span, look: frozenset[str] | None, *, goes_on: bool) -> bool:
    """Whether marks at the end of a place have nothing more to be around, as the words there look otherwise or are none."""
    if look is not None and not _parts(span) <= look:
        return True
    return not goes_on and (look is None or not span.parts)


def _runs(tokens: Sequence[_Token]) -> list[_Token]:
    """Join tokens of one look."""
    runs: list[_Token] = []
    for token in tokens:
        before = runs[-1] if runs else None
        if before and before.look == token.look and not before.is_whole and not token.is_whole:
            runs[-1] = replace(before, text=before.text + token.text)
        else:
            runs.append(token)
    return runs


def _common(one: Look, other: Look) -> Look:
    look = Look()
    for part in one.parts() & other.parts():
        look = look.with_part(part)
    return look


def _parts(mark: Span | str) -> frozenset[str]:
    return _same([mark] if isinstance(mark, str) else mark.parts)


def _same(parts: Iterable[str]) -> frozenset[str]:
    """Take links by what they lead to, as programs write addresses in more than one way."""
    return frozenset(map(same_address, parts))


def _opening(part: str) -> str:
    if part in _MARKS:
        return _MARKS[part][0]
    return {"superscript": "<sup>", "subscript": "<sub>"}.get(part, "[")


def _address(address: str) -> str:
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def written(paragraph: Paragraph, before: str, locked: Locked) -> str:
    """Write a paragraph that is new, after the mark that it begins with."""
    place = len(before)
    unit = Unit(part=paragraph.part, start=place, end=place, lines=(1, 1), inline=Inline(atoms=(), spans=()))
    edits = _Writer(before, unit, locked).edit([], (0, 0), _new_tokens(paragraph, locked.sources))
    return before + "".join(edit.text for edit in edits)
