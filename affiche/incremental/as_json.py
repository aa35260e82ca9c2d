"""Frozen records as JSON and back; only what is listed here can come out of a file, so that no file runs anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

KIND = "is"
"""Names what a value is that JSON has none of: a record, an enumeration, a day, a mapping."""
_MODEL = (
    *("Version", "Withdrawal", "Told", "Promises", "Recourse", "Choice"),
    *("Channel", "Consent", "Remedy", "Significance"),
)
_MODULES = {
    "Report": "affiche.builds",
    "Telling": "affiche.publishing.telling",
    **dict.fromkeys(("Problem", "Location", "Severity"), "affiche.problems"),
    **dict.fromkeys(_MODEL, "affiche.model"),
}
"""The kinds that are read and written, each imported when one is met: most builds that change nothing meet one."""

MISREAD = (KeyError, TypeError, ValueError, AttributeError)
"""What it raises to read what was not written here, or by an earlier Affiche."""


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
    if type(value).__name__ == "Editions":
        return "editions"
    if isinstance(value, Path):
        return "path"
    if isinstance(value, Mapping):
        return "mapping"
    return type(value).__name__


def _plain(value: Any) -> Any:
    if type(value).__name__ == "Editions":
        return list(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return [[to_json(key), to_json(each)] for key, each in value.items()]
    if isinstance(value, date):
        return value.isoformat()
    if type(value).__name__ not in _MODULES:
        raise NotAsJsonError(type(value).__name__)
    if isinstance(value, Enum):
        return value.value
    return {name: to_json(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type] # a class can be hashed


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_json(value: Any) -> Any:
    """Read what was written; anything else raises one of MISREAD."""
    if isinstance(value, list):
        return tuple(from_json(each) for each in value)
    return _reader(value[KIND])(value["value"]) if isinstance(value, dict) else value


@cache
def _reader(kind: str) -> Callable[[Any], Any]:
    """Find what reads a kind; KeyError for one that is not listed."""
    if kind in _READERS:
        return _READERS[kind]
    record = getattr(import_module(_MODULES[kind]), kind)
    return record if issubclass(record, Enum) else partial(_record, record)


def _unread(locale: str, _: object) -> Any:
    raise KeyError(locale)


def _record(kind: Any, plain: Mapping[str, Any]) -> Any:
    return kind(**{name: from_json(each) for name, each in plain.items()})


_READERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "path": Path,
    "editions": lambda locales: import_module("affiche.model").Editions(locales, _unread),
    "mapping": lambda pairs: {from_json(key): from_json(each) for key, each in pairs},
}
