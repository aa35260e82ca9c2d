"""The words of policy.yaml and site.yaml that stand on pages: titles, facts, names and notes, for one locale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from affiche.model import Edition
from affiche.problems import ProblemLog
from affiche.rules.prose import Kind, passage
from affiche.rules.texts import Text
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.rules.prose import Passage
    from affiche.source import SourceFile
    from affiche.source.outline import Heading
    from affiche.source.yaml import Node

NOT_WORDS = {"slug"}


@dataclass(frozen=True, kw_only=True)
class FactWords(Text):
    """A YAML file as the rules see it: each text given for the locale is a passage; for "", each given for all."""

    locales: tuple[str, ...]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """None: a comment of YAML begins as a heading does."""
        return ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The texts given for the locale."""
        node = read_yaml(self.file, ProblemLog())
        found = self._scalars(node, within="") if node else ()
        return tuple(passage for scalar in found for passage in self._passages(scalar))

    def _scalars(self, node: Node, *, within: str) -> Iterator[Node]:
        if isinstance(node.value, dict):
            for key, part in node.value.items():
                if key not in NOT_WORDS:
                    yield from self._scalars(part, within=key if key in self.locales else within)
        elif isinstance(node.value, list):
            for part in node.value:
                yield from self._scalars(part, within=within)
        elif node.value and within == self.locale:
            yield node

    def _passages(self, scalar: Node) -> Iterator[Passage]:
        """Find the text of a value as it stands in the file, unless YAML writes it otherwise."""
        assert isinstance(scalar.value, str)
        line, at = scalar.location.line, scalar.location.column - 1
        written = self.file.lines[line - 1]
        if written[at : at + 1] in {"|", ">"}:
            for below, words in zip(self.file.lines[line:], scalar.value.splitlines(), strict=False):
                line += 1
                if words.strip() and below.strip() == words.strip():
                    indent = len(below) - len(below.lstrip())
                    yield from passage(Kind.PARAGRAPH, [(self.begin(line) + indent, below.strip())])
            return
        at += written[at : at + 1] in {"'", '"'}
        if written.startswith(scalar.value, at):
            yield from passage(Kind.PARAGRAPH, [(self.begin(line) + at, scalar.value)])


def fact_words(file: SourceFile, tags: Mapping[str, str]) -> Iterator[FactWords]:
    """Take the words of each locale from a YAML file, and those that stand for all of them."""
    for locale, tag in {**tags, "": ""}.items():
        nothing = Edition(locale=locale, title="", introduction="", sections=(), markdown="")
        yield FactWords(locale=locale, tag=tag, file=file, edition=nothing, locales=tuple(tags))
