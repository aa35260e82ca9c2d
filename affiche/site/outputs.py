"""Every file of a site: pages or fragments, their style, data, and PDF files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from affiche.site import fragments
from affiche.site.data import ledger_json, versions_json
from affiche.site.paper import Paper, Sheet, printed
from affiche.site.places import pages
from affiche.site.records import VersionPage
from affiche.site.scoping import scoped
from affiche.site.theme import ICON, PAPER_STYLE, STYLE, named_anew
from affiche.site.write import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from affiche.site.shelves import Setting
    from affiche.site.theme import Theme
    from affiche.site.urls import Address


def outputs(setting: Setting, theme: Theme, *, has_frame: bool = True) -> Iterator[Output]:
    """Give every file of the site; without a frame, fragments stand in place of the pages."""
    urls = setting.urls
    assets = {name: theme.read(name) for name in (STYLE, ICON)}
    if not has_frame:
        assets = {fragments.STYLE: scoped(assets[STYLE])}
    for name, content in assets.items():
        yield Output(urls.named(name).file, content)
    for address, make in data(setting):
        yield Output(address.file, make())
    yield from _pages(setting, theme, None if has_frame else assets[fragments.STYLE])


def data(setting: Setting) -> Iterator[tuple[Address, Callable[[], str]]]:
    """Say where each policy stands as data, and how that is made."""
    for each in setting.timelines:
        yield setting.urls.data(each.policy), partial(versions_json, setting, each)
        yield setting.urls.ledger(each.policy), partial(ledger_json, each)


def _pages(setting: Setting, theme: Theme, scoped_style: str | None) -> Iterator[Output]:
    """Give the pages, or where there is a style for them the fragments, and the PDF files."""
    sheets = []
    for page in pages(setting):
        text = theme.render(page)
        if scoped_style is None:
            yield Output(page.address.file, text)
        else:
            style = named_anew(setting.urls.named(fragments.STYLE).url, scoped_style)
            yield from fragments.fragment(page, text, style)
        if isinstance(page, VersionPage) and page.is_permanent and page.entry.paper:
            files = _paper_files(page, setting)
            sheets.append(Sheet(files=files, html=theme.paper(page), base_url=page.address.url))
    if setting.paper:
        yield from printed(sheets, _paper(setting, theme, setting.paper))


def _paper_files(page: VersionPage, setting: Setting) -> tuple[str, ...]:
    policy, locale = page.links.policy, page.frame.locale
    named = (policy, *policy.formerly(locale))
    return tuple(setting.urls.paper(each, page.entry.standing.version.id, locale).file for each in named)


def _paper(setting: Setting, theme: Theme, size: str) -> Paper:
    return Paper(
        style=f"@page {{ size: {size} }}\n{theme.read(PAPER_STYLE)}",
        assets={setting.urls.named(name).url: theme.read(name) for name in (STYLE, ICON)},
    )
