"""The list of pages for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from affiche.site.pages.feed import FeedPage
from affiche.site.pages.front import FrontPage, IndexPage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.site.context import BuildContext
    from affiche.site.records import Alternate, Layout, Page
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that search engines may list."""

    url: str
    alternates: Mapping[str, str]
    """For each language tag, the whole address of the page in it, this one included."""
    default: str
    """For a reader of any other language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Every page that search engines may list."""

    template: ClassVar = "sitemap.xml"
    alternates: ClassVar[tuple[Alternate, ...]] = ()
    layout: Layout
    address: Address
    pages: tuple[ListedPage, ...]

    @classmethod
    def of(cls, build: BuildContext, pages: Sequence[ListedPage]) -> Sitemap:
        """List these pages, in the order of their addresses."""
        layout = build.layouts[build.site.source_locale]
        return cls(
            layout=layout,
            address=build.urls.named("sitemap.xml"),
            pages=tuple(sorted(pages, key=lambda page: page.url)),
        )


def listed(page: Page) -> ListedPage | None:
    """Return a page as a sitemap names it: each text once, at its own address; None for one that is not named."""
    if not page.indexed or page.canonical != page.address or isinstance(page, FeedPage):
        return None
    is_of_the_site = isinstance(page, FrontPage | IndexPage)
    default = page.layout.chooser if is_of_the_site else page.alternates[0].address
    alternates = {each.tag: each.address.url for each in page.alternates}
    return ListedPage(page.address.url, alternates, default.url)
