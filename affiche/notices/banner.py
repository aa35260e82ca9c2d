"""Today's notices for the homepage of a company: a sentence each, with the days on which it shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from affiche.model import Significance
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from affiche.localization import Localizer
    from affiche.model import Policy, Site, Version
    from affiche.notices.compose import Addresses
    from affiche.timeline import Timeline, VersionStatus

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerLine:
    """A version that the homepage tells of."""

    policy: str
    version: str
    effective: date
    sentence: str
    link: str
    """The words of the link to its notice."""
    url: str
    first_day: date
    until: date
    """The first day on which it no longer shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """All that the homepage tells of in one language."""

    localizer: Localizer
    lines: tuple[BannerLine, ...]


def banner(
    site: Site, timelines: Sequence[Timeline], locale: str, localizer: Localizer, addresses: Addresses
) -> Banner:
    """Return the notices of the day in a language."""
    return Banner(
        localizer=localizer,
        lines=tuple(
            BannerLine(
                policy=each.policy.name,
                version=standing.version.id,
                effective=standing.version.effective,
                sentence=_sentence(standing, locale, localizer),
                link=localizer.plain("See why")
                if standing.withdrawal
                else localizer.plain("See what changes"),
                url=addresses.notice(each.policy, standing.version.id, locale).url,
                first_day=standing.withdrawal.on if standing.withdrawal else standing.version.published,
                until=shown_until(site, standing.version),
            )
            for each in timelines
            for standing in _shown(site, each)
            if standing.before
            and {locale} <= standing.version.editions.keys() & standing.before.editions.keys()
        ),
    )


def _shown(site: Site, timeline: Timeline) -> Iterator[VersionStatus]:
    """Give the major versions in force, upcoming or withdrawn whose banner still shows."""
    for standing in reversed(timeline.standings):
        version = standing.version
        is_told = standing.status in {Status.CURRENT, Status.UPCOMING, Status.WITHDRAWN} and standing.before
        if (
            is_told
            and version.significance is Significance.MAJOR
            and timeline.as_of < shown_until(site, version)
        ):
            yield standing


def shown_until(site: Site, version: Version) -> date:
    """Return the first day on which a version is no longer announced, nor that it was withdrawn."""
    days = timedelta(days=site.notices.banner_days)
    if version.withdrawal:  # who read of the day must read of this until that day has come
        return max(version.effective, version.withdrawal.on + days)
    return max(version.effective, version.published) + days


def next_banner_change(site: Site, policies: Sequence[Policy], as_of: date) -> date | None:
    """Return the next day on which a notice ends."""
    ends = (
        shown_until(site, version)
        for policy in policies
        for version in policy.versions
        if version.published <= as_of
        and version.significance is Significance.MAJOR
        and version is not policy.versions[0]
    )
    return min((day for day in ends if day > as_of), default=None)


def _sentence(standing: VersionStatus, locale: str, localizer: Localizer) -> str:
    version = standing.version
    title, day = version.editions[locale].title, localizer.plain_date(version.effective)
    if standing.status is Status.WITHDRAWN:
        return localizer.plain(
            "“%(title)s” does not change on %(day)s, as was announced.", title=title, day=day
        )
    if standing.status is Status.UPCOMING:
        return localizer.plain("“%(title)s” changes on %(day)s.", title=title, day=day)
    return localizer.plain("“%(title)s” changed on %(day)s.", title=title, day=day)


def banner_json(banners: Mapping[str, Banner]) -> str:
    """Return the notices of the day in every language as data."""
    lines: dict[tuple[str, str], dict[str, BannerLine]] = {}
    for locale, each in banners.items():
        for line in each.lines:
            lines.setdefault((line.policy, line.version), {})[locale] = line
    notices = [_told(next(iter(told.values())), told, banners) for told in lines.values()]
    return json.dumps({"format": FORMAT, "notices": notices}, ensure_ascii=False, indent=2) + "\n"


def _told(
    any_line: BannerLine, told: Mapping[str, BannerLine], banners: Mapping[str, Banner]
) -> dict[str, object]:
    """Give a version with its sentence in each language; its days are the same in any."""
    return {
        "policy": any_line.policy,
        "version": any_line.version,
        "effective": any_line.effective.isoformat(),
        "from": any_line.first_day.isoformat(),
        "until": any_line.until.isoformat(),
        "editions": {
            locale: {
                "language": banners[locale].localizer.tag,
                "sentence": line.sentence,
                "link": line.link,
                "address": line.url,
            }
            for locale, line in told.items()
        },
    }
