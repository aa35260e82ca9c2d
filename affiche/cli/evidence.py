"""Evidence of a version: its files, its pages, what it changed, and the ledger, in one zip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from affiche.archive import Applicable
    from affiche.source import SourceFolder
    from affiche.timeline import Standing


def evidence(policy: str, found: Applicable, standing: Standing, folder: SourceFolder) -> dict[str, bytes]:
    """Gather the evidence of a version; nothing in it depends on the day asked about, or on later versions."""
    from affiche import archive, compare, reporting

    version, before = standing.version, standing.before
    found, alone = replace(found, on=version.effective), replace(standing, until=None)
    files = archive.archived_evidence(policy, version, folder)
    pages = {}
    for locale, edition in version.editions.items():
        pages[f"pages/{locale}.html"] = reporting.shown(found, alone, edition, "html")
        if before and locale in before.editions:
            old = before.editions[locale]
            compared = reporting.Compared(
                old=old,
                new=edition,
                old_name=f"version {before.id}",
                new_name=f"version {version.id}",
                comparison=compare.compare(old, edition),
            )
            pages[f"changes/{locale}.html"] = reporting.FORMS["html"](compared)
    files |= {name: text.encode() for name, text in pages.items()}
    files["index.html"] = reporting.evidence_index(policy, version, sorted(files)).encode()
    return archive.with_manifest(policy, version.id, files)
