"""The next site is made from the older one, beside the one that is posted, and then takes its place whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from affiche.incremental.generations import Generation
from affiche.incremental.last_build import OLDER, folder_of, read_older
from affiche.site.write import OutputError, put_in_place, readable_by_all, staging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from affiche.incremental.generations import Seen, State


class Exchanged(NamedTuple):
    """How the files are of the site that was replaced, and of the one that took its place."""

    before: Mapping[str, Seen]
    after: Mapping[str, Seen]
    folders: Mapping[str, State]
    """The folders of the new one."""


def exchange(
    place: Path, known: Mapping[str, Seen], fill: Callable[[Generation, Generation], Mapping[str, str]]
) -> Exchanged:
    """Replace a site; `fill` is given the one before and the next, and says which files that has, with their digests.

    Whatever fails, the site before stays as it was.
    """
    before = Generation(place, known)
    with readable_by_all(), staging(place, folder_of(place) / OLDER) as folder:
        target = Generation(folder, read_older(place))
        wanted = fill(before, target)
        after = Generation(folder, target.files)
        after.keep_only(wanted.keys())
        if not after.is_exactly(wanted):
            raise OutputError(
                f"another program changed {folder.name} while the site was being written there, so the site stays as it "
                "was. Build again."
            )
        put_in_place(folder, place)
    shared = {
        name: seen for name, seen in after.files.items() if seen[:4] == before.files.get(name, seen)[:4]
    }
    after.root = place
    older = {name: shared.get(name, seen) for name, seen in before.files.items()}
    return Exchanged(older, after.files, after.folders())
