"""What all pages are made from, and for each policy and locale its links and entries, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from affiche.site.drawing import Words
from affiche.site.records import Alternate, Entry, PolicyLinks
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from affiche.compare import Comparer, Comparison
    from affiche.localization import Localizer
    from affiche.model import Site, Version
    from affiche.site.records import Frame
    from affiche.site.urls import Address, Urls
    from affiche.timeline import Standing, Timeline

KEPT = 3
"""So many comparisons are kept at once: a version with the one before it, with that in force, and one to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all pages are made from."""

    site: Site
    timelines: Sequence[Timeline]
    """The policies that are posted, or shown as drafts, in the order of the site."""
    localizers: Mapping[str, Localizer]
    urls: Urls
    style: str
    comparer: Comparer
    paper: str | None = None
    """The size of the PDF file of each version; without one, there are none."""


class Shelf:
    """One policy in one locale: its links and, for each version, its entry."""

    def __init__(self, setting: Setting, frame: Frame, policy_timeline: Timeline) -> None:
        self.setting, self.frame, self.timeline = setting, frame, policy_timeline
        self.locale = frame.locale
        self.links = links_of(setting, policy_timeline, frame.locale)
        drafts = [policy_timeline.draft] if policy_timeline.draft else []
        self._standings = {s.version.id: s for s in (*policy_timeline.standings, *drafts)}
        self._entries: dict[str, Entry] = {}
        self._compared: dict[tuple[str, str, str], Comparison] = {}
        self._words: dict[tuple[str, str], Words] = {}

    def entry(self, standing: Standing | None) -> Entry | None:
        """Give the entry of a standing that may not be."""
        return self.entry_of(standing.version) if standing else None

    def entry_of(self, version: Version) -> Entry:
        """Give the entry of a version, made when it is first asked for."""
        if version.id not in self._entries:
            self._entries[version.id] = self._entry(self._standings[version.id])
        return self._entries[version.id]

    def comparison(self, before: Version, version: Version, locale: str = "") -> Comparison:
        """Compare two versions, here or in another locale; the last few are kept, as a version's pages ask for the same."""
        locale = locale or self.locale
        key = before.id, version.id, locale
        found = self._compared.pop(key, None)
        if found is None:
            found = self.setting.comparer.compare(before.editions[locale], version.editions[locale])
        self._compared[key] = found
        if len(self._compared) > KEPT:
            del self._compared[next(iter(self._compared))]
        if locale == self._locale(version):
            self._words[before.id, version.id] = Words(added=found.words_added, removed=found.words_removed)
        return found

    def words(self, standing: Standing) -> Words | None:
        """Count the words that a version added and removed; None where there is nothing to compare it with."""
        locale = self._locale(standing.version)
        if standing.before is None or not has_redline(standing, locale):
            return None
        key = standing.before.id, standing.version.id
        if key not in self._words:
            self.comparison(standing.before, standing.version, locale)
        return self._words[key]

    def _locale(self, version: Version) -> str:
        """Give the locale in which a version is shown here: this one, or another where it has no edition in it."""
        return self.locale if self.locale in version.editions else next(iter(version.editions))

    def _entry(self, standing: Standing) -> Entry:
        version, policy, urls = standing.version, self.timeline.policy, self.setting.urls
        locale = self.locale if self.locale in version.editions else next(iter(version.editions))
        last = self.timeline.last
        return Entry(
            standing=standing,
            note=version.notes.get(self.locale) or version.notes.get(locale, ""),
            address=urls.version(policy, version.id, locale),
            redline=urls.redline(policy, version.id, locale) if has_redline(standing, locale) else None,
            since=urls.since(policy, version.id, locale) if has_since(standing, last, locale) else None,
            paper=urls.paper(policy, version.id, locale) if self.setting.paper else None,
            tag=self.setting.localizers[locale].tag,
            id=urls.version(policy.originally(locale), version.id, locale),
            posted=self._morning(version.published),
            updated=self._morning(withdrawn_on(standing) or version.published),
        )

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.setting.site.timezone)


def withdrawn_on(standing: Standing) -> date | None:
    """Give the day on which a version was called off, where it was."""
    withdrawal = standing.version.withdrawal
    return withdrawal.on if withdrawal and standing.status is Status.WITHDRAWN else None


def has_redline(standing: Standing, locale: str) -> bool:
    """Say whether a version can be compared with the one before it in a locale."""
    before = standing.before
    return before is not None and locale in standing.version.editions and locale in before.editions


def has_since(standing: Standing, last: Standing | None, locale: str) -> bool:
    """Say whether a version once in force can be compared with the one in force now, or last."""
    was_in_force = standing.status in {Status.SUPERSEDED, Status.CURRENT} and standing.ever_in_force
    return (
        was_in_force
        and last is not None
        and locale in standing.version.editions
        and locale in last.version.editions
    )


def links_of(setting: Setting, policy_timeline: Timeline, locale: str) -> PolicyLinks:
    """Say where the pages of a policy are in a locale."""
    policy, urls = policy_timeline.policy, setting.urls
    is_posted = bool(policy_timeline.standings)
    return PolicyLinks(
        policy=policy,
        title=policy.titles[locale],
        current=urls.policy(policy, locale),
        history=urls.history(policy, locale) if is_posted else None,
        feed=urls.feed(policy, locale) if is_posted else None,
        data=urls.data(policy),
        ledger=urls.ledger(policy),
    )


def alternates_of(
    setting: Setting, locales: Iterable[str], address: Callable[[str], Address]
) -> tuple[Alternate, ...]:
    """Give a page's addresses in those of the locales that have it, in the order of the site."""
    localizers = setting.localizers
    return tuple(
        Alternate(
            locale=locale, tag=localizers[locale].tag, name=localizers[locale].name, address=address(locale)
        )
        for locale in setting.site.locales
        if locale in set(locales)
    )
