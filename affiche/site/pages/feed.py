"""The change log for feed readers, in the Atom format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.site.records import PolicyPage, Route

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from affiche.site.context import PolicyContext
    from affiche.site.records import VersionEntry
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage(PolicyPage):
    """The change log for feed readers."""

    template: ClassVar = "feed.xml"
    entries: tuple[VersionEntry, ...]
    id: Address
    """The address under the policy's first slug, by which feed readers know it for ever."""
    updated: datetime
    """When a version was last posted, withdrawn, or took effect."""


def routes(context: PolicyContext) -> Iterator[Route]:
    """Return the feed of a policy."""
    address = context.urls.feed(context.policy, context.locale)
    yield Route(address, partial(page, context, address))


def page(context: PolicyContext, address: Address) -> FeedPage:
    """Return the feed at its address, or at a former one, as few feed readers follow where a page leads."""
    build, policy, urls = context.build, context.policy, context.urls
    return FeedPage(
        layout=context.layout,
        title=context.links.title,
        address=address,
        canonical=urls.feed(policy, context.locale),
        alternates=build.alternates(build.site.locales, partial(urls.feed, policy)),
        indexed=True,
        links=context.links,
        entries=context.entries,
        id=urls.feed(policy.originally(context.locale), context.locale),
        updated=max(entry.began or entry.updated for entry in context.entries),
    )
