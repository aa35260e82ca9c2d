"""Links of a text: to its own sections by their ids, and to other pages by whole addresses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from affiche.importing.blocks import Heading, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.importing.outline import Arranged

TOP = "top"
"""Where a link to the title leads: every page has that place."""
_TO_PLACE = re.compile(
    r"\[(?P<words>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\(#(?P<id>[^)\s]*)(?: \"[^\"]*\")?\)"
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
