"""What a publication consists of, byte for byte, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from affiche.model import Options
from affiche.source import Entry, digest
from affiche.source.promises import written_options, written_promises

if TYPE_CHECKING:
    from datetime import date

    from affiche.model import Fact, Policy, Significance


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a person decides when a version is published."""

    effective: date
    published: date
    significance: Significance
    notes: Mapping[str, str]
    """For each locale, what changed, in Markdown."""
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the sections that are published behind the source locale."""
    unaffected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the sections that need nothing although their source was changed."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """For each locale, why something unusual is right."""
    options: Options = field(default_factory=Options)
    """What readers can do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The files of a version and its line of the ledger."""

    version: str
    files: Mapping[str, bytes]
    entry: Entry


def compose(policy: Policy, release: Release, previous: str | None) -> Package:
    """Make the files of the next version from the working text; `previous` is the head of the ledger."""
    identifier = free_id(policy, release.effective)
    files = {f"{locale}.md": _ending(edition.markdown).encode() for locale, edition in policy.working.items()}
    files["facts.yaml"] = _yaml(_plain(policy.facts)).encode()
    files["version.yaml"] = _version_yaml(identifier, policy, release, files).encode()
    entry = Entry(
        event="published",
        version=identifier,
        on=release.published,
        files={name: digest(data) for name, data in sorted(files.items())},
        previous=previous,
    )
    return Package(version=identifier, files=files, entry=entry)


def free_id(policy: Policy, effective: date) -> str:
    """Give the id of the next version of a day; a version called off keeps its own."""
    taken = {version.id for version in policy.versions}
    identifier, sequence = effective.isoformat(), 1
    while identifier in taken:
        sequence += 1
        identifier = f"{effective.isoformat()}.{sequence}"
    return identifier


def _version_yaml(identifier: str, policy: Policy, release: Release, files: Mapping[str, bytes]) -> str:
    content: dict[str, object] = {
        "version": identifier,
        "policy": policy.name,
        "slugs": {
            locale: [*policy.former_slugs.get(locale, ()), slug] for locale, slug in policy.slugs.items()
        },
        "effective": release.effective.isoformat(),
        "published": release.published.isoformat(),
        "significance": release.significance.value,
        "title": {locale: edition.title for locale, edition in policy.working.items()},
        "authoritative": list(policy.authoritative),
        "promises": written_promises(policy.promises),
        "notes": dict(release.notes),
    }
    for key, named in (("stale", release.stale), ("unaffected", release.unaffected)):
        if named:
            content[key] = {locale: list(sections) for locale, sections in named.items()}
    if release.reasons:
        content["reasons"] = dict(release.reasons)
    content |= written_options(release.options)
    return _yaml(content | {"digests": {name: digest(data) for name, data in files.items()}})


def _ending(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


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


_Dumper.add_representer(str, _text)


def _yaml(content: object) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
