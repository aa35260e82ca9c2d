"""Every page of a site on a day: its address, and how it is made when somebody wants it.

A kind of page is one file of `site/pages/`: its record, and a function that gives its routes. It is listed here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.site.context import BuildContext, PolicyContext
    from affiche.timeline import VersionStatus

SITE_PAGES = (front.routes,)
"""Pages about the whole site; each gives its routes from the build and every policy."""
POLICY_PAGES = (version.policy_routes,)
"""Pages about a policy in a locale, which come before those of its versions."""
VERSION_PAGES = (version.routes, redline.routes, since.routes, notice.routes, side_by_side.routes)
"""Pages about a version in a locale; those of one version come together, as they share comparisons."""
CHANGE_LOG = (history.routes, days.routes, feed.routes)
"""Pages about every version of a policy in a locale."""


def sitemap(build: BuildContext) -> Sitemap:
    """Return the sitemap, for which every page has to be made."""
    pages = (listed(route.build()) for route in Routes(build))
    return Sitemap.of(build, [page for page in pages if page])


class Routes:
    """What answers at each address, without making it; only the sitemap is left out, as it needs all others."""

    def __init__(self, build: BuildContext) -> None:
        self._build = build
        self._policies = [policy_contexts(build, each) for each in build.timelines]

    def __iter__(self) -> Iterator[Route]:
        """Return every route."""
        yield from self.front()
        for contexts in self._policies:
            yield from policy_routes(contexts)

    def at(self, href: str) -> Route | None:
        """Find the route to an address, looking only at the policy and the version that it names."""
        return next((route for route in self._near(href) if route.address.href == href), None)

    def _near(self, href: str) -> Iterator[Route]:
        yield from self.front()
        for contexts in self._policies:
            named = [each for each in _standings(contexts) if f"/{each.version.id}/" in href]
            if any(href.startswith(context.links.current.href) for context in contexts.values()):
                yield from _routes_of_today(contexts, named)
            yield from _former_routes(contexts, named)

    def front(self) -> Iterator[Route]:
        """Return the routes to the pages about the whole site."""
        for routes in SITE_PAGES:
            yield from routes(self._build, self._policies)


def policy_routes(contexts: Mapping[str, PolicyContext]) -> Iterator[Route]:
    """Return every route of a policy, those of its former addresses last."""
    standings = _standings(contexts)
    yield from _routes_of_today(contexts, standings)
    yield from _former_routes(contexts, standings)


def _standings(contexts: Mapping[str, PolicyContext]) -> list[VersionStatus]:
    timeline = next(iter(contexts.values())).timeline
    return [*timeline.standings, *([timeline.draft] if timeline.draft else [])]


def _routes_of_today(
    contexts: Mapping[str, PolicyContext], standings: Sequence[VersionStatus]
) -> Iterator[Route]:
    for context in contexts.values():
        for of_policy in POLICY_PAGES:
            yield from of_policy(context)
    for standing in standings:
        for context in contexts.values():
            for of_version in VERSION_PAGES:
                yield from of_version(context, standing)
    for context in contexts.values():
        if context.timeline.standings:
            for of_log in CHANGE_LOG:
                yield from of_log(context)


def _former_routes(
    contexts: Mapping[str, PolicyContext], standings: Sequence[VersionStatus]
) -> Iterator[Route]:
    """Let each address under a former slug lead to the same page of today, and a feed be the same feed."""
    for context in contexts.values():
        for policy in context.policy.formerly(context.locale):
            then = policy_contexts(context.build, replace(context.timeline, policy=policy))
            for old, new in zip(
                _routes_of_today(then, standings), _routes_of_today(contexts, standings), strict=True
            ):
                is_feed = new.address == context.links.feed
                build = (
                    partial(feed.page, context)
                    if is_feed
                    else partial(former.page, context, today=new.address)
                )
                if old.address != new.address:
                    yield Route(old.address, partial(build, address=old.address))
