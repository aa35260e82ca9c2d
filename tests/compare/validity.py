"""What makes HTML invalid among the things that a redline could get wrong."""

from __future__ import annotations

from affiche.html import TAG, VOID_TAGS

BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "hr",
    "div",
    "section",
    "details",
    "summary",
} | {f"h{level}" for level in range(1, 7)}
PHRASING_ONLY = {"p", "pre", "summary", "dt", *(f"h{level}" for level in range(1, 7))} - {"dt"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "tr": {"table", "thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
}


def faults(html: str) -> list[str]:
    """Give what is wrong: tags that do not match, an element where it cannot stand, an id twice."""
    found: list[str] = []
    stack: list[str] = []
    ids: set[str] = set()
    at = 0
    for match in TAG.finditer(html):
        closing, name, attributes = match.groups()
        parent = stack[-1] if stack else ""
        if parent in CHILDREN and html[at : match.start()].strip():
            found.append(f"text in {parent}")
        at = match.end()
        if closing:
            if not stack or stack.pop() != name:
                found.append(f"</{name}> has no start")
                break
            continue
        found += misplaced(name, parent, stack)
        names = [part.split("=")[0] for part in attributes.split('" ')]
        if len(names) != len(set(names)):
            found.append(f"an attribute twice in {name}")
        for part in attributes.split(' id="')[1:]:
            value = part.split('"')[0]
            if value in ids:
                found.append(f"id {value} twice")
            ids.add(value)
        if name not in VOID_TAGS:
            stack.append(name)
    return found + [f"<{name}> has no end" for name in stack]


def misplaced(name: str, parent: str, stack: list[str]) -> list[str]:
    """Tell whether an element cannot stand in its parents."""
    found = []
    if parent in CHILDREN and name not in CHILDREN[parent]:
        found.append(f"{name} in {parent}")
    if name in PARENTS and parent not in PARENTS[name]:
        found.append(f"{name} in {parent or 'nothing'}")
    if name in BLOCKS and any(outer in PHRASING_ONLY for outer in stack):
        found.append(f"{name} inside phrasing")
    if name == "a" and "a" in stack:
        found.append("a link in a link")
    return found
