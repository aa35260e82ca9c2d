"""What each part of a policy is made from, as a digest: of each version, and of the policy with all of them.

A version that was replaced or withdrawn is shown with nothing newer than the version that replaced it, but for whether
one is in force. So its pages need not be made again when another version is published.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from affiche.incremental.fingerprints import digest
from affiche.site.outputs import OWN
from affiche.source.ledger import entry_of
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.incremental.fingerprints import Inputs
    from affiche.site.context import BuildContext
    from affiche.timeline import Timeline, VersionStatus


@dataclass(frozen=True)
class PartInputs:
    """Gives the inputs of parts."""

    context: BuildContext
    inputs: Inputs
    has_own_templates: bool
    """Whether the site has templates of its own: they may show anything about a policy on each of its pages."""

    def of(self, timeline: Timeline) -> dict[str, str]:
        """Give for each part of a policy the digest of what it is made from on the day."""
        name = timeline.policy.name
        shared = self.inputs.of_policy(name, self._shared(timeline))
        rows = _rows(timeline, self.inputs)
        whole = digest(shared, self.inputs.archive(name), list(rows.values()))
        found = {OWN: whole} | dict.fromkeys(rows, whole)
        if self.has_own_templates:
            return found
        chain = digest(shared, [self._as_seen_later(newest) for newest in (timeline.current, timeline.last)])
        for standing in reversed(timeline.standings):
            version, after = standing.version, standing.after
            chain = digest(chain, rows[version.id])
            if standing.status in {Status.SUPERSEDED, Status.WITHDRAWN}:
                found[version.id] = digest(chain, after and rows[after.id])
        return found

    @cached_property
    def _policies(self) -> str:
        """The digest of what every page shows of all policies: their names and addresses."""
        listed = {
            locale: [(policy.title, policy.current.path) for policy in layout.policies]
            for locale, layout in self.context.layouts.items()
        }
        return digest(
            listed, [(policy.name, policy.titles, policy.slugs) for policy in self.context.site.policies]
        )

    def _shared(self, timeline: Timeline) -> list[str]:
        """Give what all pages of a policy show beside its versions."""
        policy = timeline.policy
        return [self._policies, repr(policy.labels), repr(policy.former_slugs), str(timeline.retired)]

    def _as_seen_later(self, newest: VersionStatus | None) -> object:
        """Give what the pages of an older version show of the one in force: where it can be read, not which it is."""
        if newest is None:
            return None
        locales = sorted(newest.version.editions)
        is_everywhere = set(locales) >= set(self.context.site.locales)
        return locales, "" if is_everywhere else newest.version.id


def _rows(timeline: Timeline, inputs: Inputs) -> Mapping[str, object]:
    """Give each version as plain values, with how it stands: two days on which that is the same have the same pages."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for line in timeline.policy.ledger:
        entry = entry_of(line)
        if entry and entry.on <= timeline.as_of:
            lines[entry.version].append(line)
    return {
        standing.version.id: (
            standing.version.id,
            standing.status,
            str(standing.until),
            standing.before and standing.before.id,
            standing.after and standing.after.id,
            lines[standing.version.id],
            inputs.version(timeline.policy.name, standing.version.id),
        )
        for standing in timeline.standings
    }
