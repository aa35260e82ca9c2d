"""The text of a YAML file, in which a value is put in the place of another, and nothing else is touched.

Every change is made as it looks least different, and then read back: the file has to say what was wanted, and all
else as before. So comments, order, quotation marks and line breaks of everything else stay as a person wrote them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from affiche.problems import AfficheError, ProblemLog
from affiche.source.data.yaml import read_yaml
from affiche.source.files import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.source.data.yaml import Plain

Path: TypeAlias = tuple[str | int, ...]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BLOCK = ("|", ">")


class CannotWriteError(AfficheError):
    """A value cannot be put into the file by itself."""


@lru_cache(maxsize=8)
def plain_of(text: str) -> Plain:
    """Read what a YAML file says; CannotWriteError where it cannot be read as it is."""
    log = ProblemLog()
    node = read_yaml(SourceFile(path="", text=text), log)
    if node is None or log.problems:
        raise CannotWriteError("This file cannot be read as it is: mend it first.")
    return node.plain()


def tree_of(text: str) -> yaml.Node | None:
    """Give the nodes of a file that `plain_of` can read, with the place of each."""
    plain_of(text)
    return yaml.compose(text, Loader=yaml.BaseLoader)


def value_at(text: str, path: Path) -> Plain:
    """Give what a file says at a path that there is."""
    value: Any = plain_of(text)
    for step in path:
        value = value[step]
    found: Plain = value
    return found


def node_at(tree: yaml.Node | None, path: Path) -> yaml.Node | None:
    """Find the node at a path."""
    node = tree
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        else:
            return None
    return node


def with_values(text: str, values: Mapping[Path, str]) -> str:
    """Put new values in the places of old ones, each in a place that there is."""
    for path, value in values.items():
        text = _with_value(text, path, value)
    return text


def _with_value(text: str, path: Path, value: str) -> str:
    node = node_at(tree_of(text), path)
    forms: Iterator[str]
    if isinstance(node, yaml.ScalarNode):
        start = node.start_mark.index
        end = start + len(source_of(text, node))
        space = " " * (text[start - 1 : start] == ":")
        forms = (f"{text[:start]}{space}{form}{text[end:]}" for form in _forms(text, node, value))
    else:
        forms = _with_key(text, path, value)
    return first_that_says(changed(plain_of(text), path, value), forms, value)


def _with_key(text: str, path: Path, value: str) -> Iterator[str]:
    """Write a key that is missing after the last one of its map."""
    above = node_at(tree_of(text), path[:-1])
    if not isinstance(above, yaml.MappingNode) or not above.value:
        return
    last_key, last = above.value[-1]
    end = end_of(text, last)
    for form in flat_forms(value):
        if above.flow_style:
            yield f"{text[:end]}, {path[-1]}: {form}{text[end:]}"
        else:
            line_end = end_of_line(text, end)
            yield f"{text[:line_end]}\n{' ' * last_key.start_mark.column}{path[-1]}: {form}{text[line_end:]}"


def first_that_says(wanted: Plain, forms: Iterator[str], value: str) -> str:
    """Take the first form of a file that says what is wanted, and nothing else."""
    for text in forms:
        try:
            if plain_of(text) == wanted:
                return text
        except CannotWriteError:
            continue
    raise CannotWriteError(f"“{value}” cannot be put in here: write it into the file itself.")


def changed(plain: Plain, path: Path, value: Plain) -> Plain:
    """Say what a file would say with a value at a path."""
    step, rest = path[0], path[1:]
    if isinstance(plain, dict):
        return plain | {str(step): changed(plain.get(str(step)), rest, value) if rest else value}
    assert isinstance(plain, list)
    return [
        (changed(part, rest, value) if rest else value) if number == step else part
        for number, part in enumerate(plain)
    ]


def source_of(text: str, node: yaml.ScalarNode) -> str:
    """Give a value as it is written; of a block, the lines that are indented, without the empty ones after it."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style not in _BLOCK:
        return text[start:end]
    head, *lines = text[start:].split("\n")
    indent = next((_indent(line) for line in lines if line.strip()), 0)
    taken = [head]
    for line in lines:
        if line.strip() and _indent(line) < indent:
            break
        taken.append(line)
    while not taken[-1].strip():
        taken.pop()
    return "\n".join(taken)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def end_of(text: str, node: yaml.Node) -> int:
    """Say where a value ends, without what only follows it."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.index + len(source_of(text, node))
    if getattr(node, "flow_style", False) or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def end_of_line(text: str, place: int) -> int:
    """Say where the line of a place ends."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _forms(text: str, node: yaml.ScalarNode, value: str) -> Iterator[str]:
    """Write a value as the old one is written, else in other ways."""
    if node.style in _BLOCK:
        _, *lines = source_of(text, node).split("\n")
        yield block(value, _indent(next((line for line in lines if line.strip()), "")))
    elif node.style == "'":
        yield _single(value)
    elif node.style == '"':
        yield quoted(value)
    yield from flat_forms(value)


def flat_forms(value: str) -> Iterator[str]:
    """Write a value on one line: plain, between single quotation marks, or between double ones."""
    if value and "\n" not in value:
        yield value
        yield _single(value)
    yield quoted(value)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def quoted(value: str) -> str:
    """Write any value between quotation marks, on one line."""
    return '"' + "".join(_ESCAPES.get(sign) or _escaped(sign) for sign in value) + '"'


def _escaped(sign: str) -> str:
    is_safe = sign.isprintable() or (ord(sign) >= 0xA0 and not re.match("[\u2028\u2029\ufeff]", sign))  # noqa: PLR2004
    return sign if is_safe else f"\\U{ord(sign):08X}"


def block(value: str, indent: int) -> str:
    """Write a value as a block of lines."""
    lines = value.removesuffix("\n").split("\n")
    head = "|" if value.endswith("\n") else "|-"
    return "\n".join([head, *(f"{' ' * indent}{line}" if line else "" for line in lines)])
