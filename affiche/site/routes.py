"""Every page of a site on a day: its address, and how it is made when somebody wants it.

A kind of page is one file of `site/pages/`: its record, and a function that gives its routes. It is listed here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from affiche.site.context import policy_contexts
from affiche.site.pages import (
    days,
    feed,
    former,
    front,
    history,
    notice,
    redline,
    side_by_side,
    since,
    version,
)
from affiche.site.pages.sitemap import Sitemap, listed
from affiche.site.records import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from affiche.site.context import BuildContext, PolicyContext
    from affiche.timeline import Timeline, VersionStatus

SITE_PAGES = (front.routes,)
"""Pages about the whole site; each gives its routes from the build and every policy."""
POLICY_PAGES = (version.policy_routes,)
"""Pages about a policy in a locale."""
NEWEST_PAGES = (since.routes,)
"""Pages that compare a version in a locale with the one in force."""
CHANGE_LOG = (history.routes, days.routes, feed.routes)
"""Pages about every version of a policy in a locale."""
VERSION_PAGES = (version.routes, redline.routes, since.compared_routes, notice.routes, side_by_side.routes)
"""Pages of a version in a locale. They show nothing newer than the version that replaced it, so that a build need not
make them again when another one is published."""


def sitemap(build: BuildContext) -> Sitemap:
    """Return the sitemap, for which every page has to be made."""
    pages = (listed(route.build()) for route in Routes(build))
    return Sitemap.of(build, [page for page in pages if page])


class Routes:
    """What answers at each address, without making it; only the sitemap is left out, as it needs all others."""

    def __init__(self, build: BuildContext) -> None:
        self._build = build
        self._policies = [PolicyRoutes(build, each) for each in build.timelines]

    def __iter__(self) -> Iterator[Route]:
        """Return every route."""
        yield from self.front()
        for policy in self._policies:
            yield from policy

    def at(self, href: str) -> Route | None:
        """Find the route to an address, looking only at the versions that it names."""
        return next((route for route in self._near(href) if route.address.href == href), None)

    def _near(self, href: str) -> Iterator[Route]:
        yield from self.front()
        for policy in self._policies:
            yield from policy.near(href)

    def front(self) -> Iterator[Route]:
        """Return the routes to the pages about the whole site."""
        contexts = [policy.contexts for policy in self._policies]
        for routes in SITE_PAGES:
            yield from routes(self._build, contexts)


Contexts: TypeAlias = "Mapping[str, PolicyContext]"
"""A policy in each locale."""


class PolicyRoutes:
    """What answers at each address of a policy: at those of the policy itself, and at those of each version.

    Each address under a former slug leads to the same page of today, and a feed is the same feed.
    """

    def __init__(self, build: BuildContext, timeline: Timeline) -> None:
        self.timeline = timeline
        self.contexts: Contexts = policy_contexts(build, timeline)
        self.standings = (*timeline.standings, *([timeline.draft] if timeline.draft else []))
        self._formerly = [
            (context, policy_contexts(build, replace(timeline, policy=policy)))
            for context in self.contexts.values()
            for policy in context.policy.formerly(context.locale)
        ]

    def __iter__(self) -> Iterator[Route]:
        """Return every route."""
        yield from self.own()
        for standing in self.standings:
            yield from self.of_version(standing)

    def own(self) -> Iterator[Route]:
        """Return the routes of the policy itself, and those that compare a version with the one in force."""
        return self._now_and_formerly(partial(_own, standings=self.standings))

    def of_version(self, standing: VersionStatus) -> Iterator[Route]:
        """Return the routes of a version."""
        return self._now_and_formerly(partial(_of_version, standing=standing))

    def near(self, href: str) -> Iterator[Route]:
        """Return the routes of the policy itself and of the versions that an address names."""
        named = [standing for standing in self.standings if f"/{standing.version.id}/" in href]
        yield from self._now_and_formerly(partial(_own, standings=named))
        for standing in named:
            yield from self.of_version(standing)

    def _now_and_formerly(self, routes: Callable[[Contexts], Iterator[Route]]) -> Iterator[Route]:
        yield from routes(self.contexts)
        for context, then in self._formerly:
            for old, new in zip(routes(then), routes(self.contexts), strict=True):
                is_feed = new.address == context.links.feed
                build = (
                    partial(feed.page, context)
                    if is_feed
                    else partial(former.page, context, today=new.address)
                )
                if old.address != new.address:
                    yield Route(old.address, partial(build, address=old.address))


def _own(contexts: Contexts, standings: Sequence[VersionStatus]) -> Iterator[Route]:
    for context in contexts.values():
        for of_policy in POLICY_PAGES:
            yield from of_policy(context)
    for standing in standings:
        for context in contexts.values():
            for of_newest in NEWEST_PAGES:
                yield from of_newest(context, standing)
    for context in contexts.values():
        if context.timeline.standings:
            for of_log in CHANGE_LOG:
                yield from of_log(context)


def _of_version(contexts: Contexts, standing: VersionStatus) -> Iterator[Route]:
    for context in contexts.values():
        for of_version in VERSION_PAGES:
            yield from of_version(context, standing)
