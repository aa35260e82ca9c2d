"""What the rules look at: a policy's working text in every locale, and the words of its YAML, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from affiche.characters import decoded
from affiche.duties.commitments import LANGUAGES, is_of_changes, said_in
from affiche.duties.phrases import words_of
from affiche.html import BLOCK_TAG, plain_text
from affiche.model import Edition
from affiche.patterns import lazy
from affiche.problems import ProblemLog
from affiche.rules import prose
from affiche.source.data.yaml import read_yaml
from affiche.source.text.limits import find_excess
from affiche.source.text.markdown import shared_renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from affiche.duties.commitments import Said
    from affiche.model import Policy, Section, Site
    from affiche.pictures import Picture
    from affiche.problems import Location
    from affiche.rules.prose import Edit, Passage
    from affiche.source import SourceFile
    from affiche.source.data.yaml import Node
    from affiche.source.text.blocks import Heading

LINE_BREAK = "\u2028"
"""Stands for `<br>` in a block, where a newline of the source is only a space for readers."""
CONTEXT = 15
"""Characters around a match that tell it from others of its kind."""
_OPAQUE_HTML = lazy(
    r"<(?P<tag>code|pre|kbd|samp|var)\b[^>]*>.*?</(?P=tag)>|<a\b[^>]*>(?:https?://|www\.)?[^\s<>]*[.@][^\s<>]*</a>",
    re.DOTALL,
)
_MARKUP = lazy(r"[][*_`<>{}\\&]")
NOT_WORDS = {"slug", "link", "law", "accent", "accent_dark"}
"""The keys of YAML whose values are addresses or colours."""
NOTICES, IN_MAILS = "notices", {"greeting", "footer"}
"""What mails begin and end with may hold merge fields of a mailing service: only its characters are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One place that a rule objects to."""

    location: Location
    message: str
    expected: str = ""
    fix: str = ""
    """What to do about this one; empty means the rule's own advice."""
    details: tuple[str, ...] = ()
    """Lines that show more, such as the words that changed."""
    edits: tuple[Edit, ...] = ()
    """What `--fix` writes; empty where a person has to decide."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of the rendered page as plain text, and the part of the file that it came from."""

    text: str
    """Code and addresses are one character each: OPAQUE."""
    tag: str
    """The HTML element, such as `p`; empty for the value of a YAML key."""
    start: int
    end: int
    has_facts: bool
    """Whether some of its words may come from another file."""

    @cached_property
    def small(self) -> str:
        """The words in small letters."""
        return self.text.lower()


