"""Git, the only place that runs it: it reads a repository, and runs no program that the repository names."""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import TYPE_CHECKING

from affiche.problems import AfficheError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIMEOUT = 120
"""Seconds for one answer."""
SHA1 = 40
"""Digits of an id in a repository of the older kind."""
LARGEST = 20_000_000
"""Bytes of a file in a repository, which a pack of a few kilobytes can hold a thousand times over."""
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.commitGraph=false",
    "core.quotePath=off",
    "credential.helper=",
    "diff.orderFile=/dev/null",
    "diff.relative=false",
    "gpg.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
)
"""What would run a program, read a file outside the repository, or change what is said of a commit."""
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # unlike a setting, stronger than protocol.ext.allow in a repository
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
QUIET = ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-relative")
"""Options for each command that compares or shows commits; a driver named in attributes has no setting that stops it."""


class GitError(AfficheError):
    """Git is not installed, did not answer, or says no."""


class Git:
    """Asks Git about the repository around a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        self._command = ["git", *settings, "--no-pager", "--no-replace-objects", "-C", str(folder)]

    def run(self, *arguments: str) -> bytes:
        """Run a command that only reads, and return what it prints; GitError where it fails."""
        try:
            done = subprocess.run(  # noqa: S603 no shell, a fixed program
                [*self._command, *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=TIMEOUT,
                env=_environment(),
            )
        except FileNotFoundError:
            raise GitError("git is not installed here, or not on the PATH") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git did not answer within {TIMEOUT} seconds") from None
        except ValueError:  # a NUL in an argument
            raise GitError("git has no file or commit of that name") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            why = next((line for line in said if line.startswith("fatal: ")), (said or ["no"])[0])
            raise GitError(f"git says: {why.removeprefix('fatal: ')}")
        return done.stdout

    def words(self, *arguments: str) -> list[str]:
        """Return the words of an answer."""
        return self.run(*arguments).decode("utf-8", "replace").split()

    def commit(self, name: str) -> str | None:
        """Return the full id of the commit that a person named; None if there is none."""
        self.words("rev-parse", "--git-dir")  # no repository at all is said as that
        try:
            return self.words("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")[0]
        except GitError:
            return None

    def files(self, commit: str) -> Iterator[tuple[str, str]]:
        """Name every file in the folder at a commit, each with the id of what it holds."""
        for line in self.run("ls-tree", "-r", "-z", commit).decode("utf-8", "replace").split("\0"):
            about, _, name = line.partition("\t")
            if name:
                yield name, about.split()[2]

    def file(self, commit: str, path: str) -> bytes:
        """Return a file as it was at a commit; its path begins at the top of the repository, or with `./` at the folder."""
        name = f"{commit}:{path}"
        if int(self.words("cat-file", "-s", name)[0]) > LARGEST:
            raise GitError(f"{path} has more than {LARGEST:,} bytes in the commit {commit[:10]}")
        return self.run("cat-file", "blob", name)


def blob_id(data: bytes, *, like: str) -> str:
    """Return the id that a repository gives to a file, by the digest that another of its ids is."""
    made = hashlib.new("sha1" if len(like) == SHA1 else "sha256", usedforsecurity=False)
    made.update(b"blob %d\0" % len(data) + data)
    return made.hexdigest()


def _environment() -> dict[str, str]:
    """Return the environment without what another command of Git, such as the one that runs a hook, left in it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | _ENVIRONMENT
