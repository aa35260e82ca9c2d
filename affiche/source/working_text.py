"""The working text of a policy, with today's facts put in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from affiche.localization import is_language_tag
from affiche.named import read_named
from affiche.problems import Location
from affiche.source.data.localised import each_in_locale
from affiche.source.files import LARGEST_FILE, SourceFile, SourceFolder
from affiche.source.promises import named_promises
from affiche.source.shared_facts import SharedFacts, together
from affiche.source.template_context import TemplateContext
from affiche.source.text.editions import Draft, edition, note_too_complex, text_problems
from affiche.source.text.markdown import MarkdownRenderer, TooComplexError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from affiche.model import Edition
    from affiche.problems import ProblemLog
    from affiche.source.header import PolicyHeader
    from affiche.source.text.editions import Reader
    from affiche.source.text.shown_pictures import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """What the texts of all policies share."""

    locales: tuple[str, ...]
    """The first is the source locale."""
    tags: Mapping[str, str]
    """For each locale whose full language tag is another, that tag."""
    written: tuple[str, ...]
    """Those in which at least one policy has a text; the others are no more than planned."""
    policies: tuple[str, ...]
    path: str
    """The folder that the site is served under, without a slash at its end."""
    organisation: Mapping[str, Mapping[str, str]]
    """For each locale, what a text may say of it."""
    shared: SharedFacts | None = field(default_factory=SharedFacts)
    """The facts of facts.yaml; None if that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingText:
    """Everything that the edition of a working text is made from."""

    file: SourceFile
    supply: TemplateContext
    title: str
    """For a text without a heading of level 1."""
    source_ids: tuple[str, ...]
    pictures: Pictures
    root: str
    """The folder of the policy's pictures on the site."""


def read_working_text(
    name: str,
    headers: Mapping[str, PolicyHeader],
    site: SiteContext,
    pictures: Pictures,
    reader: Reader,
) -> dict[str, Edition]:
    """Read the working text of a policy in every locale; where its policy.yaml or facts.yaml is broken, only look it over."""
    folder = reader.folder
    editions: dict[str, Edition] = {}
    source_ids: list[str] = []
    header = headers.get(name) if site.shared else None
    place = _place(name, headers.get(name), folder)
    for locale in site.locales:
        if locale not in site.written:
            continue
        file = folder.read(
            f"{place}/{locale}.md",
            what=f"the text of the policy in {locale!r}",
            fix=_instead(place, locale, folder),
        )
        if file is None:
            continue
        if header is None or ("facts" in header.guessed and has_braces(file.text)):
            text_problems(file, folder.log)
            continue
        text = WorkingText(
            file=file,
            supply=template_context(header, headers, site, locale),
            title=header.titles.get(locale, ""),
            source_ids=tuple(source_ids),
            pictures=pictures,
            root=f"{reader.root}/{name}",
        )
        read = partial(_working_edition, text, locale, reader.renderer, folder.log)
        found = folder.memory.recall(("working text", name, locale), text, read, folder.log)
        if found is None:
            continue
        editions[locale] = found
        source_ids = source_ids or [section.id for section in found.walk()]
    return editions


def _place(name: str, header: PolicyHeader | None, folder: SourceFolder) -> str:
    """Return the folder of a policy's texts; where that is another, note texts in its own, as nothing reads them."""
    if header is None or header.text == name:
        return name
    where = header.node.find(("text",)).location
    if folder.exists(f"{header.text}/policy.yaml"):
        folder.log.add(
            where,
            f"{header.text!r} is a policy of its own",
            expected="a folder that holds nothing but texts and pictures",
            fix=f"move the texts of {header.text!r} into such a folder, and name that with `text:` in both",
            rule="site/shared-text",
        )
    elif not folder.exists(header.text):
        folder.log.add(
            where,
            f"there is no folder {header.text!r}",
            expected="a folder with a text for each locale",
            rule="site/shared-text",
        )
    for file in sorted(folder.files(name)):
        if file.endswith(".md"):
            folder.log.add(
                Location(path=folder.shown(f"{name}/{file}")),
                f"nothing reads this text: policy.yaml takes the texts of {header.text!r}",
                fix="remove it; or remove `text:` from policy.yaml",
                rule="site/shared-text",
            )
    return header.text


