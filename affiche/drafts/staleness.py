"""Which sections a translation has not followed: the one answer for `status`, `check` and `publish`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.compare import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.compare import Change, Comparison
    from affiche.model import Policy, Version


def stale_sections(
    policy: Policy, before: Version | None, comparisons: Mapping[str, Comparison], source: str, locale: str
) -> Mapping[str, Version]:
    """Give the sections of a translation whose source was reworded and which were not, each with the version since when.

    "" stands for title and introduction. `before` is what the working text is held against, by `comparisons`. What was
    published stale there is still so, and counts from the version in which the translation last followed its source.
    """
    if before is None or locale not in comparisons or source not in comparisons:
        return {}
    from affiche.compare import compare

    there = {"", *(section.id for section in policy.working[locale].walk())}
    followed = reworded(comparisons[locale], old=True)
    stale: dict[str, Version] = {}
    for since, sections in _last_followed(policy, before, comparisons[source], source, locale):
        changed = (
            comparisons[source]
            if since is before
            else compare(since.editions[source], policy.working[source])
        )
        left_behind = reworded(changed, old=False)
        stale |= {section: since for section in left_behind if section in sections}
    return {
        section: since for section, since in stale.items() if section in there and section not in followed
    }


def _last_followed(
    policy: Policy, before: Version, comparison: Comparison, source: str, locale: str
) -> Iterator[tuple[Version, set[str]]]:
    """Part the sections by the version in which the translation last followed its source; most by `before`."""
    renamed = {c.old.id: c.new.id for c in comparison.changes if c.old and c.new}
    left = set(before.stale.get(locale, ()))
    yield before, reworded(comparison, old=False).keys() - {renamed.get(section, section) for section in left}
    for version in reversed(policy.versions):
        is_earlier = version.order < before.order and version.withdrawal is None
        here = left - set(version.stale.get(locale, ()))
        if is_earlier and here and {source, locale} <= version.editions.keys():
            yield version, {renamed.get(section, section) for section in here}
            left -= here


def reworded(comparison: Comparison, *, old: bool) -> Mapping[str, Change]:
    """Give the sections with other words; `old` adds the ids that they had and the sections they came from.

    Capitals, punctuation, numbers of headings and articles corrected in one language concern no other.
    """
    found: dict[str, Change] = {}
    for change in comparison.changes:
        is_whole = bool(change.kinds & {Kind.ADDED, Kind.REMOVED})
        if not is_whole and (not change.words or _is_correction(change)):
            continue
        places = [change.new] if not old else [change.new, change.old, *change.others]
        if change.new is None and change.old is None:
            found[""] = change
        for place in places:
            if place is not None:
                found.setdefault(place.id, change)
    return found


def _is_correction(change: Change) -> bool:
    """Tell a change of capitals, punctuation, spaces, numbering or articles alone, which no translation has to follow."""
    said = [(one.old, one.new) for one in change.words if not _is_light(one.old, one.new)]
    old, new = (" ".join(words).casefold() for words in (zip(*said, strict=True) if said else ((), ())))
    return _letters(old) == _letters(new) or _letters(_weighty(old)) == _letters(_weighty(new))


def _is_light(old: str, new: str) -> bool:
    """Tell a number before a heading that came or went, and “to” for “for”."""
    return {old, new} == {"to", "for"} or (not (old and new) and bool(_NUMBERING.fullmatch(old + new)))


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def _weighty(words: str) -> str:
    """Leave out words that say nothing in another language, and write “don’t” as “do not”."""
    return _NO_WEIGHT.sub(" ", _SHORT_NOT.sub(" not", words))


_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]")
_SHORT_NOT = re.compile(r"(?<=[a-z])n['’]t\b")
_NO_WEIGHT = re.compile(r"\b(?:the|an?|that|les?|la|l['’]|https?:)(?!\w)")