@dataclass(frozen=True, kw_only=True)
class Text:
    """One file of working text."""

    locale: str
    tag: str
    """The full language tag, such as `fr-CA`."""
    file: SourceFile
    edition: Edition = field(repr=False)
    facts: str = field(default="", repr=False)
    """The YAML that puts words into this text; what is wrong there is reported there."""
    pictures: Mapping[str, Picture | None] | None = None
    """The pictures beside it, None for one that cannot be shown; None instead of them for a note or a fact."""
    ids_known: bool = True
    """Whether a heading without an id has one from the source locale or, in the source locale, from its words."""

    @property
    def language(self) -> str:
        """The language without its region, such as `fr`."""
        return self.tag.partition("-")[0].lower()

    @property
    def name(self) -> str:
        """The file's name, as a message says it."""
        return self.file.path.rpartition("/")[2]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of sections as they are written."""
        return self.file.outline.headings

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section at any depth, in reading order."""
        return tuple(self.edition.walk())

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text as its readers see it, passage by passage."""
        return prose.passages(self.file.text)

    @cached_property
    def places(self) -> Mapping[str, Heading]:
        """The heading of each section by its id; a section that facts put in has none."""
        if len(self.headings) == len(self.sections):
            return {
                section.id: heading for section, heading in zip(self.sections, self.headings, strict=True)
            }
        return {heading.id: heading for heading in self.headings if heading.id}

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The text as the page shows it, block by block: whatever Markdown left unread is still there."""
        starts = {section: self.file.begin(heading.line) for section, heading in self.places.items()}
        known = sorted({0, *starts.values(), len(self.file.text)})
        found: list[Block] = []
        for section, html in self._rendered():
            start = starts.get(section, 0)
            end = known[min(bisect_right(known, start), len(known) - 1)]
            end = end if section in starts or not section else len(self.file.text)
            has_facts = "{{" in self.file.text[start:end] or (section not in starts and bool(section))
            for tag, words in rendered_blocks(html):
                found.append(Block(text=words, tag=tag, start=start, end=end, has_facts=has_facts))
        return prose.Parts(found)

    def _rendered(self) -> Iterator[tuple[str, str]]:
        yield "", f"<h1>{escape(self.edition.title, quote=False)}</h1>{self.edition.introduction}"
        for section in self.sections:
            yield section.id, f"<h2>{section.heading}</h2>{section.html}"

    @cached_property
    def written(self) -> tuple[tuple[int, str], ...]:
        """The parts of the file that hold words, each with its offset; code and comments are blanked out."""
        return ((0, prose.without_code(self.file.text)),)

    def scan(
        self, pattern: re.Pattern[str], needs: Sequence[str] = ()
    ) -> Iterator[tuple[re.Match[str], Location]]:
        """Search the parts that hold words as they are written, and point at each match."""
        for offset, words in self.written:
            if not needs or any(map(words.lower().__contains__, needs)):
                for match in pattern.finditer(words):
                    yield match, self.file.at_offset(offset + match.start(), offset + match.end())

    @cached_property
    def typed(self) -> tuple[tuple[int, str, bool], ...]:
        """Everything in the file that reaches a page, code as well: its offset, and whether it stands there as it is."""
        return ((0, self.file.text, True),)

    def characters(self, find: Callable[[str], Iterator[tuple[int, int]]]) -> Iterator[tuple[str, Location]]:
        """Find characters, typed or written as `&#8238;`, and point at each."""
        for offset, shown, starts, as_is in self._decoded:
            for start, end in find(shown):
                span = (starts[start], starts[end]) if as_is else (0, 1)
                yield shown[start:end], self.file.at_offset(offset + span[0], offset + span[1])

    @cached_property
    def _decoded(self) -> tuple[tuple[int, str, Sequence[int], bool], ...]:
        return tuple((offset, *decoded(words), as_is) for offset, words, as_is in self.typed)

    def search(
        self, pattern: re.Pattern[str], needs: Sequence[str] = (), blocks: Sequence[Block] | None = None
    ) -> Iterator[tuple[Block, re.Match[str], Location]]:
        """Search the rendered page, or blocks of it, and point at each match in the file; facts are searched where they are kept."""
        for block in prose.holding(self.blocks if blocks is None else blocks, needs):
            for match in pattern.finditer(block.text):
                place = self._find(block, match)
                if not self._is_escaped(block, match, place) and (place or not self._in_facts(block, match)):
                    yield block, match, self._location(block, place)

    def _location(self, block: Block, place: tuple[int, int] | None) -> Location:
        return self.file.at_offset(*place) if place else self.at_line(self.file.line_of(block.start))

    def _in_facts(self, block: Block, match: re.Match[str]) -> bool:
        """Whether words of the page come from a YAML file, where the same rule finds them; a page may show other spaces."""
        return block.has_facts and " ".join(match[0].split())[:CONTEXT] in self._facts_in_a_row

    @cached_property
    def _facts_in_a_row(self) -> str:
        return " ".join(self.facts.split())

    def _is_escaped(self, block: Block, match: re.Match[str], place: tuple[int, int] | None) -> bool:
        """Whether a backslash shows that the author means readers to see the character."""
        is_at_place = place is not None and self.file.text[max(0, place[0] - 1) : place[0]] == "\\"
        if is_at_place or "\\" not in self.file.text[block.start : block.end]:
            return is_at_place
        begin = block.text[max(0, match.start() - 6) : match.start()]
        before = re.split(rf"[\n{LINE_BREAK}{prose.OPAQUE}]", begin)[-1]
        sign = r"\\" + r"\\?".join(map(re.escape, match[0].strip()[:4]))
        written = "".join(rf"{re.escape(each)}[\\*_`]{{0,3}}?" for each in before) + sign
        return bool(re.compile(written).search(self.file.text, block.start, block.end))

    def _find(self, block: Block, match: re.Match[str]) -> tuple[int, int] | None:
        """Find the words of a match as written, first with some words around it, at last only its beginning."""
        found = match[0].strip()
        begin = max(0, match.start() - CONTEXT)
        around = block.text[begin : match.end() + CONTEXT].strip()
        for wanted in (around, found, found[:CONTEXT]):
            words = wanted.partition(LINE_BREAK)[0]
            place = _as_written(words, self.file.text, block.start, block.end)
            if place and wanted is around:
                place = _as_written(found, self.file.text, place[0], block.end) or place
            if place:
                return place[0], place[0] + len(self.file.text[slice(*place)].partition("\n")[0])
        return None

    def at_line(self, line: int) -> Location:
        """Point at a whole line."""
        return self.file.at(line, 1, max(1, len(self.file.lines[line - 1])))

    def at_section(self, section: str) -> Location:
        """Point at the heading of a section, else at the beginning."""
        heading = self.places.get(section)
        return self.at_line(heading.line if heading else 1)

    def after_heading(self, section: str) -> int:
        """Return where the text of a section begins, counted in characters of the file."""
        heading = self.places.get(section)
        return self.file.begin(heading.line) if heading else 0

    def match(  # noqa: PLR0913 one for each thing that a match says
        self,
        passage: Passage,
        start: int,
        end: int,
        message: str,
        *,
        expected: str = "",
        fix: str = "",
        edits: tuple[Edit, ...] = (),
    ) -> Match:
        """Object to a part of a passage."""
        place = self.file.at_offset(*passage.span(start, end))
        return Match(location=place, message=message, expected=expected, fix=fix, edits=edits)

    def replacement(
        self, passage: Passage, match: re.Match[str], group: int | str, words: str, message: str
    ) -> Match:
        """Object to a group of what was found, and write other words in its place."""
        start, end = match.span(group)
        edits = prose.swap(passage, start, end, words)
        return self.match(passage, start, end, message, expected=words, edits=edits)

    def line_of(self, passage: Passage) -> int:
        """Return the line on which a passage begins."""
        return self.file.line_of(passage.starts[0])

    def section_passages(self) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        """Return the id of each section with its own passages, the heading aside; "" is the introduction."""
        lines = {heading.line: section for section, heading in self.places.items()}
        section = ""
        gathered: list[Passage] = []
        for passage in self.passages:
            begun = lines.get(self.line_of(passage))
            if begun is None:
                gathered.append(passage)
                continue
            yield section, tuple(gathered)
            section, gathered = begun, []
        yield section, tuple(gathered)

    @cached_property
    def commitments(self) -> tuple[prose.Commitment, ...]:
        """What the text says of its own changes, sentence by sentence; nothing in a language without phrases."""
        if self.language not in LANGUAGES:
            return ()
        titles = {section.id: section.title for section in self.sections}
        return tuple(
            prose.Commitment(passage=passage, start=start, end=end, said=said)
            for section, passages in self.section_passages()
            for under_changes in [is_of_changes(titles.get(section, ""), self.language)]
            for passage, lead in prose.led(passages)
            for start, end in prose.sentences(passage.text)
            if (said := self._said(passage.text[start:end], lead, under_changes=under_changes))
        )

    def _said(self, sentence: str, lead: str, *, under_changes: bool) -> tuple[Said, ...]:
        own = words_of(sentence)
        words = f"{words_of(lead)} {own}".strip()
        return said_in(words, self.language, own=own, under_changes=under_changes)


