"""What each rule and each kind of problem is about: for `affiche explain`, and for the pages of docs made from it."""

from __future__ import annotations

import json
from textwrap import fill, indent
from typing import TYPE_CHECKING

from affiche import kinds, rules
from affiche.kinds import KINDS
from affiche.messages import shown, shown_lines
from affiche.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.kinds import Kind

FAMILIES = rules.FAMILIES | kinds.FAMILIES
EXPLAINED: Mapping[str, Kind] = {kind.id: kind for kind in (*RULES, *KINDS)}
"""Everything that Affiche can say is wrong, by its id."""
WIDTH = 92
"""Columns of the terminal."""
_RULES = """# Rules

What `affiche check` looks for in the working texts. An error must be fixed before a version is published; advice
is for a person to decide, and fails the check only with `--strict`. What is marked *fixed by `--fix`* is written into
the file by `affiche check --fix`, which shows the difference and changes nothing else. `affiche explain ID` shows
each of these entries in the terminal.

Code, addresses, `{{ facts }}`, attribute lists, tags and words marked as another language (`*Do Not Track*{: lang=en }`)
are never judged or changed.

A non-breaking space keeps the words on both sides of it on one line. `--fix` writes it; to type one, press
Option+Space on a Mac or Ctrl+Shift+Space in Word, or write `&nbsp;`.

The rules were tried on 108 real texts, and up to 20 places of each rule that fires were read. Wrong were at most 1 in 20,
but for `stale/section` (3 of 21), `changes/by-use` (1 of 17), `reading/hedging` (1 of 12), `markup/emphasis` (2 of 19) and
`markup/list` (3 of 22), the last two mended since, and two that fire seldom: `french/title-case` (1 of 7) and
`english/low-signs` (1 of 6). [bench/RESULTS.md](../bench/RESULTS.md#rules) has all figures.
"""
_PROBLEMS = """# Problems

What Affiche says of a source that it cannot take as it is, of what is imported, and of what stands against a
publication. `affiche check` looks for more in texts that can be read: see [rules.md](rules.md). Each problem ends with
its id in square brackets; `affiche explain ID` shows its entry in the terminal, in English or French.
"""


def rules_page() -> str:
    """Write the page of what `check` looks for."""
    return _page(_RULES, rules.FAMILIES, RULES)


def problems_page() -> str:
    """Write the page of everything else that can be wrong."""
    return _page(_PROBLEMS, kinds.FAMILIES, KINDS)


def _page(introduction: str, families: Mapping[str, str], told: Sequence[Kind]) -> str:
    parts = [shown_lines(introduction)]
    for family, heading in families.items():
        parts += [f"## {_capitalised(shown(heading))}\n", *map(entry, _of(family, told))]
    return "\n".join(parts)


def _of(family: str, told: Iterable[Kind]) -> list[Kind]:
    return [kind for kind in told if kind.id.startswith(f"{family}/")]


def entry(kind: Kind) -> str:
    """Explain one kind of problem, as Markdown."""
    fixed = ", fixed by `--fix`" if kind.fixes else ""
    return "\n\n".join(
        [
            f"### `{kind.id}`",
            f"*{_capitalised(shown(kind.severity.value))}{shown(fixed)}.* {_sentence(kind.summary)}",
            _reason(kind),
            f"{shown('What to do:')} {shown(kind.fix)}.",
            f"```text\n{kind.example.before}\n```",
            f"→\n\n```text\n{kind.example.after}\n```\n",
        ]
    )


def explanation_text(kind: Kind) -> str:
    """Explain one kind of problem in the terminal."""
    fixed = ", fixed by `affiche check --fix`" if kind.fixes else ""
    paragraphs = [_sentence(kind.summary), _reason(kind), f"{shown('What to do:')} {shown(kind.fix)}."]
    return "\n\n".join(
        [
            f"{kind.id} ({shown(kind.severity.value)}{shown(fixed)})",
            *(fill(words, WIDTH, break_on_hyphens=False) for words in paragraphs),
            f"Instead of:\n\n{indent(kind.example.before, '    ')}",
            f"write:\n\n{indent(kind.example.after, '    ')}",
        ]
    )


def list_text() -> str:
    """List everything that can be wrong, with a line about each."""
    widest = max(map(len, EXPLAINED))
    lines: list[str] = []
    for family, heading in FAMILIES.items():
        lines += [
            f"{_capitalised(shown(heading))}{shown(':')}",
            *(f"  {kind.id:{widest}}  {shown(kind.summary)}" for kind in _of(family, EXPLAINED.values())),
            "",
        ]
    return "\n".join([*lines, "`affiche explain ID` says why, what to do, and gives an example."])


def explanation_json(told: Sequence[Kind], duties: Sequence[Mapping[str, str]] = ()) -> str:
    """Explain kinds of problems, and duties of laws, to a program."""
    entries = [
        {
            "id": kind.id,
            "severity": kind.severity.value,
            "summary": shown(kind.summary),
            "why": shown(kind.why),
            "fix": shown(kind.fix),
            "citation": kind.citation or None,
            "fixes": kind.fixes,
            "before": kind.example.before,
            "after": kind.example.after,
        }
        for kind in told
    ]
    return json.dumps({"rules": entries, "duties": list(duties)}, ensure_ascii=False, indent=2)


def _sentence(words: str) -> str:
    return f"{_capitalised(shown(words))}."


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _reason(kind: Kind) -> str:
    citation = f" ({kind.citation})" if kind.citation else ""
    return f"{shown(kind.why).removesuffix('.')}{citation}."
