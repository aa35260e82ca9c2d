"""What the rules look at: the working text of a policy in every locale, with the place of everything in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from affiche.rules.prose import passages
from affiche.source.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.model import Edition, Policy, Section, Site
    from affiche.problems import Location
    from affiche.rules.prose import Passage
    from affiche.source import SourceFile
    from affiche.source.outline import Heading


@dataclass(frozen=True, kw_only=True)
class Text:
    """One file of working text."""

    locale: str
    tag: str
    """The full language tag, such as `fr-CA`."""
    file: SourceFile
    edition: Edition = field(repr=False)
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
        return tuple(outline(self.file.text).headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section at any depth, in reading order."""
        return tuple(self.edition.walk())

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text as its readers see it."""
        return passages(self.file.text)

    @cached_property
    def places(self) -> Mapping[str, Heading]:
        """The heading of each section by its id; a section that facts put in has none."""
        if len(self.headings) == len(self.sections):
            return {
                section.id: heading for section, heading in zip(self.sections, self.headings, strict=True)
            }
        return {heading.id: heading for heading in self.headings if heading.id}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [0, *accumulate(len(line) + 1 for line in self.file.lines)]

    def at(self, start: int, end: int) -> Location:
        """Point at a part of the file, as far as it stands on one line."""
        line = bisect_right(self._starts, start)
        begin = self._starts[line - 1]
        width = len(self.file.lines[line - 1])
        return self.file.at(line, start - begin + 1, max(1, min(end - begin, width) - (start - begin)))

    def begin(self, line: int) -> int:
        """Give where a line begins, counted in characters of the file."""
        return self._starts[line - 1]

    def at_line(self, line: int) -> Location:
        """Point at a whole line."""
        return self.file.at(line, 1, max(1, len(self.file.lines[line - 1])))

    def at_section(self, section: str) -> Location:
        """Point at the heading of a section, else at the beginning."""
        heading = self.places.get(section)
        return self.at_line(heading.line if heading else 1)

    def after_heading(self, section: str) -> int:
        """Give where the text of a section begins, counted in characters of the file."""
        heading = self.places.get(section)
        return self.begin(heading.line) if heading else 0

    def at_part(self, passage: Passage, start: int, end: int) -> Location:
        """Point at a part of a passage."""
        return self.at(*passage.span(start, end))

    def line_of(self, passage: Passage) -> int:
        """Give the line on which a passage begins."""
        return bisect_right(self._starts, passage.starts[0])

    def section_passages(self) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        """Give the id of each section with its own passages, the heading aside; "" is the introduction."""
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


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A policy as the rules see it."""

    site: Site
    policy: Policy
    texts: Mapping[str, Text]
    """For each locale, its text; the source locale first."""
    facts: tuple[Text, ...] = ()
    """For each locale, the words of policy.yaml."""

    @property
    def source(self) -> Text:
        """The text that is written first."""
        return next(iter(self.texts.values()))

    @property
    def translations(self) -> tuple[Text, ...]:
        """The texts in the other locales."""
        return tuple(self.texts.values())[1:]