@dataclass(frozen=True, kw_only=True)
class PolicyTexts:
    """A policy as the rules see it."""

    site: Site
    policy: Policy
    texts: Mapping[str, Text]
    """For each locale, its text; that of the source locale first, where there is one."""
    yaml: tuple[Text, ...] = ()
    """The words of policy.yaml and site.yaml, for each locale."""
    facts: Mapping[str, Node] = field(default_factory=dict)
    """The facts of each policy as they stand in its policy.yaml, and those of facts.yaml."""

    @property
    def source(self) -> Text:
        """The text that is written first."""
        return next(iter(self.texts.values()))

    @property
    def translations(self) -> tuple[Text, ...]:
        """The texts to hold against that of the source locale."""
        first, *others = self.texts.items()
        return tuple(text for _, text in others) if first[0] == self.site.source_locale else ()


@dataclass(frozen=True, kw_only=True)
class YamlWords(Text):
    """A YAML file as the rules see it: each value for the locale is a passage; for "", each value for all locales."""

    locales: tuple[str, ...]
    root: Node | None
    """The whole file, if it can be read."""
    headings: tuple[Heading, ...] = ()  # a YAML comment begins as a heading does

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The values given for the locale."""
        return tuple(
            passage
            for at, words in self.written
            for passage in prose.passage(prose.Kind.PARAGRAPH, [(at, words)])
        )

    @cached_property
    def written(self) -> tuple[tuple[int, str], ...]:
        """The values given for the locale, as written, each with its offset."""
        return tuple(part for scalar in self.scalars for part in self._parts(scalar))

    @cached_property
    def typed(self) -> tuple[tuple[int, str, bool], ...]:
        """The same values, what mails begin and end with, and what is written with escapes or over several lines."""
        found: list[tuple[int, str, bool]] = []
        for scalar in self._scalars(self.root) if self.root else ():
            parts = [*self._parts(scalar)]
            offset = self.file.begin(scalar.location.line) + max(0, scalar.location.column - 1)
            found += [(at, words, True) for at, words in parts] or [(offset, str(scalar.value), False)]
        return tuple(found)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The same values as a page shows them."""
        return tuple(
            Block(text=shown, tag="", start=at, end=at + len(words), has_facts=False)
            for at, words in self.written
            for shown in [_shown(words)]
        )

    @cached_property
    def scalars(self) -> tuple[Node, ...]:
        """The same values as nodes."""
        return tuple(self._scalars(self.root, mails=False)) if self.root else ()

    def _scalars(
        self, node: Node, within: str = "", under: str = "", *, mails: bool = True
    ) -> Iterator[Node]:
        if isinstance(node.value, dict):
            for key, part in node.value.items():
                if key not in NOT_WORDS and (mails or under != NOTICES or key not in IN_MAILS):
                    locale = key if key in self.locales else within
                    yield from self._scalars(part, locale, key, mails=mails)
        elif isinstance(node.value, list):
            for part in node.value:
                yield from self._scalars(part, within, under, mails=mails)
        elif node.value and within == self.locale:
            yield node

    def _parts(self, scalar: Node) -> Iterator[tuple[int, str]]:
        """Find a value in the file, unless YAML escapes make it read differently there."""
        assert isinstance(scalar.value, str)
        line, at = scalar.location.line, scalar.location.column - 1
        written = self.file.lines[line - 1]
        if written[at : at + 1] in {"|", ">"}:
            for below, words in zip(self.file.lines[line:], scalar.value.splitlines(), strict=False):
                line += 1
                if words.strip() and below.strip() == words.strip():
                    indent = len(below) - len(below.lstrip())
                    yield self.file.begin(line) + indent, below.strip()
            return
        at += written[at : at + 1] in {"'", '"'}
        if written.startswith(scalar.value, at):
            yield self.file.begin(line) + at, scalar.value


