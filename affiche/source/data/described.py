"""What the JSON Schema of policy.yaml says about one value in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from affiche.source.data.schemas import json_schemas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FREE = {"facts", "labels"}
"""Keys under which a person makes the names."""
_DAY = "2026-06-01"
"""The example that every day in the schema has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A value as the schema describes it."""

    hint: str = ""
    choices: tuple[str, ...] = ()
    """The only values that there can be, if they are few."""
    is_day: bool = False
    is_number: bool = False


def described(path: Sequence[str | int]) -> Described:
    """Follow a path through the schema, as far as it says anything."""
    if len(path) > 1 and path[0] in _FREE:
        return Described()
    schema: Mapping[str, Any] = _whole()
    for step in path:
        inner = _resolved(schema)
        found = (
            inner.get("properties", {}).get(step) or inner.get("additionalProperties") or inner.get("items")
        )
        if not isinstance(found, dict):
            return Described()
        schema = found
    end = _resolved(schema)
    return Described(
        hint=schema.get("description", "") or end.get("description", ""),
        choices=tuple(dict.fromkeys(map(_word, end.get("enum", ())))),
        is_day=_DAY in end.get("examples", ()),
        is_number="integer" in _types(end),
    )


@cache
def _whole() -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(json_schemas()["policy.schema.json"])
    return schema


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Go where a schema refers to, and of several to the first that is something."""
    if "$ref" in schema:
        definitions: Mapping[str, Mapping[str, Any]] = _whole()["$defs"]
        return definitions[schema["$ref"].rpartition("/")[2]]
    some = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return _resolved(some[0]) if some and "properties" not in schema else schema


def _types(schema: Mapping[str, Any]) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def _word(value: object) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
