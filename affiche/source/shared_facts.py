"""`facts.yaml`: the facts that several policies share, and which of them a policy takes into its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from affiche.problems import Location, did_you_mean, nearest
from affiche.source.data.localised import is_localised
from affiche.source.data.schemas import FactsShape
from affiche.source.data.validate import fit
from affiche.source.data.yaml import Node, check_as_readers_see, read_yaml
from affiche.source.facts import check_facts, is_table, read_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from affiche.model import Fact
    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFile, SourceFolder

FACTS = "facts.yaml"

Path: TypeAlias = tuple[str, ...]
"""Where a fact stands among the others, such as `contact`, `email`."""

BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""What is to be put into a text."""
_NAMED = re.compile(
    r"""(?<!["'.\w])facts\b((?:\s*\.\s*\w+|\s*\[\s*(?:"[^"]*"|'[^']*')\s*\])*)|\btable\(\s*["']([^"']+)["']"""
)
_STEP = re.compile(r"""\w[^"'\].]*""")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFacts:
    """What facts.yaml says; nothing, if there is no such file."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    labels: Mapping[str, Fact] = field(default_factory=dict)
    node: Node = field(default_factory=lambda: Node(location=Location(path=FACTS), value={}, keys={}))


def read_shared_facts(
    locales: Sequence[str], folder: SourceFolder, expected: Sequence[str], site: Node | None = None
) -> SharedFacts | None:
    """Read facts.yaml, and what one of several sites says otherwise; None if it cannot be read.

    Then no text is to be blamed for what it names.
    """
    shared = _read_file(locales, folder, expected)
    if shared is None or site is None:
        return shared
    reader = FactsReader(locales=locales, expected=expected, log=folder.log)
    for part in ("facts", "labels"):
        if part in site.keys:
            reader.facts(part, {part: site}, site)
    both = Node(
        location=shared.node.location,
        value={part: _over(shared.node, site, part, locales) for part in ("facts", "labels")},
        keys={**shared.node.keys, **site.keys},
    )
    facts, labels = (read_facts(both.find((part,))) for part in ("facts", "labels"))
    return SharedFacts(facts=facts, labels=labels, node=both)


def _over(shared: Node, site: Node, part: str, locales: Sequence[str]) -> Node:
    """Put what a site says over what all of them share, part by part, each value at its own place."""
    nothing = Node(location=site.location, value={})
    below, above = (each.find((part,)) if part in each.keys else nothing for each in (shared, site))
    return _layered(below, above, locales)


def _layered(below: Node, above: Node, locales: Sequence[str]) -> Node:
    under, over = _parts(below, locales), _parts(above, locales)
    if under is None or over is None:
        return above
    both = {name: _layered(under[name], over[name], locales) for name in under.keys() & over.keys()}
    return Node(location=above.location, value={**under, **over, **both}, keys={**below.keys, **above.keys})


def _parts(node: Node, locales: Sequence[str]) -> dict[str, Node] | None:
    """Return the facts that stand under one name; a table, and a text in each language, are one fact."""
    value = node.value
    if not isinstance(value, dict) or is_localised(value, locales) or value.keys() >= {"columns", "rows"}:
        return None
    return value


def _read_file(locales: Sequence[str], folder: SourceFolder, expected: Sequence[str]) -> SharedFacts | None:
    if not folder.exists(FACTS):
        return SharedFacts()
    file = folder.read(FACTS, what="the facts that several policies share")
    if file is None:
        return None
    read = partial(_shared, file, FactsReader(locales=locales, expected=expected, log=folder.log))
    return folder.memory.recall((FACTS,), (file, locales, expected), read, folder.log)


def _shared(file: SourceFile, reader: FactsReader) -> SharedFacts | None:
    log = reader.log
    node = read_yaml(file, log)
    shape = fit(node, FactsShape, log) if node else None
    if shape is None or node is None:
        return None
    check_as_readers_see(node, file, log)
    return SharedFacts(
        facts=reader.facts("facts", shape.facts, node),
        labels=reader.labels(shape.labels, shape.facts, node),
        node=node,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsReader:
    """Reads facts, and what they are called, in the locales of a site."""

    locales: Sequence[str]
    expected: Sequence[str]
    """The locales in which words are expected."""
    log: ProblemLog

    def facts(self, key: str, given: Mapping[str, object], node: Node) -> Mapping[str, Fact]:
        """Read the facts that are given under a key of a file."""
        if not given:
            return {}
        found = node.find((key,))
        check_facts(found, self.locales, self.log, self.expected)
        return read_facts(found)

    def labels(self, given: Mapping[str, object], known: Collection[str], node: Node) -> Mapping[str, Fact]:
        """Read what facts are called; a label that names none may still serve for one that was taken out."""
        for name in given:
            near = nearest(name, known)
            if name not in known and near:
                where = node.find(("labels",)).keys[name]
                self.log.add(
                    where,
                    f"there is no fact {name!r}",
                    expected="a fact",
                    fix=did_you_mean(near),
                    rule="facts/unknown",
                )
        return self.facts("labels", given, node)


def named_in(texts: Iterable[str]) -> set[Path]:
    """Give the facts that texts name between braces, each by its steps: `facts.contact.email`, `table("recipients")`."""
    return {
        (match[2],) if match[2] else tuple(step.strip() for step in _STEP.findall(match[1]))
        for text in texts
        for braces in BRACES.findall(text)
        for match in _NAMED.finditer(braces)
    }


def only(facts: Mapping[str, Fact], named: Collection[Path]) -> dict[str, Fact]:
    """Keep of some facts what is named, or is a part of what is; a table is kept whole."""
    kept: dict[str, Fact] = {}
    for name, fact in facts.items():
        below = {path[1:] for path in named if path[:1] in {(), (name,)}}
        if () in below or (below and (is_table(fact) or not isinstance(fact, Mapping))):
            kept[name] = fact
        elif isinstance(fact, Mapping) and (inner := only(fact, below)):
            kept[name] = inner
    return kept


def together(shared: Mapping[str, Fact], own: Mapping[str, Fact], locales: Sequence[str]) -> dict[str, Fact]:
    """Put a policy's own facts among those that are shared; where both say something, its own wins."""
    merged = dict(shared)
    for name, fact in own.items():
        before = shared.get(name)
        if _has_parts(before, locales) and _has_parts(fact, locales):
            fact = together(before, fact, locales)  # noqa: PLW2901 its parts are put together in the same way
        merged[name] = fact
    return merged


def _has_parts(fact: Fact | None, locales: Sequence[str]) -> TypeGuard[Mapping[str, Fact]]:
    """Say whether a fact is several facts under one name; a table, and a text in each language, are one."""
    return isinstance(fact, Mapping) and not is_table(fact) and not is_localised(fact, locales)


def without(shared: Mapping[str, Fact], own: Mapping[str, Fact], locales: Sequence[str]) -> dict[str, Fact]:
    """Keep of the facts that are shared those that a policy's own do not replace."""
    kept: dict[str, Fact] = {}
    for name, fact in shared.items():
        replacing = own.get(name)
        if replacing is None:
            kept[name] = fact
        elif _has_parts(fact, locales) and _has_parts(replacing, locales):
            kept |= {name: rest} if (rest := without(fact, replacing, locales)) else {}
    return kept
