"""The addresses of sections: an id that was posted leads somewhere for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from affiche.model import Edition, Policy, Version


def lost_ids(policy: Policy, posted: Version) -> Mapping[str, str]:
    """Return each id of a version that leads nowhere in the working text, with the title that its section had."""
    titles = dict.fromkeys(posted.former_ids, "") | _ids(posted.editions.values())
    known = _ids(policy.working.values()).keys() | led_on(policy).keys()
    return {identifier: title for identifier, title in titles.items() if identifier not in known}


def led_on(policy: Policy) -> Mapping[str, str]:
    """Follow each former id to the section that it leads to, or to "" if it ended; one that leads nowhere is left out."""
    here = _ids(policy.working.values()).keys()
    found = {}
    for old in policy.former_ids:
        new, steps = old, 0
        while new not in here and policy.former_ids.get(new) and steps <= len(policy.former_ids):
            new, steps = policy.former_ids[new], steps + 1
        is_ended = new not in here and policy.former_ids.get(new) == ""
        if old not in here and (new in here or is_ended):
            found[old] = "" if is_ended else new
    return found


def _ids(editions: Iterable[Edition]) -> dict[str, str]:
    """Give the ids of the sections, each with its title in the first locale that has it."""
    found: dict[str, str] = {}
    for edition in editions:
        for section in edition.walk():
            found.setdefault(section.id, section.title)
    return found
