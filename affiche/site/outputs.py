"""Every file of a site: pages or fragments, their style, data, and PDF files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from affiche.look import STATIC
from affiche.notices.banner import banner, banner_json
from affiche.pictures import is_picture
from affiche.site.hosting import HOSTS, Hosted
from affiche.site.pages.sitemap import ListedPage, Sitemap, listed
from affiche.site.paper import Paper, Sheet, printed
from affiche.site.parts import fragments
from affiche.site.parts.scoping import scoped
from affiche.site.records import EditionPage
from affiche.site.routes import Routes
from affiche.site.theme.theme import fingerprinted
from affiche.site.urls import ICON, STYLE
from affiche.site.version_json import ledger_json, versions_json
from affiche.site.write import Output
from affiche.timeline import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from affiche.notices.banner import Banner
    from affiche.pictures import Picture
    from affiche.site.context import BuildContext
    from affiche.site.records import Page
    from affiche.site.routes import PolicyRoutes
    from affiche.site.theme.theme import Theme
    from affiche.site.urls import Address
    from affiche.timeline import Timeline

PAPER_STYLE = "paper.css"
OWN = ""
"""The part of a policy that follows all its versions; every other part is a version, named by its id."""
NOTHING: Mapping[Address, Picture] = MappingProxyType({})


@dataclass
class SiteFiles:
    """The files of a site, made one at a time; those of a policy need no other policy but its title and address."""

    build: BuildContext
    theme: Theme
    has_layout: bool = True
    """Whether pages stand by themselves; else fragments are made, for a website that has its own frame."""
    locale: str = ""
    """The one in which the pages of a policy are made; by default all are, and its data."""
    listed: list[ListedPage] = field(default_factory=list)
    """The pages made so far that a sitemap names."""

    def of_policy(
        self, policy: PolicyRoutes, wanted: Collection[str] | None = None
    ) -> Iterator[tuple[str, Output]]:
        """Give the files of a policy, each with the part that it belongs to; by default those of all parts."""
        parts = {OWN: policy.own} | {s.version.id: partial(policy.of_version, s) for s in policy.standings}
        start = f"/{self.locale}/" if self.locale else "/"
        sheets: list[tuple[str, Sheet]] = []
        for part, routes in parts.items():
            if wanted is not None and part not in wanted:
                continue
            if part == OWN and self.locale in {"", self.build.site.source_locale}:
                yield from ((OWN, output) for output in self._data(policy))
            for route in routes():
                if route.address.path.startswith(start):
                    page = route.build()
                    yield from ((part, output) for output in self._files(page))
                    sheets += [(part, sheet) for sheet in self._sheets(page)]
        if self.build.paper and sheets:
            part_of = {file: part for part, sheet in sheets for file in sheet.files}
            paper = _paper(self.build, self.theme, self.build.paper, pictures(self.build, policy.timeline))
            for output in printed([sheet for _, sheet in sheets], paper):
                yield part_of[output.file], output

    def _data(self, policy: PolicyRoutes) -> Iterator[Output]:
        """Give a policy as data, and its pictures."""
        for address, make in policy_data(self.build, policy.timeline):
            yield Output(address.file, make())
        for address, picture in pictures(self.build, policy.timeline).items():
            yield Output(address.file, picture.data)

    def _sheets(self, page: Page) -> Iterator[Sheet]:
        """Give what is to be printed of a page."""
        if isinstance(page, EditionPage) and page.papers:
            files = tuple(address.file for address in page.papers)
            yield Sheet(files=files, html=self.theme.paper(page), base_url=page.address.url)

    def of_site(self) -> Iterator[Output]:
        """Give the files that are about no policy alone, but for the sitemap."""
        for name, content in self._assets.items():
            yield Output(self.build.urls.named(name).file, content)
        for name, data in self.theme.static.items():
            yield Output(f"{STATIC}/{name}", data)
        for address, make in site_data(self.build, self.theme):
            yield Output(address.file, make())
        if self.build.host:
            yield from (
                Output(name, told) for name, told in HOSTS[self.build.host](Hosted.of(self.build)).items()
            )
        for route in Routes(self.build).front():
            yield from self._files(route.build())

    def sitemap(self, pages: Sequence[ListedPage]) -> Output:
        """Give the sitemap of these pages."""
        sitemap = Sitemap.of(self.build, pages)
        return Output(sitemap.address.file, self.theme.render(sitemap))

    def _files(self, page: Page) -> Iterator[Output]:
        """Give a page, or the fragment that stands for it."""
        named = listed(page)
        self.listed += [named] if named else []
        text = self.theme.render(page)
        if self.has_layout:
            yield Output(page.address.file, text)
        else:
            style = self._assets[fragments.STYLE]
            href = fingerprinted(self.build.urls.named(fragments.STYLE).url, style)
            yield from fragments.fragment(page, text, href)

    @cached_property
    def _assets(self) -> Mapping[str, str]:
        assets = {STYLE: self.theme.style(self.build.site.look), ICON: self.theme.read(ICON)}
        return assets if self.has_layout else {fragments.STYLE: scoped(assets[STYLE])}


def banners(build: BuildContext) -> Mapping[str, Banner]:
    """Return today's notices for a homepage, in each locale."""
    return {
        locale: banner(build.site, build.timelines, locale, localizer, build.urls)
        for locale, localizer in build.localizers.items()
    }


def site_data(build: BuildContext, theme: Theme) -> Iterator[tuple[Address, Callable[[], str]]]:
    """Return the address of each banner, which tells of every policy, and how it is made."""
    yield build.urls.named("banner.json"), lambda: banner_json(banners(build))
    for locale in build.localizers:
        yield build.urls.banner(locale), partial(_banner, build, theme, locale)


def policy_data(
    build: BuildContext, policy_timeline: Timeline
) -> Iterator[tuple[Address, Callable[[], str]]]:
    """Return the address of each file that has a policy as data, and how it is made."""
    policy = policy_timeline.policy
    yield build.urls.data(policy), partial(versions_json, build, policy_timeline)
    yield build.urls.ledger(policy), partial(ledger_json, policy_timeline)


def pictures(build: BuildContext, policy_timeline: Timeline) -> Mapping[Address, Picture]:
    """Return every picture of the versions that are posted, and of the draft that is shown."""
    policy = policy_timeline.policy
    return {
        build.urls.picture(status.version.policy or policy.name, picture): picture
        for status in (*policy_timeline.standings, policy_timeline.draft)
        if status and (status.status is Status.DRAFT or any(map(is_picture, status.version.digests)))
        for edition in status.version.editions.values()
        for picture in edition.pictures
    }


def _banner(build: BuildContext, theme: Theme, locale: str) -> str:
    return theme.fill("banner.html", banners(build)[locale], build.localizers[locale]).strip("\n")


def _paper(build: BuildContext, theme: Theme, size: str, shown: Mapping[Address, Picture] = NOTHING) -> Paper:
    return Paper(
        style=f"@page {{ size: {size} }}\n{theme.read(PAPER_STYLE)}",
        assets={
            build.urls.named(STYLE).url: ("text/css", theme.style(build.site.look).encode()),
            build.urls.named(ICON).url: ("image/svg+xml", theme.read(ICON).encode()),
            **{address.url: (picture.media_type, picture.data) for address, picture in shown.items()},
        },
    )
