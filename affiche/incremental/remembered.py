"""What commands found out about a source, so that what did not change is not read and looked through again.

It is kept where only its owner can write, as whoever can write it decides what `check` says. Nothing of it goes into a
page or an archive.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from affiche.builds import Options
from affiche.confined import Root
from affiche.incremental.as_json import MISREAD, from_json, to_json
from affiche.incremental.fingerprints import Inputs, digest
from affiche.incremental.heads import Heads
from affiche.incremental.last_build import folder_of, load, store
from affiche.source import MarkdownRenderer, Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from affiche.model import Policy
    from affiche.problems import Problem
    from affiche.source import Reading

_FILE = "known.json"
_UNUSED_AFTER = timedelta(days=30)
"""A source that nobody changes for a month is read again by its next check."""


class Forgetful:
    """Nothing is known of a source, and nothing is kept."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.memory = Memory()
        """What need not be read again."""
        self.renderer = MarkdownRenderer()

    def problems(
        self, policy: Policy, reading: Reading, find: Callable[[], Sequence[Problem]]
    ) -> Sequence[Problem]:
        """Give what was found in a policy that is as it was, or find it."""
        del policy, reading
        return find()

    def save(self, reading: Reading) -> None:
        """Keep what is new, unless something changed meanwhile."""


class Remembered(Forgetful):
    """What is known of a source, or of one of its sites, each thing with the digest of all that it was found in."""

    def __init__(self, cache: Path, source: Path, brand: str) -> None:
        """Take it from a cache; what is read later can only be newer than the inputs."""
        where = sha256(f"{os.path.realpath(source)}\n{brand}".encode()).hexdigest()
        self._place = cache / where
        self._options = Options(source=source, out=source, as_of=date.min, brand=brand)  # no day changes it
        self._inputs = Inputs(self._options)
        self._heads = Heads(self._inputs, self._place)
        self._before = _before(self._place, self._inputs.program)
        self._policies: dict[str, Any] = dict(self._before["policies"])
        self.memory = Memory(archives=self._heads.archives())
        self.renderer = MarkdownRenderer(self._before["rendered"])

    def problems(
        self, policy: Policy, reading: Reading, find: Callable[[], Sequence[Problem]]
    ) -> Sequence[Problem]:
        """Give what was found in a policy that is as it was, or find it."""
        inputs, known = self._of_policy(policy, reading), self._policies.get(policy.name, {})
        with suppress(*MISREAD):
            if known["inputs"] == inputs:
                kept: Sequence[Problem] = from_json(known["problems"])
                return kept
        problems = find()
        self._policies[policy.name] = {"inputs": inputs, "problems": to_json(problems)}
        return problems

    def _of_policy(self, policy: Policy, reading: Reading) -> str:
        """Give the digest of all that rules look at: of other policies, what they are called and their facts."""
        others = [
            (each.name, repr(each.titles), repr(each.slugs), repr(each.facts))
            for each in reading.site.policies
        ]
        return digest(self._inputs.of_draft(policy.name), self._inputs.own(policy.text), others)

    def save(self, reading: Reading) -> None:
        """Keep what is new, unless something changed meanwhile."""
        rendered = self.renderer.rendered()
        is_known = (
            self._policies == self._before["policies"] and rendered.keys() <= self._before["rendered"].keys()
        )
        has_heads = not self._heads.lacks(reading.site.policies)
        if (is_known and has_heads) or Inputs(self._options).all != self._inputs.all:
            return
        known = {"program": self._inputs.program, "policies": self._policies, "rendered": rendered}
        with suppress(OSError):  # the disk is full, or somebody took the folder away
            store(self._place, _FILE, known)
            if not reading.problems:
                self._heads.save(self._place, reading.site.policies, reading.site.locales)
            _remove_unused(self._place.parent, folder_of(self._place).name)


def _before(place: Path, program: str) -> dict[str, Any]:
    """Read what this program kept; nothing where there is none, or it has not the parts that it should have."""
    found = load(place, _FILE)
    parts = {name: found.get(name) for name in ("policies", "rendered")}
    is_whole = found.get("program") == program and all(isinstance(part, dict) for part in parts.values())
    return parts if is_whole else {name: {} for name in parts}


def _remove_unused(cache: Path, used: str) -> None:
    """Take away what is known of sources that did not change for long, such as checkouts that are gone."""
    now = (cache / used).stat().st_mtime
    for name in Root(cache).names():
        if now - (cache / name).lstat().st_mtime > _UNUSED_AFTER.total_seconds():
            Root(cache).remove_tree(name)


def remembered(cache: Path | None, source: Path, brand: str = "") -> Forgetful:
    """Give what is known of a source, or of one of its sites; without a cache that is nothing."""
    return Remembered(cache, source, brand) if cache else Forgetful()
