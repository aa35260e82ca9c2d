"""The page that leads to each of several sites, as `build --base-url` lays them out: each under its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from affiche.problems import Severity
from affiche.serving.bar import dressed
from affiche.serving.handlers import ENGLISH, OWN, Refusing
from affiche.serving.mistakes import of_severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.serving.checks import Checks
    from affiche.serving.preview import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWay:
    """The way to one of the sites."""

    name: str
    href: str
    organisation: str
    """Whose site it is; empty where the site cannot be read."""
    problems: int
    """What must be mended in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitesPage:
    """Every site of the source."""

    template: ClassVar = "preview-sites.html"
    sites: tuple[SiteWay, ...]


class SitesHandler(Refusing):
    """Leads to each site; also from an address that no site has."""

    def initialize(self, checks: Mapping[Preview, Checks], hosts: frozenset[str]) -> None:  # type: ignore[override] # each handler takes what it needs
        """Take what is shown."""
        super().initialize(hosts)
        self._checks = checks

    def get(self) -> None:
        """Answer with the list."""
        if self.request.path != "/":
            self.set_status(404)
        page = SitesPage(sites=tuple(_way(preview, checks) for preview, checks in self._checks.items()))
        state = next(iter(self._checks)).state
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(dressed(OWN.fill(SitesPage.template, page, ENGLISH), "", state))

    def head(self) -> None:
        """Answer with the headers alone."""
        self.get()


def _way(preview: Preview, checks: Checks) -> SiteWay:
    errors = of_severity(checks.found, Severity.ERROR)
    site = preview.snapshot.site if preview.snapshot else None
    return SiteWay(
        name=preview.brand,
        href=f"{preview.place}/",
        organisation=site.organisation.name[site.source_locale] if site else "",
        problems=len(preview.problems or errors),
    )
