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
    from affiche.timeline import Timeline

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerLine:
    """A version that the homepage tells of."""

    policy: str
    version: str
    effective: date
    sentence: str
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
                version=version.id,
                effective=version.effective,
                sentence=_sentence(version, locale, localizer, is_upcoming=version.effective > each.as_of),
                url=addresses.notice(each.policy, version.id, locale).url,
                first_day=version.published,
                until=until,
            )
            for each in timelines
            for version, until in _shown(site, each)
            if _is_told_in(version, locale, each)
        ),
    )


def _shown(site: Site, timeline: Timeline) -> Iterator[tuple[Version, date]]:
    """Give the major versions, in force or upcoming, that are not past their days."""
    for standing in reversed(timeline.standings):
        version = standing.version
        is_told = standing.status in {Status.CURRENT, Status.UPCOMING} and standing.before
        until = shown_until(site, version)
        if is_told and version.significance is Significance.MAJOR and timeline.as_of < until:
            yield version, until


def _is_told_in(version: Version, locale: str, timeline: Timeline) -> bool:
    before = timeline.of(version).before
    return before is not None and locale in version.editions and locale in before.editions


def shown_until(site: Site, version: Version) -> date:
    """Return the first day on which a version is no longer announced."""
    return max(version.effective, version.published) + timedelta(days=site.notices.banner_days)


def next_banner_change(site: Site, policies: Sequence[Policy], as_of: date) -> date | None:
    """Return the next day on which a notice ends."""
    ends = (
        shown_until(site, version)
        for policy in policies
        for version in policy.versions
        if version.published <= as_of
        and version.significance is Significance.MAJOR
        and version.withdrawal is None
        and version is not policy.versions[0]
    )
    return min((day for day in ends if day > as_of), default=None)


def _sentence(version: Version, locale: str, localizer: Localizer, *, is_upcoming: bool) -> str:
    title, day = version.editions[locale].title, localizer.plain_date(version.effective)
    if is_upcoming:
        return localizer.plain("“%(title)s” changes on %(day)s.", title=title, day=day)
    return localizer.plain("“%(title)s” changed on %(day)s.", title=title, day=day)


def banner_json(banners: Mapping[str, Banner]) -> str:
    """Return the notices of the day in every language as data."""
    lines: dict[tuple[str, str], dict[str, BannerLine]] = {}
    for locale, each in banners.items():
        for line in each.lines:
            lines.setdefault((line.policy, line.version), {})[locale] = line
    content = {
        "format": FORMAT,
        "notices": [
            {
                "policy": policy,
                "version": version,
                "effective": next(iter(told.values())).effective.isoformat(),
                "from": next(iter(told.values())).first_day.isoformat(),
                "until": next(iter(told.values())).until.isoformat(),
                "editions": {
                    locale: {
                        "language": banners[locale].localizer.tag,
                        "sentence": line.sentence,
                        "link": banners[locale].localizer.plain("See what changes"),
                        "address": line.url,
                    }
                    for locale, line in told.items()
                },
            }
            for (policy, version), told in lines.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
