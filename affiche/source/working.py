"""The policies as they are today: `policy.yaml`, and the working text with today's facts put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from affiche.localization import is_language_tag
from affiche.model import LawSettings, Plan
from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.checks import note_tangle, text_problems
from affiche.source.editions import Draft, edition
from affiche.source.facts import check_facts, read_facts
from affiche.source.files import SourceFile, SourceFolder
from affiche.source.localised import for_each_locale, in_locale, note_unless_known
from affiche.source.markdown import MarkdownRenderer, TooTangledError
from affiche.source.promises import named_promises, promises_of, recourse_of
from affiche.source.shapes import PolicyShape, fit
from affiche.source.supply import Supply
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from affiche.model import Edition, Fact, Promises, Recourse
    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `policy.yaml` says of a policy; the texts of all policies may name it."""

    name: str
    titles: Mapping[str, str]
    slugs: Mapping[str, str]
    former_slugs: Mapping[str, tuple[str, ...]]
    former_ids: Mapping[str, str]
    authoritative: tuple[str, ...]
    promises: Promises
    facts: Mapping[str, Fact]
    labels: Mapping[str, Fact]
    recourse: Recourse
    plan: Plan | None
    retired: date | None
    laws: LawSettings
    node: Node
    """For pointing at what other files contradict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the texts of all policies share."""

    locales: tuple[str, ...]
    """The first is the source locale."""
    policies: tuple[str, ...]
    path: str
    """The folder that the site is served under, without a slash at its end."""
    organisation: Mapping[str, Mapping[str, str]]
    """For each locale, what a text may say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingText:
    """Everything that the edition of a working text is made from."""

    file: SourceFile
    supply: Supply
    title: str
    """For a text without a heading of level 1."""
    source_ids: tuple[str, ...]


def read_head(name: str, locales: Sequence[str], folder: SourceFolder) -> Head | None:
    """Read one policy.yaml."""
    file = folder.read(f"{name}/policy.yaml", what="title, slug, promises and facts of the policy")
    if file is None:
        return None
    read = partial(_head, name, file, locales, folder.log)
    return folder.memory.recall(("head", name), (file, locales), read, folder.log)


def _head(name: str, file: SourceFile, locales: Sequence[str], log: ProblemLog) -> Head | None:
    node = read_yaml(file, log)
    shape = fit(node, PolicyShape, log) if node else None
    if shape is None or node is None:
        return None
    for place, locale in enumerate(shape.authoritative):
        note_unless_known(locale, locales, node.find(("authoritative", place)).location, log)
    for locale in shape.former_slugs:
        note_unless_known(locale, locales, node.find(("former_slugs",)).keys[locale], log)
    facts = node.find(("facts",))
    if shape.facts:
        check_facts(facts, locales, log)
    return Head(
        name=name,
        titles=for_each_locale(shape.title, locales, node.find(("title",)), log),
        slugs=for_each_locale(shape.slug, locales, node.find(("slug",)), log),
        former_slugs={locale: tuple(slugs) for locale, slugs in shape.former_slugs.items()},
        former_ids={old: new or "" for old, new in shape.former_ids.items()},
        authoritative=tuple(shape.authoritative) or tuple(locales),
        promises=promises_of(shape.promises),
        facts=read_facts(facts) if shape.facts else {},
        labels=_labels(shape, locales, node, log),
        recourse=recourse_of(shape.choices, {}, locales, node, log),
        plan=_plan(shape, locales, node, log),
        retired=shape.retired,
        laws=LawSettings(profiles=tuple(shape.laws), answers=shape.answers, met=shape.law),
        node=node,
    )


def _labels(shape: PolicyShape, locales: Sequence[str], node: Node, log: ProblemLog) -> Mapping[str, Fact]:
    """Read what the facts are called; a label that names no fact may still serve for one that was taken out."""
    labels = node.find(("labels",))
    if not shape.labels:
        return {}
    check_facts(labels, locales, log)
    for name in shape.labels:
        near = nearest(name, shape.facts)
        if name not in shape.facts and near:
            log.add(
                labels.keys[name], f"there is no fact {name!r}", expected="a fact", fix=did_you_mean(near)
            )
    return read_facts(labels)


def _plan(shape: PolicyShape, locales: Sequence[str], node: Node, log: ProblemLog) -> Plan | None:
    if shape.next is None:
        return None
    notes = shape.next.notes
    own = node.find(("next",))
    return Plan(
        effective=shape.next.effective,
        significance=shape.next.significance,
        notes=for_each_locale(notes, locales, node.find(("next", "notes")), log) if notes else {},
        unaffected={locale: tuple(sections) for locale, sections in shape.next.unaffected.items()},
        recourse=recourse_of(shape.next.choices, shape.next.otherwise, locales, own, log),
    )


def check_unaffected(
    head: Head, working: Mapping[str, Edition], locales: Sequence[str], log: ProblemLog
) -> None:
    """Note a locale or a section named under `next: unaffected:` that there is not."""
    known = ["", *dict.fromkeys(section.id for edition in working.values() for section in edition.walk())]
    node = head.node.find(("next", "unaffected"))
    for locale, sections in head.plan.unaffected.items() if head.plan else ():
        note_unless_known(locale, locales, node.keys[locale], log)
        for place, section in enumerate(sections):
            if section not in known:
                log.add(
                    node.find((locale, place)).location,
                    f"there is no section with the id {section!r}",
                    expected=one_of(known[1:]),
                    fix=did_you_mean(nearest(section, known)),
                )


def read_working_text(
    name: str,
    heads: Mapping[str, Head],
    around: Surroundings,
    folder: SourceFolder,
    renderer: MarkdownRenderer,
) -> dict[str, Edition]:
    """Read the working text of a policy in every locale; where its policy.yaml is broken, only look it over."""
    editions: dict[str, Edition] = {}
    source_ids: list[str] = []
    head = heads.get(name)
    for locale in around.locales:
        file = folder.read(
            f"{name}/{locale}.md",
            what=f"the text of the policy in {locale!r}",
            fix=f"write it, or bring it in with `affiche import {name} FILE --locale {locale}`; "
            "a policy has a text in each locale of the site, and nothing is built before",
        )
        if file is None:
            continue
        if head is None:
            text_problems(file, folder.log)
            continue
        text = WorkingText(
            file=file,
            supply=_supply(head, heads, around, locale),
            title=head.titles.get(locale, ""),
            source_ids=tuple(source_ids),
        )
        read = partial(_working_edition, text, locale, renderer, folder.log)
        found = folder.memory.recall(("working text", name, locale), text, read, folder.log)
        if found is None:
            continue
        editions[locale] = found
        source_ids = source_ids or [section.id for section in found.walk()]
    return editions


def _working_edition(
    text: WorkingText, locale: str, renderer: MarkdownRenderer, log: ProblemLog
) -> Edition | None:
    text_problems(text.file, log)
    words = put_in(text.file, text.supply, log)
    if words is None:
        return None
    draft = Draft(
        locale=locale, text=words, file=text.file, fallback_title=text.title, source_ids=text.source_ids
    )
    try:
        return edition(draft, renderer)
    except TooTangledError as error:
        note_tangle(error, text.file, log)
        return None


def put_in(file: SourceFile, supply: Supply, log: ProblemLog) -> str | None:
    """Give the text with every fact put in, or note each name that is not defined."""
    if "{{" not in file.text and "{%" not in file.text:
        return file.text
    from affiche.source.templating import (
        filled,  # and Jinja2 with it, which a text without braces does not need
    )

    return filled(file, supply, log)


def unread_texts(name: str, locales: Sequence[str], folder: SourceFolder) -> tuple[str, ...]:
    """Name the files that are texts of the policy by their names, such as `de.md`, in no locale of the site."""
    texts = (file for file in sorted(folder.files(name)) if file.endswith(".md"))
    return tuple(
        file
        for file in texts
        if (locale := file.removesuffix(".md")) not in locales and is_language_tag(locale)
    )


def _supply(head: Head, heads: Mapping[str, Head], around: Surroundings, locale: str) -> Supply:
    return Supply(
        facts={name: in_locale(fact, locale, around.locales) for name, fact in head.facts.items()},
        promises=named_promises(head.promises),
        organisation=around.organisation[locale],
        links={name: _link(heads.get(name), around.path, locale) for name in around.policies},
    )


def _link(head: Head | None, path: str, locale: str) -> str:
    """Write a Markdown link to a policy; one whose policy.yaml is broken has a problem of its own."""
    if head is None or locale not in head.titles or locale not in head.slugs:
        return ""
    title = re.sub(r"([\\\[\]])", r"\\\1", head.titles[locale])
    return f"[{title}]({path}/{locale}/{head.slugs[locale]}/)"


def read_text(path: Path, locale: str, log: ProblemLog) -> Edition | None:
    """Read any Markdown file as an edition, apart from a site; facts in it stay as they are."""
    file = SourceFolder(path.parent, log).read(path.name, what="a text in Markdown")
    if file is None:
        return None
    try:
        return edition(
            Draft(locale=locale, text=file.text, file=file, fallback_title=path.stem), MarkdownRenderer()
        )
    except TooTangledError as error:
        note_tangle(error, file, log)
        return None
