"""The whole way of an import: read, compose, and write under content/."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from affiche.archive.store import freeze
from affiche.archive.verify import verify
from affiche.importing.blocks import joined, problems
from affiche.importing.compose import Composer
from affiche.importing.history import HistoryReader, numbered
from affiche.importing.input_file import read
from affiche.importing.remarks import default_title, language_notes, remarks
from affiche.importing.staging import policy_yaml, refuse_published, site_yaml_with, staged, with_locale
from affiche.importing.suggestions import suggestions
from affiche.model import Policy, Promises, Version
from affiche.problems import ContentError, Location, Problem, ProblemLog
from affiche.rules import RULES, PolicyTexts, Text
from affiche.source import MarkdownRenderer, SourceFile, SourceFolder, read_source
from affiche.source.data.values import DEVICE, SLUG
from affiche.source.text.editions import id_from_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from affiche.confined import Root
    from affiche.importing.compose import Composed
    from affiche.importing.history import History, PastVersion
    from affiche.importing.input_file import InputFile, ParsedFile
    from affiche.importing.revisions import Revisions
    from affiche.importing.suggestions import Suggestions
    from affiche.model import Edition, Site

REPORTED = {
    "leftovers/placeholder",
    "changes/only-in-text",
    *(rule.id for rule in RULES if rule.id.startswith("markup/")),
}
"""The rules of `affiche check` whose findings an import reports at once: what is unfinished, and what is promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, and what it was not sure of."""

    policy: str
    texts: Mapping[str, Composed]
    """For each locale that was imported, its working text."""
    written: tuple[str, ...]
    """The files that are new or changed."""
    offered: tuple[str, ...]
    """What the text says and policy.yaml holds as comments, such as `facts.recipients`."""
    versions: tuple[tuple[str, PastVersion], ...]
    """The versions of a history, with their ids."""
    unchanged: int
    """Revisions in which nothing changed that readers see."""
    passed_over: int
    """Commits on branches, which readers never saw before they were merged."""
    missing: tuple[str, ...]
    """Locales of the site in which the policy has no text yet."""
    to_add: tuple[str, ...]
    """What a person has to write into a file, as an instruction."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Changes:
    """What was written under content/, and what could not be."""

    written: list[str] = field(default_factory=list)
    offered: tuple[str, ...] = ()
    to_add: list[str] = field(default_factory=list)


