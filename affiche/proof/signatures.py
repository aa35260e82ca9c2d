"""A signature of a ledger, where one lies beside it, checked by `ssh-keygen`."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from affiche.problems import ArchiveError, Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "affiche"
SIGNERS = "signers"
"""In the source folder: who may sign, one line each, as `ssh-keygen` reads it."""


def signed(source: Path, policy: str) -> str | None:
    """Say whose signature of the ledger is good, and of how much of it; None where there is no signature."""
    ledger = source / policy / "ledger.jsonl"
    signature = ledger.with_name("ledger.jsonl.sig")
    if not signature.is_file():
        return None
    program = shutil.which("ssh-keygen")
    if program is None:
        return "there is a signature, but no ssh-keygen here to check it with"
    lines = ledger.read_bytes().splitlines(keepends=True)
    for count in range(len(lines), 0, -1):
        said = _checked(program, source / SIGNERS, signature, b"".join(lines[:count]))
        if said:
            later = len(lines) - count
            return f"{said}{f'; the last {later} of {len(lines)} lines came after it: sign again' if later else ''}"
    problem = Problem(
        location=Location(path=signature.as_posix()),
        message="this is no good signature of the ledger, nor of its beginning",
        expected=f"a signature in the namespace {NAMESPACE}, by somebody named in {(source / SIGNERS).as_posix()}",
        fix="find out who altered the ledger or the signature; or sign it again",
    )
    raise ArchiveError([problem])


def _checked(program: str, signers: Path, signature: Path, data: bytes) -> str | None:
    named = ["-n", NAMESPACE, "-s", str(signature)]
    if not signers.is_file():
        done = _run([program, "-Y", "check-novalidate", *named], data)
        key = done.stdout.decode(errors="replace").strip().rpartition(" ")[2]
        return (
            f"signed with the key {key}, of which no file {signers.as_posix()} says whose it is"
            if _ok(done)
            else None
        )
    found = _run([program, "-Y", "find-principals", "-f", str(signers), "-s", str(signature)], b"")
    for name in found.stdout.decode(errors="replace").splitlines() if _ok(found) else []:
        if _ok(_run([program, "-Y", "verify", "-f", str(signers), "-I", name, *named], data)):
            return f"signed by {name}"
    return None


def _run(command: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 no shell, our own words


def _ok(done: subprocess.CompletedProcess[bytes]) -> bool:
    return done.returncode == 0
