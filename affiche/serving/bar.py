"""What the preview adds to a page: a bar with the ways to the draft, the problems, and the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, ClassVar

from affiche.serving.drafting import DRAFT
from affiche.site.parts.page_tags import edit_page, inside
from affiche.site.records import PolicyPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from affiche.localization import Localizer
    from affiche.model import Policy
    from affiche.problems import Problem
    from affiche.serving.mistakes import MistakenFile
    from affiche.serving.preview import Snapshot
    from affiche.site.pages.sitemap import Sitemap
    from affiche.site.records import Page
    from affiche.site.urls import Address

PROBLEMS = "/_preview/problems/"
STYLE = "/_preview/preview.css"
FOLLOWING = "/_preview/preview.js"
"""How a page changes when livereload's script says that it is to."""
SCRIPT = "/livereload.js"
"""Where livereload's own script looks for its server."""
LONGEST_ABSENCE = 2_000
"""Milliseconds, at most, between one try to reach a preview that was ended and the next."""

_ALLOWED = {"script-src": "'self'", "connect-src": "'self' ws:", "form-action": "'self'"}
"""What the preview needs beyond what a page allows itself."""
NOTHING = "'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of the bar."""

    words: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar of one page."""

    template: ClassVar = "preview-bar.html"
    is_one_of_several: bool
    """Whether the preview shows other sites beside this one."""
    ways: tuple[Way, ...]
    problems_href: str
    edit_href: str
    """Leads to the editor; empty where there is none."""
    mistakes: tuple[MistakenFile, ...]
    """What keeps the newest state from being shown; while there is any, the page is an older one."""
    errors: int
    advice: int
    lost: int
    """Duties of laws that a draft no longer meets as the version before it did."""
    path: str
    day: date
    is_other_day: bool
    """Whether the day was asked for in the address."""
    complaint: str
    """What was asked for as a day and is none."""


def ways(page: Page | Sitemap | None, path: str, snapshot: Snapshot, day: date) -> Iterator[Way]:
    """Give the ways to the drafts: of the page's own policy all that there is, else of every policy its draft."""
    if page is None:
        return
    locale, localizer = page.layout.locale, page.layout.localizer
    if isinstance(page, PolicyPage):
        found = _all_ways(page.links.policy, locale, localizer, snapshot)
    else:
        found = [
            (
                localizer.text("Draft: %(title)s", title=policy.titles[locale]),
                snapshot.urls.version(policy, DRAFT, locale),
            )
            for policy in snapshot.site.policies
        ]
    for words, address in found:
        if snapshot.find(address.href, day):
            yield Way(words=words, href=address.href, is_here=address.href == path)


def _all_ways(
    policy: Policy, locale: str, localizer: Localizer, snapshot: Snapshot
) -> list[tuple[str, Address]]:
    urls = snapshot.urls
    others = [other for other in snapshot.site.locales if other != locale]
    return [
        (localizer.text("In force"), urls.policy(policy, locale)),
        (localizer.text("Draft"), urls.version(policy, DRAFT, locale)),
        (localizer.text("What the draft changes"), urls.redline(policy, DRAFT, locale)),
        *((_beside(other, localizer, others), urls.sides(policy, DRAFT, locale, other)) for other in others),
    ]


def _beside(other: str, localizer: Localizer, others: Sequence[str]) -> str:
    """Name the page on which another language stands beside the page's own."""
    if len(others) == 1:
        return localizer.text("Side by side")
    name = localizer.locale.languages.get(other.partition("-")[0], other)
    return localizer.text("Beside %(language)s", language=name)


def dressed(html: str, bar: str, state: str) -> str:
    """Put the bar, its style, the state shown and livereload's script into a page."""
    head = (
        f'<link rel="stylesheet" href="{STYLE}">\n<meta name="_preview" content="{state}">\n'
        f'<script src="{FOLLOWING}" data-preview defer></script>\n'
        f'<script src="{SCRIPT}?maxdelay={LONGEST_ABSENCE}" data-preview defer></script>\n'
    )
    html = edit_page(html, _loosened, "meta")
    head_place, body_place = inside(html, "head"), inside(html, "body")
    if head_place is None or body_place is None:
        return f"<!doctype html>\n{head}{html}{bar}"
    (_, end), (_, last) = head_place, body_place
    return f"{html[:end]}{head}{html[end:last]}{bar}{html[last:]}"


def _loosened(name: str, value: str) -> str:
    """Let a page's own Content-Security-Policy, which stands in a meta element, allow the preview's scripts."""
    if name != "content" or "default-src" not in value:
        return value
    policy = dict(directive.split(maxsplit=1) for directive in value.split(";") if " " in directive.strip())
    for directive, sources in _ALLOWED.items():
        policy[directive] = f"{policy.get(directive, '').removeprefix(NOTHING)} {sources}".strip()
    return "; ".join(map(" ".join, policy.items()))


def led(html: str, base_url: str, asked: str) -> str:
    """Let links to the site lead into the preview, and carry the day along that was asked for."""
    origin = re.match(r"https?://[^/]*", base_url)
    site = origin[0] if origin else base_url

    def lead(name: str, href: str) -> str:
        if name != "href":
            return href
        if href.startswith(escape(base_url)):
            href = href.removeprefix(escape(site))
        is_inside = href.startswith("/") and not href.startswith("//")
        if asked and is_inside:
            path, sign, fragment = href.partition("#")
            href = f"{path.partition('?')[0]}?as-of={asked}{sign}{fragment}"
        return href

    return edit_page(html, lead, "a")


def in_short(problems: Sequence[Problem]) -> str:
    """Say how many problems there are, and name the first."""
    first = problems[0]
    where = first.location
    at = f"{where.path}:{where.line}: " if where.line else f"{where.path}: " if where.path else ""
    return f"{len(problems)} problem{'' if len(problems) == 1 else 's'}: {at}{first.message}"
