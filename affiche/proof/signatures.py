"""The signature next to a ledger, if there is one, checked with `ssh-keygen`."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from affiche.confined import Kind, LinkError, Root, link_problem
from affiche.problems import ArchiveError, ContentError, Location
from affiche.source import LEDGER

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "affiche"
SIGNERS = "signers"
"""In the source folder: who may sign, one line each, as `ssh-keygen` reads it."""
PATIENCE = 60.0
"""Seconds for all that is asked about one ledger; one answer takes some thousandths of one."""


def signed(source: Path, policy: str) -> str | None:
    """Say whose signature of the ledger is good, and of how much of it; None where there is no signature."""
    signature = f"{policy}/{LEDGER}.sig"
    if not _is_there(signature, source):
        return None
    program = shutil.which("ssh-keygen")
    if program is None:
        return "there is a signature, but no ssh-keygen here to check it with"
    asked = _Asked(program, source / signature, source / SIGNERS, are_named=_is_there(SIGNERS, source))
    lines = Root(source).read(f"{policy}/{LEDGER}").splitlines(keepends=True)
    for count in range(len(lines), 0, -1):  # the ledger may have grown since it was signed
        said = asked.about(b"".join(lines[:count]))
        if said:
            later = len(lines) - count
            return f"{said}{f'; the last {later} of {len(lines)} lines came after it: sign again' if later else ''}"
    raise ArchiveError.at(
        Location(path=(source / signature).as_posix()),
        "this signature matches neither the ledger nor its beginning",
        expected=f"a signature in the namespace {NAMESPACE}, by somebody named in {(source / SIGNERS).as_posix()}",
        fix="find out who altered the ledger or the signature; or sign it again",
        rule="archive/signature",
    )


def _is_there(name: str, source: Path) -> bool:
    """Tell whether a file is there; a link in its place is refused, as it could lead to anything."""
    kind = Root(source).kind(name)
    if kind is Kind.LINK:
        raise ContentError([link_problem(LinkError(name), name, lambda path: (source / path).as_posix())])
    return kind is Kind.FILE


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `ssh-keygen` is asked about one signature, until its time is up."""

    program: str
    signature: Path
    signers: Path
    are_named: bool
    """Whether there is such a file."""
    until: float = field(default_factory=lambda: monotonic() + PATIENCE)

    def about(self, data: bytes) -> str | None:
        """Say whose good signature of some bytes it is; None where it is none."""
        named = ("-n", NAMESPACE, "-s", str(self.signature))
        if not self.are_named:
            said = self._answer(data, "check-novalidate", *named)
            if said is None:
                return None
            key = said.strip().rpartition(" ")[2]
            return f"signed with the key {key}, of which no file {self.signers.as_posix()} says whose it is"
        signers = ("-f", str(self.signers))
        found = self._answer(b"", "find-principals", *signers, "-s", str(self.signature)) or ""
        for name in found.splitlines():
            if self._answer(data, "verify", *signers, "-I", name, *named) is not None:
                return f"signed by {name}"
        return None

    def _answer(self, data: bytes, command: str, *arguments: str) -> str | None:
        """Give what it prints; None where it says no."""
        try:
            done = subprocess.run(  # noqa: S603 no shell, our own words
                [self.program, "-Y", command, *arguments],
                input=data,
                capture_output=True,
                check=False,
                timeout=max(0.0, self.until - monotonic()),
            )
        except subprocess.TimeoutExpired:
            raise ContentError.at(
                Location(path=self.signature.as_posix()),
                f"ssh-keygen did not find within {PATIENCE:.0f} seconds whose signature this is",
                fix="take this signature away, and sign the ledger again",
                rule="archive/signature",
            ) from None
        return None if done.returncode else done.stdout.decode(errors="replace")
