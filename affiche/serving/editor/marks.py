"""Problems at the pieces of text that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.problems import Location, Severity, in_order
from affiche.serving.mistakes import editor_href, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.problems import Problem
    from affiche.serving.editor.handlers import Editor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A problem in a file."""

    problem: Problem

    @property
    def where(self) -> Location:
        """Its place."""
        return self.problem.location

    @property
    def place(self) -> str:
        """Its file and line."""
        return place(self.where)

    @property
    def href(self) -> str:
        """Leads to its line in the editor, if it is in a working file of a policy."""
        return editor_href(self.where)

    @property
    def is_error(self) -> bool:
        """Whether it keeps the policy from being published."""
        return self.problem.severity is Severity.ERROR

    def data(self, first: int) -> dict[str, object]:
        """Give its place in an editor that begins with this line of the file."""
        return {
            "line": self.where.line - first + 1 if self.where.line else 0,
            "column": self.where.column,
            "span": self.where.span,
            "severity": "error" if self.is_error else "advice",
        }


def marks_of(editor: Editor, name: str) -> list[Mark]:
    """Give what is wrong with a file: what keeps it from being read, or else what the rules find."""
    path = (editor.preview.source / name).as_posix()
    found = editor.preview.problems or editor.checks.found
    return [Mark(problem=each) for each in in_order(found) if each.location.path == path]


def between(marks: Sequence[Mark], first: int, end: int) -> list[Mark]:
    """Keep those from one line up to another."""
    return [mark for mark in marks if first <= max(1, mark.where.line) < end]
