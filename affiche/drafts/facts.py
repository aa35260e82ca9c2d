"""Facts of two versions compared as data: what a quiet correction may not touch without a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.model import Fact

BAR = ("controller", "purposes", "recipients", "transfers", "categories", "retention", "rights", "automated")
"""What readers must be told of, by the laws that list it: GDPR guidance WP260 ¶29, Colorado rule 6.04(A)."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "‑": "-", "…": "..."})

_LOCALE = re.compile(r"[a-z]{2,3}(?:-\w+)*", re.IGNORECASE)
"""How the keys look under which a fact has words for each locale."""


def differing(old: Mapping[str, Fact], new: Mapping[str, Fact]) -> tuple[str, ...]:
    """Name the facts that differ, such as `recipients.telephone`; a change of typography is none."""
    return tuple(_differing("", old, new))


def beyond_the_bar(names: tuple[str, ...]) -> tuple[str, ...]:
    """Keep those of the facts that readers must be told of."""
    return tuple(name for name in names if name.partition(".")[0] in BAR)


def stands_in(facts: Mapping[str, Fact], name: str) -> bool:
    """Say whether one of the names that `differing` gives is of these facts."""
    found: Fact | None = facts
    for step in name.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return isinstance(found, Mapping) and "rows" in found
        found = found[step]
    return True


def _differing(name: str, old: Fact | None, new: Fact | None) -> Iterator[str]:
    before, after = _parts(old), _parts(new)
    if before is None or after is None:
        if comparable(old) != comparable(new):
            yield name
        return
    for part in [*before, *(part for part in after if part not in before)]:
        inner = name if part in {"rows", "columns"} else f"{name}.{part}".strip(".")
        if part in before and part in after and _is_deep(before[part]) and _is_deep(after[part]):
            yield from _differing(inner, before[part], after[part])
        elif part not in before or part not in after or comparable(before[part]) != comparable(after[part]):
            yield inner


def _is_deep(fact: Fact) -> bool:
    """Say whether a difference is better named by a part: a row, and the words of the locales, are named as one."""
    if isinstance(fact, Mapping):
        words = all(isinstance(part, str) for part in fact.values()) and all(map(_LOCALE.fullmatch, fact))
        return "id" not in fact and not words
    return _is_list_of_rows(fact)


def _is_list_of_rows(fact: Fact | None) -> bool:
    return isinstance(fact, tuple) and all(isinstance(part, Mapping) and "id" in part for part in fact)


def _parts(fact: Fact | None) -> Mapping[str, Fact] | None:
    if isinstance(fact, tuple) and _is_list_of_rows(fact):
        return {str(part["id"]): part for part in fact if isinstance(part, Mapping)}
    return fact if isinstance(fact, Mapping) else None


def comparable(fact: Fact | None) -> object:
    """Return a fact without what is typography alone."""
    if isinstance(fact, str):
        return " ".join(unicodedata.normalize("NFKC", fact).translate(_PLAIN).split())
    if isinstance(fact, tuple):
        return [comparable(part) for part in fact]
    return None if fact is None else {name: comparable(part) for name, part in fact.items()}
