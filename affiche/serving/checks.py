"""The rules, looked through a little at a time between pages, so that no page waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.ioloop import IOLoop

from affiche.checking import findings
from affiche.serving.preview import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from affiche.problems import Problem
    from affiche.serving.preview import Preview

REST = 0.4
"""Seconds after the last save before the rules begin."""
BREATH = 0.002
"""Seconds between one rule and the next, in which a page or a save may come first."""


class Checks:
    """What the rules say of the state that is shown."""

    def __init__(self, preview: Preview, changed: Callable[[], None]) -> None:
        """Tell `changed` when the number of problems is another than the pages show."""
        self.found: tuple[Problem, ...] = ()
        self.is_done = False
        self._preview = preview
        self._changed = changed
        self._run: object = None

    def begin(self) -> None:
        """Start from the beginning, once it has been quiet for a moment."""
        self.is_done = False
        self._run = run = object()
        IOLoop.current().call_later(REST, self._start, run)

    def _start(self, run: object) -> None:
        snapshot = self._preview.snapshot
        if run is self._run and snapshot and not self._preview.problems:
            self._go_on(run, findings(snapshot.reading), [])

    def _go_on(self, run: object, steps: Iterator[list[Problem]], found: list[Problem]) -> None:
        if run is not self._run:
            return
        step: list[list[Problem]] = []
        found += problems_of(lambda: step.extend(part for part in [next(steps, None)] if part is not None))
        if not step:
            self._end(found)
            return
        found += step[0]
        IOLoop.current().call_later(BREATH, self._go_on, run, steps, found)

    def _end(self, found: list[Problem]) -> None:
        before, self.found = self.found, tuple(sorted(set(found)))
        self.is_done = True
        if before != self.found:
            self._preview.number += 1
            self._changed()
