"""The page that lists what is wrong, file by file, each place with a link that opens it in an editor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from affiche.problems import in_order
from affiche.source import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from affiche.problems import Location, Problem, Severity
    from affiche.serving.lost_duties import LawChange

EDIT = "/_edit/"
"""Where the pages of the editor are, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One problem, as it is shown."""

    problem: Problem
    place: str
    """Path, line and column, to be copied."""
    href: str
    """Opens the place in an editor that knows such links; empty where the file is not there."""

    @property
    def excerpt(self) -> tuple[str, str, str]:
        """The line around the place: before it, what it is about, and after it."""
        where = self.problem.location
        start = max(0, where.column - where.cut - 1)
        end = start + where.span if where.column else start
        return where.text[:start], where.text[start:end], where.text[end:]


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakenFile:
    """A file with its problems."""

    path: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsPage:
    """Everything that is wrong, and what could be better."""

    template: ClassVar = "preview-problems.html"
    home: str
    blocking: tuple[MistakenFile, ...]
    """What keeps the newest state from being shown."""
    errors: tuple[MistakenFile, ...]
    advice: tuple[MistakenFile, ...]
    law_changes: tuple[LawChange, ...]
    """What laws ask for and a draft no longer says, or newly does."""
    is_checked: bool
    """Whether the rules have been through the whole text as it is now."""


def mistakes_by_file(
    problems: Iterable[Problem], source: Path, *, is_edited: bool = False
) -> tuple[MistakenFile, ...]:
    """Group problems by their files, in the order of their places; links lead to the editor, if there is one."""
    ordered = in_order(problems)
    return tuple(
        MistakenFile(
            path=path, mistakes=tuple(_mistake(problem, source, is_edited=is_edited) for problem in group)
        )
        for path, group in groupby(ordered, lambda problem: problem.location.path)
    )


def of_severity(problems: Sequence[Problem], severity: Severity) -> list[Problem]:
    """Keep the errors, or the advice."""
    return [problem for problem in problems if problem.severity is severity]


def place(where: Location) -> str:
    """Write a place as editors and terminals know it: `content/privacy/en.md:12:3`."""
    parts = [where.path, *([str(where.line)] if where.line else [])]
    return ":".join([*parts, *([str(where.column)] if where.line and where.column else [])])


def editor_href(where: Location) -> str:
    """Lead to a line in the pages of the editor, if it is in a working file of a policy."""
    *_, policy, name = ("", "", *PurePath(where.path).parts)
    locale, _, kind = name.partition(".")
    if not where.line or VERSIONS in PurePath(where.path).parts:
        return ""
    if kind == "md":
        return f"{EDIT}{policy}/#at.{locale}.{where.line}"
    return f"{EDIT}{policy}/file/#at..{where.line}" if name == "policy.yaml" else ""


def _mistake(problem: Problem, source: Path, *, is_edited: bool) -> Mistake:
    where = problem.location
    if is_edited and (href := editor_href(where)):
        return Mistake(problem=problem, place=place(where), href=href)
    file = next((path for path in _candidates(where.path, source) if path.is_file()), None)
    line = f":{where.line}:{max(1, where.column)}" if where.line else ""
    href = f"vscode://file/{quote(file.resolve().as_posix().removeprefix('/'))}{line}" if file else ""
    return Mistake(problem=problem, place=place(where), href=href)


def _candidates(path: str, source: Path) -> tuple[Path, ...]:
    """Say where a file may be: under the source its path is as given, a template's is from beside the source."""
    from affiche.defaults import default_folder

    folder, _, name = path.partition("/")
    ours = (default_folder(folder) / name,) if folder in {"templates", "locales"} else ()
    return (source.parent / path, *ours) if ours else (type(source)(path),)
