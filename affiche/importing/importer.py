"""The whole way of an import: read, compose, and lay under content/."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.archive.store import freeze
from affiche.archive.verify import verify
from affiche.importing.blocks import joined, problems
from affiche.importing.compose import Composer
from affiche.importing.history import HistoryReader, numbered
from affiche.importing.input_file import ParsedFile, read
from affiche.importing.language_check import language_notes
from affiche.importing.remarks import remarks
from affiche.importing.staging import policy_yaml, refuse_published, site_yaml_with, staged, with_locale
from affiche.model import Policy, Promises, Version
from affiche.problems import ContentError, Location, Problem, ProblemLog
from affiche.rules import RULES, PolicyTexts, Text
from affiche.source import MarkdownRenderer, SourceFile, SourceFolder, load
from affiche.source.editions import id_from_words
from affiche.source.values import SLUG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from affiche.importing.compose import Composed
    from affiche.importing.history import History, PastVersion
    from affiche.importing.input_file import InputFile
    from affiche.importing.revisions import Revision
    from affiche.model import Edition, Site

LEFT_OVER = {"leftovers/placeholder", *(rule.id for rule in RULES if rule.id.startswith("markup/"))}
"""The rules of `affiche check` whose findings an import says at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, and what it was not sure of."""

    policy: str
    texts: Mapping[str, Composed]
    """For each locale that was brought in, its working text."""
    written: tuple[str, ...]
    """The files that are new or changed."""
    versions: tuple[tuple[str, PastVersion], ...]
    """The versions of a history, with their ids."""
    unchanged: int
    missing: tuple[str, ...]
    """Locales of the site in which the policy has no text yet."""
    to_add: tuple[str, ...]
    """What a person has to write into a file, as an instruction."""
    problems: tuple[Problem, ...]


class Importer:
    """Brings texts into one site."""

    def __init__(self, root: Path, policy: str, base: str = "") -> None:
        """Read the site; raises ContentError where it cannot be used, or no policy can have that name."""
        self._root = root
        self._name = policy
        self._base = base
        self._folder = SourceFolder(root, ProblemLog())
        if not SLUG.fullmatch(policy):
            message = f"{policy!r} cannot be the name of a policy"
            expected = "small letters a to z, digits, and single hyphens between them"
            meant = _as_slug(policy)
            fix = f"did you mean {meant!r}? The title that readers see may be anything" if meant else ""
            where = Location(path=policy)
            raise ContentError([Problem(location=where, message=message, expected=expected, fix=fix)])
        self._renderer = MarkdownRenderer()
        self.site: Site = load(self._folder, self._renderer)
        self._policy = next((known for known in self.site.policies if known.name == policy), None)

    def import_text(self, raws: Sequence[InputFile], locale: str, *, replaces: bool = False) -> ImportResult:
        """Bring in one text in one locale, from one or more files."""
        name = f"{self._name}/{locale}.md"
        there = self._policy.working.get(locale) if self._policy else None
        if self._folder.exists(name) and not replaces:
            where = Location(path=self._folder.shown(name))
            fix = "add --replace to put the imported text in its place; what it says now is then gone, unless git or you keep it"
            raise ContentError([Problem(location=where, message="there is a text here already", fix=fix)])
        found = [read(raw, self._renderer, self._base) for raw in raws]
        text = joined([one.text for one in found])
        source = self.site.source_locale
        beside = self._policy.working.get(source) if self._policy and locale != source else None
        composed = Composer(self._renderer).compose(
            text, locale, self._title(locale), before=there, beside=beside
        )
        return self._laid({locale: (composed, replace(found[0], text=text))}, None)

    def import_history(self, states: Sequence[Revision]) -> ImportResult:
        """Bring in the versions of a text through time, and its newest state as the working text."""
        refuse_published(self._folder, self._name)
        locales = [locale for locale in self.site.locales if any(locale in state.texts for state in states)]
        titles = {locale: self._title(locale) for locale in locales}
        story = HistoryReader(locales, titles, self._renderer, self._base).read(states)
        if not story.versions:
            raise ContentError(
                [Problem(location=Location(path=self._name), message=note.message) for note in story.notes]
                or [Problem(location=Location(path=self._name), message="there is no text in this history")]
            )
        return self._laid(story.latest, story)

    def _title(self, locale: str) -> str:
        """Give the title for a text without one."""
        if self._policy and locale in self._policy.titles:
            return self._policy.titles[locale]
        return self._name.replace("-", " ").capitalize()

    def _laid(self, texts: Mapping[str, tuple[Composed, ParsedFile]], story: History | None) -> ImportResult:
        written: list[str] = []
        to_add: list[str] = []
        editions = {locale: composed.edition for locale, (composed, _) in texts.items()}
        with staged(self._root, self._name) as workshop:
            place = workshop / self._name
            for locale, edition in editions.items():
                (place / f"{locale}.md").write_text(edition.markdown, encoding="utf-8", newline="\n")
                written.append(f"{self._name}/{locale}.md")
            written += self._head(place, editions, to_add)
            written += self._listed(workshop, to_add)
            if story:
                self._freeze(story, SourceFolder(workshop, ProblemLog()))
                verify(workshop)
        missing = [
            locale for locale in self.site.locales if not self._folder.exists(f"{self._name}/{locale}.md")
        ]
        return ImportResult(
            policy=self._name,
            texts={locale: composed for locale, (composed, _) in texts.items()},
            written=tuple(self._folder.shown(name) for name in written),
            versions=tuple(zip(numbered(story.versions), story.versions, strict=True)) if story else (),
            unchanged=story.unchanged if story else 0,
            missing=tuple(missing),
            to_add=tuple(to_add),
            problems=tuple(self._problems(texts, story)),
        )

    def _head(self, place: Path, editions: Mapping[str, Edition], to_add: list[str]) -> list[str]:
        """Write policy.yaml, or add a locale to it."""
        name = f"{self._name}/policy.yaml"
        titles = {locale: edition.title for locale, edition in editions.items()}
        slugs = {locale: self._slug(locale, title) for locale, title in titles.items()}
        if not (place / "policy.yaml").exists():
            (place / "policy.yaml").write_text(
                policy_yaml(titles, slugs, self.site.locales), encoding="utf-8", newline="\n"
            )
            return [name]
        changed = False
        for key, values in (("title", titles), ("slug", slugs)):
            for locale, value in values.items():
                text = (place / "policy.yaml").read_text(encoding="utf-8")
                if locale == self.site.source_locale:
                    continue
                after = with_locale(SourceFile(path=name, text=text), key, value, locale, self.site.locales)
                if after is None:
                    to_add.append(f"{self._folder.shown(name)}: add `{locale}: {value}` under `{key}:`")
                elif after != text:
                    (place / "policy.yaml").write_text(after, encoding="utf-8", newline="\n")
                    changed = True
        return [name] if changed else []

    def _slug(self, locale: str, title: str) -> str:
        """Give the policy's part of its address: its name, and in other locales one from its title."""
        if locale == self.site.source_locale:
            return self._name
        made = _as_slug(title)
        taken = {policy.slugs.get(locale) for policy in self.site.policies if policy.name != self._name}
        return made if made and made not in taken else self._name

    def _listed(self, workshop: Path, to_add: list[str]) -> list[str]:
        """Name the policy in site.yaml."""
        text = (workshop / "site.yaml").read_bytes().decode("utf-8-sig")
        after = site_yaml_with(SourceFile(path="site.yaml", text=text), self._name)
        if after is None:
            to_add.append(f"{self._folder.shown('site.yaml')}: add `{self._name}` to the list `policies:`")
            return []
        if after == text:
            return []
        (workshop / "site.yaml").write_bytes(after.encode())
        return ["site.yaml"]

    def _freeze(self, story: History, folder: SourceFolder) -> None:
        """Publish every version through the archive's own door, oldest first."""
        for past, identifier in zip(story.versions, numbered(story.versions), strict=True):
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
        self, texts: Mapping[str, tuple[Composed, ParsedFile]], story: History | None
    ) -> list[Problem]:
        found: list[Problem] = []
        for locale, (composed, read_) in texts.items():
            file = SourceFile(path=self._folder.shown(f"{self._name}/{locale}.md"), text=composed.markdown)
            spoken = language_notes(composed.markdown, locale, self.site.language_tags)
            notes = [*composed.notes, *remarks(composed, self.site.source_locale), *spoken]
            found += problems(notes, read_.file, file)
            found += self._left_over(locale, composed.edition, file)
        nowhere = SourceFile(path=self._folder.shown(self._name), text="")
        found += problems(story.notes, nowhere, nowhere) if story else []
        return list(ContentError(found).problems)

    def _left_over(self, locale: str, edition: Edition, file: SourceFile) -> list[Problem]:
        text = Text(locale=locale, tag=self.site.language_tags[locale], file=file, edition=edition)
        policy = Policy(
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
        return [problem for rule in RULES if rule.id in LEFT_OVER for problem in rule.problems(subject)]


def _as_slug(words: str) -> str:
    """Make a part of an address from words; `""` where none can be made."""
    made = re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]+", "", id_from_words(words))).strip("-")
    return made if SLUG.fullmatch(made) else ""
