"""Words with their marks, read so that every character shown is known by its place in the source.

Where a mark is read otherwise than on the page, the words are still at their places: an edit of them comes back right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.exchange.braces import Braces

LINE_END = "\n"
UNSEEN = dict.fromkeys(map(ord, "\u00ad\ufeff"))
"""Characters that no reader sees, and programs drop."""
_NEXT = re.compile(
    r"(?P<break>[ ]{2,}\n[ \t>]*)|(?P<space>[ \t]*\n[ \t>]*|[ \t]+)|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<comment><!--.*?-->)|(?P<line><br ?/?>)|(?P<auto><(?=[a-z]+:[^\s<>]+>|[^\s<>@]+@[^\s<>]+>|\{\{[^<>]*\}\}>))"
    r"|(?P<tag></?[a-zA-Z][^<>\n]*>)|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
    r"|(?P<note>\[\^[^\]\n]+\])|(?P<reference>\[\]\(#[^)\s]*\))|(?P<ticks>`+)|(?P<bracket>!?\[)"
    r"|(?P<stars>\*{1,3}|_{1,3})",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.\w][^{}\n]*\}")
_TARGET = re.compile(
    r"\(\s*<?(?P<href>(?:\{\{[^{}\n]*\}\}|\([^\s()]*\)|[^\s()<>])*)>?(?:\s+(?:\"[^\"]*\"|'[^']*')|[ ][^()\n\"]*)?\s*\)"
)
_LABEL = re.compile(r"[ ]?\[(?P<label>[^\]\n]*)\]")
_HREF = re.compile(r"href=[\"']?(?P<href>[^\"'\s>]*)", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_CLOSERS = {
    mark: re.compile(
        rf"(?<![\s\\]){re.escape(mark)}" + (rf"(?!{re.escape(mark[0])})" if mark[2:] == "" else "")
    )
    for mark in ("*", "**", "***", "_", "__", "___")
}
_LOOKS = {
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "sup": "superscript",
    "sub": "subscript",
}
_MARKS = {1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """How words look, as far as Word and Markdown both have it."""

    bold: bool = False
    italic: bool = False
    raised: str = ""
    link: str = ""

    def parts(self) -> frozenset[str]:
        """Name what makes the look: `bold`, `italic`, `superscript`, or a link by its address."""
        named = {"bold": self.bold, "italic": self.italic, self.raised: bool(self.raised)}
        return frozenset([name for name, on in named.items() if on] + [self.link] * bool(self.link))

    def with_part(self, part: str) -> Look:
        """Add one part."""
        match part:
            case "bold":
                return replace(self, bold=True)
            case "italic":
                return replace(self, italic=True)
            case "superscript" | "subscript":
                return replace(self, raised=part)
            case _:
                return replace(self, link=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A character that is shown, or something locked that is shown as a whole, with its place in the source."""

    start: int
    end: int
    shown: str
    look: Look
    locked: str = ""
    """What it is called, such as `facts.contact.email`; empty for a character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Marks around words: where they open and close, and what they do to the look."""

    open: tuple[int, int]
    close: tuple[int, int]
    parts: tuple[str, ...]
    """Empty for marks that Word does not show, such as a language."""

    def holds(self, atom: Atom) -> bool:
        """Whether an atom is between the marks."""
        return self.open[1] <= atom.start and atom.end <= self.close[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Words with their marks."""

    atoms: tuple[Atom, ...]
    spans: tuple[Span, ...]

    @property
    def shown(self) -> str:
        """The words as readers see them."""
        return "".join(atom.shown for atom in self.atoms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What else in a text its words depend on."""

    braces: Mapping[int, Braces]
    """By where each begins."""
    titles: Mapping[str, str]
    """For each section id, what a reference to it shows."""
    links: Mapping[str, str]
    """For each label of a link definition, in lower case, its address."""

    notes: Mapping[str, str]
    """For each mark of a footnote, its number."""


NOTHING = Names(braces={}, titles={}, links={}, notes={})


def scan_inline(text: str, start: int, end: int, names: Names = NOTHING) -> Inline:
    """Read the words from one place of a text to another."""
    scanner = _Scanner(text, names)
    scanner.read(start, end, Look())
    return Inline(atoms=tuple(scanner.atoms), spans=tuple(sorted(scanner.spans, key=lambda span: span.open)))


class _Scanner:
    """Goes through words once, and into marks."""

    def __init__(self, text: str, names: Names) -> None:
        self._text, self._names = text, names
        self.atoms: list[Atom] = []
        self.spans: list[Span] = []

    def read(self, at: int, end: int, look: Look) -> None:
        while at < end:
            if braces := self._names.braces.get(at):
                value = scan_inline(braces.value, 0, len(braces.value))
                self._atom(at, braces.end, value.shown, look, braces.name)
                at = braces.end
                continue
            match = _NEXT.match(self._text, at, end)
            after = self._special(match, end, look) if match else 0
            if not after:
                after = at + 1
                self._atom(at, after, self._text[at], look)
            at = after

    def _atom(self, start: int, end: int, words: str, look: Look, locked: str = "") -> None:
        shown = words.translate(UNSEEN)
        if shown and not (shown == " " and not locked and self.atoms and self.atoms[-1].shown == " "):
            self.atoms.append(Atom(start=start, end=end, shown=shown, look=look, locked=locked))

    def _special(self, match: re.Match[str], end: int, look: Look) -> int:
        """Read what is more than a character; return where it ends, or 0 where it is none after all."""
        kind, words = match.lastgroup, match[0]
        match kind:
            case "break" | "line":
                self._atom(*match.span(), LINE_END, look)
            case "space":
                self._atom(*match.span(), " ", look)
            case "escape":
                self._atom(*match.span(), words[1], look)
            case "entity":
                self._atom(*match.span(), unescape(words), look)
            case "note":
                number = self._names.notes.get(words, "*")
                self._atom(*match.span(), number, look.with_part("superscript"), words)
            case "reference":
                identifier = words[4:-1]
                title = self._names.titles.get(identifier, f"#{identifier}")
                self._atom(*match.span(), title, look, words)
            case "auto":
                close = self._text.index(">", match.end())
                return self._span(match.span(), (close, close + 1), end, look, ())
            case _:
                return self._marked(kind, match, end, look)
        return match.end()

    def _marked(self, kind: str | None, match: re.Match[str], end: int, look: Look) -> int:
        """Read marks that come in pairs, with what is between them."""
        match kind:
            case "ticks":
                return self._code(match, end, look)
            case "bracket":
                return self._link(match, end, look)
            case "stars":
                return self._emphasis(match, end, look)
            case "tag":
                return self._tag(match, end, look)
            case _:  # a comment
                return match.end()

    def _code(self, match: re.Match[str], end: int, look: Look) -> int:
        close = re.compile(rf"(?<!`){match[0]}(?!`)").search(self._text, match.end(), end)
        if close is None:
            return 0
        words = self._text[match.end() : close.start()]
        self._atom(
            match.start(), close.end(), " ".join(words.split()), look, self._text[match.start() : close.end()]
        )
        return close.end()

    def _emphasis(self, match: re.Match[str], end: int, look: Look) -> int:
        mark, at = match[0], match.end()
        is_inside_word = mark[0] == "_" and match.start() > 0 and self._text[match.start() - 1].isalnum()
        if at >= end or self._text[at].isspace() or is_inside_word:
            return 0
        for close in _CLOSERS[mark].finditer(self._text, at + 1, end):
            if mark == "*" and self._text[at : close.start()].count("**") % 2:
                continue
            if mark[0] == "_" and close.end() < end and self._text[close.end()].isalnum():
                continue
            return self._span((match.start(), at), close.span(), end, look, _MARKS[len(mark)])
        return 0

    def _span(
        self, opens: tuple[int, int], closes: tuple[int, int], end: int, look: Look, parts: tuple[str, ...]
    ) -> int:
        """Read the words between two marks, and the attributes after them."""
        inside = look
        for part in parts:
            inside = inside.with_part(part)
        attributes = _ATTRIBUTES.match(self._text, closes[1], end)
        after = attributes.end() if attributes and closes[1] not in self._names.braces else closes[1]
        self.spans.append(Span(open=opens, close=(closes[0], after), parts=parts))
        self.read(opens[1], closes[0], inside)
        return after

    def _link(self, match: re.Match[str], end: int, look: Look) -> int:
        close = self._closing_bracket(match.end(), end)
        if close < 0:
            return 0
        words = self._text[match.end() : close]
        target = _TARGET.match(self._text, close + 1, end)
        label = None if target else _LABEL.match(self._text, close + 1, end)
        named = self._names.links.get(((label["label"] if label else "") or words).casefold())
        if target:
            href, after = target["href"], target.end()
        elif named is not None:
            href, after = named, label.end() if label else close + 1
        else:
            return 0
        if match[0] == "![":
            self._atom(match.start(), after, words, look, self._text[match.start() : after])
            return after
        return self._span(match.span(), (close, after), end, look, (href,) if is_outside(href) else ())

    def _closing_bracket(self, at: int, end: int) -> int:
        depth = 1
        for sign in re.compile(r"\\.|[\[\]]", re.DOTALL).finditer(self._text, at, end):
            depth += {"[": 1, "]": -1}.get(sign[0], 0)
            if depth == 0:
                return sign.start()
        return -1

    def _tag(self, match: re.Match[str], end: int, look: Look) -> int:
        tag = _TAG.match(match[0])
        assert tag is not None
        name = tag["name"].lower()
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self._text, match.end(), end)
        if tag["end"] or closing is None or match[0].endswith("/>"):
            return match.end()
        href = _HREF.search(match[0]) if name == "a" else None
        address = unescape(href["href"]) if href else ""
        parts = (_LOOKS[name],) if name in _LOOKS else (address,) if is_outside(address) else ()
        return self._span(match.span(), closing.span(), end, look, parts)


def is_outside(address: str) -> bool:
    """Whether a link leads out of the site, so that a Word file can hold it."""
    return address.startswith(("http://", "https://", "mailto:", "tel:"))
