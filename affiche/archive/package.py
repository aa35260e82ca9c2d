"""The files of a version and its line of the ledger, byte for byte, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, count
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from affiche.model import Recourse, Version
from affiche.source import Entry, digest
from affiche.source.promises import written_promises, written_recourse

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from affiche.model import Fact, Policy, Significance

NO_RECOURSE = Recourse()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a publication writes."""

    files: Mapping[str, bytes]
    entry: Entry


def package(version: Version, notes: Mapping[str, str], previous: str | None) -> Package:
    """Make the files of a version, with its notes in Markdown; `previous` is the head of the ledger."""
    texts = {locale: edition.markdown for locale, edition in version.editions.items()}
    files = {
        f"{locale}.md": (text if text.endswith("\n") else f"{text}\n").encode()
        for locale, text in texts.items()
    }
    for edition in version.editions.values():
        files |= {picture.name: picture.data for picture in edition.pictures}
    files["facts.yaml"] = _yaml(_plain(version.facts)).encode()
    files["version.yaml"] = _version_yaml(version, notes, files).encode()
    entry = Entry(
        event="published",
        version=version.id,
        on=version.published,
        files={name: digest(data) for name, data in sorted(files.items())},
        previous=previous,
    )
    return Package(files=files, entry=entry)


def next_version(  # noqa: PLR0913 all that is decided of a version
    policy: Policy,
    *,
    effective: date,
    published: date,
    significance: Significance,
    notes: Mapping[str, str] = MappingProxyType({}),
    stale: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    unaffected: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    reasons: Mapping[str, str] = MappingProxyType({}),
    former_ids: Mapping[str, str] = MappingProxyType({}),
    recourse: Recourse = NO_RECOURSE,
) -> Version:
    """Return the working text of a policy as its next version, with its notes as HTML."""
    return Version(
        id=free_id(policy, effective),
        effective=effective,
        published=published,
        significance=significance,
        notes=notes,
        authoritative=policy.authoritative,
        promises=policy.promises,
        facts=policy.facts,
        editions=policy.working,
        digests={},
        stale=stale,
        unaffected=unaffected,
        reasons=reasons,
        former_ids=former_ids,
        recourse=recourse,
        policy=policy.name,
        slugs={locale: (*policy.former_slugs.get(locale, ()), slug) for locale, slug in policy.slugs.items()},
    )


def free_id(policy: Policy, effective: date) -> str:
    """Return the id of the next version of a day; a withdrawn version keeps its own."""
    return free_name(effective.isoformat(), {version.id for version in policy.versions})


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return a name that is not taken: the one wanted, or else with `.2`, `.3` and so on behind it."""
    numbered = (f"{wanted}.{number}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name not in taken)


def _version_yaml(version: Version, notes: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    content: dict[str, object] = {
        "version": version.id,
        "policy": version.policy,
        "slugs": {locale: list(slugs) for locale, slugs in version.slugs.items()},
        "effective": version.effective.isoformat(),
        "published": version.published.isoformat(),
        "significance": version.significance.value,
        "title": {locale: edition.title for locale, edition in version.editions.items()},
        "authoritative": list(version.authoritative),
        "promises": written_promises(version.promises),
        "notes": dict(notes),
    }
    for key, named in (("stale", version.stale), ("unaffected", version.unaffected)):
        if named:
            content[key] = {locale: list(sections) for locale, sections in named.items()}
    if version.reasons:
        content["reasons"] = dict(version.reasons)
    if version.former_ids:
        content["former_ids"] = {old: new or None for old, new in version.former_ids.items()}
    content |= written_recourse(version.recourse)
    return _yaml(content | {"digests": {name: digest(data) for name, data in files.items()}})


def _plain(fact: Fact | Mapping[str, Fact]) -> object:
    if isinstance(fact, Mapping):
        return {name: _plain(part) for name, part in fact.items()}
    if isinstance(fact, tuple):
        return [_plain(part) for part in fact]
    return fact


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such, so that a person can read them."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(type(None), _nothing)


def _yaml(content: object) -> str:
    # A width that no text reaches: folded lines would make another file of the same words.
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
