"""Values that may differ from one locale to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.problems import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.model import Fact
    from affiche.problems import Location, ProblemLog
    from affiche.source.data.yaml import Node


def in_locale(fact: Fact, locale: str, locales: Sequence[str]) -> Fact:
    """Take the words of one locale wherever a fact has words for each."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, tuple):
        return tuple(in_locale(part, locale, locales) for part in fact)
    if is_localised(fact, locales):
        return fact.get(locale) or next(iter(fact.values()))
    return {name: in_locale(part, locale, locales) for name, part in fact.items()}


def each_in_locale(facts: Mapping[str, Fact], locale: str, locales: Sequence[str]) -> dict[str, Fact]:
    """Take the words of one locale in every fact; a fact may itself be called as a locale is."""
    return {name: in_locale(fact, locale, locales) for name, fact in facts.items()}


def is_localised(fact: Mapping[str, object], locales: Sequence[str]) -> bool:
    """Say whether there is one value for each locale: all of the keys are locales."""
    return bool(fact) and all(name in locales for name in fact)


def for_each_locale(
    values: Mapping[str, str],
    locales: Sequence[str],
    node: Node,
    log: ProblemLog,
    expected: Sequence[str] | None = None,
) -> dict[str, str]:
    """Spread a text over the locales: one without a locale is for all; one that is missing is a problem.

    Words are `expected` in all locales, if nothing else is said.
    """
    if "" in values:
        return dict.fromkeys(locales, values[""])
    for locale in values:
        note_unless_known(locale, locales, node.keys[locale], log)
    note_missing(values, locales if expected is None else expected, node.location, log)
    return {locale: values[locale] for locale in locales if locale in values}


def note_unless_known(locale: str, locales: Sequence[str], where: Location, log: ProblemLog) -> None:
    """Note a locale that the site does not have."""
    if locale not in locales:
        log.add(
            where, f"{locale!r} is not a locale of this site", expected=one_of(locales), rule="yaml/locale"
        )


MOST_MISSING = 3
"""Places without words for a locale that are noted one by one."""


def fold_missing(locales: Iterable[str], log: ProblemLog, start: int) -> None:
    """Let one problem stand for all places of a file without words for a locale, where they are many.

    What was noted before `start` stays as it is.
    """
    for locale in locales:
        missing = [problem for problem in log.problems[start:] if problem.message == _missing(locale)]
        if len(missing) > MOST_MISSING:
            lines = dict.fromkeys(str(problem.location.line) for problem in missing[1:])
            log.problems[log.problems.index(missing[0])] = replace(
                missing[0],
                message=f"there are no words for {locale!r} here and in {len(missing) - 1} more places of this file",
                expected=f"words for {locale!r} on lines {', '.join(lines)} too",
            )
            log.problems = [problem for problem in log.problems if problem not in missing[1:]]


def _missing(locale: str) -> str:
    return f"there are no words for {locale!r}"


def note_missing(given: Iterable[str], locales: Sequence[str], where: Location, log: ProblemLog) -> None:
    """Note each locale that nothing is given for."""
    known = set(given)
    for locale in locales:
        if locale not in known:
            log.add(where, _missing(locale), fix=f"add `{locale}: …`", rule="yaml/locale")
