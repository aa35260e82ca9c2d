"""Strict YAML: text, lists, and keys with values, each with its place; nothing else.

Every value is text, so `no` is not False and `3.10` is not 3.1. There are no aliases, tags, duplicate keys or
second documents. The tree is built from parser events, as PyYAML's own composer overflows the stack on
deep input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import yaml

from affiche.characters import UNSHOWABLE
from affiche.problems import ProblemLog
from affiche.source.data.yaml_errors import CONSEQUENCES, QUOTE, note_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.problems import Location
    from affiche.source.files import SourceFile

DEEPEST = 32

_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")
"""What may stand in a text, but not in YAML."""

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""What a node says, without its places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and where it stands; an empty value is None."""

    location: Location
    """Of a text, its own place; of anything else under a key, the key's."""
    value: str | list[Node] | dict[str, Node] | None
    keys: dict[str, Location] = field(default_factory=dict)
    """Where each key stands, if there are any."""

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

    def __init__(self, location: Location, message: str, expected: str, fix: str = "") -> None:
        self.location, self.message, self.expected, self.fix = location, message, expected, fix


def read_yaml(file: SourceFile, log: ProblemLog) -> Node | None:
    """Compose the one document of a file, or note the problem that stops it."""
    if strange := _CONTROL.search(file.text):
        log.add(
            file.at_offset(strange.start()),
            "there is a control character here",
            fix="take it away",
            rule="files/character",
        )
        return None
    try:
        return _Composer(file, log, yaml.parse(file.text, Loader=_LOADER)).document()
    except _NotStrictError as error:
        log.add(error.location, error.message, expected=error.expected, fix=error.fix, rule="yaml/syntax")
    except yaml.MarkedYAMLError as error:
        note_mistake(error, file, log)
        _note_further_mistakes(file, log)
    except yaml.YAMLError as error:
        log.add(
            file.whole(), f"this cannot be read as YAML: {str(error).splitlines()[0]}", rule="yaml/syntax"
        )
    return None


_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
MOST_MISTAKES = 20
"""Noted in one file at once."""


def _note_further_mistakes(file: SourceFile, log: ProblemLog) -> None:
    """Read on without each line that is wrong, so that one round tells all; a parser stops at the first."""
    lines = list(file.lines)
    for _ in range(MOST_MISTAKES):
        last = log.problems[-1]
        if not _is_left_out(last.location.line, lines):
            return
        rest, found = replace(file, text="\n".join(lines)), ProblemLog()
        try:
            _Composer(rest, ProblemLog(), yaml.parse(rest.text, Loader=_LOADER)).document()
        except yaml.MarkedYAMLError as error:
            note_mistake(error, rest, found)
        except (yaml.YAMLError, _NotStrictError, StopIteration):
            return
        if not found.problems or found.problems[-1].message in CONSEQUENCES:
            return  # all is read, or it may well come of the lines left out
        log.problems.append(found.problems[-1])


def _is_left_out(number: int, lines: list[str]) -> bool:
    """Empty a line and all that belongs to it; False where there is nothing to be emptied."""
    if not 0 < number <= len(lines) or not lines[number - 1].strip():
        return False
    indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    lines[number - 1] = ""
    for place in range(number, len(lines)):
        line = lines[place]
        if line.strip() and len(line) - len(line.lstrip()) <= indent and line.strip()[0] not in "]}":
            break
        lines[place] = ""
    return True


