"""Strict YAML: text, lists and maps, each with its place; nothing else.

Every scalar is text, so `no` is not False and `3.10` is not 3.1. There are no aliases, tags, duplicate keys or
second documents. The tree is built from parser events, as PyYAML's own composer overflows the stack on
deep input.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.problems import Location, ProblemLog
    from affiche.source.files import SourceFile

DEEPEST = 32

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""What a node says, without its places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and where it stands; an empty value is None."""

    location: Location
    value: str | list[Node] | dict[str, Node] | None
    keys: dict[str, Location] = field(default_factory=dict)
    """For a map, where each key stands."""

    def plain(self) -> Plain:
        """Give the value alone."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...]) -> Node:
        """Go down by keys and positions, as far as they lead."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return node


class _NotStrictError(Exception):
    """The document is YAML, but uses what is refused here."""

    def __init__(self, event: yaml.Event, message: str, expected: str) -> None:
        self.event, self.message, self.expected = event, message, expected


def read_yaml(file: SourceFile, log: ProblemLog) -> Node | None:
    """Compose the one document of a file, or note the problem that stops it."""
    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    try:
        return _Composer(file, log, yaml.parse(file.text, Loader=loader)).document()
    except _NotStrictError as error:
        log.add(_at(file, error.event.start_mark), error.message, expected=error.expected)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        log.add(
            _at(file, mark),
            f"is not YAML: {error.problem}",
            expected="keys and values such as `title: Privacy policy`",
        )
    except yaml.YAMLError as error:
        log.add(file.whole(), f"is not YAML: {str(error).splitlines()[0]}")
    return None


def _at(file: SourceFile, mark: yaml.Mark | yaml._yaml.Mark | None) -> Location:
    return file.at(mark.line + 1, mark.column + 1) if mark else file.whole()


class _Composer:
    """Builds nodes from the parser's events, one look ahead at a time."""

    def __init__(self, file: SourceFile, log: ProblemLog, events: Iterator[yaml.Event]) -> None:
        self.file, self.log, self.events = file, log, events

    def document(self) -> Node | None:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.log.add(self.file.whole(), "the file holds nothing but comments")
            return None
        node = self._node(next(self.events), depth=0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _NotStrictError(after, "a second document begins here", "one document a file")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _NotStrictError(event, "anchors and aliases are not used here", "the value itself")
        if getattr(event, "tag", None):
            raise _NotStrictError(event, "tags are not used here", "the value alone")
        if depth > DEEPEST:
            raise _NotStrictError(event, f"is nested more than {DEEPEST} deep", "a flatter structure")
        where = _at(self.file, event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(location=where, value=list(self._values(depth)))
        assert isinstance(event, yaml.ScalarEvent)
        is_empty = event.value == "" and not event.style
        return Node(location=where, value=None if is_empty else event.value)

    def _values(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, where: Location, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                raise _NotStrictError(event, "a key must be a word", "`key: value`")
            if key.value in values:
                self.log.add(
                    key.location,
                    f"the key {key.value!r} stands here a second time",
                    expected=f"each key once; the first is on line {keys[key.value].line}",
                    fix="remove or rename one of the two",
                )
                continue
            values[key.value], keys[key.value] = value, key.location
        return Node(location=where, value=values, keys=keys)
