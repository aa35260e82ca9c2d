"""What was posted or committed and is missing here: sites that lie beside their source are asked, and the last commit.

A whole archive that is gone leaves nothing in the source by which that could be seen.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.archive.forgotten import forgotten
from affiche.archive.verify import archived
from affiche.confined import Kind, Root
from affiche.git import GitError
from affiche.incremental.last_build import folder_of, read_last
from affiche.problems import ArchiveError, ProblemLog
from affiche.proof.earlier import lost_from_site, since_commit
from affiche.proof.traces import SiteBefore
from affiche.source import SourceFolder, read_policy_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from affiche.incremental.last_build import LastBuild
    from affiche.model import Policy
    from affiche.problems import Problem

LAST_COMMIT = "HEAD"
_RECORD = re.compile(r"\.(.+)\.record")


def refuse_losses(source: Path) -> None:
    """Raise ArchiveError with all that is known elsewhere to have been published and is missing here."""
    if problems := missing(source):
        raise ArchiveError(problems)


def missing(source: Path) -> list[Problem]:
    """Return what the sites beside the source show as posted, or else the last commit, and the source lacks."""
    folder = SourceFolder(source, ProblemLog())
    ledgers = {
        name: [entry.line() for entry in read_policy_ledger(name, folder).entries]
        for name in archived(folder)
    }
    permitted = forgotten(folder)
    lost = [loss for site in _sites_beside(source) for loss in lost_from_site(site, ledgers, permitted)]
    if lost:
        return list({loss.problem.message: loss.problem for loss in lost}.values())
    with suppress(GitError):  # there is no repository, or no commit yet
        return since_commit(source, LAST_COMMIT, LAST_COMMIT).problems
    return []


def _sites_beside(source: Path) -> Iterator[SiteBefore]:
    """Find the sites that were last built from a source: beside it, or several in a folder beside it."""
    root = Path(os.path.realpath(source))
    above = Root(root.parent)
    folders = [name for name in above.names() if name != root.name and above.kind(name) is Kind.FOLDER]
    for place in (each for folder in (".", *folders) for each in _recorded(root.parent / folder)):
        last = read_last(place)
        if last.source and os.path.normpath(place.parent / last.source) == str(root):
            yield site_before(source.parent / place.relative_to(root.parent), last)


def _recorded(folder: Path) -> Iterator[Path]:
    """Give each place in a folder of which the record of a build lies there; a folder that is closed to us has none."""
    with suppress(PermissionError):
        yield from (
            folder / record[1] for name in Root(folder).names() if (record := _RECORD.fullmatch(name))
        )


def way_to(source: Path, place: Path) -> str:
    """Return the way from the folder that a site is in to its source; empty where there is none, as to another drive."""
    with suppress(ValueError):
        return os.path.relpath(os.path.realpath(source), place.parent)
    return ""


def site_before(out: Path, last: LastBuild, policies: Iterable[Policy] = ()) -> SiteBefore:
    """Give the site in a folder, of which the last build is known, and where these policies are on it."""
    record = folder_of(out).as_posix() if last.report else ""
    made: defaultdict[str, list[str]] = defaultdict(list)
    for name, part in last.parts.items():
        made[name.partition("/")[0]] += part.files
    return SiteBefore(out=out, made=made, record=record, folders=_folders(policies))


def _folders(policies: Iterable[Policy]) -> Mapping[str, str]:
    folders: dict[str, str] = {}
    for policy in policies:
        of_versions = [version.slugs for version in policy.versions]
        for slugs in (*of_versions, policy.former_slugs):
            folders |= {f"{locale}/{slug}": policy.name for locale, each in slugs.items() for slug in each}
        folders |= {f"{locale}/{slug}": policy.name for locale, slug in policy.slugs.items()}
    return folders
