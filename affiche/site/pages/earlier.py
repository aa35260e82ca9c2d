"""Which earlier versions a version can be compared with, beside the one that it replaced, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.model import Significance
from affiche.site.records import EarlierVersion
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Version
    from affiche.site.context import PolicyContext
    from affiche.timeline import VersionStatus

ALL_PAIRS = 8
"""So many versions, the first that were posted, can all be compared with each other."""
LAST_MAJOR = 8
"""With so many major versions before it each later one can be, and with the one right before it."""


def earlier_versions(context: PolicyContext, standing: VersionStatus) -> tuple[EarlierVersion, ...]:
    """Return each earlier version that a version can be compared with in a locale, newest first."""
    version = standing.version.id
    if version not in context.earlier:
        context.earlier[version] = tuple(_earlier_versions(context, standing))
    return context.earlier[version]


def _earlier_versions(context: PolicyContext, standing: VersionStatus) -> Iterator[EarlierVersion]:
    locale, version = context.locale, standing.version
    if locale not in version.editions:
        return
    posted = [each.version for each in context.timeline.standings]
    for earlier in posted if standing.status is Status.DRAFT else compared_with(version, posted):
        if locale in earlier.editions:
            address = context.urls.compared(context.policy, version.id, earlier.id, locale)
            yield EarlierVersion(entry=context.entry(earlier), comparison=address)


def compared_with(version: Version, posted: Sequence[Version]) -> Iterator[Version]:
    """Give the earlier versions that a posted one is compared with, newest first.

    A pair is judged by what was posted when its second version was, so that no address is lost to a later one.
    """
    as_posted = sorted(posted, key=lambda each: (each.published, each.order))
    place = {each.id: number for number, each in enumerate(as_posted)}
    own, now = version.order, place[version.id]
    earlier = sorted((each for each in as_posted if each.order < own), key=lambda each: each.order)
    between, majors = 0, 0
    late: list[Version] = []  # posted after the version itself, though they take effect before it
    for each in reversed(earlier):
        last = max(place[each.id], now)
        overtaken = [other for other in late if place[other.id] <= last]
        more = sum(map(_is_major, overtaken))
        is_major = _is_major(each) and majors + more < LAST_MAJOR
        if last < ALL_PAIRS or is_major or not (between or overtaken):
            yield each
        if place[each.id] > now:
            late.append(each)
        else:
            between += 1
            majors += _is_major(each)


def _is_major(version: Version) -> bool:
    return version.significance is Significance.MAJOR
