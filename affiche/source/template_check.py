"""What a text may say between braces, checked before anything is put in: all problems at once, each at its place.

A policy text may name facts, choose by `if` and go through a list by `for`; whatever else Jinja2 can do is
refused, so that no text can reach beyond its facts, or take longer than its facts are long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2 import nodes

from affiche.problems import did_you_mean, nearest, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from affiche.problems import Location, ProblemLog
    from affiche.source.files import SourceFile

    Span: TypeAlias = tuple[int, int]

SUCH_AS = "the name of a fact, such as {{ facts.contact.email }}"
FILTERS = {"capitalize", "first", "join", "last", "length", "lower", "upper"}

_ALLOWED = (
    *(
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Const,
        nodes.Getattr,
        nodes.Getitem,
    ),
    *(nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Call, nodes.Filter),
)
_BRACES = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)")
_NAMED = re.compile(r"""\w+(?:\s*\.\s*\w+)*|"[^"]*"|'[^']*'""")


class NameCheck:
    """Looks through the braces of one text."""

    def __init__(
        self,
        file: SourceFile,
        names: Mapping[str, Any],
        choices: Mapping[str, Sequence[str]],
        log: ProblemLog,
    ) -> None:
        """Know what can be named, and what each function can be asked for."""
        self._file, self._names, self._choices, self._log = file, names, choices, log
        self._seen: Counter[tuple[int, str]] = Counter()
        self._conditions = 0
        self._lines: dict[int, tuple[Sequence[Span], Mapping[str, Sequence[Span]]]] = {}

    def check(self, node: nodes.Node, own: frozenset[str] = frozenset()) -> None:
        """Note everything that cannot be; `own` are the names that loops around the node give."""
        match node:
            case nodes.For():
                self._loop(node, own)
            case nodes.Name() | nodes.Getattr():
                self._name(node, own)
            case nodes.Call():
                self._call(node)
            case nodes.If():
                self._conditions += 1
                self._inside(node, own)
                self._conditions -= 1
            case _:
                if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and not _is_plain(node)):
                    self._add(node, "", "this cannot stand in a text", SUCH_AS)
                    return
                self._inside(node, own)

    def _inside(self, node: nodes.Node, own: frozenset[str]) -> None:
        for inner in node.iter_child_nodes():
            self.check(inner, own)
            if isinstance(node, nodes.Output):
                self._text(inner, own)

    def _loop(self, loop: nodes.For, own: frozenset[str]) -> None:
        """Check a loop; one inside another goes through a part of what the outer one is at."""
        steps = _steps(loop.iter)
        if steps is None or loop.recursive or (own and steps[0] not in own):
            self._add(
                loop, "", "this loop cannot stand here", "a loop through a list of facts, or a part of it"
            )
            return
        self._name(loop.iter, own)
        inside = own | {"loop"} | {name.name for name in loop.find_all(nodes.Name) if name.ctx == "store"}
        for part in (loop.test, *loop.body, *loop.else_):
            if part is not None:
                self.check(part, inside)

    def _name(self, node: nodes.Node, own: frozenset[str]) -> None:
        """Follow `a.b.c` as far as it leads."""
        steps = _steps(node)
        if steps is None:
            self._inside(node, own)
            return
        if steps[0] in own:
            return
        found: Any = self._names
        for depth, step in enumerate(steps):
            if not isinstance(found, Mapping) or step not in found:
                before = steps[:depth]
                near = nearest(step, list(found) if isinstance(found, Mapping) else [])
                self._add(
                    node,
                    ".".join(steps),
                    f"{'.'.join([*before, step])} is not defined",
                    _within(found, ".".join(before)),
                    did_you_mean(".".join([*before, near]) if near else None),
                )
                return
            found = found[step]

    def _text(self, node: nodes.Node, own: frozenset[str]) -> None:
        """Note a fact put in whole that is not one text, and a promise put in that is not made."""
        steps = _steps(node)
        if steps is None or steps[0] in own:
            return
        found: Any = self._names
        for step in steps:
            found = found.get(step) if isinstance(found, Mapping) else None
        name = ".".join(steps)
        if steps[0] == "promises" and found == "" and not self._conditions:
            self._add(
                node,
                name,
                f"{name} is empty: nothing is promised there",
                "a promise that policy.yaml makes, or an `if` around what is said of it",
            )
        if isinstance(found, str) or found is None:
            return
        parts = (
            one_of(f"{name}.{part}" for part in found) if isinstance(found, Mapping) else "one of its parts"
        )
        self._add(node, name, f"{name} is not one text, but several", parts)

    def _call(self, call: nodes.Call) -> None:
        """Check a function: it takes one name, written between quotation marks."""
        function = call.node.name if isinstance(call.node, nodes.Name) else ""
        if function not in self._choices:
            self._add(call, function, "this cannot stand in a text", SUCH_AS)
            return
        argument = call.args[0] if len(call.args) == 1 and not call.kwargs else None
        known = self._choices[function]
        if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
            self._add(
                call,
                function,
                f"{function}(…) names nothing",
                f'a name, as in {function}("{[*known, "name"][0]}")',
            )
        elif argument.value not in known:
            near = did_you_mean(nearest(argument.value, known))
            self._add(
                call, f'"{argument.value}"', f"there is no {function} {argument.value!r}", one_of(known), near
            )

    def _add(self, node: nodes.Node, words: str, message: str, expected: str, fix: str = "") -> None:
        self._log.add(
            self._place(node.lineno, words), message, expected=expected, fix=fix, rule="text/braces"
        )

    def _place(self, line: int, words: str) -> Location:
        """Find the words between the braces of their line: the second time, where they stand a second time."""
        if line not in self._lines:
            self._lines[line] = _spans_of(self._file.lines[line - 1])
        braces, named = self._lines[line]
        spans, turn = named.get(words, braces), self._seen[line, words]
        self._seen[line, words] += 1
        start, end = spans[min(turn, len(spans) - 1)]
        return self._file.at(line, start + 1, end - start)


