"""Facts: one thing about the company, said in two ways in two places."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.drafts.facts import comparable
from affiche.rules.rule import ADVICE, rule
from affiche.rules.texts import Match
from affiche.source.data.localised import in_locale, is_localised
from affiche.source.facts import fact_of
from affiche.source.shared_facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Fact
    from affiche.rules.texts import PolicyTexts
    from affiche.source.data.yaml import Node

LONGEST_VALUE = 40
"""Characters of a value that a message shows."""


@rule(
    "facts/disagree",
    ADVICE,
    "a fact that another policy, or facts.yaml, gives with another value",
    why="Two policies that give two addresses, or two periods for the same thing, leave readers to guess which is true; "
    "most often one of them was forgotten when the other changed.",
    fix="write it once, in facts.yaml, and take it out of the policies; or name it under `own_facts:` if they differ on purpose",
    example=(
        "facts:\n  contact: {email: privacy@old.example}   # and privacy@example.com in another policy.yaml",
        "facts: {}                                   # contact.email stands in facts.yaml",
    ),
    scope="policy",
)
def disagreeing_facts(policy: PolicyTexts) -> Iterator[Match]:
    """Hold the policy's own facts against those that are shared, and those of the policies before it."""
    name, locales = policy.policy.name, policy.site.locales
    if name not in policy.facts:
        return
    before = [FACTS, *(each.name for each in policy.site.policies)]
    others = [each for each in before[: before.index(name)] if each in policy.facts]
    known = {other: dict(_values(policy.facts[other], locales)) for other in others}
    for path, node in _values(policy.facts[name], locales):
        if _is_own(path, policy.policy.own_facts):
            continue
        other = next((other for other in others if path in known[other]), None)
        if other is not None and (differing := _differing(node, known[other][path], locales)):
            here, there = differing
            where = known[other][path].location
            yield Match(
                location=node.location,
                message=f"the fact {'.'.join(path)} is “{here}” here, and “{there}” in {where.path}, line {where.line}",
            )


def _values(
    node: Node, locales: Sequence[str], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Give each value with its path; of a table, each cell of a row that has an id."""
    if not isinstance(node.value, dict) or is_localised(node.value, locales):
        yield path, node
        return
    rows = node.value["rows"].value if node.value.keys() >= {"columns", "rows"} else None
    if not isinstance(rows, list):
        for name, part in node.value.items():
            yield from _values(part, locales, (*path, name))
        return
    for row in rows:
        identifier = row.find(("id",)).value
        if isinstance(row.value, dict) and isinstance(identifier, str):
            cells = ((name, cell) for name, cell in row.value.items() if name != "id")
            yield from (((*path, identifier, name), cell) for name, cell in cells)


def _is_own(path: tuple[str, ...], own: Sequence[str]) -> bool:
    return any(path[: len(steps)] == tuple(steps) for steps in (name.split(".") for name in own))


def _differing(one: Node, other: Node, locales: Sequence[str]) -> tuple[str, str] | None:
    """Return what two values say in the first language in which they differ."""
    for locale in locales:
        here, there = (in_locale(fact_of(node), locale, locales) for node in (one, other))
        if comparable(here) != comparable(there):
            return _shown(here), _shown(there)
    return None


def _shown(fact: Fact) -> str:
    if isinstance(fact, str):
        return shorten(fact, LONGEST_VALUE, placeholder="…")
    parts = fact if isinstance(fact, tuple) else fact.values()
    return shorten(", ".join(map(_shown, parts)), LONGEST_VALUE, placeholder="…")
