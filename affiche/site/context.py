"""What pages are made from: what a whole build shares, and what the pages of one policy in one locale share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from affiche.look import Scheme
from affiche.site.kept import Kept
from affiche.site.pages.timeline_chart import Words
from affiche.site.records import Alternate, Layout, ListedPolicy, Logo, PolicyLinks, VersionEntry
from affiche.site.urls import ICON
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from affiche.compare import Comparer, Comparison
    from affiche.localization import Localizer
    from affiche.model import Policy, Site, Version
    from affiche.site.records import EarlierVersion
    from affiche.site.urls import Address, Urls
    from affiche.timeline import Timeline, VersionStatus

KEPT = 3
"""So many comparisons are kept at once: a version with the one before it, with that in force, and one to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What all pages of a build are made from."""

    site: Site
    timelines: Sequence[Timeline]
    """The policies that are posted, or shown as drafts, in the order of the site."""
    localizers: Mapping[str, Localizer]
    urls: Urls
    style: str
    comparer: Comparer
    paper: str | None = None
    """The size of the PDF file of each version; without one, there are none."""
    host: str | None = None
    """Who serves the site, if it is to be told how."""
    static: Mapping[str, str] = field(default_factory=dict)
    """The address of each file of the site's own theme that is served as it is, by its name."""
    kept: Kept = field(default_factory=Kept)
    """What was made for a page and is shown on others too."""
    layouts: Mapping[str, Layout] = field(init=False)
    """For each locale, what surrounds every text."""

    def __post_init__(self) -> None:
        """Lay out each locale once."""
        object.__setattr__(self, "layouts", {locale: self._layout(locale) for locale in self.site.locales})

    def alternates(self, locales: Iterable[str], address: Callable[[str], Address]) -> tuple[Alternate, ...]:
        """Return the addresses of a page in those locales that have it, in the order of the site."""
        having = set(locales)
        return tuple(
            Alternate(locale=locale, tag=localizer.tag, name=localizer.name, address=address(locale))
            for locale, localizer in self.localizers.items()
            if locale in having
        )

    def links(self, policy_timeline: Timeline, locale: str) -> PolicyLinks:
        """Return where the pages of a policy are in a locale."""
        policy, urls = policy_timeline.policy, self.urls
        is_posted = bool(policy_timeline.standings)
        return PolicyLinks(
            locale=locale,
            policy=policy,
            title=policy.titles[locale],
            current=urls.policy(policy, locale),
            history=urls.history(policy, locale) if is_posted else None,
            days=urls.days(policy, locale) if is_posted else None,
            feed=urls.feed(policy, locale) if is_posted else None,
            subscribe=self.site.notices.subscribe.get(locale, ""),
            data=urls.data(policy),
            ledger=urls.ledger(policy),
        )

    def _layout(self, locale: str) -> Layout:
        organisation, urls, look = self.site.organisation, self.urls, self.site.look
        return Layout(
            locale=locale,
            localizer=self.localizers[locale],
            organisation=organisation.name[locale],
            postal_address=organisation.address[locale],
            organisation_url=organisation.url,
            email=organisation.email,
            chooser=urls.chooser(),
            home=urls.index(locale),
            style=self.style,
            icon=urls.named(ICON),
            policies=tuple(
                ListedPolicy(title=each.policy.titles[locale], current=urls.policy(each.policy, locale))
                for each in self.timelines
                if is_listed(each)
            ),
            scheme="light dark" if look.scheme is Scheme.BOTH else look.scheme.value,
            static=self.static,
            logo=self._logo(locale),
            header=look.header.get(locale, ()),
            footer=look.footer.get(locale, ()),
        )

    def _logo(self, locale: str) -> Logo | None:
        look = self.site.look
        if look.logo not in self.static:
            return None
        return Logo(
            light=self.static[look.logo],
            dark=self.static.get(look.logo_dark, self.static[look.logo]),
            words=look.logo_words.get(locale, self.site.organisation.name[locale]),
        )


def is_listed(policy_timeline: Timeline) -> bool:
    """Return whether other pages lead to a policy: one retired, or never posted, has only its own addresses."""
    return bool(policy_timeline.standings) and not policy_timeline.retired


