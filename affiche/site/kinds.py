"""Every kind of page that there is, as one type."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from affiche.site.columns import SidesPage
    from affiche.site.records import (
        AbsentPage,
        ChooserPage,
        FeedPage,
        FormerPage,
        HistoryPage,
        IndexPage,
        NotFoundPage,
        RedlinePage,
        Sitemap,
        VersionPage,
    )

    ReadablePage: TypeAlias = (
        AbsentPage
        | ChooserPage
        | FeedPage
        | FormerPage
        | HistoryPage
        | IndexPage
        | NotFoundPage
        | RedlinePage
        | SidesPage
        | VersionPage
    )
    Page: TypeAlias = ReadablePage | Sitemap
