"""Where an editor finds what keeps a version from being published: an option, a line of policy.yaml, a heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.problems import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.model import Policy
    from affiche.publishing.request import Request
    from affiche.source import Reading
    from affiche.source.data.yaml import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """Finds the locations of one policy in what was read."""

    policy: Policy
    reading: Reading
    request: Request

    def whole(self) -> Location:
        """Return the folder of the policy."""
        return Location(path=self.reading.folder.shown(self.policy.name))

    def decided(self, key: str, option: str = "") -> Location:
        """Return where something was decided: in an option, or under `next:`, or nowhere yet."""
        option = option or f"--{key}"
        if option in self.request.options:
            return Location(path=self.request.options[option])
        return self.stated("next", key)

    def stated(self, *keys: str) -> Location:
        """Return a line of policy.yaml, or of facts.yaml for a fact that only stands there; or the nearest key above it."""
        node, shared = self.reading.headers[self.policy.name], self.reading.shared_facts
        if keys[0] == "facts" and _depth(shared, keys) > _depth(node, keys):
            node = shared
        place = Location(path=node.location.path)
        for key in keys:
            if key not in node.keys:
                break
            node, place = node.find((key,)), node.keys[key]
        return place

    def title(self, locale: str) -> Location:
        """Return the first heading of a text."""
        file = self.reading.files.get(self.policy.working_file(locale))
        first = file.outline.title if file else None
        return file.at(first.line, 1, len(first.text)) if file and first else self._whole_text(locale)

    def section(self, locale: str, identifier: str) -> Location:
        """Return the heading of a section, or the text as a whole."""
        sections = self.policy.working[locale].walk() if locale in self.policy.working else ()
        found = (section.location for section in sections if section.id == identifier)
        return next(found, None) or self._whole_text(locale)

    def _whole_text(self, locale: str) -> Location:
        return Location(path=self.reading.folder.shown(self.policy.working_file(locale)))


def _depth(node: Node, keys: Sequence[str]) -> int:
    """Count how many of the keys lead on."""
    for depth, key in enumerate(keys):
        if key not in node.keys:
            return depth
        node = node.find((key,))
    return len(keys)
