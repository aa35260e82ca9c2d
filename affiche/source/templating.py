"""Facts into text: `{{ facts.contact.email }}` and `{{ table("recipients") }}`.

A policy text is a Jinja2 template in a sandbox that knows nothing but the policy's facts: no clock, no
environment, no files. Every name that is not defined is a problem at its place, all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from affiche.source.facts import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Fact
    from affiche.problems import Location, ProblemLog
    from affiche.source.files import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What a text in one locale may name."""

    facts: Mapping[str, Fact]
    promises: Mapping[str, Fact]
    organisation: Mapping[str, Fact]
    links: Mapping[str, str]
    """For each policy, a Markdown link to it."""

    def names(self) -> dict[str, Any]:
        """Give the names that stand in a text, with what they mean."""
        return {
            "facts": self.facts,
            "promises": self.promises,
            "organisation": self.organisation,
            "table": lambda name: table(self.facts[name]),
            "policy": lambda name: self.links[name],
        }

    def choices(self) -> dict[str, list[str]]:
        """Name what each function can be asked for."""
        tables = [name for name, fact in self.facts.items() if isinstance(fact, Mapping) and "rows" in fact]
        return {"table": tables, "policy": list(self.links)}


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 with nothing in reach but facts."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        # `{#` opens an attribute list in a policy, so comments need another sign
        super().__init__(
            undefined=StrictUndefined,
            comment_start_string="<!--#",
            comment_end_string="#-->",
            keep_trailing_newline=True,
            finalize=_only_text,
        )
        self.globals.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Let a fact be called `items` or `keys`."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        """Refuse what could fill the memory."""
        del context, left, right
        raise SecurityError(f"{operator} is not for texts")


def _only_text(value: object) -> object:
    if isinstance(value, (Mapping, tuple)):
        raise SecurityError("a text, and this is a list or a map: name one of its parts, or use table(…)")
    return value


_SANDBOX = _Sandbox()


def put_in(file: SourceFile, supply: Supply, log: ProblemLog) -> str | None:
    """Give the text with every fact put in, or note each name that is not defined."""
    if "{{" not in file.text and "{%" not in file.text:
        return file.text
    names = supply.names()
    try:
        tree = _SANDBOX.parse(file.text)
    except TemplateSyntaxError as error:
        log.add(
            file.at(error.lineno, 1),
            f"between the braces: {error.message}",
            expected="such as {{ facts.contact.email }}",
        )
        return None
    unknown = [*_unknown_names(tree, names, file), *_unknown_arguments(tree, supply, file)]
    for where, message, expected in unknown:
        log.add(where, message, expected=expected)
    if unknown:
        return None
    try:
        return _SANDBOX.from_string(tree).render(names)
    except (
        UndefinedError,
        SecurityError,
        TypeError,
        KeyError,
        ValueError,
        ArithmeticError,
        RecursionError,
    ) as error:
        log.add(file.at(_line_of(error), 1), f"cannot be put in: {error}", expected="a fact that is a text")
        return None


_Finding: TypeAlias = "tuple[Location, str, str]"
"""A place, what is there, and what was expected."""


def _unknown_names(tree: nodes.Template, names: Mapping[str, Any], file: SourceFile) -> Iterator[_Finding]:
    """Find every name, and every chain of names, that leads to nothing."""
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    inner = {id(chain.node) for chain in tree.find_all(nodes.Getattr)}
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        steps = _steps(node)
        if id(node) in inner or steps is None or steps[0] in own:
            continue
        found: Any = names
        for depth, step in enumerate(steps, start=1):
            if not isinstance(found, Mapping) or step not in found:
                known = ", ".join(found) if isinstance(found, Mapping) else "nothing below it"
                yield (
                    _place(file, node.lineno, steps),
                    f"{'.'.join(steps[:depth])} is not defined",
                    f"one of {known}",
                )
                break
            found = found[step]


def _unknown_arguments(tree: nodes.Template, supply: Supply, file: SourceFile) -> Iterator[_Finding]:
    """Find a table or policy that does not exist; both functions take one name, written out."""
    choices = supply.choices()
    for call in tree.find_all(nodes.Call):
        function = call.node.name if isinstance(call.node, nodes.Name) else ""
        if function not in choices:
            continue
        argument = (
            call.args[0].value if len(call.args) == 1 and isinstance(call.args[0], nodes.Const) else None
        )
        if argument not in choices[function]:
            known = ", ".join(choices[function]) or "none is defined"
            yield (
                _place(file, call.lineno, [function]),
                f"there is no {function} {argument!r}",
                f"one of {known}",
            )


def _steps(node: nodes.Node) -> list[str] | None:
    """Give `a.b.c` as its names, or None for anything that is computed."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr):
        before = _steps(node.node)
        return None if before is None else [*before, node.attr]
    return None


def _place(file: SourceFile, line: int, steps: Sequence[str]) -> Location:
    """Find the column of a chain of names in its line."""
    written = re.compile(r"\s*\.\s*".join(map(re.escape, steps)) + r"(?!\w)")
    match = written.search(file.lines[line - 1])
    return file.at(line, match.start() + 1, match.end() - match.start()) if match else file.at(line, 1)


def _line_of(error: BaseException) -> int:
    """Find the line of the text in a traceback that Jinja2 has rewritten."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
