"""The rules, looked through a little at a time between pages, so that no page waits for them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from tornado.ioloop import IOLoop

from affiche.checking import findings
from affiche.serving.lost_duties import LawChange, draft_changes
from affiche.serving.preview import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.problems import Problem
    from affiche.serving.preview import Preview

    Step: TypeAlias = Sequence[Problem] | Sequence[LawChange]

REST = 0.4
"""Seconds after the last save before the rules begin."""
BREATH = 0.002
"""Seconds between one rule and the next, in which a page or a save may come first."""


class Checks:
    """What the rules say of the state that is shown."""

    def __init__(self, preview: Preview, changed: Callable[[], None]) -> None:
        """Tell `changed` when the number of problems is another than the pages show."""
        self.found: tuple[Problem, ...] = ()
        self.law_changes: tuple[LawChange, ...] = ()
        """What laws ask for and the drafts no longer say, or newly do."""
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
            drafts = draft_changes(snapshot.site, self._preview.source)
            self._go_on(run, chain(findings(snapshot.reading), drafts), ([], []))

    def _go_on(
        self, run: object, steps: Iterator[Step], found: tuple[list[Problem], list[LawChange]]
    ) -> None:
        if run is not self._run:
            return
        step: list[Step] = []
        failed = problems_of(lambda: step.extend(part for part in [next(steps, None)] if part is not None))
        found[0].extend(failed)
        if not step:
            self._end(*found)
            return
        for one in step[0]:
            if isinstance(one, LawChange):
                found[1].append(one)
            else:
                found[0].append(one)
        IOLoop.current().call_later(BREATH, self._go_on, run, steps, found)

    def _end(self, problems: list[Problem], changes: list[LawChange]) -> None:
        before = self.found, self.law_changes
        self.found, self.law_changes = tuple(sorted(set(problems))), tuple(changes)
        self.is_done = True
        if before != (self.found, self.law_changes):
            self._preview.number += 1
            self._changed()
