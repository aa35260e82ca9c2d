"""One at a time: who changes the archive of a policy holds its lock, and a process that died holds none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from affiche.confined import Kind, LinkError, link_problem
from affiche.problems import ContentError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.source import SourceFolder

LOCK = ".lock"
PATIENCE = 20.0
"""Seconds to wait for somebody else: publishing holds the lock for some hundredths of one."""


@contextmanager
def policy_lock(policy: str, folder: SourceFolder, patience: float = PATIENCE) -> Iterator[None]:
    """Keep everybody else out of the archive of a policy."""
    from filelock import FileLock, Timeout

    for name in (policy, f"{policy}/{LOCK}"):  # FileLock opens by path, and would follow a link
        if folder.inside.kind(name) is Kind.LINK:
            raise ContentError([link_problem(LinkError(name), name, folder.shown)])
    lock = FileLock(folder.root / policy / LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise ContentError.at(
            Location(path=folder.shown(policy)),
            "someone else is publishing this policy right now",
            fix="wait until they have finished, then try again",
            rule="archive/busy",
        ) from None
    except OSError as error:
        where = Location(path=folder.shown(f"{policy}/{LOCK}"))
        message = f"this file, which keeps others out, cannot be made or locked: {error.strerror or error}"
        raise ContentError.at(where, message, rule="archive/disk") from None
    try:
        yield
    finally:
        lock.release()
