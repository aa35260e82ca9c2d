"""A line that says that something is being done, for a person who waits."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.5
"""Seconds before anything is said."""
STEP = 0.5
_CLEARED = "\r\x1b[K"


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """Say on a terminal what is being done and for how long, once it takes its time; the line is gone at the end."""
    if not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(doing: str, done: threading.Event) -> None:
    begun = time.monotonic()
    if done.wait(PATIENCE):
        return
    while True:
        sys.stderr.write(f"{_CLEARED}{doing}… {time.monotonic() - begun:.0f} s")
        sys.stderr.flush()
        if done.wait(STEP):
            break
    sys.stderr.write(_CLEARED)
    sys.stderr.flush()
