"""A policy as the rules see it, from a few lines of Markdown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from affiche.model import Organisation, Policy, Promises, Significance, Site, Version
from affiche.pictures import inspect
from affiche.rules import RULES, PolicyTexts, Text
from affiche.source import MarkdownRenderer, SourceFile
from affiche.source.text.blocks import outline
from affiche.source.text.editions import Draft, edition
from tests.pictures import ICON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Edition, Fact
    from affiche.problems import Problem

PICTURES = {name: inspect(name, ICON) for name in ("seal.svg", "opt-out.svg")}
RENDERER = MarkdownRenderer()
TAGS = {"en": "en-CA", "fr": "fr-CA"}
DAY = date(2026, 6, 1)


def text(words: str, locale: str = "en", tag: str = "", source: Text | None = None) -> Text:
    ids = [section.id for section in source.sections] if source else []
    draft = Draft(
        locale=locale, text=words, fallback_title="Privacy", source_ids=ids, pictures=PICTURES, root="/legal"
    )
    made = edition(draft, RENDERER)
    return Text(
        locale=locale,
        tag=tag or TAGS[locale],
        file=SourceFile(path=f"content/privacy/{locale}.md", text=words),
        edition=made,
        pictures=PICTURES,
        ids_known=source is None or len(ids) == len(outline(words).headings),
    )


def subject(  # noqa: PLR0913 one for each part of a case
    texts: Mapping[str, str],
    *,
    published: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
    facts: Mapping[str, Fact] | None = None,
    promises: Promises | None = None,
    unread: tuple[str, ...] = (),
    pictures: tuple[str, ...] = (),
) -> PolicyTexts:
    """Make a policy of working texts, the first of them the source, with one published version if any."""
    made: dict[str, Text] = {}
    for locale, words in texts.items():
        source = next(iter(made.values()), None)
        made[locale] = text(words, locale, (tags or TAGS)[locale], source)
    policy = Policy(
        name="privacy",
        titles={"en": "Privacy policy", "fr": "Politique de confidentialité"},
        slugs={"en": "privacy", "fr": "confidentialite"},
        authoritative=tuple(texts),
        promises=promises or Promises(),
        facts=facts or {},
        working={locale: one.edition for locale, one in made.items()},
        plan=None,
        unread=unread,
        pictures={name: PICTURES[name] for name in pictures},
        versions=(version({k: text(w, k).edition for k, w in published.items()}),) if published else (),
    )
    site = Site(
        organisation=Organisation(
            name={"en": "Cormorant Desk Inc.", "fr": "Cormorant Desk inc."},
            address={},
            email="privacy@example.com",
            url="https://www.example.com/",
        ),
        base_url="https://legal.example.com/",
        timezone=ZoneInfo("America/Toronto"),
        locales=tuple(texts),
        language_tags=dict(tags or TAGS),
        policies=(policy,),
    )
    return PolicyTexts(site=site, policy=policy, texts=made)


def version(editions: Mapping[str, Edition]) -> Version:
    return Version(
        id=DAY.isoformat(),
        effective=DAY,
        published=DAY,
        significance=Significance.MAJOR,
        notes={},
        authoritative=tuple(editions),
        promises=Promises(),
        facts={},
        editions=editions,
        digests={},
    )


def problems(rule: str, one: PolicyTexts) -> list[Problem]:
    """Look through a policy by one rule."""
    found = next(candidate for candidate in RULES if candidate.id == rule)
    return list(found.problems(one))
