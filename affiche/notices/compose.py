"""A version, or several of one day, into the notice of a language; everything comes from what is held already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from affiche.compare import Kind
from affiche.model import Consent, Remedy
from affiche.notices.facts import fact_changes
from affiche.notices.record import Announcement, Happening, Links, Notice, Option, SectionChange, Sender
from affiche.notices.values import ValueNews, value_news

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from affiche.compare import Change, Comparison
    from affiche.localization import Localizer
    from affiche.model import Choice, Policy, Site, Version, Withdrawal
    from affiche.notices.record import FactChange


class _Address(Protocol):
    @property
    def url(self) -> str:
        """The whole address."""


class Addresses(Protocol):
    """What gives the addresses of the pages that a notice leads to."""

    def version(self, policy: Policy, version: str, locale: str) -> _Address:
        """Return that of a version."""

    def redline(self, policy: Policy, version: str, locale: str) -> _Address:
        """Return that of what a version changed."""

    def notice(self, policy: Policy, version: str, locale: str) -> _Address:
        """Return that of the notice of a version."""

    def history(self, policy: Policy, locale: str) -> _Address:
        """Return that of the change log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A version that readers are told of, in one language."""

    policy: Policy
    version: Version
    before: Version | None
    """The version that it replaces."""
    comparison: Comparison | None
    """With that version; None where that was not published in the language."""
    withdrawal: Withdrawal | None = None
    """When and why it was withdrawn, if it was."""


def compose(  # noqa: PLR0913 what a notice is made from
    site: Site,
    subjects: Sequence[Subject],
    locale: str,
    localizer: Localizer,
    addresses: Addresses,
    *,
    is_for_editor: bool = False,
) -> Notice:
    """Make the notice about these versions in a language in which all of them are published.

    Values that came and went without being facts are looked for on behalf of editors alone, as both texts must be read.
    """
    announcements = tuple(_announcement(site, subject, locale, localizer, addresses) for subject in subjects)
    if is_for_editor:
        announcements = tuple(
            replace(about, values=_values(subject, locale, about.facts))
            for about, subject in zip(announcements, subjects, strict=True)
        )
    own = site.organisation
    return Notice(
        locale=locale,
        localizer=localizer,
        sender=Sender(name=own.name[locale], address=own.address[locale], email=own.email, url=own.url),
        subject=_subject(announcements, localizer),
        announcements=announcements,
        greeting=site.notices.greeting.get(locale, ""),
        footer=site.notices.footer.get(locale, ""),
    )


def _subject(announcements: Sequence[Announcement], localizer: Localizer) -> str:
    """Name what changes and when; policies that change on the same day are named together."""
    by_day: dict[tuple[date, bool, bool], list[str]] = {}
    for about in announcements:
        by_day.setdefault((about.effective, about.is_first, bool(about.withdrawn)), []).append(about.title)
    return "; ".join(
        _subject_of_day(localizer.listed(titles), localizer.plain_date(day), localizer, kind)
        for (day, *kind), titles in by_day.items()
    )


def _subject_of_day(titles: str, day: str, localizer: Localizer, kind: Sequence[bool]) -> str:
    is_first, is_withdrawn = kind
    if is_withdrawn:
        return localizer.plain("%(titles)s: what was to change on %(day)s does not", titles=titles, day=day)
    if is_first:
        return localizer.plain("%(titles)s: in force from %(day)s", titles=titles, day=day)
    return localizer.plain("%(titles)s: what changes on %(day)s", titles=titles, day=day)


def _announcement(
    site: Site, subject: Subject, locale: str, localizer: Localizer, addresses: Addresses
) -> Announcement:
    policy, version, before, called_off = subject.policy, subject.version, subject.before, subject.withdrawal
    recourse = version.recourse or policy.recourse
    links = _links(subject, locale, addresses)
    about = Announcement(
        policy=policy.name,
        title=version.editions[locale].title,
        version=version.id,
        effective=version.effective,
        published=version.published,
        significance=version.significance,
        replaces=before.effective if before else None,
        withdrawn=called_off.on if called_off else None,
        reason=called_off.reasons.get(locale, "") if called_off else "",
        note=version.notes.get(locale, ""),
        facts=_facts(site, subject, locale, localizer),
        values=ValueNews(),
        sections=tuple(_sections(subject.comparison, links, localizer)) if subject.comparison else (),
        options=tuple(_option(choice, locale, localizer) for choice in recourse.choices),
        otherwise=recourse.otherwise.get(locale, ""),
        asked=recourse.consent.get(locale, ""),
        consent=before.promises.consent if before else Consent.NEVER,
        links=links,
    )
    return replace(about, note="", facts=(), sections=(), options=()) if called_off else about


def _links(subject: Subject, locale: str, addresses: Addresses) -> Links:
    policy, version, before = subject.policy, subject.version, subject.before
    has_before = before is not None and locale in before.editions
    return Links(
        text=addresses.version(policy, version.id, locale).url,
        comparison=addresses.redline(policy, version.id, locale).url if subject.comparison else None,
        old_text=addresses.version(policy, before.id, locale).url if before and has_before else None,
        notice=addresses.notice(policy, version.id, locale).url if subject.comparison else None,
        history=addresses.history(policy, locale).url,
    )


def _facts(site: Site, subject: Subject, locale: str, localizer: Localizer) -> tuple[FactChange, ...]:
    before, version = subject.before, subject.version
    if before is None or locale not in before.editions:
        return ()
    return fact_changes(
        (before.facts, version.facts),
        (before.editions[locale], version.editions[locale]),
        subject.policy.labels,
        localizer,
        site.locales,
    )


def _values(subject: Subject, locale: str, facts: Sequence[FactChange]) -> ValueNews:
    if subject.before is None or subject.comparison is None or locale not in subject.before.editions:
        return ValueNews()
    editions = subject.before.editions[locale], subject.version.editions[locale]
    said = [value for fact in facts for value in fact.old], [value for fact in facts for value in fact.new]
    return value_news(*editions, subject.comparison, said)


_HAPPENINGS = {
    Kind.ADDED: Happening.ADDED,
    Kind.REMOVED: Happening.REMOVED,
    Kind.CHANGED: Happening.CHANGED,
    Kind.SPLIT: Happening.CHANGED,
    Kind.MERGED: Happening.CHANGED,
    Kind.RENAMED: Happening.RENAMED,
    Kind.MOVED: Happening.MOVED,
}
"""What is said of a section that changed in several ways: the first of these."""


def _of_pictures(change: Change) -> Happening:
    """Say what happened to the pictures of a section of which no word changed."""
    if all(not picture.old for picture in change.pictures):
        return Happening.PICTURE_ADDED
    return (
        Happening.PICTURED if any(picture.new for picture in change.pictures) else Happening.PICTURE_REMOVED
    )


def _sections(comparison: Comparison, links: Links, localizer: Localizer) -> Iterator[SectionChange]:
    """Give the sections that read otherwise; what is nested in a new section, or in a removed one, goes with it."""
    nested = {
        inner.id
        for section in comparison.redline.walk()
        if section.kinds & {Kind.ADDED, Kind.REMOVED}
        for part in section.sections
        for inner in part.walk()
    }
    for change in comparison.changes:
        happening = next((said for kind, said in _HAPPENINGS.items() if kind in change.kinds), None)
        if happening is Happening.CHANGED and change.is_of_pictures:
            happening = _of_pictures(change)
        place = change.new or change.old
        if happening is None or (place and place.id in nested and _is_whole(change)):
            continue
        if place is None:
            name = localizer.plain("Title and introduction")
            yield SectionChange(id="", number="", title=name, happening=happening, url=links.text)
            continue
        page = links.text if change.new else links.old_text or links.text
        yield SectionChange(
            id=place.id,
            number=place.number,
            title=place.title,
            happening=happening,
            url=f"{page}#{place.id}",
        )


def _is_whole(change: Change) -> bool:
    return bool(change.kinds & {Kind.ADDED, Kind.REMOVED})


def _option(choice: Choice, locale: str, localizer: Localizer) -> Option:
    link = choice.links[locale]
    return Option(
        remedy=choice.remedy,
        words=choice.words.get(locale) or _usual_words(choice.remedy, localizer),
        link=f"mailto:{link}" if "@" in link and "://" not in link else link,
        until=choice.until,
    )


def _usual_words(remedy: Remedy, localizer: Localizer) -> str:
    match remedy:
        case Remedy.OBJECT:
            words = localizer.plain("Object to the change")
        case Remedy.WITHDRAW:
            words = localizer.plain("Withdraw your consent")
        case Remedy.EXPORT:
            words = localizer.plain("Get a copy of your information")
        case Remedy.CLOSE:
            words = localizer.plain("Close your account")
        case Remedy.SETTINGS:
            words = localizer.plain("Change your settings")
    return words
