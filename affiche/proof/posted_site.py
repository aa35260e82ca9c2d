"""Whether a site, as it was posted, shows what the ledger says was published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from affiche.archive.verify import archived
from affiche.problems import ArchiveError, Location, Problem
from affiche.proof.text_check import discrepancies
from affiche.source import MarkdownRenderer, read_policy_ledger, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from affiche.model import Edition, Version
    from affiche.source import Ledger, SourceFolder

FRAGMENT = "fragment.html"
"""What a build with --fragments writes in place of a page."""
BUILD = "build the site from this archive and post it again, or find out who changed it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found to be as it was published."""

    policy: str
    versions: int
    files: int
    head: str | None


def checked(folder: SourceFolder) -> list[Checked]:
    """Count what a check of the archive looks at."""
    ledgers = {policy: read_policy_ledger(policy, folder) for policy in archived(folder)}
    return [
        Checked(
            policy=policy,
            versions=len(ledger.published),
            files=sum(len(entry.files) for entry in ledger.published.values()),
            head=ledger.head,
        )
        for policy, ledger in ledgers.items()
    ]


def verify_site(folder: SourceFolder, place: str, read: Callable[[str], bytes | None]) -> dict[str, int]:
    """Check a posted site against the ledgers; ArchiveError with everything that differs.

    Gives for each policy how many of the last lines of its ledger the site has not got yet.
    """
    site = _Site(place=place.rstrip("/"), read=read)
    texts = {policy.name: policy.versions for policy in read_source(folder, MarkdownRenderer()).site.policies}
    problems: list[Problem] = []
    lacking: dict[str, int] = {}
    for policy in archived(folder):
        ledger = read_policy_ledger(policy, folder)
        posted = _posted_lines(site, policy)
        lacking[policy] = len(ledger.entries) - len(posted or [])
        problems += _ledger_problems(site, policy, ledger, posted)
        versions = {version.id: version for version in texts.get(policy, ())}
        problems += _version_problems(site, policy, ledger, versions)
    if problems:
        raise ArchiveError(problems)
    return lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    place: str
    read: Callable[[str], bytes | None]

    def problem(self, path: str, message: str, expected: str = "") -> Problem:
        where = Location(path=f"{self.place}{path}")
        return Problem(location=where, message=message, expected=expected, fix=BUILD)

    def data(self, path: str) -> Any:
        """Read JSON; None where it is not there or is not JSON."""
        found = self.read(path)
        try:
            return None if found is None else json.loads(found)
        except ValueError:
            return None


def _posted_lines(site: _Site, policy: str) -> list[Any] | None:
    data = site.data(f"/{policy}/ledger.json")
    lines = data.get("lines") if isinstance(data, dict) else None
    return lines if isinstance(lines, list) else None


def _ledger_problems(site: _Site, policy: str, ledger: Ledger, posted: list[Any] | None) -> Iterator[Problem]:
    path = f"/{policy}/ledger.json"
    if posted is None:
        yield site.problem(
            path, "the ledger is not on the site, or cannot be read", f"the ledger of {policy}"
        )
        return
    own = [entry.line() for entry in ledger.entries]
    for number, line in enumerate(posted, start=1):
        if number > len(own):
            yield site.problem(
                path, f"line {number} is on the site, and not in the archive", "the same ledger"
            )
        elif line != own[number - 1]:
            yield site.problem(path, f"line {number} is not the one of the archive", own[number - 1])


def _version_problems(
    site: _Site, policy: str, ledger: Ledger, published: Mapping[str, Version]
) -> Iterator[Problem]:
    path = f"/{policy}/versions.json"
    data = site.data(path)
    versions = data.get("versions") if isinstance(data, dict) else None
    if not isinstance(versions, list):
        yield site.problem(
            path, "the versions are not on the site, or cannot be read", f"the versions of {policy}"
        )
        return
    for version in versions:
        entry = ledger.published.get(str(version.get("id")))
        if entry is None:
            yield site.problem(
                path, f"the version {version.get('id')} is on the site, and not in the archive"
            )
            continue
        for locale, edition in version.get("editions", {}).items():
            expected = entry.files.get(f"{locale}.md", "")
            if edition.get("digest") != expected:
                message = f"the digest of version {entry.version} in {locale} is not the one of the archive"
                yield site.problem(path, message, expected)
            text = published[entry.version].editions.get(locale) if entry.version in published else None
            yield from _page_problems(site, _own_path(str(edition.get("address"))), expected, text)


def _own_path(address: str) -> str:
    """Give where a version is inside the site, `/en/privacy/2026-06-01/`, wherever the site is served."""
    return "/" + "/".join(urlsplit(address).path.rstrip("/").split("/")[-3:]) + "/"


def _page_problems(site: _Site, path: str, digest: str, edition: Edition | None) -> Iterator[Problem]:
    page = site.read(path) or site.read(f"{path}{FRAGMENT}")
    if page is None:
        yield site.problem(
            path, "the page of a published version is not there", "a page at its permanent address"
        )
        return
    if digest.encode() not in page:
        yield site.problem(path, "the page does not show the digest of the text that was published", digest)
    for found in discrepancies(page.decode(errors="replace"), edition) if edition else ():
        name = f"the section #{found.section}" if found.section else "the introduction"
        if found.section is None:
            message = "words that were not published stand after the last section"
        elif found.is_added:
            message = f"words that were not published stand before the words of {name}"
        else:
            message = f"the words of {name} are not those that were published"
        yield site.problem(path, message)
