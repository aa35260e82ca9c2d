"""What a build makes once and shows on many pages: whatever is made from equal arguments is made for the first page.

A macro of a library is one such maker: it sees no page, so what it writes depends on its arguments alone.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import EnumMeta
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2.runtime import Macro
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

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        """Make something, unless that was done before; arguments by which it cannot be known are no hindrance."""
        key = known(arguments)
        if key is None:
            return make(*arguments)
        found = self._made.get((make, key))
        if found is None:
            if len(self._made) >= MOST:
                self._made.clear()
            # The arguments are held, so that no other object takes the identity of one.
            found = self._made[make, key] = make(*arguments), arguments
        made: Made = found[0]
        return made


def known(arguments: Iterable[Any]) -> tuple[Hashable, ...] | None:
    """Return by what arguments can be told from others, their types included; None where something may change."""
    parts: list[Hashable] = []
    for argument in arguments:
        kind = type(argument)
        way = _WAYS.get(kind) or _way(kind)
        part = way(argument)
        if part is None:
            return None
        parts.append((kind, part))
    return tuple(parts)


def _value(argument: Hashable) -> Hashable:
    return (argument,) if argument is None else argument


def _changing(_: object) -> None:
    """Keep nothing that is made from a loop, a list, or whatever else may be another thing later."""


def _record(record: Any) -> Hashable:
    """Know a record by what it holds, or by itself where one of its fields has no hash."""
    try:
        hash(record)
    except TypeError:
        _WAYS[type(record)] = id
        return id(record)
    found: Hashable = record
    return found


def _way(kind: type) -> Callable[[Any], Hashable]:
    if isinstance(kind, EnumMeta):
        way: Callable[[Any], Hashable] = _value
    else:
        way = _record if hasattr(kind, RECORD) else _changing
    _WAYS[kind] = way
    return way


_PLAIN = (
    str,
    Markup,
    int,
    float,
    bool,
    type(None),
    date,
    datetime,
    frozenset,
    FunctionType,
    MethodType,
    Macro,
)
_WAYS: dict[type, Callable[[Any], Hashable]] = {**dict.fromkeys(_PLAIN, _value), Lookup: _value, tuple: known}
"""By type, how an argument is known."""
