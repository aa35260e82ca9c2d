"""What a build makes once and shows on many pages: whatever is made from equal arguments is made for the first page.

A macro of a library is one such maker: it sees no page, so what it writes depends on its arguments alone.
"""

from __future__ import annotations

from contextlib import suppress
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
"""So much is kept at once; the largest policies need most of it."""
MOST_KNOWN = 3 * MOST
"""So many arguments are held at once."""


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
        self._made: dict[Hashable, Any] = {}
        self._known: dict[int, tuple[Any, object]] = {}
        """What stands for an argument in keys, by its identity; it is held, so that no other object takes that."""
        self._equal: dict[Hashable, object] = {}
        """What stands for all arguments that are equal."""

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._made)

    def forget(self) -> None:
        """Let go of everything that was made."""
        self._made.clear()
        self._known.clear()
        self._equal.clear()

    def once(self, make: Callable[..., Made], *arguments: Any) -> Made:
        """Make something, unless that was done before; arguments by which it cannot be known are no hindrance."""
        if len(self._made) >= MOST or len(self._known) >= MOST_KNOWN:
            self.forget()
        key = self._key(arguments)
        if key is None:
            return make(*arguments)
        made: Made = self._made.get((make, key), _NOTHING)
        if made is _NOTHING:
            made = self._made[make, key] = make(*arguments)
        return made

    def _key(self, arguments: Iterable[Any]) -> tuple[Hashable, ...] | None:
        """Return by what arguments can be told from others, their types included; None where something may change."""
        parts: list[Any] = []
        for argument in arguments:
            kind = type(argument)
            if kind is str:
                parts.append(argument)
            elif kind in _PLAIN:
                parts += (kind, argument)
            else:
                known = self._known.get(id(argument)) or self._met(kind, argument)
                if known is None:
                    return None
                parts.append(known[1])
        return tuple(parts)

    def _met(self, kind: type, argument: Any) -> tuple[Any, object] | None:
        """Find what stands for an argument that is met for the first time, the same as for one that is equal."""
        if kind is tuple:
            value: Hashable = self._key(argument)
        elif kind in _VALUES or hasattr(kind, RECORD) or isinstance(kind, EnumMeta):
            value = argument
        else:
            value = None
        if value is None:
            return None
        token = object()
        with suppress(TypeError):  # a record that holds what has no hash is known by itself alone
            token = self._equal.setdefault((kind, value), token)
        self._known[id(argument)] = argument, token
        return argument, token


_NOTHING: Any = object()
_PLAIN = frozenset({Markup, int, float, bool, type(None), date, datetime, FunctionType, MethodType})
"""What is quicker told by what it holds."""
_VALUES = frozenset({frozenset, Lookup, Kept})
"""What can be told by what it holds, beside records; a keeper by itself."""
