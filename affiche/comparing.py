"""Which two editions a person means, and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.compare import compare
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
    reading, _ = read(source)
    site, (policy,) = reading.site, reading.policies([name])
    if new in {None, WORKING}:
        reading.raise_problems([name])
    locale = locale or site.source_locale
    chosen(dict.fromkeys(site.locales), locale, "locale")
    if policy.newest is None:
        raise UnknownError(f"no version of {name!r} is published, so there is nothing to compare.")
    versions = {version.id: version for version in policy.versions}
    before = chosen(versions, old, "version") if old else policy.newest
    if new is None:
        return _compared(_edition(before, locale), policy.working[locale], f"version {before.id}", WORKING)
    after = chosen(versions, new, "version")
    return _compared(
        _edition(before, locale), _edition(after, locale), f"version {before.id}", f"version {after.id}"
    )


def compare_files(old: Path, new: Path, locale: str | None) -> Compared:
    """Compare any two Markdown files."""
    log = ProblemLog()
    editions = [read_text(path, locale or "", log) for path in (old, new)]
    log.raise_if_any()
    before, after = editions
    assert before is not None
    assert after is not None
    return _compared(before, after, old.name, new.name)


def _compared(old: Edition, new: Edition, old_name: str, new_name: str) -> Compared:
    return Compared(old=old, new=new, old_name=old_name, new_name=new_name, comparison=compare(old, new))


def _edition(version: Version, locale: str) -> Edition:
    if locale not in version.editions:
        raise UnknownError(f"version {version.id} was not published in {locale!r}.")
    return version.editions[locale]