def _as_written(words: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find words of the page in a part of the file, where an address or code is more than one character."""
    if prose.OPAQUE in words:
        parts = r"\S+?".join(map(re.escape, words.split(prose.OPAQUE)))
        written = re.compile(re.sub(r"\\S\+\?$", r"\\S+", parts)).search(text, start, end)
        return written.span() if written else None
    if words and (at := text.find(words, start, end)) >= 0:
        return at, at + len(words)
    shown, places = decoded(text[start:end])  # a character may be written as `&#42;`
    at = shown.find(words) if words else -1
    return (start + places[at], start + places[at + len(words)]) if at >= 0 else None


def rendered_blocks(html: str) -> Iterator[tuple[str, str]]:
    """Take clean HTML apart into its innermost blocks, each as the name of its element and its plain text."""
    at, tag = 0, ""
    html = _OPAQUE_HTML.sub(prose.OPAQUE, html)
    for match in BLOCK_TAG.finditer(html):
        words = plain_text(html[at : match.start()].replace("<br>\n", LINE_BREAK).replace("<br>", LINE_BREAK))
        if words.strip():
            yield tag, words.strip()
        at, tag = match.end(), "" if match[1] else match[2]
    if html[at:].strip():
        yield tag, plain_text(html[at:]).strip()


def _shown(words: str) -> str:
    """Read the Markdown inside a value of YAML."""
    if not _MARKUP.search(words) or find_excess(words):
        return words
    # as the end of a heading, braces would be taken for its attributes
    ((_, shown), *_) = [*rendered_blocks(shared_renderer().heading(words + prose.OPAQUE)[0]), ("", "")]
    return shown.removesuffix(prose.OPAQUE)


def yaml_words(file: SourceFile, tags: Mapping[str, str]) -> Iterator[YamlWords]:
    """Read the words of each locale from a YAML file, and those that all locales share."""
    root = read_yaml(file, ProblemLog())
    for locale, tag in {**tags, "": ""}.items():
        nothing = Edition(locale=locale, title="", introduction="", sections=(), markdown="")
        yield YamlWords(locale=locale, tag=tag, file=file, edition=nothing, locales=tuple(tags), root=root)
