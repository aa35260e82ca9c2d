"""Digests of everything that a build reads: the program, the source, the theme, the words."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.defaults import default_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.builds import Options

PROGRAM = Path(__file__).parents[1]
LEDGER = "/ledger.jsonl"
VERSIONS = "versions"
HEADER = "policy.yaml"
FACTS = "facts.yaml"
"""By their names, as the room of the source takes longer to import than all that a build without changes does."""
LOCK = ".lock"
"""The lock of an archive, which says nothing."""
LARGEST_FILE = 4_000_000
"""Bytes. Nothing larger is ever read, so that its size and times say enough."""


def digest(*parts: object) -> str:
    """Give one digest of plain values; only equal ones have the same."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def of_program() -> str:
    """Give the digest of what makes a site: this Python, the libraries beside it by their versions, and Affiche itself.

    Of Affiche every file counts, so that a checkout in which somebody works is another program after each change.
    """
    places = [place for place in map(Path, sys.path) if place.is_dir()]
    libraries = sorted(
        found.name for place in places for found in place.iterdir() if ".dist-info" in found.name
    )
    own = of_folder(PROGRAM, ending=".py")
    defaults = [of_folder(default_folder(name)) for name in ("templates", "locales")]
    return digest(sys.version, libraries, own, defaults)


def of_folder(folder: Path, ending: str = "") -> dict[str, str]:
    """Give the digest of each file under a folder, in the order of their names; a folder that is not there has none."""
    return dict(sorted(_files(os.fspath(folder), "", ending))) if folder.is_dir() else {}


def _files(folder: str, start: str, ending: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = start + entry.name
            if entry.is_symlink():
                yield name, f"link to {os.readlink(entry.path)}"  # noqa: PTH115 a Path for each file takes longer than reading it
            elif entry.is_dir():
                if start or not entry.name.startswith("."):
                    yield from _files(entry.path, f"{name}/", ending)
            elif entry.name.endswith(ending) and entry.name != LOCK:
                yield name, _of_file(entry)


def _of_file(entry: os.DirEntry[str]) -> str:
    known = entry.stat(follow_symlinks=False)
    if not entry.is_file(follow_symlinks=False) or known.st_size > LARGEST_FILE:
        return f"{known.st_mode} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns}"
    try:
        with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 as above
            return hashlib.sha256(file.readall()).hexdigest()
    except OSError as error:
        return f"error {error.errno}"


class Inputs:
    """What a build reads, as digests: of the program, of what all pages share, and of each policy's own folder."""

    def __init__(self, options: Options) -> None:
        """Read everything once."""
        self.program = of_program()
        asked = (options.brand, options.base_url, options.paper, options.fragments, options.host)
        beside = options.source.parent
        around = [of_folder(beside / name) for name in ("templates", "locales")]
        self._own: dict[str, dict[str, str]] = {}
        shared: dict[str, str] = {}
        for name, found in of_folder(options.source).items():
            folder, is_inside, _ = name.partition("/")
            (self._own.setdefault(folder, {}) if is_inside else shared)[name] = found
        self._top = dict(shared)
        self._facts = shared.pop(FACTS, "")
        self.shared = digest(self.program, options.source.as_posix(), asked, around, shared)

    @cached_property
    def all(self) -> str:
        """The digest of everything."""
        return digest(self.shared, self._facts, self._own)

    def still(self, known: Mapping[str, bytes]) -> dict[str, bytes]:
        """Keep of the files at the top that were read earlier those that nobody changed meanwhile."""
        return {
            name: data
            for name, data in known.items()
            if self._top.get(name) == hashlib.sha256(data).hexdigest()
        }

    def of_policy(self, name: str, around: object) -> str:
        """Give the digest of what all pages of a policy are made from beside its versions; its draft is on none of them."""
        return digest(self.shared, self.own(name).get(f"{name}/{HEADER}"), around)

    def of_archive(self, name: str) -> str:
        """Give the digest of what was published of a policy, and of the program that verifies it."""
        return digest(self.program, self.archive(name))

    def archive(self, name: str) -> Mapping[str, str]:
        """Give the digests of all files that were published of a policy, and of its ledger."""
        return {
            file: found
            for file, found in self.own(name).items()
            if file.count("/") > 1 or file.endswith(LEDGER)
        }

    def version(self, name: str, version: str) -> Mapping[str, str]:
        """Give the digests of the files of a published version."""
        start = f"{name}/{VERSIONS}/{version}/"
        return {file: found for file, found in self.own(name).items() if file.startswith(start)}

    def of_draft(self, name: str) -> str:
        """Give the digest of what the draft of a policy is read from; links in it name the other policies, and its text may be one that several show.

        Only a draft reads the facts that policies share: what is published has its facts put in.
        """
        headers = {other: own.get(f"{other}/{HEADER}", "") for other, own in self._own.items()}
        texts = {other: own for other, own in self._own.items() if not headers[other]}
        return digest(self.shared, self._facts, self.own(name), headers, texts)

    def own(self, name: str) -> Mapping[str, str]:
        """Give the digests of the files in a policy's folder."""
        return self._own.get(name, {})
