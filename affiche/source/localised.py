"""Values that may differ from one locale to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Fact
    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node


def in_locale(fact: Fact, locale: str, locales: Sequence[str]) -> Fact:
    """Take the words of one locale wherever a fact is a map of locales."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, tuple):
        return tuple(in_locale(part, locale, locales) for part in fact)
    if is_localised(fact, locales):
        return fact.get(locale) or next(iter(fact.values()))
    return {name: in_locale(part, locale, locales) for name, part in fact.items()}


def is_localised(fact: Mapping[str, object], locales: Sequence[str]) -> bool:
    """Say whether a map gives one value for each locale: all of its keys are locales."""
    return bool(fact) and all(name in locales for name in fact)


def for_each_locale(
    values: Mapping[str, str], locales: Sequence[str], node: Node, log: ProblemLog
) -> dict[str, str]:
    """Spread a text over the locales: one without a locale stands for all; one that is missing is a problem."""
    if "" in values:
        return dict.fromkeys(locales, values[""])
    for locale in values.keys() - set(locales):
        log.add(
            node.keys[locale],
            f"{locale!r} is not a locale of this site",
            expected="one of " + ", ".join(locales),
        )
    for locale in locales:
        if locale not in values:
            log.add(node.location, f"there are no words for {locale!r}", fix=f"add a line `{locale}: …`")
    return {locale: values[locale] for locale in locales if locale in values}
