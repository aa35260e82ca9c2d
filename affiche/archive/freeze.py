"""A version is published: its texts, facts and dates are written once, and the ledger grows by a line.

The version is prepared beside its place and moved there whole.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from affiche.problems import ProblemLog
from affiche.source import LEDGER, VERSIONS, Entry, Ledger, digest, read_ledger

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from affiche.model import Fact, Policy, Significance
    from affiche.source import SourceFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a person decides when a version is published."""

    effective: date
    published: date
    significance: Significance
    notes: Mapping[str, str]
    """For each locale, what changed, in Markdown."""


def freeze(policy: Policy, release: Release, folder: SourceFolder) -> str:
    """Write the working text down as a version of the archive, and give the id of the version."""
    identifier = _free_id(policy, release.effective)
    texts = {f"{locale}.md": _ending(edition.markdown) for locale, edition in policy.working.items()}
    files = {name: text.encode() for name, text in texts.items()}
    files["facts.yaml"] = _yaml(_plain(policy.facts)).encode()
    files["version.yaml"] = _version_yaml(identifier, policy, release, files).encode()
    versions = folder.root / policy.name / VERSIONS
    prepared = versions / f".{identifier}"
    prepared.mkdir(parents=True)
    for name, data in files.items():
        _write(prepared / name, data)
    prepared.rename(versions / identifier)
    _append(identifier, policy, release, files, folder)
    return identifier


def _free_id(policy: Policy, effective: date) -> str:
    taken = {version.id for version in policy.versions}
    identifier, sequence = effective.isoformat(), 1
    while identifier in taken:
        sequence += 1
        identifier = f"{effective.isoformat()}.{sequence}"
    return identifier


def _version_yaml(identifier: str, policy: Policy, release: Release, files: Mapping[str, bytes]) -> str:
    return _yaml(
        {
            "version": identifier,
            "effective": release.effective.isoformat(),
            "published": release.published.isoformat(),
            "significance": release.significance.value,
            "title": {locale: edition.title for locale, edition in policy.working.items()},
            "authoritative": list(policy.authoritative),
            "promises": {
                "notice_days": str(policy.promises.notice_days),
                "review_months": str(policy.promises.review_months),
            },
            "notes": dict(release.notes),
            "digests": {name: digest(data) for name, data in files.items()},
        }
    )


def _append(
    identifier: str, policy: Policy, release: Release, files: Mapping[str, bytes], folder: SourceFolder
) -> None:
    name = f"{policy.name}/{LEDGER}"
    file = folder.read(name, what="the ledger") if folder.exists(name) else None
    ledger = read_ledger(file, ProblemLog()) if file else Ledger()
    entry = Entry(
        event="published",
        version=identifier,
        on=release.published,
        files={name: digest(data) for name, data in sorted(files.items())},
        previous=ledger.head,
    )
    lines = [*ledger.entries, entry]
    path = folder.root / name
    prepared = path.with_name(f".{LEDGER}")
    _write(prepared, "".join(f"{line.line()}\n" for line in lines).encode())
    prepared.replace(path)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


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
