"""The pages about the whole site: the choice of a language, the page for a missing address, the list of policies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from affiche.site.context import is_listed
from affiche.site.records import Page, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.site.context import BuildContext, PolicyContext
    from affiche.site.records import Layout, PolicyLinks, VersionEntry
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(Page):
    """A page that speaks every language of the site."""

    layouts: tuple[Layout, ...]
    """What surrounds the text in each locale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserPage(FrontPage):
    """Which language? Every policy in every locale."""

    template: ClassVar = "chooser.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(FrontPage):
    """What a server shows where there is no page, in every locale."""

    template: ClassVar = "404.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A policy on the index."""

    links: PolicyLinks
    current: VersionEntry | None
    upcoming: tuple[VersionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage(Page):
    """The policies in one locale, with their dates."""

    template: ClassVar = "index.html"
    policies: tuple[Overview, ...]


Kind = TypeVar("Kind", bound=FrontPage)


def routes(build: BuildContext, policies: Sequence[Mapping[str, PolicyContext]]) -> Iterator[Route]:
    """Return the pages about the whole site."""
    chooser, missing = build.urls.chooser(), build.urls.named("404.html")
    yield Route(chooser, partial(_front_page, ChooserPage, build, chooser, indexed=True))
    yield Route(missing, partial(_front_page, NotFoundPage, build, missing, indexed=False))
    for locale in build.site.locales:
        listed = [contexts[locale] for contexts in policies if is_listed(contexts[locale].timeline)]
        yield Route(build.urls.index(locale), partial(_index_page, build, locale, listed))


def _front_page(kind: type[Kind], build: BuildContext, address: Address, *, indexed: bool) -> Kind:
    layout = build.layouts[build.site.source_locale]
    return kind(
        layout=layout,
        layouts=tuple(build.layouts.values()),
        title=layout.organisation,
        address=address,
        canonical=address,
        alternates=build.alternates(build.site.locales, build.urls.index),
        indexed=indexed,
    )


def _index_page(build: BuildContext, locale: str, policies: Sequence[PolicyContext]) -> IndexPage:
    layout, address = build.layouts[locale], build.urls.index(locale)
    return IndexPage(
        layout=layout,
        title=layout.organisation,
        address=address,
        canonical=address,
        alternates=build.alternates(build.site.locales, build.urls.index),
        indexed=True,
        policies=tuple(
            Overview(
                links=policy.links,
                current=policy.current,
                upcoming=tuple(policy.entry(each.version) for each in policy.timeline.upcoming),
            )
            for policy in policies
        ),
    )
