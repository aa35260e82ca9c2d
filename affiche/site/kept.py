"""What a build makes once and shows on many pages: whatever is made from equal arguments is made for the first page.

A macro of a library is one such maker: it sees no page, so what it writes depends on its arguments alone.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import EnumMeta
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

Made = TypeVar("Made")
Value = TypeVar("Value")

RECORD = "__dataclass_fields__"
"""What the class of every record has."""
MOST = 20_000
"""So much is kept at once; the largest policies need about half of it."""


class Lookup(dict[str, Value]):
    """A mapping that nobody changes, so that it can be told from others by what it holds."""

    __slots__ = ("_hash",)

    def __init__(self, entries: Mapping[str, Value] | Iterable[tuple[str, Value]] = ()) -> None:
        """Take the entries."""
        super().__init__(entries)
        self._hash = hash(tuple(self.items()))

    def __hash__(self) -> int:  # type: ignore[override] # a dict that may change has none
        """Return what was worked out once."""
        return self._hash


class Kept:
    """What was made from which arguments."""

    def __init__(self) -> None:
        """Begin with nothing made."""
        self._made: dict[Hashable, tuple[Any, object]] = {}

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._made)

    def forget(self) -> None:
        """Let go of everything that was made."""
        self._made.clear()

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        """Make something, unless that was done before; arguments by which it cannot be known are no hindrance."""
        key = known(arguments)
        if key is None:
            return make(*arguments)
        try:
            found = self._made.get((make, key))
        except TypeError:
            _sort_by_identity(arguments)
            return self.once(make, *arguments)
        if found is None:
            if len(self._made) >= MOST:
                self._made.clear()
            # The arguments are held, so that no other object takes the identity of one.
            found = self._made[make, key] = make(*arguments), arguments
        made: Made = found[0]
        return made


def known(arguments: Iterable[Any]) -> tuple[Hashable, ...] | None:
    """Return by what arguments can be told from others, their types included; None where something may change."""
    parts: list[Any] = []
    for argument in arguments:
        kind = type(argument)
        if kind in _BY_VALUE or (kind not in _BY_IDENTITY and _has_value(kind)):
            parts.append(kind)
            parts.append(argument)
        elif kind in _BY_IDENTITY:
            parts.append(id(argument))
        elif kind is tuple and (inside := known(argument)) is not None:
            parts.append(inside)
        else:
            return None
    return tuple(parts)


def _has_value(kind: type) -> bool:
    """Sort a kind of argument when it is first met."""
    if isinstance(kind, EnumMeta) or hasattr(kind, RECORD):
        _BY_VALUE.add(kind)
    return kind in _BY_VALUE


def _sort_by_identity(arguments: Iterable[Any]) -> None:
    """Know the records by themselves that cannot be known by what they hold, as a field of theirs has no hash."""
    for argument in arguments:
        if type(argument) is tuple:
            _sort_by_identity(argument)
            continue
        try:
            hash(argument)
        except TypeError:
            _BY_VALUE.discard(type(argument))
            _BY_IDENTITY.add(type(argument))


_BY_VALUE: set[type] = {
    *(str, Markup, int, float, bool, type(None), date, datetime, frozenset, Lookup),
    *(FunctionType, MethodType),
}
_BY_IDENTITY: set[type] = set()
"""Kinds of records."""
