"""The policies as they are today: `policy.yaml`, and the working text with today's facts put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.model import Plan, Promises
from affiche.source.editions import Draft, edition, text_problems
from affiche.source.facts import read_facts
from affiche.source.files import SourceFolder
from affiche.source.localised import for_each_locale, in_locale
from affiche.source.markdown import MarkdownRenderer, TooTangledError
from affiche.source.shapes import PolicyShape, fit
from affiche.source.templating import Supply, put_in
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from affiche.model import Edition, Fact
    from affiche.problems import ProblemLog
    from affiche.source.shapes import SiteShape
    from affiche.source.yaml import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `policy.yaml` says of a policy; the texts of all policies may name it."""

    name: str
    titles: Mapping[str, str]
    slugs: Mapping[str, str]
    authoritative: tuple[str, ...]
    promises: Promises
    facts: Mapping[str, Fact]
    plan: Plan | None
    node: Node
    """For pointing at what other files contradict."""


def read_head(name: str, locales: Sequence[str], folder: SourceFolder) -> Head | None:
    """Read one policy.yaml."""
    log = folder.log
    file = folder.read(f"{name}/policy.yaml", what="title, slug, promises and facts of the policy")
    node = read_yaml(file, log) if file else None
    shape = fit(node, PolicyShape, log) if node else None
    if shape is None or node is None:
        return None
    for place, locale in enumerate(shape.authoritative):
        if locale not in locales:
            where = node.find(("authoritative", place)).location
            log.add(
                where, f"{locale!r} is not a locale of this site", expected="one of " + ", ".join(locales)
            )
    return Head(
        name=name,
        titles=for_each_locale(shape.title, locales, node.find(("title",)), log),
        slugs=for_each_locale(shape.slug, locales, node.find(("slug",)), log),
        authoritative=tuple(shape.authoritative) or tuple(locales),
        promises=Promises(**shape.promises.model_dump()),
        facts=read_facts(node.find(("facts",)), locales, log) if shape.facts else {},
        plan=_plan(shape, locales, node, log),
        node=node,
    )


def _plan(shape: PolicyShape, locales: Sequence[str], node: Node, log: ProblemLog) -> Plan | None:
    if shape.next is None:
        return None
    notes = shape.next.notes
    return Plan(
        effective=shape.next.effective,
        significance=shape.next.significance,
        notes=for_each_locale(notes, locales, node.find(("next", "notes")), log) if notes else {},
    )


def read_working_text(
    head: Head, heads: Sequence[Head], site: SiteShape, folder: SourceFolder, renderer: MarkdownRenderer
) -> dict[str, Edition]:
    """Read the working text of a policy in every locale."""
    editions: dict[str, Edition] = {}
    source_ids: list[str] = []
    for locale in site.locales:
        file = folder.read(f"{head.name}/{locale}.md", what=f"the text of the policy in {locale!r}")
        if file is None:
            continue
        text_problems(file, folder.log)
        text = put_in(file, _supply(head, heads, site, locale), folder.log)
        if text is None:
            continue
        draft = Draft(
            locale=locale, text=text, fallback_title=head.titles.get(locale, ""), source_ids=source_ids
        )
        try:
            editions[locale] = edition(draft, renderer)
        except TooTangledError as error:
            folder.log.add(
                file.at(error.line), "the text is nested too deep to be rendered", expected="plain Markdown"
            )
            continue
        source_ids = source_ids or [section.id for section in editions[locale].walk()]
    return editions


def _supply(head: Head, heads: Sequence[Head], site: SiteShape, locale: str) -> Supply:
    path = urlsplit(site.base_url).path.rstrip("/")
    organisation = site.organisation
    return Supply(
        facts={name: in_locale(fact, locale, site.locales) for name, fact in head.facts.items()},
        promises={
            "notice_days": str(head.promises.notice_days),
            "review_months": str(head.promises.review_months),
        },
        organisation={
            "name": organisation.name.get(locale) or organisation.name.get("", ""),
            "address": organisation.address.get(locale) or organisation.address.get("", ""),
            "email": organisation.email,
            "url": organisation.url,
        },
        links={
            other.name: f"[{other.titles[locale]}]({path}/{locale}/{other.slugs[locale]}/)"
            for other in heads
            if locale in other.titles and locale in other.slugs
        },
    )


def read_text(path: Path, locale: str, log: ProblemLog) -> Edition | None:
    """Read any Markdown file as an edition, apart from a site; facts in it stay as they are."""
    file = SourceFolder(path.parent, log).read(path.name, what="a text in Markdown")
    if file is None:
        return None
    try:
        return edition(Draft(locale=locale, text=file.text, fallback_title=path.stem), MarkdownRenderer())
    except TooTangledError as error:
        log.add(file.at(error.line), "the text is nested too deep to be rendered", expected="plain Markdown")
        return None
