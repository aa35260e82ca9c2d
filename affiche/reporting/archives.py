"""What is in the archive: found sound, withdrawn, in force on a day."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from html import escape
from typing import TYPE_CHECKING, Any

from affiche.archive.forgotten import FORGOTTEN
from affiche.model import section_html
from affiche.reporting.exchange import problems_data
from affiche.reporting.phrases import counted
from affiche.reporting.problems import problems_text
from affiche.source import LEDGER, VERSIONS, digest
from affiche.timeline import Applicable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from affiche.archive.repair import Repair
    from affiche.model import Edition, Version
    from affiche.proof.earlier import Since
    from affiche.proof.verified import Verified
    from affiche.source import Entry
    from affiche.timeline import VersionStatus
    from affiche.verifying import Posted

_NO_SCRIPTS = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src 'self' file: data:\">\n"
)
"""Pages that are kept as files are opened where no server says what they may do."""


def verified_text(found: Verified, form: str, *, posted: Posted | None, ref: str | None) -> str:
    """Say that everything is as it was published, and give the digest that stands for all of it."""
    if form == "json":
        data = {
            "problems": problems_data(found.advice),
            "site": posted
            and {"place": posted.place, "files": posted.files, "as_of": posted.as_of.isoformat()},
            "git": found.since and {"ref": ref, **asdict(found.since)},
            "policies": [asdict(policy) for policy in found.policies],
            "forgotten": found.forgotten,
        }
        return json.dumps(data, ensure_ascii=False, indent=2)
    lines = [problems_text(found.advice).rstrip(), ""] if found.advice else []
    for one in found.policies:
        versions, files = counted(one.versions, "version"), counted(one.files, "file")
        lines.append(f"{one.policy}: {versions}, {files}, as published. Ledger: {one.head}")
        if one.signature:
            lines.append(f"{one.policy}: {one.signature}.")
    if not found.policies:
        lines.append("Nothing is published any more." if found.forgotten else "Nothing was published yet.")
    if found.forgotten:
        lines.append(
            f"{_entries(found.forgotten)} {_are(found.forgotten)} no longer kept, on purpose; {FORGOTTEN} says why."
        )
    if posted:
        count = counted(posted.files, "file")
        lines.append(f"{posted.place}: {count}, byte for byte those of this source on {posted.as_of}.")
    if found.since:
        lines += _since(found.since, f"{ref}")
    return "\n".join(lines)


def _since(since: Since, ref: str) -> Iterator[str]:
    """Say what of the entries at a commit is here."""
    if since.kept or not since.forgotten:
        yield f"{ref}: all {_entries(since.kept)} published there {_are(since.kept)} here."
    if since.forgotten:
        yield (
            f"{ref}: {_entries(since.forgotten)} published there {_are(since.forgotten)} no longer kept; "
            f"{FORGOTTEN} says why."
        )


def _entries(count: int) -> str:
    return counted(count, "entry", "entries")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def withdrawn(policy: str, version: str, on: date, form: str) -> str:
    """Say that a version was withdrawn."""
    if form == "json":
        return json.dumps({"policy": policy, "version": version, "withdrawn": on.isoformat()}, indent=2)
    return (
        f"\nWithdrew {policy} {version}, on {on}. It stays readable, and its page says so.\n"
        "Now commit the folder to your history, and build the site."
    )


def shown(found: Applicable, standing: VersionStatus, edition: Edition, form: str) -> str:
    """Give a text with its id, dates and digest: Markdown below a block that says them, or a page of HTML."""
    about = particulars(found, standing, edition)
    if form == "json":
        return json.dumps(about | {"markdown": edition.markdown}, ensure_ascii=False, indent=2) + "\n"
    if form == "html":
        return _page(about, edition)
    head = "\n".join(f"{name}: {value}" for name, value in about.items() if value is not None)
    return f"---\n{head}\n---\n{edition.markdown}"


def particulars(found: Applicable, standing: VersionStatus, edition: Edition) -> dict[str, Any]:
    """Name the version, its dates, and the digest of the text as it lies in the archive."""
    version = standing.version
    return {
        "title": edition.title,
        "version": version.id,
        "locale": edition.locale,
        "in_force_on": found.on.isoformat(),
        "effective": version.effective.isoformat(),
        "until": standing.until.isoformat() if standing.until else None,
        "published": version.published.isoformat(),
        "digest": version.digests[f"{edition.locale}.md"],
    }


def _page(about: dict[str, Any], edition: Edition) -> str:
    rows = "".join(
        f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(value)}</dd>\n"
        for name, value in about.items()
        if value is not None and name != "title"
    )
    sections = "".join(section_html(section, level=2) for section in edition.sections)
    return (
        f'<!doctype html>\n<html lang="{escape(edition.locale)}">\n<meta charset="utf-8">\n{_NO_SCRIPTS}'
        f"<title>{escape(edition.title)}, {about['version']}</title>\n"
        f"<dl>\n{rows}</dl>\n<h1>{escape(edition.title)}</h1>\n{edition.introduction}\n{sections}</html>\n"
    )


def evidence_pages(policy: str, standing: VersionStatus) -> dict[str, str]:
    """Write the pages of the evidence; nothing in them depends on the day asked about, or on later versions."""
    from affiche.compare import compare  # no other page here compares
    from affiche.reporting.comparisons import FORMS, Compared

    version, before = standing.version, standing.before
    alone = replace(standing, until=None)
    found = Applicable(on=version.effective, standing=alone, read_then=None, first=None)
    pages = {}
    for locale, edition in version.editions.items():
        pages[f"pages/{locale}.html"] = shown(found, alone, edition, "html")
        if before and locale in before.editions:
            old = before.editions[locale]
            compared = Compared(
                old=old,
                new=edition,
                old_name=f"version {before.id}",
                new_name=f"version {version.id}",
                comparison=compare(old, edition),
            )
            pages[f"changes/{locale}.html"] = FORMS["html"](compared)
    archived = [LEDGER, *(f"{VERSIONS}/{version.id}/{name}" for name in (*version.digests, "version.yaml"))]
    return pages | {"index.html": _evidence_index(policy, version, sorted([*pages, *archived]))}


def _evidence_index(policy: str, version: Version, files: Sequence[str]) -> str:
    """Write the page that opens the evidence of a version."""
    titles = next(iter(version.editions.values())).title if version.editions else policy
    links = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>\n' for name in files)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n{_NO_SCRIPTS}'
        f"<title>{escape(titles)}, version {version.id}: evidence</title>\n"
        f"<h1>{escape(titles)}, version {version.id}</h1>\n"
        f"<p>Posted on {version.published}, in effect from {version.effective}. <code>versions/</code> holds the files as "
        "they were published, <code>pages/</code> the same to read, <code>changes/</code> what differs from the version "
        "before, and <code>ledger.jsonl</code> what was published up to then, each line with the digest of the one "
        "before. <code>affiche verify FILE.zip</code> checks all of it by itself.</p>\n"
        f'<ul>\n{links}<li><a href="manifest.json">manifest.json</a></li>\n</ul>\n</html>\n'
    )


def evidence_verified(place: str, entry: Entry) -> str:
    """Say what evidence proves."""
    return (
        f"{place}: the evidence is whole. It shows version {entry.version}, posted on {entry.on}, and the ledger up to it.\n"
        f"Its head is {digest(entry.line().encode())}: compare that with a ledger that you trust."
    )


def repairs_text(repairs: Sequence[Repair]) -> str:
    """Show everything that a yes would write."""
    return "\n\n".join("\n".join(_repair(repair)) for repair in repairs) or "There is nothing to repair."


def _repair(repair: Repair) -> Iterator[str]:
    yield f"{repair.policy}"
    if repair.order:
        yield "  The ledger would hold these entries, in this order:"
        for entry in repair.order:
            mark = "   (follows another entry than on its branch)" if entry in repair.moved else ""
            yield f"    {entry.on}  {entry.event:9}  {entry.version}{mark}"
        for entry in repair.moved:
            if entry.event == "published":
                yield (
                    f"  {entry.version} was written on its branch without what the entries before it changed. Compare the "
                    "two, and publish a correction if something is missing."
                )
    for name in repair.line_ends:
        yield f"  {name} would get its line ends back."


def repaired(repairs: Sequence[Repair], form: str) -> str:
    """Say that it is done, and what is left to do."""
    if form == "json":
        content = [
            {"policy": r.policy, "entries": len(r.order), "moved": len(r.moved), "files": list(r.files)}
            for r in repairs
        ]
        return json.dumps({"problems": [], "repaired": content}, ensure_ascii=False, indent=2)
    if not repairs:
        return ""
    return (
        "\nRepaired. Every published file is as it was published.\n"
        "Now commit the folder; where the ledger is signed, sign it again; and build the site."
    )


def not_in_force(policy: str, found: Applicable) -> str:
    """Say that nothing applied on a day, and from when on something did."""
    if found.first is None:
        return f"no version of {policy} was in force on {found.on}: none is posted."
    first = found.first.version
    return f"no version of {policy} was in force on {found.on}: the first, {first.id}, applies from {first.effective}."


def posted_late(found: Applicable) -> str:
    """Say what readers found on a day to which a version was applied only later; empty where there is nothing to say."""
    if found.standing is None or found.standing.version.published <= found.on:
        return ""
    version = found.standing.version
    then = f"version {found.read_then.version.id}" if found.read_then else "no version in force"
    return f"Version {version.id} was posted only on {version.published}. On {found.on} readers found {then}."
