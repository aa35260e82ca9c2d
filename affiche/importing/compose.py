"""Pieces into the Markdown of a working text: its sections, its links, and what was not sure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from affiche.importing.blocks import Heading, Note
from affiche.importing.input_file import SIMPLIFY, TOO_TANGLED, refusal
from affiche.importing.outline import arranged, inherited, section_ids
from affiche.importing.pairing import Pairing, pair
from affiche.importing.text.stated_date import Stated, stated_date
from affiche.source.text.editions import Draft, edition
from affiche.source.text.markdown import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.importing.input_file import ParsedFile
    from affiche.importing.outline import Arranged
    from affiche.model import Edition
    from affiche.source import MarkdownRenderer

MOST_HEADINGS = 2_000
"""The longest policy known has some three hundred."""
APART = "<!-- -->"
"""Keeps two lists, or two quotations, from becoming one."""
_BEGINS_ONE = re.compile(r">|-(?= )|\d+(?=\. )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A text as it will stand under content/."""

    edition: Edition
    has_title: bool
    """Whether the source itself said what it is called."""
    stated: Stated | None
    """The date that the text says of itself."""
    pairing: Pairing | None
    """How its sections stand beside those of the source locale."""
    notes: tuple[Note, ...]

    @property
    def markdown(self) -> str:
        """The text as it is written."""
        return self.edition.markdown


class Composer:
    """Composes the texts of a policy one after the other, and remembers what was rendered."""

    def __init__(self, renderer: MarkdownRenderer) -> None:
        """Start with nothing composed."""
        self._renderer = renderer

    def compose(
        self,
        parsed: ParsedFile,
        locale: str,
        title: str,
        before: Edition | None = None,
        beside: Edition | None = None,
    ) -> Composed:
        """Make the text of a locale; `title` is for one without any.

        Sections keep the ids that they have in the text before it, and take those of their counterparts in the
        source text beside it. Raises ContentError where the text is nested beyond reason.
        """
        try:
            return self._composed(arranged(parsed.text), locale, title, before, beside)
        except (TooComplexError, RecursionError):
            raise refusal(parsed.file.path, TOO_TANGLED, fix=SIMPLIFY) from None

    def _composed(
        self, ordered: Arranged, locale: str, title: str, before: Edition | None, beside: Edition | None
    ) -> Composed:
        headings = [piece for piece in ordered.pieces if isinstance(piece, Heading)]
        if len(headings) > MOST_HEADINGS:
            raise TooComplexError
        known: dict[int, str] = {}
        pairing = None
        if before is not None or beside is not None:
            plain = self._edition(_written(ordered, section_ids(headings, {}), title), locale, title)
            known = inherited(before, plain) if before else {}
            if beside is not None:
                own = {at: heading.id for at, heading in enumerate(headings) if heading.id}
                pairing = pair(beside, plain, own, known)
                known |= pairing.ids
        ids = section_ids(headings, known, over_own=beside is not None)
        notes = [*ordered.notes]
        markdown = _written(ordered, ids, title, notes)
        made = self._edition(markdown, locale, title)
        return Composed(
            edition=made,
            has_title=bool(ordered.title),
            stated=stated_date([piece.text for piece in ordered.pieces], locale),
            pairing=pairing,
            notes=tuple(notes),
        )

    def _edition(self, markdown: str, locale: str, title: str) -> Edition:
        return edition(Draft(locale=locale, text=markdown, fallback_title=title), self._renderer)


def _written(text: Arranged, ids: Sequence[str], title: str, notes: list[Note] | None = None) -> str:
    """Write the text; with `notes`, note what its links lead to."""
    places = Places(text, ids)
    gathered: list[Note] = []
    blocks = [f"# {_safe(unlinked(text.title) or title)}"]
    given = iter(ids)
    for piece in text.pieces:
        words = with_links(
            unlinked(piece.text) if isinstance(piece, Heading) else piece.text, places, gathered
        )
        if isinstance(piece, Heading):
            words = f"{'#' * piece.level} {_safe(words)} {{#{next(given)}}}"
        if _BEGINS_ONE.match(words) and _kind(blocks[-1]) == _kind(words):
            blocks.append(APART)
        blocks.append(words)
    if notes is not None:
        notes += [*gathered, *link_notes(blocks)]
    return "\n\n".join(blocks) + "\n"


def _kind(block: str) -> str:
    """Tell lists and quotations, which run into one another."""
    match = _BEGINS_ONE.match(block)
    return "" if match is None else ">" if match[0] == ">" else "-"


def _safe(heading: str) -> str:
    """Keep a sign # at the end of a heading from being read as a mark."""
    return f"{heading[:-1]}&#35;" if heading.endswith("#") else heading


