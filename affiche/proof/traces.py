"""What a site in a folder shows as posted: in its ledgers, in its data, by the folders of its pages, in the record of its build."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from affiche.confined import Root
from affiche.source.data.values import VERSION_ID
from affiche.source.files import LARGEST_FROZEN
from affiche.source.ledger import entry_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from affiche.source import Entry

_PAGE = re.compile(rf"(?P<folder>[^/]+/[^/]+)/(?P<version>{VERSION_ID.pattern})/")


class Trace(NamedTuple):
    """Something on a site that shows that a version was published or withdrawn."""

    what: tuple[str, str, str]
    """The policy, or its slug where nothing says of which policy it is; what happened; and the version."""
    path: str
    """The file or folder of the site that shows it."""
    is_known: bool = True
    """Whether it is known of which policy, and not only of which slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBefore:
    """A site in a folder, and what is known of whose its pages are."""

    out: Path
    made: Mapping[str, Collection[str]] = field(default_factory=dict)
    """For each policy the files that were made for it, as the record of the last build says."""
    record: str = ""
    """Where that record is."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """For each folder such as `en/privacy` the policy that the source has there."""

    def path(self, name: str) -> str:
        """Show where a file of the site is."""
        return (self.out / name).as_posix()

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Read each ledger that the site shows; a file that is something else shows no entry."""
        site = Root(self.out)
        for policy in site.names():
            for line in _listed(site, f"{policy}/ledger.json", "lines"):
                if entry := entry_of(line):
                    yield policy, entry

    def traces(self) -> Iterator[Trace]:
        """Find all else that shows a version, as a ledger may be gone from the site too."""
        yield from self._in_data()
        recorded = {policy: [*filter(None, map(_PAGE.match, files))] for policy, files in self.made.items()}
        owners = {found["folder"]: policy for policy, pages in recorded.items() for found in pages}
        owners |= self.folders
        for folder, version in self._folders_of_versions():
            owner = owners.get(folder)
            what = (owner or folder.partition("/")[2], "published", version)
            yield Trace(what, self.path(f"{folder}/{version}"), owner is not None)
        for policy, pages in recorded.items():
            for version in dict.fromkeys(found["version"] for found in pages):
                yield Trace((policy, "published", version), self.record)

    def _in_data(self) -> Iterator[Trace]:
        site = Root(self.out)
        for policy in site.names():
            file = f"{policy}/versions.json"
            for version in _listed(site, file, "versions"):
                if isinstance(version, dict) and VERSION_ID.fullmatch(str(version.get("id"))):
                    yield Trace((policy, "published", version["id"]), self.path(file))
                    if version.get("withdrawn"):
                        yield Trace((policy, "withdrawn", version["id"]), self.path(file))

    def _folders_of_versions(self) -> Iterator[tuple[str, str]]:
        """Give each folder that holds the pages of versions, and each of these that holds anything."""
        site = Root(self.out)
        for locale in _names(site, "."):
            for folder in (f"{locale}/{slug}" for slug in _names(site, locale)):
                for version in filter(VERSION_ID.fullmatch, _names(site, folder)):
                    if _names(site, f"{folder}/{version}"):
                        yield folder, version


def _names(site: Root, name: str) -> list[str]:
    """Name what is in a folder; nothing is in a file, or behind a link."""
    try:
        return site.names(name)
    except OSError:
        return []


def _listed(site: Root, name: str, key: str) -> list[Any]:
    """Read a list out of a file of the site; a file that is something else has none."""
    try:
        found = json.loads(site.read(name, LARGEST_FROZEN))[key]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return found if isinstance(found, list) else []
