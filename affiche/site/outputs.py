"""Every file of a site: pages or fragments, their style, data, and PDF files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from affiche.notices.banner import banner, banner_json
from affiche.site import fragments
from affiche.site.hosting import HOSTS, Hosted
from affiche.site.pages.version import VersionPage
from affiche.site.paper import Paper, Sheet, printed
from affiche.site.routes import pages
from affiche.site.scoping import scoped
from affiche.site.theme.theme import fingerprinted
from affiche.site.urls import ICON, STYLE
from affiche.site.version_json import ledger_json, versions_json
from affiche.site.write import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from affiche.notices.banner import Banner
    from affiche.site.context import BuildContext
    from affiche.site.theme.theme import Theme
    from affiche.site.urls import Address

PAPER_STYLE = "paper.css"


def outputs(build: BuildContext, theme: Theme, *, has_layout: bool = True) -> Iterator[Output]:
    """Give every file of the site; without a frame, fragments stand in place of the pages."""
    urls = build.urls
    assets = {name: theme.read(name) for name in (STYLE, ICON)}
    if not has_layout:
        assets = {fragments.STYLE: scoped(assets[STYLE])}
    for name, content in assets.items():
        yield Output(urls.named(name).file, content)
    for address, make in data(build, theme):
        yield Output(address.file, make())
    if build.host:
        yield from (Output(name, told) for name, told in HOSTS[build.host](Hosted.of(build)).items())
    yield from _pages(build, theme, None if has_layout else assets[fragments.STYLE])


def banners(build: BuildContext) -> Mapping[str, Banner]:
    """Return today's notices for a homepage, in each locale."""
    return {
        locale: banner(build.site, build.timelines, locale, localizer, build.urls)
        for locale, localizer in build.localizers.items()
    }


def data(build: BuildContext, theme: Theme) -> Iterator[tuple[Address, Callable[[], str]]]:
    """Return the address of each file that is no page, and how it is made: banners, and policies as data."""
    yield build.urls.named("banner.json"), lambda: banner_json(banners(build))
    for locale in build.localizers:
        yield build.urls.banner(locale), partial(_banner, build, theme, locale)
    for each in build.timelines:
        yield build.urls.data(each.policy), partial(versions_json, build, each)
        yield build.urls.ledger(each.policy), partial(ledger_json, each)


def _banner(build: BuildContext, theme: Theme, locale: str) -> str:
    return theme.fill("banner.html", banners(build)[locale], build.localizers[locale]).strip("\n")


def _pages(build: BuildContext, theme: Theme, scoped_style: str | None) -> Iterator[Output]:
    """Give the pages, or where there is a style for them the fragments, and the PDF files."""
    sheets = []
    for page in pages(build):
        text = theme.render(page)
        if scoped_style is None:
            yield Output(page.address.file, text)
        else:
            style = fingerprinted(build.urls.named(fragments.STYLE).url, scoped_style)
            yield from fragments.fragment(page, text, style)
        if isinstance(page, VersionPage) and page.is_permanent and page.entry.paper:
            files = _paper_files(page, build)
            sheets.append(Sheet(files=files, html=theme.paper(page), base_url=page.address.url))
    if build.paper:
        yield from printed(sheets, _paper(build, theme, build.paper))


def _paper_files(page: VersionPage, build: BuildContext) -> tuple[str, ...]:
    policy, locale = page.links.policy, page.layout.locale
    named = (policy, *policy.formerly(locale))
    return tuple(build.urls.paper(each, page.entry.standing.version.id, locale).file for each in named)


def _paper(build: BuildContext, theme: Theme, size: str) -> Paper:
    return Paper(
        style=f"@page {{ size: {size} }}\n{theme.read(PAPER_STYLE)}",
        assets={build.urls.named(name).url: theme.read(name) for name in (STYLE, ICON)},
    )
