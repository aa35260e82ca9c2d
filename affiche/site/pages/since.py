"""What changed since a version: up to the one in force, or up to any later one that a reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.site.context import compared_since
from affiche.site.pages.earlier import earlier_versions
from affiche.site.pages.redline import RedlinePage, redline_page
from affiche.site.records import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.site.context import PolicyContext
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePage(RedlinePage):
    """What changed from a version (`before`) to the one in force (`entry`), for who accepted the earlier one.

    Of a retired policy, `entry` is the version that was in force last, and `current` is none. A version that is yet
    to come is compared with itself.
    """

    template: ClassVar = "since.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPage(RedlinePage):
    """What changed from any earlier version (`before`) to a version (`entry`)."""

    template: ClassVar = "compared.html"


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the page that compares a version with the one in force."""
    version, policy, urls, locale = standing.version, context.policy, context.urls, context.locale
    last = compared_since(standing, context.timeline.last)
    if last and locale in version.editions and locale in last.editions:
        address = partial(urls.since, policy, version.id)
        yield Route(address(locale), partial(redline_page, SincePage, context, (version, last), address))


def compared_routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the pages that compare a version with each earlier one."""
    version = standing.version
    for each in earlier_versions(context, standing):
        before = each.entry.standing.version
        address = partial(context.urls.compared, context.policy, version.id, before.id)
        yield Route(each.comparison, partial(redline_page, ComparedPage, context, (before, version), address))
