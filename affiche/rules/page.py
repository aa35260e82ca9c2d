"""docs/rules.md, made from the rules; tests/rules/test_page.py holds the two together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from affiche.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.rule import Rule

_FAMILIES = {
    "structure": "Structure",
    "stale": "Stale translations",
    "leftovers": "Left-overs",
    "french": "French",
    "english": "English",
    "reading": "Reading",
}
_INTRODUCTION = """# Rules

What `affiche check` looks for in the working texts. An *error* must be mended before a version is published; *advice*
may be right, and a person decides: it fails the check only with `--strict`. What is marked *mended by `--fix`* is
written into the file by `affiche check --fix`, which shows the difference and changes nothing else.

Code, addresses, `{{ facts }}`, attribute lists, tags and words marked as another language (`*Do Not Track*{: lang=en }`)
are never judged or changed.

A *space that does not break* keeps what stands on both sides of it on one line. `--fix` writes it; by hand it is
Option+Space on a Mac, Ctrl+Shift+Space in Word, and `&nbsp;` anywhere.
"""


def page() -> str:
    """Write the page."""
    return "\n".join([_INTRODUCTION, *_parts()])


def _parts() -> Iterator[str]:
    for family, rules in groupby(RULES, key=lambda rule: rule.id.partition("/")[0]):
        yield f"## {_FAMILIES[family]}\n"
        for rule in rules:
            yield _part(rule)


def _part(rule: Rule) -> str:
    mended = ", mended by `--fix`" if rule.mends else ""
    return (
        f"### `{rule.id}`\n\n*{rule.severity.value.capitalize()}{mended}.* "
        f"{rule.summary[0].upper()}{rule.summary[1:]}.\n\n{rule.why}\n\nTo do: {rule.fix}.\n"
    )
