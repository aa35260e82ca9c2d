"""Pages as fragments, for a website that has its own frame: the main part of each, and what its head would say as data.

They are made from the finished pages, so that whatever a theme does holds for them too.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import html

from affiche.problems import ContentError, Location, Problem
from affiche.site.pages.feed import FeedPage
from affiche.site.pages.front import NotFoundPage
from affiche.site.pages.sitemap import Sitemap
from affiche.site.parts.page_tags import PAGE_TAG, edit_page, inside
from affiche.site.parts.scoping import PREFIX
from affiche.site.records import EditionPage, PolicyPage
from affiche.site.version_json import FORMAT, dates_json
from affiche.site.write import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.site.records import Page

STYLE = "fragments.css"

_IS_STRIP = re.compile(r"""\sclass=["']?(?:[^"'>]*\s)?strip(?![\w-])""")
_HEAD_OF_ITS_OWN = {"stylesheet", "icon", "canonical"}
"""Links of the head that the data has under names of their own, or the host has itself."""


def fragment(page: Page | Sitemap, text: str, style: str) -> Iterator[Output]:
    """Give the files that stand for a page; a feed or sitemap is what it is, and the host has its own 404."""
    if isinstance(page, Sitemap | FeedPage):
        yield Output(page.address.file, text)
    elif not isinstance(page, NotFoundPage):
        folder = page.address.file.removesuffix("index.html")
        yield Output(f"{folder}fragment.html", _main(page, text))
        yield Output(f"{folder}fragment.json", _data(page, text, style))


def _main(page: Page, text: str) -> str:
    localizer = page.layout.localizer
    place = inside(text, "main")
    if place is None:
        raise ContentError([_no_main(page.template)])
    inner = edit_page(_strip(text) + text[slice(*place)].removeprefix("\n"), _prefixed)
    return (
        f'<div class="affiche">\n<div class="{PREFIX}page" id="_main" lang="{localizer.tag}" dir="{localizer.direction}">\n'
        f"{inner}</div>\n</div>\n"
    )


def _strip(text: str) -> str:
    """Give the strip that says how the version stands, which a page has before its main part."""
    tags = list(PAGE_TAG.finditer(text))
    asides = (tag for tag in tags if tag["name"] and tag["name"].lower() == "aside")
    for opening, closing in pairwise(asides):
        if _IS_STRIP.search(opening[0]) and closing["close"]:
            return text[opening.start() : closing.end()] + "\n"
    return ""


def _prefixed(name: str, value: str) -> str:
    """Put our prefix before each class."""
    return " ".join(PREFIX + word for word in value.split()) if name == "class" else value


def _data(page: Page, text: str, style: str) -> str:
    """Say what the head of the page would have said, and how the version stands that the page is about."""
    root = html.fromstring(text)
    described = root.find(".//meta[@name='description']")
    structured = root.find(".//script[@type='application/ld+json']")
    standard = root.find(".//link[@hreflang='x-default']")
    content = {
        "format": FORMAT,
        "kind": page.template.removesuffix(".html"),
        "title": root.findtext(".//title"),
        "description": described.get("content") if described is not None else None,
        "locale": page.layout.locale,
        "language": page.layout.localizer.tag,
        "direction": page.layout.localizer.direction,
        "address": page.address.url,
        "canonical": page.canonical.url,
        "robots": None if page.indexed else "noindex",
        "alternates": [
            {"locale": a.locale, "language": a.tag, "name": a.name, "address": a.address.url}
            for a in page.alternates
        ],
        "default": standard.get("href") if standard is not None else None,
        "policy": page.links.policy.name if isinstance(page, PolicyPage) else None,
        "version": _version(page) if isinstance(page, EditionPage) else None,
        "links": list(_links(root, page)),
        "structured": json.loads(structured.text or "null") if structured is not None else None,
        "style": style,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _version(page: EditionPage) -> dict[str, str | None]:
    return {**dates_json(page.entry.standing), "address": page.entry.address.url}


def _links(root: html.HtmlElement, page: Page) -> Iterator[dict[str, str]]:
    """Give the other links of the head, such as the feed and the version before, with whole addresses."""
    root.make_links_absolute(page.address.url)
    for link in root.findall(".//head/link"):
        if link.get("rel") not in _HEAD_OF_ITS_OWN and "hreflang" not in link.attrib:
            yield dict(link.attrib)


def _no_main(template: str) -> Problem:
    return Problem(
        location=Location(path=f"templates/{template}"),
        message="the page has no <main>, so it gives no fragment",
        expected="its text between <main> and </main>",
        rule="theme/template",
    )
