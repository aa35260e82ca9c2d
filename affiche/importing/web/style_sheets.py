"""What the style sheets of a page say of its elements, put into the elements themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)((?:>li)?::?before)?", re.IGNORECASE)
_COUNTER = re.compile(
    r"""(?:"([^"]*)"|'([^']*)')?\s*counter\([\w-]+\s*,\s*([\w-]+)\)\s*(?:"([^"]*)"|'([^']*)')?"""
)
_PROPERTIES = {
    "font-weight",
    "font-style",
    "display",
    "visibility",
    "list-style-type",
    "list-style",
    "content",
    "font-size",
    "position",
    "left",
    "text-indent",
    "unicode-bidi",
    "direction",
    "white-space",
}
_PATHS = re.compile(r"""counters\([\w-]+\s*,\s*["']([^"']{0,3})["']\)""")


def apply_sheets(root: HtmlElement, body: HtmlElement) -> None:
    """Put what the page's own style sheets say of classes and ids before the elements' own styles."""
    rules, counters = _read_sheets(root)
    _count_by_paths(root, body)
    for element in body.iter() if rules or counters else ():
        if not isinstance(element.tag, str):
            continue
        names = [f".{name}" for name in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
        declared = "".join(rules.get((tag, name), "") for name in names for tag in ("", element.tag))
        if declared:
            element.set("style", declared + (element.get("style") or ""))
        for name in names:
            if name in counters:
                element.set("data-counter", counters[name])


def _count_by_paths(root: HtmlElement, body: HtmlElement) -> None:
    """Write the numbers of lists inside lists that a sheet counts as 1.1, 1.2."""
    found = _PATHS.search(" ".join(sheet.text or "" for sheet in root.iter("style")))
    if not found:
        return
    places = {
        item: str(at) for each in body.iter("ol") for at, item in enumerate(each.iterchildren("li"), start=1)
    }
    for item in places:
        path = [places[each] for each in (item, *item.iterancestors("li")) if each in places]
        if len(path) > 1:
            item.set("data-mark", found[1].join(reversed(path)))


def styles(element: HtmlElement) -> dict[str, str]:
    """Return the declarations of an element's `style`; of two for the same property the later one counts."""
    declared = {}
    for declaration in (element.get("style") or "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            declared[name.strip().lower()] = value.strip().lower()
    return declared


def _read_sheets(root: HtmlElement) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """Return the declarations for each tag and class or id, and the counters written before the entries of lists."""
    rules: dict[tuple[str, str], str] = {}
    counters: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selector, declarations in _rules(sheet.text or ""):
            match = _SELECTOR.fullmatch(selector)
            if match and not match[3]:
                key = ((match[1] or "").lower(), match[2])
                rules[key] = f"{rules.get(key, '')}{declarations};"
            elif match and (content := _COUNTER.search(declarations)):
                before, kind, after = (
                    content[1] or content[2] or "",
                    content[3],
                    content[4] or content[5] or "",
                )
                counters[match[2]] = f"{before.strip()}|{kind}|{after.strip()}"
    return rules, counters


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Return each selector with its declarations; rules that hold for print or small screens only are left out."""
    is_inside = False
    for chunk in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).split("}"):
        selectors, brace, declarations = chunk.rpartition("{")
        if not brace:
            is_inside = False
            continue
        if "{" in selectors or "@" in selectors:
            is_inside = "{" in selectors or is_inside
            continue
        kept = [
            each for each in declarations.split(";") if each.partition(":")[0].strip().lower() in _PROPERTIES
        ]
        if kept and not is_inside:
            yield from ((selector.strip(), ";".join(kept)) for selector in selectors.split(","))
