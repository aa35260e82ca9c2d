"""The same work on several things at once, by as many processes as the machine has processors."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from affiche.problems import AfficheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_STOPPED = (
    "a process that makes pages was stopped from outside, perhaps for want of memory: nothing was changed. "
    "With --jobs 1, a build needs the least."
)


class StoppedError(AfficheError):
    """A process ended without a word."""


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(work: Callable[[Thing], Made], things: Sequence[Thing], jobs: int) -> Iterator[Made]:
    """Give what the work makes of each thing, in their order; the first error in that order is raised.

    A process begins as a copy of this one, so that nothing has to be handed over but what it made. Where systems have no
    such copies, this process does all the work.
    """
    if min(jobs, len(things)) > 1 and can_copy():
        yield from _shared_out(work, things, min(jobs, len(things)))
    else:
        yield from map(partial(_after_clearing, work), things)


@contextmanager
def collected_between() -> Iterator[None]:
    """Collect garbage only between two pieces of work: looking for it takes a tenth of the time, and there is little."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _after_clearing(work: Callable[[Thing], Made], thing: Thing) -> Made:
    """Do a piece of work, once the memory is given back that the one before took."""
    if gc.get_freeze_count():
        gc.collect()
    else:  # the first one here: what is there now is needed to the end
        gc.freeze()
    return work(thing)


def can_copy() -> bool:
    """Tell whether a copy of a process is sound: on macOS, system libraries may hang in one."""
    return os.uname().sysname != "Darwin" if hasattr(os, "fork") else False


def _shared_out(work: Callable[[Thing], Made], things: Sequence[Thing], jobs: int) -> Iterator[Made]:
    import multiprocessing  # which takes its time, and most builds have little to make
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    global _work  # noqa: PLW0603 the copies find it there, as it cannot be sent to them
    _work = partial(_after_clearing, lambda number: work(things[number]))
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_call, range(len(things)))
    except BrokenProcessPool:
        raise StoppedError(_STOPPED) from None
    finally:
        _work = None


_work: Callable[[int], Any] | None = None


def _call(number: int) -> Any:
    assert _work
    return _work(number)
