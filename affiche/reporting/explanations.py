"""docs/rules.md, written from the rules; a test compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.rule import Rule

_INTRODUCTION = """# Rules

What `affiche check` looks for in the working texts. An *error* must be fixed before a version is published; *advice*
is for a person to decide, and fails the check only with `--strict`. What is marked *fixed by `--fix`* is written into
the file by `affiche check --fix`, which shows the difference and changes nothing else. `affiche explain RULE` shows
each of these entries in the terminal.

Code, addresses, `{{ facts }}`, attribute lists, tags and words marked as another language (`*Do Not Track*{: lang=en }`)
are never judged or changed.

A *non-breaking space* keeps the words on both sides of it on one line. `--fix` writes it; to type one, press
Option+Space on a Mac or Ctrl+Shift+Space in Word, or write `&nbsp;`.
"""


def page() -> str:
    """Write the page."""
    return "\n".join([_INTRODUCTION, *_entries()])


def _entries() -> Iterator[str]:
    for family, heading in FAMILIES.items():
        yield f"## {heading}\n"
        for rule in RULES:
            if rule.id.startswith(f"{family}/"):
                yield entry(rule)


def entry(rule: Rule) -> str:
    """Explain one rule, as Markdown."""
    fixed = ", fixed by `--fix`" if rule.fixes else ""
    citation = f" ({rule.citation})" if rule.citation else ""
    return "\n\n".join(
        [
            f"### `{rule.id}`",
            f"*{rule.severity.value.capitalize()}{fixed}.* {rule.summary[0].upper()}{rule.summary[1:]}.",
            f"{rule.why.removesuffix('.')}{citation}.",
            f"What to do: {rule.fix}.",
            f"```text\n{rule.example.before}\n```",
            f"→\n\n```text\n{rule.example.after}\n```\n",
        ]
    )
