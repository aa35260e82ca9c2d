"""The rules, looked through one at a time beside the pages, so that no page waits for them."""

from __future__ import annotations

from asyncio import sleep
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from tornado.ioloop import IOLoop

from affiche.checking import findings
from affiche.problems import Problem
from affiche.serving.lost_duties import LawChange, draft_changes
from affiche.serving.preview import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
        self.preview = preview
        self._changed = changed
        self._run: object = None

    def begin(self) -> None:
        """Start from the beginning, once it has been quiet for a moment."""
        self.is_done = False
        self._run = run = object()
        IOLoop.current().call_later(REST, self._start, run)

    async def _start(self, run: object) -> None:
        snapshot = self.preview.snapshot
        if run is not self._run or not snapshot or self.preview.problems:
            return
        drafts = draft_changes(snapshot.site, self.preview.source)
        steps = chain(findings(snapshot.reading), drafts)
        problems: list[Problem] = []
        changes: list[LawChange] = []
        while run is self._run:
            step, failed = await IOLoop.current().run_in_executor(None, _next, steps)
            problems += [*failed, *(one for one in step or () if isinstance(one, Problem))]
            changes += (one for one in step or () if isinstance(one, LawChange))
            if step is None and run is self._run:
                self._end(problems, changes)
                return
            await sleep(BREATH)

    def _end(self, problems: list[Problem], changes: list[LawChange]) -> None:
        before = self.found, self.law_changes
        self.found, self.law_changes = tuple(sorted(set(problems))), tuple(changes)
        self.is_done = True
        if before != (self.found, self.law_changes):
            self.preview.number += 1
            self._changed()


def _next(steps: Iterator[Step]) -> tuple[Step | None, tuple[Problem, ...]]:
    """Take the next step, and say what went wrong; None after the last."""
    taken: list[Step | None] = []
    failed = problems_of(lambda: taken.append(next(steps, None)))
    return (taken or [None])[0], failed
