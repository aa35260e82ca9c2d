"""What each rule looks for and why: for `affiche explain`, and for docs/rules.md, which a test compares with it."""

from __future__ import annotations

import json
from textwrap import fill, indent
from typing import TYPE_CHECKING

from affiche.messages import shown
from affiche.rules import FAMILIES, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.rules.rule import Rule

WIDTH = 92
"""Columns of the terminal."""
_INTRODUCTION = """# Rules

What `affiche check` looks for in the working texts. An *error* must be fixed before a version is published; *advice*
is for a person to decide, and fails the check only with `--strict`. What is marked *fixed by `--fix`* is written into
the file by `affiche check --fix`, which shows the difference and changes nothing else. `affiche explain RULE` shows
each of these entries in the terminal.

Code, addresses, `{{ facts }}`, attribute lists, tags and words marked as another language (`*Do Not Track*{: lang=en }`)
are never judged or changed.

A *non-breaking space* keeps the words on both sides of it on one line. `--fix` writes it; to type one, press
Option+Space on a Mac or Ctrl+Shift+Space in Word, or write `&nbsp;`.

The rules were tried on 108 real texts, and up to 20 places of each rule that fires were read. Wrong were at most 1 in 20,
but for `stale/section` (3 of 21), `changes/by-use` (1 of 17), `reading/hedging` (1 of 12), `markup/emphasis` (2 of 19) and
`markup/list` (3 of 22), the last two mended since, and two that fire seldom: `french/title-case` (1 of 7) and
`english/low-signs` (1 of 6). [bench/RESULTS.md](../bench/RESULTS.md#rules) has all figures.
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
    return "\n\n".join(
        [
            f"### `{rule.id}`",
            f"*{rule.severity.value.capitalize()}{fixed}.* {_sentence(rule.summary)}",
            _reason(rule),
            f"What to do: {rule.fix}.",
            f"```text\n{rule.example.before}\n```",
            f"→\n\n```text\n{rule.example.after}\n```\n",
        ]
    )


def explanation_text(rule: Rule) -> str:
    """Explain one rule in the terminal."""
    fixed = ", fixed by `affiche check --fix`" if rule.fixes else ""
    paragraphs = [_sentence(rule.summary), _reason(rule), f"{shown('What to do:')} {shown(rule.fix)}."]
    return "\n\n".join(
        [
            f"{rule.id} ({shown(rule.severity.value)}{shown(fixed)})",
            *(fill(words, WIDTH, break_on_hyphens=False) for words in paragraphs),
            f"Instead of:\n\n{indent(rule.example.before, '    ')}",
            f"write:\n\n{indent(rule.example.after, '    ')}",
        ]
    )


def list_text() -> str:
    """List every rule with a line of what it finds."""
    widest = max(len(rule.id) for rule in RULES)
    lines: list[str] = []
    for family, heading in FAMILIES.items():
        rules = [rule for rule in RULES if rule.id.startswith(f"{family}/")]
        lines += [
            f"{_capitalised(shown(heading))}{shown(':')}",
            *(f"  {rule.id:{widest}}  {shown(rule.summary)}" for rule in rules),
            "",
        ]
    return "\n".join([*lines, "`affiche explain RULE` says why, what to do, and gives an example."])


def explanation_json(rules: Sequence[Rule], duties: Sequence[Mapping[str, str]] = ()) -> str:
    """Explain rules, and duties of laws, to a program."""
    told = [
        {
            "id": rule.id,
            "severity": rule.severity.value,
            "summary": shown(rule.summary),
            "why": shown(rule.why),
            "fix": shown(rule.fix),
            "citation": rule.citation or None,
            "fixes": rule.fixes,
            "before": rule.example.before,
            "after": rule.example.after,
        }
        for rule in rules
    ]
    return json.dumps({"rules": told, "duties": list(duties)}, ensure_ascii=False, indent=2)


def _sentence(words: str) -> str:
    return f"{_capitalised(shown(words))}."


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _reason(rule: Rule) -> str:
    citation = f" ({rule.citation})" if rule.citation else ""
    return f"{shown(rule.why).removesuffix('.')}{citation}."