class Importer:
    """Imports texts into one site, as one policy of it."""

    def __init__(self, root: Path, policy: str, base: str = "") -> None:
        """Read the site; raises ContentError where it cannot be used, or no policy can have that name."""
        self._name = policy
        self._base = base
        self._folder = SourceFolder(root, ProblemLog())
        if not SLUG.fullmatch(policy) or DEVICE.fullmatch(policy):
            meant = _as_slug(policy)
            problem = Problem(
                location=Location(path=policy),
                message=f"{policy!r} cannot be the name of a policy",
                expected="lower-case letters a to z, digits, and single hyphens between them",
                fix=f"did you mean {meant!r}? The title that readers see can be anything" if meant else "",
                rule="import/name",
            )
            raise ContentError([problem])
        self._renderer = MarkdownRenderer()
        self.site: Site = read_source(self._folder, self._renderer, [policy]).site
        self._policy = next((known for known in self.site.policies if known.name == policy), None)

    def import_text(self, files: Sequence[InputFile], locale: str, *, replaces: bool = False) -> ImportResult:
        """Import one text in one locale, from one or more files."""
        name = f"{self._name}/{locale}.md"
        existing = self._policy.working.get(locale) if self._policy else None
        if self._folder.exists(name) and not replaces:
            where = Location(path=self._folder.shown(name))
            fix = "add --replace to put the imported text in its place; what it says now is then gone, unless git or you keep it"
            raise ContentError(
                [
                    Problem(
                        location=where, message="there is a text here already", fix=fix, rule="import/taken"
                    )
                ]
            )
        found = [read(file, self._renderer, self._base) for file in files]
        parsed = replace(found[0], text=joined([one.text for one in found]))
        source = self.site.source_locale
        beside = self._policy.working.get(source) if self._policy and locale != source else None
        composed = Composer(self._renderer).compose(
            parsed, locale, self._title(locale), before=existing, beside=beside
        )
        return self._write({locale: (composed, parsed)}, None)

    def import_history(self, found: Revisions) -> ImportResult:
        """Import the versions of a text through time, and its newest revision as the working text."""
        refuse_published(self._folder, self._name)
        locales = [
            locale for locale in self.site.locales if any(locale in each.texts for each in found.revisions)
        ]
        titles = {locale: self._title(locale) for locale in locales}
        history = HistoryReader(locales, titles, self._renderer, self._base).read(found)
        if not history.versions:
            said = [note.message for note in history.notes] or ["there is no text in this history"]
            raise ContentError(
                Problem(location=Location(path=self._name), message=message, rule="import/unreadable")
                for message in said
            )
        return self._write(history.latest, history)

    def _title(self, locale: str) -> str:
        """Return the title for a text without one."""
        titles = self._policy.titles if self._policy else {}
        is_own = locale == self.site.source_locale or titles.get(locale) != titles.get(
            self.site.source_locale
        )
        language = self.site.language_tags[locale].partition("-")[0]
        return titles[locale] if locale in titles and is_own else default_title(self._name, language)

    def _write(
        self, texts: Mapping[str, tuple[Composed, ParsedFile]], history: History | None
    ) -> ImportResult:
        changes = _Changes()
        with staged(self._folder, self._name) as inside:
            for locale, (composed, _) in texts.items():
                changes.written.append(f"{self._name}/{locale}.md")
                inside.write(changes.written[-1], composed.markdown.encode())
            self._write_policy(inside, {locale: one for locale, (one, _) in texts.items()}, changes)
            self._list_policy(inside, changes)
            if history:
                self._freeze(history, SourceFolder(inside.path, ProblemLog()))
                verify(inside.path)
        missing = [
            locale for locale in self.site.locales if not self._folder.exists(f"{self._name}/{locale}.md")
        ]
        versions = zip(numbered(history.versions), history.versions, strict=True) if history else ()
        return ImportResult(
            policy=self._name,
            texts={locale: composed for locale, (composed, _) in texts.items()},
            written=tuple(self._folder.shown(name) for name in changes.written),
            offered=changes.offered,
            versions=tuple(versions),
            unchanged=history.unchanged if history else 0,
            passed_over=history.passed_over if history else 0,
            missing=tuple(missing),
            to_add=tuple(changes.to_add),
            problems=tuple(self._problems(texts, history)),
        )

    def _write_policy(self, inside: Root, texts: Mapping[str, Composed], changes: _Changes) -> None:
        """Write policy.yaml with what the text suggests, or add a locale to it."""
        name = f"{self._name}/policy.yaml"
        titles = {locale: one.edition.title for locale, one in texts.items()}
        slugs = {locale: self._slug(locale, title) for locale, title in titles.items()}
        before = inside.read(name).decode() if inside.kind(name) else ""
        text = before
        if not before:
            found = self._suggestions(texts)
            text = policy_yaml(titles, slugs, self.site.locales) + found.yaml
            changes.offered = found.names
        for key, values in (("title", titles), ("slug", slugs)) if before else ():
            for locale in values.keys() - {self.site.source_locale}:
                file = SourceFile(path=name, text=text)
                after = with_locale(file, key, values[locale], locale, self.site.locales)
                text = text if after is None else after
                if after is None:
                    shown = self._folder.shown(name)
                    changes.to_add.append(f"{shown}: add `{locale}: {values[locale]}` under `{key}:`")
        if text != before:
            inside.write(name, text.encode())
            changes.written.append(name)

    def _suggestions(self, texts: Mapping[str, Composed]) -> Suggestions:
        locale, composed = next(iter(texts.items()))
        language = self.site.language_tags[locale].partition("-")[0]
        return suggestions(composed.edition, composed.stated, language)

    def _slug(self, locale: str, title: str) -> str:
        """Return the policy's part of its address: its name, and in other locales one from its title."""
        if locale == self.site.source_locale:
            return self._name
        made = _as_slug(title)
        taken = {policy.slugs.get(locale) for policy in self.site.policies if policy.name != self._name}
        return made if made and made not in taken else self._name

    def _list_policy(self, inside: Root, changes: _Changes) -> None:
        """Name the policy in site.yaml."""
        text = inside.read("site.yaml").decode("utf-8-sig")
        after = site_yaml_with(SourceFile(path="site.yaml", text=text), self._name)
        if after is None:
            shown = self._folder.shown("site.yaml")
            changes.to_add.append(f"{shown}: add `{self._name}` to the list `policies:`")
        elif after != text:
            inside.write("site.yaml", after.encode())
            changes.written.append("site.yaml")

    def _freeze(self, history: History, folder: SourceFolder) -> None:
        """Publish every version through the archive's own door, oldest first."""
        for past, identifier in zip(history.versions, numbered(history.versions), strict=True):
            version = Version(
                id=identifier,
                policy=self._name,
                effective=past.effective,
                published=past.published,
                significance=past.significance,
                notes={},
                authoritative=tuple(past.editions),
                promises=Promises(),
                facts={},
                editions=past.editions,
                digests={},
            )
            freeze(version, {}, folder)

    def _problems(
        self, texts: Mapping[str, tuple[Composed, ParsedFile]], history: History | None
    ) -> list[Problem]:
        found: list[Problem] = []
        for locale, (composed, parsed) in texts.items():
            file = SourceFile(path=self._folder.shown(f"{self._name}/{locale}.md"), text=composed.markdown)
            language = language_notes(composed.markdown, locale, self.site.language_tags)
            notes = [*composed.notes, *remarks(composed, self.site.source_locale), *language]
            found += problems(notes, parsed.file, file)
            found += self._checked(locale, composed.edition, file)
        nowhere = SourceFile(path=self._folder.shown(self._name), text="")
        found += problems(history.notes, nowhere, nowhere) if history else []
        return list(ContentError(found).problems)

    def _checked(self, locale: str, edition: Edition, file: SourceFile) -> list[Problem]:
        """Find what is still to be filled in, and promises that policy.yaml should hold, as `affiche check` would."""
        text = Text(locale=locale, tag=self.site.language_tags[locale], file=file, edition=edition)
        policy = self._policy or Policy(
            name=self._name,
            titles={},
            slugs={},
            authoritative=(),
            promises=Promises(),
            facts={},
            working={},
            plan=None,
            versions=(),
        )
        subject = PolicyTexts(site=self.site, policy=policy, texts={locale: text})
        return [problem for rule in RULES if rule.id in REPORTED for problem in rule.problems(subject)]


def _as_slug(words: str) -> str:
    """Make a part of an address from words; `""` where none can be made."""
    made = re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]+", "", id_from_words(words))).strip("-")
    return made if SLUG.fullmatch(made) else ""
