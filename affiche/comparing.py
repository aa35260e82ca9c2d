"""Which two editions a person means, and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.duties.profiles import library_of
from affiche.duties.review import law_changes
from affiche.html import plain_text
from affiche.pipeline import read
from affiche.problems import ProblemLog, UnknownError, chosen
from affiche.reporting.comparisons import Compared
from affiche.source import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Edition, Version

WORKING = "working text"


def compare_versions(
    source: Path, name: str, old: str | None = None, new: str | None = None, *, locale: str | None
) -> Compared:
    """Compare two versions; left out, the new one is the working text and the old one the newest published."""
    reading, _ = read(source, names=[name])
    site, (policy,) = reading.site, reading.policies([name])
    if new in {None, WORKING}:
        reading.raise_problems([name])
    locale = locale or site.source_locale
    chosen(dict.fromkeys(site.locales), locale, "locale")
    if policy.newest is None:
        raise UnknownError(f"no version of {name!r} is published, so there is nothing to compare.")
    versions = {version.id: version for version in policy.versions}
    before = chosen(versions, old, "version") if old else policy.newest
    old_name = f"version {before.id}"
    after = chosen(versions, new, "version") if new else None
    library = library_of(source, ProblemLog())
    duties = law_changes(site, policy, library, before, until=after, locales=[locale]).get(locale, ())
    if after is None:
        return Compared.of(
            _edition(before, locale),
            policy.working[locale],
            (old_name, WORKING),
            note=policy.plan.notes.get(locale, "") if policy.plan else "",
            duties=duties,
        )
    return Compared.of(
        _edition(before, locale),
        _edition(after, locale),
        (old_name, f"version {after.id}"),
        note=plain_text(after.notes.get(locale, "")),
        on=after.published,
        duties=duties,
    )


def compare_files(old: Path, new: Path, locale: str | None) -> Compared:
    """Compare any two Markdown files."""
    log = ProblemLog()
    editions = [read_text(path, locale or "", log) for path in (old, new)]
    log.raise_if_any()
    before, after = editions
    assert before is not None
    assert after is not None
    return Compared.of(before, after, (old.name, new.name))


def _edition(version: Version, locale: str) -> Edition:
    if locale not in version.editions:
        raise UnknownError(f"version {version.id} was not published in {locale!r}.")
    return version.editions[locale]
