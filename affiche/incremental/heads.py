"""What the last build read of published versions, so that a policy whose archive is unchanged is not parsed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.incremental.as_json import MISREAD, NotAsJsonError, from_json, to_json
from affiche.incremental.last_build import load, store
from affiche.source.heads import Archive, Head
from affiche.source.versions import heads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from affiche.incremental.fingerprints import Inputs
    from affiche.model import Policy

_FILE = "heads.json"


class Heads:
    """The heads of each policy, with the digest of the archive that they were read from."""

    def __init__(self, inputs: Inputs, place: Path | None = None) -> None:
        """Take those from beside a site whose archives are unchanged; without a place, none."""
        found = load(place, _FILE).get("policies") if place else None
        known = found if isinstance(found, dict) else {}
        self._inputs = inputs
        self._known: dict[str, Any] = {
            name: plain
            for name, plain in known.items()
            if isinstance(plain, dict) and plain.get("archive") == inputs.of_archive(name)
        }

    def archives(self) -> Mapping[str, Archive]:
        """Give them as they were read; what is damaged is read anew."""
        archives: dict[str, Archive] = {}
        for name, plain in list(self._known.items()):
            try:
                heads = tuple(Head(*map(from_json, head)) for head in plain["heads"])
                archives[name] = Archive(tuple(plain["locales"]), tuple(plain["ledger"]), heads)
            except MISREAD:
                del self._known[name]
        return archives

    def lacks(self, policies: Iterable[Policy]) -> bool:
        """Tell whether any of these policies was not known with its archive as it is."""
        return any(policy.versions and policy.name not in self._known for policy in policies)

    def save(self, place: Path, policies: Iterable[Policy], locales: tuple[str, ...]) -> None:
        """Keep those of each policy beside a site."""
        plain = {policy.name: self._plain(policy, locales) for policy in policies}
        store(place, _FILE, {"policies": {name: each for name, each in plain.items() if each}})

    def _plain(self, policy: Policy, locales: tuple[str, ...]) -> Mapping[str, Any] | None:
        known: Mapping[str, Any] | None = self._known.get(policy.name)
        if known and known["locales"] == list(locales):
            return known
        try:
            heads = [[to_json(part) for part in head] for head in heads_of(policy.versions) or ()]
        except NotAsJsonError:
            return None
        archive = self._inputs.of_archive(policy.name)
        return (
            {"archive": archive, "locales": locales, "ledger": policy.ledger, "heads": heads}
            if heads
            else None
        )
