"""The same site at another address, for a staging host or a folder of another website.

A text holds links to the site's own pages as they were when it was published. They lead into the site that is
built, so nobody who looks at a staging copy ends up on the posted one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.model import Editions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from affiche.model import Edition, Policy, Section, Site, Version

    Lead = Callable[[str], str]


def rebase_links(site: Site, base_url: str) -> Site:
    """Give the site as it is at another address, the links of its texts included."""
    lead = _leading(site.base_url, base_url)
    policies = tuple(_policy(policy, lead) for policy in site.policies)
    return replace(site, base_url=base_url, policies=policies)


def _leading(old: str, new: str) -> Lead:
    """Let each link of a text that leads under the old address lead under the new one."""
    old_path, new_path = (urlsplit(address).path for address in (old, new))
    links = re.compile(
        r'(?P<before><(?:a|img)(?: [\w-]+="[^"]*")*? (?:href|src)=")'
        rf"(?:(?P<whole>{re.escape(escape(old))})|{re.escape(old_path)}(?!/))"
    )

    def leading_there(match: re.Match[str]) -> str:
        return match["before"] + escape(new if match["whole"] else new_path)

    return lambda html: links.sub(leading_there, html)


def _policy(policy: Policy, lead: Lead) -> Policy:
    return replace(
        policy,
        working=_editions(policy.working, lead),
        versions=tuple(_version(version, lead) for version in policy.versions),
    )


def _version(version: Version, lead: Lead) -> Version:
    notes = {locale: lead(note) for locale, note in version.notes.items()}
    return replace(version, notes=notes, editions=_editions(version.editions, lead))


def _editions(editions: Mapping[str, Edition], lead: Lead) -> Mapping[str, Edition]:
    rebase = partial(_edition, lead=lead)
    if isinstance(editions, Editions):
        return editions.with_each(rebase)
    return {locale: rebase(edition) for locale, edition in editions.items()}


def _edition(edition: Edition, lead: Lead) -> Edition:
    return replace(
        edition,
        introduction=lead(edition.introduction),
        sections=tuple(_section(section, lead) for section in edition.sections),
    )


def _section(section: Section, lead: Lead) -> Section:
    return replace(
        section,
        heading=lead(section.heading),
        html=lead(section.html),
        sections=tuple(_section(inner, lead) for inner in section.sections),
    )
