"""Which ids of a web page or Word file are worth keeping: those that a person gave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.source.editions import is_id

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MACHINE_MADE = re.compile(
    r"(?i)(?:h|s|id|hd|el)[-_]?(?=[a-f]*\d)[0-9a-f]{6,}$|_?toc\d|_?(?:ref|hlk|goback|bookmark)\d*$|h\.\w{6,}$|(?:heading|section|header|title|block|panel|item|item_?id|el|field|comp|accordion|collapse|tab)?[-_]?\d*$"
    r"|[0-9a-f-]{8,}$|.*[0-9a-f]{12,}|.*[-_]\d{4,}$|fn(?:ref)?:|footnote|elementor|wp-|post-|page-|main|content"
)


def own_id(element: HtmlElement) -> str:
    """Give the id that a heading brings, unless a program made it up or it cannot be one here."""
    if element.get("data-own"):
        return str(element.get("data-own"))
    parent = element.getparent()
    opens = parent is not None and parent.tag in {"section", "article", "div", "li"} and parent[0] is element
    names = [parent.get("id")] if opens else []
    names += [element.get("id")]
    names += [name for link in element.iter("a", "span") for name in (link.get("id"), link.get("name"))]
    before = element.getprevious()
    if before is not None and before.tag == "a" and not (before.text or len(before) or before.tail):
        names += [before.get("id"), before.get("name")]
    found = (name.removeprefix("user-content-") for name in names if name)
    return next((name for name in found if is_id(name) and not _MACHINE_MADE.match(name)), "")
