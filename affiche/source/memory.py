"""What was read before, kept with what it was read from, so that a preview reads nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from affiche.problems import ProblemLog

Reading = TypeVar("Reading")


class Memory:
    """The last reading of each thing; one with problems is not kept, as each reading is to note them."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._kept: dict[Hashable, tuple[object, Any]] = {}

    def recall(self, name: Hashable, origin: object, read: Callable[[], Reading], log: ProblemLog) -> Reading:
        """Give what was read under this name from the same origin, or read it."""
        if name in self._kept and self._kept[name][0] == origin:
            kept: Reading = self._kept[name][1]
            return kept
        problems = len(log.problems)
        reading = read()
        if len(log.problems) == problems:
            self._kept[name] = origin, reading
        return reading

    def forget(self) -> None:
        """Let everything be read again."""
        self._kept.clear()