def _instead(name: str, locale: str, folder: SourceFolder) -> str:
    """Say what to do where a text is missing: there may be one under nearly the same name."""
    there = sorted(folder.files(name)) if not folder.exists(f"{name}/{locale}.md") else []
    near = next((file for file in there if _is_nearly(file, locale)), None)
    if near and near.lower().endswith(_NOT_MARKDOWN):
        return f"bring {near!r} in with `affiche import {name} {folder.shown(f'{name}/{near}')!r} --locale {locale}`"
    if near:
        return f"did you mean {near!r}? Rename it to {locale}.md"
    return (
        f"write it, or bring it in with `affiche import {name} FILE --locale {locale}`; "
        "a version is published in every language of the site at once"
    )


_NOT_MARKDOWN = (".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".pdf", ".pages")


def _is_nearly(file: str, locale: str) -> bool:
    """Whether a file is named for a locale but for capitals, a copy’s number or another ending: `fr copy.md`, `FR.md`."""
    if file == f"{locale}.md":
        return False
    stem, _, _ = file.partition(".")
    words = re.split(r"[ _()-]+", file.lower().replace(".", " "))
    return words[0] == locale.lower() and not (is_language_tag(stem) and stem.lower() != locale.lower())


def _working_edition(
    text: WorkingText, locale: str, renderer: MarkdownRenderer, log: ProblemLog
) -> Edition | None:
    text_problems(text.file, log)
    words = put_in(text.file, text.supply, log)
    if words is None:
        return None
    draft = Draft(
        locale=locale,
        text=words,
        file=text.file,
        fallback_title=text.title,
        source_ids=text.source_ids,
        pictures=text.pictures,
        root=text.root,
    )
    try:
        return edition(draft, renderer)
    except TooComplexError as error:
        note_too_complex(error, text.file, log)
        return None


def put_in(file: SourceFile, supply: TemplateContext, log: ProblemLog) -> str | None:
    """Give the text with every fact put in, or note each name that is not defined."""
    if not has_braces(file.text):
        return file.text
    from affiche.source.templating import (
        filled,  # and Jinja2 with it, which a text without braces does not need
    )

    return filled(file, supply, log)


def has_braces(text: str) -> bool:
    """Say whether facts are to be put into a text."""
    return "{{" in text or "{%" in text


def unread_texts(name: str, locales: Sequence[str], folder: SourceFolder) -> tuple[str, ...]:
    """Name the files that are texts of the policy by their names, such as `de.md`, in no locale of the site."""
    texts = (file for file in sorted(folder.files(name)) if file.endswith(".md"))
    return tuple(
        file
        for file in texts
        if (locale := file.removesuffix(".md")) not in locales and is_language_tag(locale)
    )


def template_context(
    header: PolicyHeader, headers: Mapping[str, PolicyHeader], site: SiteContext, locale: str
) -> TemplateContext:
    """Return what the text of a policy can name in a locale."""
    facts = together(site.shared.facts if site.shared else {}, header.facts, site.locales)
    return TemplateContext(
        facts=each_in_locale(facts, locale, site.locales),
        promises=named_promises(header.promises, site.tags.get(locale, locale)),
        organisation=site.organisation[locale],
        links={name: _link(headers.get(name), site.path, locale) for name in site.policies},
    )


def _link(header: PolicyHeader | None, path: str, locale: str) -> str:
    """Write a Markdown link to a policy; one whose policy.yaml is broken has a problem of its own."""
    if header is None or locale not in header.titles or locale not in header.slugs:
        return ""
    title = re.sub(r"([\\\[\]])", r"\\\1", header.titles[locale])
    return f"[{title}]({path}/{locale}/{header.slugs[locale]}/)"


def read_text(path: Path, locale: str, log: ProblemLog) -> Edition | None:
    """Read any Markdown file as an edition, apart from a site; facts in it stay as they are."""
    kept = {path.name: read_named(path, LARGEST_FILE)}
    file = SourceFolder(path.parent, log, kept).read(path.name, what="a text in Markdown")
    if file is None:
        return None
    try:
        return edition(Draft(locale=locale, text=file.text, file=file, fallback_title=""), MarkdownRenderer())
    except TooComplexError as error:
        note_too_complex(error, file, log)
        return None