class PolicyContext:
    """One policy in one locale: its links and, for each version, its entry and comparisons."""

    def __init__(self, build: BuildContext, policy_timeline: Timeline, locale: str) -> None:
        self.build, self.urls, self.timeline, self.locale = build, build.urls, policy_timeline, locale
        self.layout = build.layouts[locale]
        self.links = build.links(policy_timeline, locale)
        self.others: dict[str, PolicyContext] = {}
        """The same policy in each other locale."""
        drafts = [policy_timeline.draft] if policy_timeline.draft else []
        self._standings = {s.version.id: s for s in (*policy_timeline.standings, *drafts)}
        self._entries: dict[str, VersionEntry] = {}
        self._compared: dict[tuple[str, str, str], Comparison] = {}
        self._words: dict[tuple[str, str], Words] = {}
        self.earlier: dict[str, tuple[EarlierVersion, ...]] = {}
        """The earlier versions that each can be compared with, once they were asked for."""

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.timeline.policy

    @property
    def current(self) -> VersionEntry | None:
        """The version in force."""
        return self._entry_of_any(self.timeline.current)

    @property
    def upcoming(self) -> VersionEntry | None:
        """The next version to take effect."""
        return self._entry_of_any(next(iter(self.timeline.upcoming), None))

    @property
    def entries(self) -> tuple[VersionEntry, ...]:
        """Every posted version, newest first."""
        return tuple(self.entry(standing.version) for standing in self.timeline.standings)

    def entry(self, version: Version) -> VersionEntry:
        """Return the entry of a version, made when it is first asked for."""
        if version.id not in self._entries:
            self._entries[version.id] = self._new_entry(self._standings[version.id])
        return self._entries[version.id]

    def _entry_of_any(self, standing: VersionStatus | None) -> VersionEntry | None:
        return self.entry(standing.version) if standing else None

    def comparison(self, before: Version, version: Version, locale: str = "") -> Comparison:
        """Compare two versions, here or in another locale; the last few are kept, as a version's pages ask for the same."""
        locale = locale or self.locale
        key = before.id, version.id, locale
        found = self._compared.pop(key, None)
        if found is None:
            found = self.build.comparer.compare(before.editions[locale], version.editions[locale])
        self._compared[key] = found
        if len(self._compared) > KEPT:
            del self._compared[next(iter(self._compared))]
        if locale == self._shown_locale(version):
            self._words[before.id, version.id] = Words(added=found.words_added, removed=found.words_removed)
        return found

    def words(self, standing: VersionStatus) -> Words | None:
        """Count the words that a version added and removed; None where there is nothing to compare it with."""
        locale = self._shown_locale(standing.version)
        if standing.before is None or not has_redline(standing, locale):
            return None
        key = standing.before.id, standing.version.id
        if key not in self._words:
            self.comparison(standing.before, standing.version, locale)
        return self._words[key]

    def know_words(self, words: Mapping[str, tuple[int, int] | None]) -> None:
        """Take the counts of versions, by their ids, from whoever compared them before."""
        for version, counted in words.items():
            before = self._standings[version].before
            if counted and before:
                self._words[before.id, version] = Words(*counted)

    def papers(self, address: Callable[[Policy, str, str], Address], version: Version) -> tuple[Address, ...]:
        """Return where the PDF file of a page goes: under every slug that the policy ever had."""
        if not self.build.paper:
            return ()
        named = (self.policy, *self.policy.formerly(self.locale))
        return tuple(address(each, version.id, self.locale) for each in named)

    def _shown_locale(self, version: Version) -> str:
        """Return the locale in which a version is shown here: this one, or another where it has no edition in it."""
        return self.locale if self.locale in version.editions else next(iter(version.editions))

    def _new_entry(self, standing: VersionStatus) -> VersionEntry:
        version, policy, urls = standing.version, self.policy, self.urls
        locale = self._shown_locale(version)
        last = compared_since(standing, self.timeline.last)
        return VersionEntry(
            standing=standing,
            note=version.notes.get(self.locale) or version.notes.get(locale, ""),
            address=urls.version(policy, version.id, locale),
            redline=urls.redline(policy, version.id, locale) if has_redline(standing, locale) else None,
            notice=urls.notice(policy, version.id, locale) if has_redline(standing, locale) else None,
            began=self._morning(version.effective) if _began_later(standing) else None,
            since=urls.since(policy, version.id, locale) if last and locale in last.editions else None,
            paper=urls.paper(policy, version.id, locale) if self.build.paper else None,
            tag=self.build.localizers[locale].tag,
            id=urls.version(policy.originally(locale), version.id, locale),
            posted=self._morning(version.published),
            updated=self._morning(withdrawn_on(standing) or version.published),
        )

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.build.site.timezone)


def policy_contexts(build: BuildContext, policy_timeline: Timeline) -> Mapping[str, PolicyContext]:
    """Return a policy in each locale, each knowing the others."""
    contexts = {locale: PolicyContext(build, policy_timeline, locale) for locale in build.site.locales}
    for locale, context in contexts.items():
        context.others = {other: each for other, each in contexts.items() if other != locale}
    return contexts


def _began_later(standing: VersionStatus) -> bool:
    """Return whether a version that was posted before is in force now, or was."""
    is_begun = standing.status in {Status.CURRENT, Status.SUPERSEDED} and standing.ever_in_force
    return is_begun and standing.version.effective > standing.version.published


def withdrawn_on(standing: VersionStatus) -> date | None:
    """Return the day on which a version was withdrawn, where it was."""
    return standing.withdrawal.on if standing.withdrawal else None


def has_redline(standing: VersionStatus, locale: str) -> bool:
    """Return whether a version can be compared with the one before it in a locale."""
    before = standing.before
    return before is not None and locale in standing.version.editions and locale in before.editions


def compared_since(standing: VersionStatus, last: VersionStatus | None) -> Version | None:
    """Return what a reader of a posted version is to hold it against: the one in force or last, or itself until then."""
    if standing.status is Status.DRAFT:
        return None
    is_to_come = standing.status is Status.UPCOMING and standing.ever_in_force
    return standing.version if is_to_come or last is None else last.version