class _Composer:
    """Builds nodes from the parser's events, one look ahead at a time."""

    def __init__(self, file: SourceFile, log: ProblemLog, events: Iterator[yaml.Event]) -> None:
        self.file, self.log, self.events = file, log, events

    def document(self) -> Node | None:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.log.add(
                self.file.whole(),
                "this file holds nothing but comments",
                expected="keys and values",
                rule="files/empty",
            )
            return None
        node = self._node(next(self.events), depth=0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _NotStrictError(
                self._at(after), "a second document begins here", "one a file", "take this line away"
            )
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        where = self._at(event)
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            sign = where.text[where.column - where.cut - 1 : where.column - where.cut]
            raise _NotStrictError(where, f"a value cannot begin with {sign}", "a text", QUOTE)
        if depth > DEEPEST:
            raise _NotStrictError(where, f"this stands more than {DEEPEST} levels deep", "fewer levels")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where, depth, is_flow=bool(event.flow_style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(location=where, value=list(self._values(depth)))
        assert isinstance(event, yaml.ScalarEvent)
        return Node(location=where, value=self._text(event, where))

    def _text(self, event: yaml.ScalarEvent, where: Location) -> str | None:
        value = str(event.value)
        if not value.isprintable() and UNSHOWABLE.search(value):
            raise _NotStrictError(
                where, "this text holds a character that no page can show", "letters and signs"
            )
        return value if value or event.style else None

    def _values(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, where: Location, depth: int, *, is_flow: bool) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            following = next(self.events)
            value = self._node(following, depth + 1)
            if is_flow and values and value.value is None and self._ends_at_comma(event):
                self.log.add(
                    key.location,
                    "a comma between braces ends the value, so these words belong to none",
                    expected="quotation marks around a value with commas",
                    fix='write it as in {en: "Privacy, cookies and you", fr: …}',
                    rule="yaml/cut",
                )
                continue
            if not isinstance(key.value, str) or not key.value:
                raise _NotStrictError(key.location, "a key must be a word", "`key: value`")
            if key.value in values:
                self.log.add(
                    key.location,
                    f"the key {key.value!r} stands here a second time",
                    expected=f"each key once; the first is on line {keys[key.value].line}",
                    fix="take away or rename one of the two",
                    rule="yaml/repeated-key",
                )
                continue
            keys[key.value] = key.location
            values[key.value] = (
                value if isinstance(value.value, str) else replace(value, location=key.location)
            )
        return Node(location=where, value=values, keys=keys)

    def _ends_at_comma(self, key: yaml.Event) -> bool:
        """Whether nothing follows a key between braces, not even its colon."""
        assert key.end_mark is not None
        return self.file.text[key.end_mark.index :].lstrip()[:1] in {",", "}"}

    def _at(self, event: yaml.Event) -> Location:
        assert event.start_mark is not None
        assert event.end_mark is not None
        return self.file.at_offset(event.start_mark.index, event.end_mark.index)


_TYPED_QUOTES = frozenset({"“”", "«»", "„“", "‘’", "””"})
_NUMBER_SIGN = re.compile(r"[ \t]+(?P<rest>#[^\s#!].*)")


def check_as_readers_see(node: Node, file: SourceFile, log: ProblemLog) -> None:
    """Note quotation marks around a value that readers would see, and a # that cuts a value short."""
    if isinstance(node.value, dict):
        for part in node.value.values():
            check_as_readers_see(part, file, log)
    elif isinstance(node.value, list):
        for part in node.value:
            check_as_readers_see(part, file, log)
    elif node.value:
        value, where = node.value, node.location
        start = file.begin(where.line) + where.column - 1
        if len(value) > 1 and value[0] + value[-1] in _TYPED_QUOTES and file.text.startswith(value, start):
            log.add(
                where,
                f"the quotation marks around {value} would be shown to readers",
                expected='no quotation marks, or straight ones: "…"',
                fix="if readers should see them, put straight ones around them",
                rule="yaml/quotes",
            )
        after = file.text[start + len(value) :].partition("\n")[0]
        if file.text.startswith(value, start) and (cut := _NUMBER_SIGN.match(after)):
            begin = start + len(value) + cut.start("rest")
            log.add(
                file.at_offset(begin, begin + len(cut["rest"])),
                f"{cut['rest']!r} is a comment here and not part of the value, as a # after a space begins one",
                expected="quotation marks around a value with #",
                fix=f'write "{value}{cut[0].rstrip()}"; for a comment, put a space after the #',
                rule="yaml/cut",
            )
