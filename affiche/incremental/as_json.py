"""Frozen records as JSON and back; only what is listed here can come out of a file, so that no file runs anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import Any

from affiche.builds import Report
from affiche.model import (
    Channel,
    Choice,
    Consent,
    Editions,
    Promises,
    Recourse,
    Remedy,
    Significance,
    Told,
    Version,
    Withdrawal,
)
from affiche.problems import Location, Problem, Severity
from affiche.publishing.telling import Telling

KIND = "is"
"""Names what a value is that JSON has none of: a record, an enumeration, a day, a mapping."""
_RECORDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        *(
            Report,
            Telling,
            Problem,
            Location,
            Severity,
            Version,
            Withdrawal,
            Told,
            Promises,
            Recourse,
            Choice,
        ),
        *(Channel, Consent, Remedy, Significance),
    )
}


class NotAsJsonError(TypeError):
    """A value that nothing here can write."""


def to_json(value: Any) -> Any:
    """Write a record as plain values; of editions only the locales, as their texts lie in the archive."""
    if value is None or type(value) in {str, int, bool}:
        return value
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    return {KIND: _kind(value), "value": _plain(value)}


def _kind(value: Any) -> str:
    if isinstance(value, Editions):
        return "editions"
    if isinstance(value, Path):
        return "path"
    if isinstance(value, Mapping):
        return "mapping"
    return type(value).__name__


def _plain(value: Any) -> Any:
    if isinstance(value, Editions):
        return list(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return [[to_json(key), to_json(each)] for key, each in value.items()]
    if isinstance(value, date):
        return value.isoformat()
    if type(value).__name__ not in _RECORDS:
        raise NotAsJsonError(type(value).__name__)
    if isinstance(value, Enum):
        return value.value
    return {name: to_json(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type] # a class can be hashed


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_json(value: Any) -> Any:
    """Read what was written; anything else raises KeyError, TypeError or ValueError."""
    if isinstance(value, list):
        return tuple(from_json(each) for each in value)
    return _READERS[value[KIND]](value["value"]) if isinstance(value, dict) else value


def _unread(locale: str, _: object) -> Any:
    raise KeyError(locale)


def _record(kind: Any, plain: Mapping[str, Any]) -> Any:
    return kind(**{name: from_json(each) for name, each in plain.items()})


_READERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "path": Path,
    "editions": lambda locales: Editions(locales, _unread),
    "mapping": lambda pairs: {from_json(key): from_json(each) for key, each in pairs},
    **{name: kind if issubclass(kind, Enum) else partial(_record, kind) for name, kind in _RECORDS.items()},
}
