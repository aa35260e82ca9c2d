"""Where an editor finds what stands in the way: an option, a line of policy.yaml, a heading of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.problems import Location, ProblemLog
from affiche.source import Node, SourceFile, SourceFolder, read_yaml

if TYPE_CHECKING:
    from affiche.publishing.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """Finds the locations of one policy."""

    policy: str
    folder: SourceFolder
    request: Request
    node: Node | None
    """What policy.yaml says."""

    def whole(self) -> Location:
        """Give the folder of the policy."""
        return Location(path=self.folder.shown(self.policy))

    def decided(self, key: str, option: str = "") -> Location:
        """Give where something was decided: in an option, or under `next:`, or nowhere yet."""
        option = option or f"--{key}"
        if option in self.request.options:
            return Location(path=self.request.options[option])
        return self.stated("next", key)

    def stated(self, *keys: str) -> Location:
        """Give a line of policy.yaml, or where the nearest key above it stands."""
        if self.node is None:
            return Location(path=self.folder.shown(f"{self.policy}/policy.yaml"))
        node, place = self.node, Location(path=self.node.location.path)
        for key in keys:
            if key not in node.keys:
                break
            node, place = node.find((key,)), node.keys[key]
        return place

    def title(self, locale: str) -> Location:
        """Give the first heading of a text."""
        file = self._text(locale)
        first = re.search(r"^#.*", file.text, re.MULTILINE) if file else None
        return file.at_offset(*first.span()) if file and first else self._whole_text(locale)

    def section(self, locale: str, identifier: str) -> Location:
        """Give the heading of a section, or the text as a whole."""
        file = self._text(locale)
        heading = re.compile(rf"^#+ .*\{{[^}}]*#{re.escape(identifier)}[\s}}]", re.MULTILINE)
        found = heading.search(file.text) if file and identifier else None
        if file is None or found is None:
            return self._whole_text(locale)
        return file.at(file.text.count("\n", 0, found.start()) + 1)

    def _text(self, locale: str) -> SourceFile | None:
        apart = SourceFolder(self.folder.root, ProblemLog())
        return apart.read(f"{self.policy}/{locale}.md", what="the text of the policy")

    def _whole_text(self, locale: str) -> Location:
        return Location(path=self.folder.shown(f"{self.policy}/{locale}.md"))


def locations(policy: str, folder: SourceFolder, request: Request) -> Locations:
    """Read policy.yaml once more, for its locations alone."""
    apart = SourceFolder(folder.root, ProblemLog())
    file = apart.read(f"{policy}/policy.yaml", what="title, slug, promises and facts of the policy")
    return Locations(
        policy=policy, folder=folder, request=request, node=read_yaml(file, apart.log) if file else None
    )
