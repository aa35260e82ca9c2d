"""What laws ask for and the drafts no longer say, or newly do: shown beside the problems while somebody writes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from affiche.duties.history import topic_changes
from affiche.duties.profiles import library_of
from affiche.duties.review import texts_of, topics_of
from affiche.problems import ProblemLog
from affiche.reporting.laws import law_change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from affiche.duties.history import TopicChange
    from affiche.model import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChange:
    """A topic of a law that one draft lost or gained, as it is shown."""

    policy: str
    locale: str
    version: str
    """The version that the draft is measured against."""
    change: TopicChange

    @property
    def is_lost(self) -> bool:
        """Whether the draft no longer says it."""
        return self.change.is_lost

    @property
    def words(self) -> str:
        """What happened to which duty, as a heading says it."""
        return f"{law_change(self.change).capitalize()}: {self.change.topic.title['en']}"


def draft_changes(site: Site, source: Path) -> Iterator[list[LawChange]]:
    """Compare each draft with the newest version of its policy, one topic at a time."""
    library = library_of(source, ProblemLog())
    for policy in site.policies:
        since, topics = policy.newest, topics_of(policy, library)
        if since is None or not topics:
            continue
        before = texts_of(site, since.editions, since.facts)
        now = texts_of(site, policy.working, policy.facts)
        for locale, topic in product((each for each in now if each in before), topics):
            yield [
                LawChange(policy=policy.name, locale=locale, version=since.id, change=change)
                for change in topic_changes([topic], before[locale], now[locale])
            ]
