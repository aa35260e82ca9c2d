"""A source text and what the rules say of it: the form of every case, and what looks at one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from affiche.model import Promises
from affiche.rules import yaml_words
from affiche.source import SourceFile
from tests.rules.subjects import problems, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Fact


@dataclass(frozen=True, kw_only=True)
class Case:
    """A source text and its translation, what was published before, and the messages."""

    en: str = ""
    fr: str = ""
    published: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    promises: Promises = field(default_factory=Promises)
    unread: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Those in the folder."""
    site_yaml: str = ""
    tags: Mapping[str, str] = field(default_factory=lambda: {"en": "en-CA", "fr": "fr-CA"})
    says: tuple[str, ...] = ()
    """For each place its line and message; empty where nothing is objected to."""


A = "## A {#a}\n\nwords\n\n"
B = "## B {#b}\n\nwords\n\n"


def said(rule: str, case: Case) -> tuple[str, ...]:
    """Look at a case by one rule, and give what it says of each place, with the line."""
    texts = {locale: words for locale, words in (("en", case.en), ("fr", case.fr)) if words}
    one = subject(
        texts,
        published=case.published,
        tags=case.tags,
        facts=case.facts,
        promises=case.promises,
        unread=case.unread,
        pictures=case.pictures,
    )
    file = SourceFile(path="content/site.yaml", text=case.site_yaml)
    one = replace(one, yaml=tuple(yaml_words(file, {locale: case.tags[locale] for locale in texts})))
    return tuple(f"{p.location.line} {p.message}" for p in problems(rule, one))


def each(cases: Mapping[str, list[Case]]) -> list[tuple[str, Case]]:
    """Give every case with its rule."""
    return [(rule, case) for rule, of_rule in cases.items() for case in of_rule]
