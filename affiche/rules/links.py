"""Links and addresses: the same in every locale, and none that leads nowhere."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Section
    from affiche.problems import Location
    from affiche.rules.texts import Subject, Text

_HREF = re.compile(r'<a\b[^>]*\bhref="(?P<address>[^"]*)"')
_ID = re.compile(r'\bid="(?P<id>[^"]*)"')
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LOCALE = re.compile(
    r"(?<![a-z])(?:en|fr|eng|fra|english|francais|anglais)(?:[-_](?:ca|us|gb|fr|be|ch))?(?![a-z])",
    re.IGNORECASE,
)
_WRITTEN_LINK = re.compile(r"\]\(#(?P<id>[^)\s]+)\)|href=[\"']#(?P<raw>[^\"']+)[\"']")


def dead_references(text: Text) -> Iterator[Finding]:
    """Find links to a place of the text that is not there."""
    known = {section.id for section in text.sections}
    known |= {"top", *_ID.findall(text.edition.html)}
    for match in _WRITTEN_LINK.finditer(text.file.text):
        wanted = match["id"] or match["raw"]
        before = text.file.text[: match.start()]
        if wanted not in known and not before.endswith("["):
            yield Finding(
                location=text.at(match.start(), match.end()),
                message=f"this link leads to “#{wanted}”, and nothing here has that id",
                expected="the id of a section, as written after its heading",
            )


def dead_policy_links(subject: Subject) -> Iterator[Finding]:
    """Find links to the site's own pages that are not there."""
    base = urlsplit(subject.site.base_url)
    known = {f"{locale}/{slug}" for policy in subject.site.policies for locale, slug in policy.slugs.items()}
    for text in subject.texts.values():
        for match in re.finditer(r"\]\((?P<address>[^)\s]+)", text.file.text):
            path = _own_path(match["address"], base.netloc, base.path)
            steps = [step for step in (path or "").split("/") if step]
            locale, slug = [*steps, "", ""][:2]
            if not slug or locale not in subject.site.locales or f"{locale}/{slug}" in known:
                continue
            yield Finding(
                location=text.at(match.start("address"), match.end("address")),
                message=f"this link leads to /{locale}/{slug}/, and no policy stands there",
                expected=" or ".join(
                    f'{{{{ policy("{policy.name}") }}}}' for policy in subject.site.policies
                ),
            )


def _own_path(address: str, host: str, root: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc not in {"", host} or parts.scheme not in {"", "http", "https"}:
        return None
    return parts.path.removeprefix(root) if parts.path.startswith(root) else None


def different_links(source: Text, translation: Text) -> Iterator[Finding]:
    """Find addresses that one locale has and the other has not, nor its own form of them."""
    wanted = {section.id: section for section in source.sections}
    for section in translation.sections:
        if section.id in wanted:
            yield from _different(wanted[section.id], section, source, translation)


def _different(old: Section, new: Section, source: Text, translation: Text) -> Iterator[Finding]:
    for only_old, only_new, what in (
        (*_apart(_emails(old.html), _emails(new.html)), "the e-mail address"),
        (*_apart(_links(old.html), _links(new.html)), "the link to"),
    ):
        missing, extra = _unmapped(only_old, only_new)
        for address in missing:
            yield Finding(
                location=translation.at_section(new.id),
                message=f"{what} {address} of {source.name} is not in the section `{new.id}` here",
            )
        for address in extra:
            yield Finding(
                location=_where(address, translation, new.id),
                message=f"{what} {address} is not in the section `{new.id}` of {source.name}",
            )


def _where(address: str, text: Text, section: str) -> Location:
    """Point at an address where it is written, else at its section."""
    at = text.file.text.find(address, text.after_heading(section))
    return text.at(at, at + len(address)) if at >= 0 else text.at_section(section)


def _apart(old: Counter[str], new: Counter[str]) -> tuple[list[str], list[str]]:
    """Give the addresses that only one side has; how often is of no matter."""
    return [one for one in old if one not in new], [one for one in new if one not in old]


def _unmapped(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Leave out each pair of links that may be one place in two languages; an e-mail address has no pair."""
    if any("://" in address for address in (*old, *new)):
        pairs = min(len(old), len(new))
        alike = {_place(address) for address in old} & {_place(address) for address in new}
        old, new = (
            [*sorted(one, key=lambda address: _place(address) not in alike)][pairs:] for one in (old, new)
        )
    return list(old), list(new)


def _place(address: str) -> str:
    """Give what two forms of an address for two languages have in common: the host."""
    if "@" in address and "/" not in address:
        return address
    host = urlsplit(address).hostname or ""
    return _LOCALE.sub("", host).removeprefix("www.").strip(".") or address


def _emails(html: str) -> Counter[str]:
    return Counter(address.lower() for address in _EMAIL.findall(unescape(html)))


def _links(html: str) -> Counter[str]:
    found = (unescape(address) for address in _HREF.findall(html))
    return Counter(address.rstrip("/") for address in found if address.startswith(("http://", "https://")))
