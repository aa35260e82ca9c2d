"""The tags of a finished page, which a theme may write in any way that HTML allows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ATTRIBUTES = r"""(?:[^"'>]|"[^"]*"|'[^']*')*+"""
PAGE_TAG = re.compile(
    rf"<!--.*?-->|<(?P<unread>script|style|textarea|title)\b{_ATTRIBUTES}>.*?</(?P=unread)\s*>"
    rf"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})>",
    re.DOTALL | re.IGNORECASE,
)
"""A tag, which has a name here; or, so that nobody takes its words for tags, a comment, script, style or title."""
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s)(?P<name>[^\s"'=<>/]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?"""
)


def edit_attributes(tag: str, edit: Callable[[str, str], str]) -> str:
    """Write the attributes of a tag anew, each from its name and its value as written."""

    def edited(attribute: re.Match[str]) -> str:
        value = next(
            (found for found in attribute.group("double", "single", "bare") if found is not None), None
        )
        if value is None or (new := edit(attribute["name"].lower(), value)) == value:
            return attribute[0]
        quote = '"' if attribute["single"] is None else "'"
        return f"{attribute['before']}{attribute['name']}={quote}{new}{quote}"

    return _ATTRIBUTE.sub(edited, tag)


def edit_page(page: str, edit: Callable[[str, str], str], *names: str) -> str:
    """Write the attributes of the start tags with these names anew; without a name, of all."""

    def edited(tag: re.Match[str]) -> str:
        if tag["name"] is None or tag["close"] or (names and tag["name"].lower() not in names):
            return tag[0]
        return edit_attributes(tag[0], edit)

    return PAGE_TAG.sub(edited, page)


def inside(page: str, name: str) -> tuple[int, int] | None:
    """Find where the first element of a name begins and ends inside a page, or None where there is none."""
    start = None
    for tag in PAGE_TAG.finditer(page):
        if tag["name"] is None or tag["name"].lower() != name:
            continue
        if not tag["close"]:
            start = tag.end() if start is None else start
        elif start is not None:
            return start, tag.start()
    return None
