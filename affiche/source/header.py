"""What `policy.yaml` says of a policy, and how much of it a build needs.

A build posts what is published, whatever state a draft is in. So of a published policy whose `policy.yaml` cannot be
read, the title and the addresses are taken from the lines that can be, or else from what was published last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from affiche.model import LawSettings, Plan, Promises
from affiche.problems import ProblemLog, did_you_mean, nearest, one_of
from affiche.source.data.localised import fold_missing, for_each_locale, note_unless_known
from affiche.source.data.schemas import PolicyShape, PostedShape
from affiche.source.data.validate import fit
from affiche.source.data.yaml import Node, check_as_readers_see, read_yaml
from affiche.source.files import SourceFile
from affiche.source.promises import promises_of, recourse_of
from affiche.source.shared_facts import FactsReader
from affiche.source.text.limits import find_excess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from affiche.model import Edition, Fact, Recourse, Version
    from affiche.problems import Location
    from affiche.source.files import SourceFolder
    from affiche.source.shared_facts import SharedFacts

POSTED_KEYS = frozenset(PostedShape.model_fields)
_TOP_KEY = re.compile(r"^(?P<key>\w+)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyHeader:
    """What `policy.yaml` says of a policy; the texts of all policies may name it."""

    name: str
    text: str
    """The folder of its texts and pictures; most often its own."""
    titles: Mapping[str, str]
    slugs: Mapping[str, str]
    former_slugs: Mapping[str, tuple[str, ...]]
    retired: date | None
    former_ids: Mapping[str, str]
    authoritative: tuple[str, ...]
    promises: Promises
    facts: Mapping[str, Fact]
    """Its own, without those that are shared."""
    own_facts: tuple[str, ...]
    labels: Mapping[str, Fact]
    recourse: Recourse
    plan: Plan | None
    laws: LawSettings
    node: Node
    """For pointing at what other files contradict."""
    guessed: frozenset[str] = frozenset()
    """The keys that could not be read, or were misspelt; what is said of them here is what was probably meant."""


def read_header(
    name: str, locales: Sequence[str], folder: SourceFolder, expected: Sequence[str], shared: SharedFacts
) -> PolicyHeader | None:
    """Read one policy.yaml; words are `expected` in each of these locales, and labels may be of `shared` facts."""
    file = folder.read(f"{name}/policy.yaml", what="title, slug, promises and facts of the policy")
    if file is None:
        return None
    known = tuple(shared.facts)
    reader = FactsReader(locales=locales, expected=expected, log=folder.log)
    read = partial(_folded, name, file, reader, known)
    return folder.memory.recall(("header", name), (file, locales, expected, known), read, folder.log)


def _folded(name: str, file: SourceFile, facts: FactsReader, shared: Sequence[str]) -> PolicyHeader:
    start = len(facts.log.problems)
    header = _header(name, file, facts, shared)
    fold_missing(facts.expected, facts.log, start)
    return header


def _header(name: str, file: SourceFile, facts: FactsReader, shared: Sequence[str]) -> PolicyHeader:
    locales, expected, log = facts.locales, facts.expected, facts.log
    node, unread, guessed = read_yaml(file, log), frozenset[str](), frozenset[str]()
    shape = fit(node, PolicyShape, log) if node else None
    if node:
        check_as_readers_see(node, file, log)
    else:
        node, unread = _key_by_key(file)
    if shape is None:
        node, shape, guessed = _as_meant(node, name, unread)
    for place, locale in enumerate(shape.authoritative):
        note_unless_known(locale, locales, node.find(("authoritative", place)).location, log)
    for locale in shape.former_slugs:
        note_unless_known(locale, locales, node.find(("former_slugs",)).keys[locale], log)
    for place, own in enumerate(shape.own_facts):
        if own.partition(".")[0] not in shape.facts:
            near = did_you_mean(nearest(own, shape.facts))
            where = node.find(("own_facts", place)).location
            log.add(
                where,
                f"there is no fact {own!r} in this file",
                expected=one_of(shape.facts),
                fix=near,
                rule="facts/unknown",
            )
    return PolicyHeader(
        name=name,
        text=shape.text or name,
        titles=for_each_locale(shape.title, locales, node.find(("title",)), log, expected),
        slugs=for_each_locale(shape.slug, locales, node.find(("slug",)), log, expected),
        former_slugs={locale: tuple(slugs) for locale, slugs in shape.former_slugs.items()},
        former_ids={old: new or "" for old, new in shape.former_ids.items()},
        authoritative=tuple(shape.authoritative) or tuple(locales),
        promises=promises_of(shape.promises),
        facts=facts.facts("facts", shape.facts, node),
        own_facts=tuple(shape.own_facts),
        labels=facts.labels(shape.labels, {*shape.facts, *shared}, node),
        recourse=recourse_of(shape.choices, ({}, {}), locales, node, log),
        plan=_plan(shape, locales, node, log, expected),
        retired=shape.retired,
        laws=LawSettings(profiles=tuple(shape.laws), answers=shape.answers, met=shape.law),
        node=node,
        guessed=guessed,
    )


def _as_meant(node: Node, name: str, unread: Iterable[str]) -> tuple[Node, PolicyShape, frozenset[str]]:
    """Read the keys that fit, a misspelt one as what was meant, so that what is wrong with the texts is told in the same round.

    Gives the keys that are guessed too. The name of the policy stands for a title or a slug that cannot be told.
    """
    fields = PolicyShape.model_fields
    given = node.value if isinstance(node.value, dict) else {}
    unread = {nearest(key, fields) or key for key in unread} if given else {"facts"}
    names = {key: key if key in fields else nearest(key, fields.keys() - given.keys()) for key in given}
    meant = {known: given[key] for key, known in names.items() if known}
    keys = {known: node.keys[key] for key, known in names.items() if known}
    stand_ins: dict[str, Any] = {"title": name, "slug": name}
    good = {key: part.plain() for key, part in meant.items() if _fits({**stand_ins, key: part.plain()})}
    misspelt = {meant for key, meant in names.items() if meant not in {None, key, "facts"}}
    return (
        Node(location=node.location, value=meant, keys=keys),
        PolicyShape.model_validate(stand_ins | good),
        frozenset(((meant.keys() | stand_ins.keys()) - good.keys()) | misspelt | unread),
    )


def _fits(content: Mapping[str, Any]) -> bool:
    try:
        PolicyShape.model_validate(content)
    except ValidationError:
        return False
    return True


def _plan(
    shape: PolicyShape, locales: Sequence[str], node: Node, log: ProblemLog, expected: Sequence[str]
) -> Plan | None:
    if shape.next is None:
        return None
    notes, own = shape.next.notes, node.find(("next",))
    for words in filter(find_excess, notes.values()):
        log.add(
            own.find(("notes",)).location,
            f"the note “{shorten(words, 40, placeholder='…')}” is nested too deeply to be shown",
            fix="write it more simply",
            rule="text/tangled",
        )
        notes = {locale: note for locale, note in notes.items() if note != words}
    return Plan(
        effective=shape.next.effective,
        significance=shape.next.significance,
        notes=for_each_locale(notes, locales, own.find(("notes",)), log, expected) if notes else {},
        unaffected={locale: tuple(sections) for locale, sections in shape.next.unaffected.items()},
        recourse=recourse_of(
            shape.next.choices, (shape.next.otherwise, shape.next.consent), locales, own, log
        ),
    )


def posted_header(
    header: PolicyHeader | None,
    name: str,
    versions: Sequence[Version],
    locales: Sequence[str],
    folder: SourceFolder,
) -> PolicyHeader | None:
    """Complete what a build needs of a published policy; None if it can be found nowhere, and nothing can be posted."""
    if header is None or header.guessed & POSTED_KEYS:
        found = _recovered(name, locales, folder)
        if found is None:
            return None
        header = found if header is None else _with_posted(header, found)
    newest = versions[-1]
    missing = [locale for locale in newest.editions if locale not in header.titles]
    titles = dict(header.titles) | {locale: newest.editions[locale].title for locale in missing}
    slugs = {locale: slugs[-1] for locale, slugs in newest.slugs.items() if slugs} | dict(header.slugs)
    if not titles or not slugs:
        return None
    for locale in locales:
        titles.setdefault(locale, next(iter(titles.values())))
        slugs.setdefault(locale, next(iter(slugs.values())))
    former = dict(header.former_slugs)
    if not header.slugs:
        former |= {locale: slugs[:-1] for locale, slugs in newest.slugs.items() if locale not in former}
    return replace(header, titles=titles, slugs=slugs, former_slugs=former)


def _recovered(name: str, locales: Sequence[str], folder: SourceFolder) -> PolicyHeader | None:
    """Read each key of a broken policy.yaml that a build needs by itself, whatever is wrong with the others.

    None where nobody can tell whether the policy is retired, or which addresses it had.
    """
    path = f"{name}/policy.yaml"
    data = folder.with_log(ProblemLog()).read_bytes(path, what="the policy")
    if not data:
        return None
    file = SourceFile(path=folder.shown(path), text=data.decode("utf-8-sig", errors="replace"))
    found: dict[str, Node] = {}
    parts = dict(_top_keys(file))
    for key, part in parts.items():
        meant = key if key in POSTED_KEYS else nearest(key, POSTED_KEYS - parts.keys())
        if part and key in POSTED_KEYS and fit(part, PostedShape, ProblemLog()):
            found[key] = part
        elif meant in {"retired", "former_slugs"}:
            return None
    return _header_of(name, locales, found, file)


def _top_keys(file: SourceFile) -> Iterator[tuple[str, Node | None]]:
    """Read each key at the top by itself; None where its value cannot be read."""
    keys = [*_TOP_KEY.finditer(file.text)]
    ends = [*(match.start() for match in keys), len(file.text)][1:]
    for match, end in zip(keys, ends, strict=False):
        text = "\n" * (file.line_of(match.start()) - 1) + file.text[match.start() : end]
        yield match["key"], read_yaml(SourceFile(path=file.path, text=text), ProblemLog())


def _key_by_key(file: SourceFile) -> tuple[Node, frozenset[str]]:
    """Read what can be read of a file that cannot be read as a whole, and name the keys that cannot."""
    value: dict[str, Node] = {}
    keys: dict[str, Location] = {}
    unread = set()
    for key, part in _top_keys(file):
        if part and isinstance(part.value, dict):
            value |= part.value
            keys |= part.keys
        else:
            unread.add(key)
    if "facts" not in value:
        unread.add("facts")
    return Node(location=file.whole(), value=value, keys=keys), frozenset(unread)


def _with_posted(header: PolicyHeader, found: PolicyHeader) -> PolicyHeader:
    """Take what a build needs from what is certain, and what the texts need from what was probably meant."""
    return replace(
        header,
        titles=found.titles,
        slugs=found.slugs,
        former_slugs=found.former_slugs,
        retired=found.retired,
        guessed=header.guessed - POSTED_KEYS,
    )


def _header_of(
    name: str, locales: Sequence[str], found: Mapping[str, Node], file: SourceFile
) -> PolicyHeader:
    values = {key: node.value[key] for key, node in found.items() if isinstance(node.value, dict)}
    keys = {key: node.keys[key] for key, node in found.items()}
    node = Node(location=file.whole(), value=values, keys=keys)
    shape = fit(node, PostedShape, ProblemLog()) or PostedShape()
    return PolicyHeader(
        name=name,
        text=name,
        titles=for_each_locale(shape.title, locales, node.find(("title",)), ProblemLog(), ()),
        slugs=for_each_locale(shape.slug, locales, node.find(("slug",)), ProblemLog(), ()),
        former_slugs={locale: tuple(slugs) for locale, slugs in shape.former_slugs.items()},
        retired=shape.retired,
        former_ids={},
        authoritative=(),
        promises=Promises(),
        facts={},
        own_facts=(),
        labels={},
        recourse=recourse_of({}, ({}, {}), (), node, ProblemLog()),
        plan=None,
        laws=LawSettings(),
        node=node,
    )


def check_unaffected(
    header: PolicyHeader, working: Mapping[str, Edition], locales: Sequence[str], log: ProblemLog
) -> None:
    """Note a locale or a section named under `next: unaffected:` that there is not."""
    known = ["", *dict.fromkeys(section.id for edition in working.values() for section in edition.walk())]
    node = header.node.find(("next", "unaffected"))
    for locale, sections in header.plan.unaffected.items() if header.plan else ():
        note_unless_known(locale, locales, node.keys[locale], log)
        for place, section in enumerate(sections):
            if section not in known:
                log.add(
                    node.find((locale, place)).location,
                    f"there is no section with the id {section!r}",
                    expected=one_of(known[1:]),
                    fix=did_you_mean(nearest(section, known)),
                    rule="text/reference",
                )
