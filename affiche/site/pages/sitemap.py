"""The list of pages for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.site.context import BuildContext
    from affiche.site.records import Alternate, Layout, Page
    from affiche.site.urls import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Every page that search engines may list."""

    template: ClassVar = "sitemap.xml"
    alternates: ClassVar[tuple[Alternate, ...]] = ()
    layout: Layout
    address: Address
    pages: tuple[Page, ...]

    @classmethod
    def of(cls, build: BuildContext, pages: Sequence[Page]) -> Sitemap:
        """List these pages."""
        layout = build.layouts[build.site.source_locale]
        return cls(layout=layout, address=build.urls.named("sitemap.xml"), pages=tuple(pages))