TOP = "top"
"""Where a link to the title leads: every page has that place."""
_TO_PLACE = re.compile(
    r"(?<!\\)\[(?P<words>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\(#(?P<id>[^)\s]*)(?: \"[^\"]*\")?\)"
    r"|<a href=\"#(?P<raw>[^\"]*)\">(?P<raw_words>.*?)</a>"
)
_RELATIVE = re.compile(
    r"(?<!\\)\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*\]\((?P<address>(?!#|[A-Za-z][A-Za-z0-9+.-]*:)[^)\s]*)(?=[)\s])|<a href=\"(?P<raw>(?!#|[A-Za-z][A-Za-z0-9+.-]*:)[^\"]+)\""
)
_BY_NUMBER = re.compile(
    r"(?:\b(?:sections?|clauses?|articles?|paragraphs?|paragraphes?|rubriques?)[ \u00a0])?"
    rf"\[\d+(?:\.\d+)*\.?\]\(#(?!{TOP}\))(?P<id>[^)\s]+)\)",
    re.IGNORECASE,
)
"""A link whose words are the number of a section: Affiche puts number and title in, and keeps them right."""
_ONLY_LINK = re.compile(r"\s*(?:-|\d+\.) \[[^\]]*\]\(#[^)]*\)[\s.;]*")
SHORTEST_CONTENTS = 3


class Places:
    """Where the links of a text may lead, by every name under which its sections are known."""

    def __init__(self, text: Arranged, ids: Sequence[str]) -> None:
        """Note the names of every section: `ids` gives the id of each heading, in order."""
        self._ids = set(ids)
        self._names: dict[str, str] = {}
        self._squashed: dict[str, str] = {}
        given = iter(ids)
        sections = [next(given) if isinstance(piece, Heading) else "" for piece in text.pieces]
        slugs: Counter[str] = Counter()
        headings = [
            (piece.text, piece.id, name)
            for piece, name in zip(text.pieces, sections, strict=True)
            if isinstance(piece, Heading)
        ]
        for words, own, identifier in [(text.title, "", TOP), *headings]:
            slug = github_slug(words)
            numbered = f"{slug}-{slugs[slug]}" if slugs[slug] else slug
            slugs[slug] += 1
            for name in (own, numbered):
                self._names.setdefault(name, identifier)
            self._squashed.setdefault(_squashed(words), identifier)
        for name, at in text.anchors.items():
            holding = next((section for section in reversed(sections[: at + 1]) if section), TOP)
            self._names.setdefault(name, TOP if at < 0 else holding)
        self._squashed = {_squashed(name): place for name, place in self._names.items()} | self._squashed

    def find(self, name: str) -> str:
        """Give the id of the section that a link means, or nothing."""
        name = unquote(name)
        bare = name.removeprefix("user-content-")
        known = self._names.get(name) or self._names.get(bare) or (bare if bare in self._ids else "")
        if not name or name == TOP:
            return TOP
        return known or self._names.get(bare.lower(), "") or self._squashed.get(_squashed(bare), "")


def with_links(passage: str, places: Places, notes: list[Note]) -> str:
    """Let every link inside a text lead to a section; one that leads nowhere leaves its words."""

    def led(match: re.Match[str]) -> str:
        name, words = match["id"] or match["raw"] or "", match["words"] or match["raw_words"] or ""
        place = places.find(name)
        if place:
            before = match[0].partition(f"#{name}")
            return f"{before[0]}#{place}{before[2]}"
        notes.append(
            Note(
                rule="import/dead-link",
                message=f"“{words or name}” was a link to #{name}, which is nowhere in the text; the words stayed",
                fix="if a section was meant, write [](#id) with its id, or [the words](#id)",
                words=words,
            )
        )
        return words

    return _BY_NUMBER.sub(r"[](#\g<id>)", _TO_PLACE.sub(led, passage))


def link_notes(passages: Sequence[str]) -> Iterator[Note]:
    """Note links that count from a page that is no longer around them, and lists of contents."""
    seen: set[str] = set()
    for passage in passages:
        for match in _RELATIVE.finditer(passage):
            address = match["address"] or match["raw"] or ""
            if address not in seen:
                seen.add(address)
                yield Note(
                    rule="import/relative-link",
                    message=f"a link leads to “{address}”, which counts from the page where the text stood",
                    fix="write the whole address; `affiche import --url ADDRESS-OF-THAT-PAGE` does it for all of them",
                    words=f"]({address}" if match["address"] else address,
                )
        lines = [line for line in passage.split("\n") if line.strip()]
        if len(lines) >= SHORTEST_CONTENTS and all(map(_ONLY_LINK.fullmatch, lines)):
            yield Note(
                rule="import/contents",
                message="this is a list of contents, and every page of a policy shows one by itself",
                fix="take the list away",
                words=lines[0],
            )


def unlinked(heading: str) -> str:
    """Give the words of a heading that is a link to itself as a whole."""
    match = _TO_PLACE.fullmatch(heading.strip())
    words = (match["words"] or "") if match and match["words"] else heading
    return words[2:-2] if re.fullmatch(r"\*\*(?:(?!\*\*).)+\*\*", words) else words


def github_slug(words: str) -> str:
    """Give the name under which GitHub links to a heading: `A & B` is `a--b`."""
    bare = re.sub(r"\]\([^)]*\)|<[^>]*>|[*`\\]", "", words).strip().lower()
    kept = "".join(c for c in bare if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return kept.replace(" ", "-")


def _squashed(name: str) -> str:
    """Give letters and digits alone, without accents."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\]\([^)]*\)", "", name)).casefold()
    return "".join(c for c in bare if c.isalnum())
