"""A command run as a process of its own: how long it took, and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Run(NamedTuple):
    """What one run cost."""

    seconds: float
    """From start to end by the clock on the wall."""
    processor: float
    """Seconds of processor time, over all cores."""
    memory: int
    """Bytes held at the peak."""


def usual() -> dict[str, str]:
    """Give the environment of an installed program: Python keeps what it compiled, wherever this measure runs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; a command that fails ends the measuring with what it said.

    The peak that the system reports for a child is at least that of the process which started it, so that this
    one had better be small.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=usual(), stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)
