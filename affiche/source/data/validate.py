"""YAML checked against its schema: each value that does not fit is a problem at its place.

It says what was expected and, where a known word is near, what was probably meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, get_origin

from pydantic import ValidationError

from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.data.schemas import Shape
from affiche.source.data.values import named
from affiche.source.data.yaml_errors import LOST_SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from affiche.problems import ProblemLog
    from affiche.source.data.yaml import Node


AnyShape = TypeVar("AnyShape", bound=Shape)


def fit(node: Node, shape: type[AnyShape], log: ProblemLog) -> AnyShape | None:
    """Give the node's value in its shape, or note everything that does not fit."""
    try:
        return shape.model_validate(node.plain())
    except ValidationError as error:
        details = [(_path(detail), detail) for detail in error.errors()]
    missing = {path for path, detail in details if detail["type"] == "missing"}
    for path, detail in details:
        if detail["type"] == "extra_forbidden":
            missing.discard((*path[:-1], _note_key(path, _known_keys(shape, path[:-1]), node, log)))
    for path, detail in details:
        if detail["type"] != "extra_forbidden" and (detail["type"] != "missing" or path in missing):
            _note(path, detail, node, log)
    return None


_OF_A_KEY = "[key]"
"""How pydantic says that it objects to a key and not to its value."""


def _path(detail: ErrorDetails) -> tuple[str | int, ...]:
    """Give the keys and positions that lead to a value; pydantic names its own functions among them."""
    return tuple(step for step in detail["loc"] if not str(step).startswith(("function-", _OF_A_KEY)))


def _note_key(path: tuple[str | int, ...], known: Sequence[str], root: Node, log: ProblemLog) -> str | None:
    """Note a key that is not known, and give the one that was probably meant."""
    key = str(path[-1])
    near = nearest(key, known)
    log.add(
        root.find(path[:-1]).keys[key],
        f"the key {key!r} is not known here",
        expected=one_of(known),
        fix=did_you_mean(near),
        rule="yaml/unknown-key",
    )
    return near


def _note(path: tuple[str | int, ...], detail: ErrorDetails, root: Node, log: ProblemLog) -> None:
    node, key = root.find(path), next((step for step in reversed(path) if isinstance(step, str)), "")
    match detail["type"]:
        case "missing":
            where = node.location if path[:-1] else replace(node.location, line=0, column=0)
            log.add(where, f"the key {key!r} is missing here", fix=f"add `{key}: …`", rule="yaml/missing-key")
        case "enum":
            words = [word.strip("'") for word in re.split(", | or ", detail["ctx"]["expected"])]
            if detail["loc"][-1] == _OF_A_KEY:
                _note_key(path, words, root, log)
                return
            log.add(
                node.location,
                f"{node.value!r} is not a choice for {key!r}"
                if isinstance(node.value, str)
                else named(node.value),
                expected=one_of(words),
                fix=did_you_mean(nearest(str(node.value), words)),
                rule="yaml/value",
            )
        case "affiche":
            context = detail["ctx"]
            log.add(
                node.location,
                context["message"],
                expected=context["expected"],
                fix=context["fix"],
                rule="yaml/value",
            )
        case "too_short":
            log.add(node.location, "this list is empty", expected="at least one", rule="yaml/value")
        case "string_pattern_mismatch":
            log.add(
                node.location,
                "this is not a digest",
                expected="sha256: and 64 hexadecimal digits",
                rule="yaml/value",
            )
        case _ if isinstance(node.value, str) and (lost := _LOST_SPACE.match(node.value)):
            written = f"`{lost['key']}: {node.value[lost.end() :]}`"
            log.add(node.location, LOST_SPACE, expected=written, fix="add the space", rule="yaml/syntax")
        case other:
            log.add(node.location, named(node.value), expected=_KINDS[other], rule="yaml/value")


_LOST_SPACE = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?=[^\s/:])")

_KINDS = {
    "string_type": "a text",
    "dict_type": "keys with values: `key: value`, one a line, indented",
    "model_type": "keys with values: `key: value`, one a line, indented",
    "list_type": "a list, such as [one, two]",
}


def _known_keys(shape: type[Shape], path: tuple[str | int, ...]) -> list[str]:
    """Name the keys that may stand where the path leads, by following the shapes."""
    steps = iter(path)
    for step in steps:
        annotation = shape.model_fields[str(step)].annotation
        if get_origin(annotation) in {dict, list}:
            next(steps, None)  # the key or place of one value among several of the same shape
        inner = [a for a in (annotation, *getattr(annotation, "__args__", ())) if isinstance(a, type)]
        shape = next(a for a in inner if issubclass(a, Shape))
    return list(shape.model_fields)