def _spans_of(line: str) -> tuple[Sequence[Span], Mapping[str, Sequence[Span]]]:
    """Give the braces of a line, which goes whole where they are on others, and each name and quotation in them."""
    braces = [match.span() for match in _BRACES.finditer(line)] or [(0, len(line))]
    named: dict[str, list[Span]] = {}
    for match in (match for span in braces for match in _NAMED.finditer(line, *span)):
        words = f'"{match[0][1:-1]}"' if match[0][0] in "\"'" else "".join(match[0].split())
        named.setdefault(words, []).append(match.span())
    return braces, named


def _is_plain(node: nodes.Filter) -> bool:
    """Say whether a filter is one of those allowed, with nothing but a text to join by."""
    arguments = [*node.args, *node.kwargs]
    return node.name in FILTERS and all(isinstance(argument, nodes.Const) for argument in arguments)


def _steps(node: nodes.Node) -> list[str] | None:
    """Give `a.b.c` as its names, or None for anything that is computed."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr):
        before = _steps(node.node)
        return None if before is None else [*before, node.attr]
    return None


def braces_at(line: int, file: SourceFile) -> Location:
    """Point at the first braces of a line."""
    match = _BRACES.search(file.lines[line - 1])
    return file.at(line, match.start() + 1, match.end() - match.start()) if match else file.at(line, 1)


def note_broken_braces(file: SourceFile, line: int, parses: Callable[[str], bool], log: ProblemLog) -> None:
    """Note braces that cannot be read: those on the line that fail by themselves, else an `if` never closed."""
    for match in _BRACES.finditer(file.lines[line - 1]):
        if match[0].startswith("{{") and not parses(match[0]):
            log.add(
                file.at(line, match.start() + 1, match.end() - match.start()),
                "what stands between these braces cannot be read",
                expected=SUCH_AS,
                rule="text/braces",
            )
            return
    _note_unclosed(file, line, log)


def _note_unclosed(file: SourceFile, line: int, log: ProblemLog) -> None:
    opened: list[re.Match[str]] = []
    for match in re.finditer(r"\{%-?\s*(end)?(\w+).*?%\}", file.text):
        if match[1] and opened and opened[-1][2] == match[2]:
            opened.pop()
        elif match[1] or match[2] not in {"if", "for", "elif", "else"}:
            log.add(
                file.at_offset(*match.span()),
                "this cannot stand here",
                expected="{% if … %} … {% endif %}",
                rule="text/braces",
            )
            return
        elif match[2] in {"if", "for"}:
            opened.append(match)
    if opened:
        log.add(
            file.at_offset(*opened[-1].span()),
            f"this {opened[-1][2]!r} is never closed",
            expected=f"{{% end{opened[-1][2]} %}} after the words that it is about",
            rule="text/braces",
        )
    else:
        log.add(
            braces_at(line, file),
            "what stands between these braces cannot be read",
            expected=SUCH_AS,
            rule="text/braces",
        )


def _within(found: Any, name: str) -> str:
    """Say what can stand after a name."""
    if not isinstance(found, Mapping):
        return f"{name} alone: nothing stands below it"
    return one_of(list(found)) if found else f"something that is written under {name}, which is empty so far"
