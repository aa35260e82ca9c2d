"""What a comparison finds, as facts: what, where in both editions, which words, how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare import limits
from affiche.html import NAMED_PICTURE, has_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Kind(StrEnum):
    """How something differs between two editions."""

    ADDED = "added"
    """Only the new edition has it."""
    REMOVED = "removed"
    """Only the old edition has it."""
    MOVED = "moved"
    """It stands at another place in the order."""
    RENAMED = "renamed"
    """Its heading has other words."""
    RENUMBERED = "renumbered"
    """Its heading has another number before the same words."""
    SPLIT = "split"
    """Its text now stands in several sections."""
    MERGED = "merged"
    """Its text stood in several sections before."""
    CHANGED = "changed"
    """Its text has other words."""
    COSMETIC = "cosmetic"
    """It looks, links or is punctuated differently, and every word is the same."""


_BY_WEIGHT = (
    *(Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED, Kind.CHANGED),
    *(Kind.RENAMED, Kind.MOVED, Kind.RENUMBERED, Kind.COSMETIC),
)
"""What a change of several kinds is first of all."""
PLACED = frozenset({Kind.ADDED, Kind.REMOVED, Kind.MOVED, Kind.RENAMED})
"""What a reader has to look at even where no word is counted."""


class Aspect(StrEnum):
    """What differs where every word is the same."""

    SPACING = "spacing"
    """White space only."""
    TYPOGRAPHY = "typography"
    """Typographic quotes, dashes, spaces or the Unicode form of a letter."""
    PUNCTUATION = "punctuation"
    """Punctuation marks came or went."""
    CAPITALS = "capitals"
    """Capital letters became small ones, or the reverse."""
    NUMBERING = "numbering"
    """The number before a heading."""
    LINK = "link"
    """Where a link leads, or whether there is one."""
    EMPHASIS = "emphasis"
    """Emphasis and other inline markup."""
    LEVEL = "level"
    """The level of a heading."""
    STRUCTURE = "structure"
    """How the text is laid out in paragraphs, lists and tables."""
    ANCHOR = "anchor"
    """The id of a section."""


CORRECTED = frozenset({Aspect.PUNCTUATION, Aspect.CAPITALS})
"""What is told by name where nothing else differs: a capital can make a defined term."""
UNSEEN = frozenset({Aspect.SPACING, Aspect.TYPOGRAPHY, Aspect.ANCHOR})
"""What makes no other difference to a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of one edition."""

    id: str
    number: str
    title: str

    @property
    def label(self) -> str:
        """How a sentence names the section: by its number, or else by its title."""
        return self.number or f"“{self.title}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which section to which something moved; None is the introduction."""

    old: Place | None
    new: Place | None
    is_partial: bool = False
    """Whether only most of its words are at the other place, among others."""

    @property
    def is_within(self) -> bool:
        """Whether both places are in one section."""
        return self.old == self.new or bool(self.old and self.new and self.old.id == self.new.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words replaced, added (`old` is empty) or removed (`new` is empty) at one place, as plain text."""

    old: str
    new: str
    block: str = ""
    """The element that holds them, such as `li` or `td`."""
    kind: Kind = Kind.CHANGED
    """CHANGED inside a block that stays; ADDED, REMOVED or MOVED for a block as a whole."""
    correction: Aspect | None = None
    """PUNCTUATION, CAPITALS or NUMBERING where nothing else differs: no word is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """A link that leads elsewhere, or came (`old` is empty) or went (`new` is empty) while its words stayed."""

    text: str
    old: str
    new: str

    @property
    def is_to_section(self) -> bool:
        """Whether it led to a section of the same text, and does."""
        return self.old[:1] == self.new[:1] == "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Words and looks that differ, and how many words."""

    words: tuple[WordChange, ...] = ()
    added: int = 0
    removed: int = 0
    moved: int = 0
    links: tuple[LinkChange, ...] = ()
    aspects: frozenset[Aspect] = frozenset()

    @classmethod
    def total(cls, parts: Iterable[Stats]) -> Stats:
        """Add several up."""
        each = list(parts)
        return cls(
            words=tuple(words for part in each for words in part.words),
            added=sum(part.added for part in each),
            removed=sum(part.removed for part in each),
            moved=sum(part.moved for part in each),
            links=tuple(link for part in each for link in part.links),
            aspects=frozenset(aspect for part in each for aspect in part.aspects),
        )


NO_STATS = Stats()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChange:
    """The words of a picture that came (`old` is empty), went (`new` is empty), was replaced, or is described anew."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Words that became the same other words in several places, which is told once."""

    old: str
    new: str
    places: int


def substitutions(changes: Iterable[Change]) -> tuple[Substitution, ...]:
    """Give the replacements that are found in several places, the most frequent first."""
    found = Counter(
        (at_edges_bare(words.old), at_edges_bare(words.new))
        for change in changes
        for words in change.words
        if words.kind is Kind.CHANGED
    )
    return tuple(
        Substitution(old=old, new=new, places=places)
        for (old, new), places in found.most_common()
        if old and new and places >= limits.TOLD_ONCE
    )


def at_edges_bare(text: str) -> str:
    """Leave the punctuation around words aside."""
    return text.strip(" .,;:!?()“”\"'«»\u00a0\u202f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Everything that differs in one section; without any place, in the title or the introduction."""

    kinds: frozenset[Kind]
    old: Place | None
    """Where it stood, or None."""
    new: Place | None
    """Where it stands, or None."""
    others: tuple[Place, ...] = ()
    """The other sections that it was split into or merged from."""
    words: tuple[WordChange, ...] = ()
    words_added: int = 0
    words_removed: int = 0
    words_moved: int = 0
    """How many words came here from elsewhere in the text, or from elsewhere in the section."""
    links: tuple[LinkChange, ...] = ()
    aspects: frozenset[Aspect] = frozenset()
    """What is cosmetic among the differences."""
    move: str = ""
    """The number of the section's move, as in the redline."""

    @property
    def main_kind(self) -> Kind:
        """The kind that it is counted as where each change counts once."""
        return next(kind for kind in _BY_WEIGHT if kind in self.kinds)

    def without_links_to_the_same(self, continued: Mapping[str, str]) -> Change:
        """Give the change without links to sections that have other ids now, such as a new number in front."""
        links = [
            link
            for link in self.links
            if continued.get(link.old[1:]) != link.new[1:] or not link.is_to_section
        ]
        if len(links) == len(self.links):
            return self
        aspects = self.aspects | {Aspect.ANCHOR} if links else self.aspects - {Aspect.LINK} | {Aspect.ANCHOR}
        return replace(self, links=tuple(links), aspects=aspects)

    @property
    def only_corrected(self) -> frozenset[Aspect]:
        """Punctuation, capitals or both, where nothing else that a reader sees differs."""
        seen = self.aspects - UNSEEN
        return seen if self.kinds == {Kind.COSMETIC} and seen <= CORRECTED else frozenset()

    @property
    def pictures(self) -> tuple[PictureChange, ...]:
        """The pictures that came, went, were replaced or are described in other words."""
        stayed = [words for words in self.words if words.kind is not Kind.MOVED]
        went, came = (
            Counter(
                match.groups() for words in stayed for match in NAMED_PICTURE.finditer(getattr(words, side))
            )
            for side in ("old", "new")
        )
        gone = list(went - came)
        found: list[PictureChange] = []
        for file, new in came - went:
            before = next((one for one in gone if file == one[0] or new == one[1]), None)
            if before:
                gone.remove(before)
            found.append(PictureChange(old=before[1] if before else "", new=new))
        return (*found, *(PictureChange(old=old, new="") for _, old in gone))

    @property
    def is_of_pictures(self) -> bool:
        """Whether only pictures came, went or changed, and no word beside them."""
        said = [text for words in self.words for text in (words.old, words.new)]
        return any(said) and not any(NAMED_PICTURE.sub("", text).strip() for text in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedlineSection:
    """One section of the redline, with every section nested in it."""

    id: str
    """Unique in the redline; the new edition's id wherever there is one."""
    start: str
    """The start tag of the section with its marks."""
    heading: str
    """The heading as a whole element, marks included."""
    body: str
    """The section's own text below the heading, marks included."""
    level: int
    """1 for a section at the top."""
    title: str
    number: str
    kinds: frozenset[Kind]
    """What happened to this section itself."""
    unchanged: bool
    """Whether this section and everything nested in it is the same in both editions."""
    change: Change | None
    """The facts; None where nothing differs or only a move begins or ends here."""
    move: str = ""
    away: bool = False
    """Whether this is only the empty marker of where a section stood."""
    sections: tuple[RedlineSection, ...] = ()

    def __hash__(self) -> int:
        """Tell it from most others by its text, without looking at all of it."""
        return hash(self.body)

    @property
    def same_words(self) -> bool:
        """Whether this section and everything nested in it have the same words in both editions, in place."""
        change = self.change
        own = change is None or not (change.kinds & PLACED or any(not w.correction for w in change.words))
        return own and not self.move and all(section.same_words for section in self.sections)

    def walk(self) -> Iterator[RedlineSection]:
        """Give this section and every one nested in it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    @property
    def html(self) -> str:
        """The section as canonical HTML with its marks."""
        if self.away:
            return f"{self.start}</section>\n"
        nested = "".join(section.html for section in self.sections)
        return f"{self.start}\n{self.heading}{self.body}{nested}</section>\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """Both editions in one text, in the order of the new one."""

    title: str
    """The title as a whole element, marks included."""
    introduction: str
    """The text before the first section, marks included."""
    introduction_kinds: frozenset[Kind]
    """What happened to the title and the introduction."""
    sections: tuple[RedlineSection, ...]
    moves: Mapping[str, Move]
    """From where to where each section and each passage moved, by the number in its marks."""

    def walk(self) -> Iterator[RedlineSection]:
        """Give every section at any depth, in reading order."""
        for section in self.sections:
            yield from section.walk()

    @property
    def worded(self) -> tuple[RedlineSection, ...]:
        """The sections that differ in words."""
        return tuple(each for each in self.walk() if each.change and not each.same_words)

    @property
    def formal(self) -> tuple[RedlineSection, ...]:
        """The sections that differ and have the same words in both editions."""
        return tuple(each for each in self.walk() if each.change and each.same_words)

    def next_changes(self) -> Iterator[tuple[str, str]]:
        """Give for each section that differs in words the id of the next one that does."""
        return pairwise(section.id for section in self.worded)

    @property
    def has_arrows(self) -> bool:
        """Whether anything moved as a whole, which has a sign of its own."""
        return not all(move.is_partial for move in self.moves.values())

    @property
    def title_differs(self) -> bool:
        """Whether the title has a mark."""
        return has_attribute(self.title, "data-change")

    @property
    def introduction_differs(self) -> bool:
        """Whether the introduction has a mark."""
        return has_attribute(self.introduction, "data-change")

    @property
    def html(self) -> str:
        """The whole redline, from which `accept` and `reject` make the two editions."""
        return self.title + self.introduction + "".join(section.html for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two editions, and the text that shows it."""

    changes: tuple[Change, ...]
    """In the order of the redline; title and introduction first."""
    redline: Redline
    words_added: int
    words_removed: int
    substitutions: tuple[Substitution, ...] = ()
    """Words that became the same other words in several places: marked there as told here."""

    @property
    def wording_changed(self) -> bool:
        """Whether any word was added, removed or replaced; moves and corrections leave every word."""
        words = (words for change in self.changes for words in change.words)
        return any(each.kind is not Kind.MOVED and not each.correction for each in words)

    @property
    def has_marks(self) -> bool:
        """Whether anything is marked as added, removed or moved, which a legend explains."""
        return self.redline.has_arrows or any(change.words for change in self.changes)

    @property
    def only_corrected(self) -> frozenset[Aspect]:
        """Punctuation, capitals or both, where nothing else that a reader sees differs in the whole text."""
        seen = (each for each in self.changes if each.kinds != {Kind.COSMETIC} or each.aspects - UNSEEN)
        found = [each.only_corrected for each in seen]
        return frozenset().union(*found) if all(found) else frozenset()

    @property
    def changed(self) -> bool:
        """Whether anything at all differs."""
        return bool(self.changes)

    def counts(self) -> dict[Kind, int]:
        """Count the sections by their main kind: each section counts once, so that all add up to those changed."""
        kinds = [change.main_kind for change in self.changes if change.old or change.new]
        return {kind: kinds.count(kind) for kind in Kind}

    @property
    def sections_changed(self) -> int:
        """How many sections differ in any way."""
        return sum(1 for change in self.changes if change.old or change.new)

    @property
    def opening_changed(self) -> bool:
        """Whether title or introduction have other words."""
        opening = (change for change in self.changes if not (change.old or change.new))
        return any(change.main_kind is not Kind.COSMETIC for change in opening)

    @property
    def words_moved(self) -> int:
        """How many words are at another place."""
        return sum(change.words_moved for change in self.changes)
