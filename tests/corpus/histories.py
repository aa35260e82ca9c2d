"""Real policy histories as content/: three works of the corpus, published version by version.

The texts belong to their authors, so none of them is kept here: the fixture `corpus` finds them where they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from affiche.archive.package import next_version
from affiche.archive.store import freeze
from affiche.model import Edition, Policy, Promises, Significance
from affiche.problems import ProblemLog
from affiche.source import SourceFolder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A version to be: its day, and its text in each locale that had one."""

    day: date
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A policy of the corpus."""

    name: str
    titles: Mapping[str, str]
    slugs: Mapping[str, str]
    states: tuple[State, ...]


def basecamp_privacy(corpus: Path) -> Work:
    """Of 44 versions the last: front matter, a picture before the title, links to each section."""
    return _history("basecamp/privacy", corpus, last=14)


def github_privacy(corpus: Path) -> Work:
    """Of 70 versions the last, twelve of them on one day: no title, repeated headings, comments."""
    return _history("github/privacy-statement", corpus, last=30)


def terms_of_use(corpus: Path) -> Work:
    """English and French side by side; the first version is put out in English alone."""
    index = json.loads((corpus / "index.json").read_text(encoding="utf-8"))
    pair = next(pair for pair in index["pairs"] if pair["id"] == "gc-forms/terms-of-use")
    files = {locale: _files(corpus / "histories" / pair["id"], locale) for locale in ("en", "fr")}
    states = tuple(
        State(
            day=date.fromisoformat(day),
            texts={
                locale: _text(files[locale][number - 1])
                for locale, number in (("en", english), ("fr", french))
            },
        )
        for day, english, french in pair["timeline"]
    )
    first = replace(states[0], texts={"en": states[0].texts["en"]})
    return Work(
        name="terms",
        titles={"en": "Terms of use", "fr": "Conditions d’utilisation"},
        slugs={"en": "terms", "fr": "conditions"},
        states=(first, *states[1:]),
    )


def _history(place: str, corpus: Path, *, last: int) -> Work:
    name = place.partition("/")[0]
    files = _files(corpus / "histories" / place, "en")[-last:]
    states = (State(day=date.fromisoformat(file.name[4:14]), texts={"en": _text(file)}) for file in files)
    return Work(name=name, titles={"en": f"Privacy at {name}"}, slugs={"en": name}, states=tuple(states))


def _files(folder: Path, locale: str) -> list[Path]:
    return sorted(folder.glob(f"*.{locale}.md"))


def _text(file: Path) -> str:
    """Read a text as it is, byte order mark and carriage returns included."""
    return file.read_bytes().decode()


def lay_out(works: Iterable[Work], locales: tuple[str, ...], content: Path) -> Mapping[str, Policy]:
    """Write works as content/, everything published; give each policy with the ids that its versions got."""
    works = list(works)
    content.mkdir()
    (content / "site.yaml").write_text(
        "organisation:\n  name: Corpus\n  address: 1 Example Street\n"
        "  email: privacy@example.com\n  url: https://www.example.com/\n"
        "base_url: https://legal.example.com/\ntimezone: America/Toronto\n"
        f"locales: [{', '.join(locales)}]\n"
        f"language_tags: {{{', '.join(f'{locale}: {locale}-CA' for locale in locales)}}}\n"
        f"policies: [{', '.join(work.name for work in works)}]\n",
        encoding="utf-8",
    )
    return {work.name: _publish(work, content) for work in works}


def _publish(work: Work, content: Path) -> Policy:
    """Publish every state of a work, and leave the last one as the working text."""
    policy = Policy(
        name=work.name,
        titles=work.titles,
        slugs=work.slugs,
        authoritative=tuple(work.titles),
        promises=Promises(),
        facts={},
        working={},
        plan=None,
        versions=(),
    )
    folder = content / work.name
    folder.mkdir()
    (folder / "policy.yaml").write_text(
        f"title: {json.dumps(work.titles, ensure_ascii=False)}\nslug: {json.dumps(work.slugs)}\n",
        encoding="utf-8",
    )
    for state in work.states:
        policy = replace(policy, working=dict(_editions(work, state)))
        version = next_version(
            policy, effective=state.day, published=state.day, significance=Significance.MAJOR
        )
        freeze(version, {}, SourceFolder(content, ProblemLog()))
        policy = replace(policy, versions=(*policy.versions, version))
    for locale, edition in policy.working.items():
        (folder / f"{locale}.md").write_bytes(edition.markdown.encode())
    return policy


def _editions(work: Work, state: State) -> Iterator[tuple[str, Edition]]:
    """Give what freezing needs of each edition: its title and its text."""
    for locale, text in state.texts.items():
        yield (
            locale,
            Edition(locale=locale, title=work.titles[locale], introduction="", sections=(), markdown=text),
        )
