"""Livereload's watcher, told of changes by the operating system instead of looking for them."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from livereload.watcher import Watcher
from watchfiles import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STEP = 5
"""Milliseconds without a further change after which a burst of them is over."""
LONGEST = 250
"""Milliseconds after which one that does not end is told all the same."""
WAIT = 200
"""Milliseconds without any change after which a watch looks whether it is to begin anew."""


class EventWatcher(Watcher):  # type: ignore[misc] # livereload brings no types
    """Watches folders that may come and go: each burst of changes is told once."""

    def __init__(self, roots: Sequence[Path], arrived: Callable[[set[Path]], None]) -> None:
        """Watch these folders, once started; `arrived` is called in a thread of the watcher."""
        super().__init__()
        self._roots = roots
        self._arrived = arrived
        self._anew = Event()
        self._over = False
        self._threads: list[Thread] = []

    def start(self, callback: Callable[[], Any]) -> bool:
        """Begin; livereload need not poll."""
        del callback
        self._threads = [
            Thread(target=self._watch_roots, daemon=True),
            Thread(target=self._watch_insides, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return True

    def stop(self) -> None:
        """Let both threads end."""
        self._over = True
        self._anew.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(1)

    def _watch_roots(self) -> None:
        """Look whether a folder is made, moved away or put back: a watch of its inside does not see that."""
        parents = sorted({root.parent for root in self._roots if root.parent.is_dir()})
        for changes in watch(*parents, watch_filter=None, step=STEP, debounce=LONGEST, rust_timeout=WAIT,
                             yield_on_timeout=True, recursive=False, raise_interrupt=False):  # fmt: skip
            if self._over:
                return
            moved = {Path(path) for _, path in changes} & set(self._roots)
            if moved:
                self._arrived(moved)
                self._anew.set()

    def _watch_insides(self) -> None:
        is_first = True
        while not self._over:
            self._anew.clear()
            present = [root for root in self._roots if root.is_dir()]
            if present:
                self._watch_until_anew(present, set() if is_first else set(present))
            else:
                self._anew.wait(WAIT / 1000)
            is_first = False

    def _watch_until_anew(self, present: Sequence[Path], missed: set[Path]) -> None:
        """Tell of changes inside; `missed` stands for what may have changed before the watch began."""
        is_new = True
        for changes in watch(*present, watch_filter=None, step=STEP, debounce=LONGEST, rust_timeout=WAIT,
                             yield_on_timeout=True, stop_event=self._anew, raise_interrupt=False,
                             ignore_permission_denied=True):  # fmt: skip
            paths = {Path(path) for _, path in changes}
            seen = {path for path in paths if not self._is_hidden(path)}
            if seen or is_new:
                self._arrived(seen | (missed if is_new else set()))
            is_new = False

    def _is_hidden(self, path: Path) -> bool:
        """Say whether the name of a file or of a folder on the way to it begins with a dot."""
        return any(
            part.startswith(".")
            for root in self._roots
            if path.is_relative_to(root)
            for part in path.relative_to(root).parts
        )
