"""What can be wrong with a source, as data: a place, what is there, what was expected, what to do.

Nothing here knows how a problem is shown; `reporting/` turns problems into text, JSON or annotations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

Choice = TypeVar("Choice")
MOST_NAMED = 12
"""Choices that are all named to whoever mistyped one; of more, the nearest alone."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file; `line` and `column` count from 1, and 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    span: int = field(default=1, compare=False)
    """How many characters the caret underlines."""
    text: str = field(default="", compare=False)
    """The line itself, so that a problem can be shown without opening the file again; of a long one, a part."""
    cut: int = field(default=0, compare=False)
    """How many characters of the line are left out before that part."""


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """It must be mended before anything is published."""
    ADVICE = "advice"
    """It may be right; a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing to fix."""

    location: Location
    message: str
    """What is there, in one clause without a full stop."""
    expected: str = ""
    """What should be there instead."""
    fix: str = ""
    """What the editor can do, as an instruction."""
    rule: str
    """The id of what is wrong, which `affiche explain` explains: a rule of `check`, or another kind of problem."""
    severity: Severity = Severity.ERROR
    details: tuple[str, ...] = ()
    """Lines that show more of it, such as the words that changed."""


class ProblemLog:
    """Gathers the problems of one run, so that they can be shown together."""

    def __init__(self) -> None:
        """Start with no problem."""
        self.problems: list[Problem] = []

    def add(self, location: Location, message: str, *, rule: str, expected: str = "", fix: str = "") -> None:
        """Note one problem and go on."""
        self.problems.append(
            Problem(location=location, message=message, expected=expected, fix=fix, rule=rule)
        )

    def advise(self, location: Location, message: str, *, rule: str, fix: str) -> None:
        """Note something that may be right, for a person to decide."""
        self.problems.append(
            Problem(location=location, message=message, fix=fix, rule=rule, severity=Severity.ADVICE)
        )

    def raise_if_any(self) -> None:
        """Raise ContentError with every problem noted so far, in the order of their places."""
        if self.problems:
            raise ContentError(self.problems)


def one_of(words: Iterable[str]) -> str:
    """Name what can be chosen: `a, b or c`."""
    *others, last = [*words] or ["nothing yet"]
    return f"{', '.join(others)} or {last}" if others else last


def chosen(choices: Mapping[str, Choice], name: str, what: str) -> Choice:
    """Give what a person named, or raise UnknownError with the names that there are."""
    if name not in choices:
        near = nearest(name, choices)
        if near and len(choices) > MOST_NAMED:
            raise UnknownError(f"there is no {what} {name!r}; did you mean {near!r}?")
        raise UnknownError(f"there is no {what} {name!r}; there is {', '.join(choices)}.")
    return choices[name]


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Find the known word that was meant, where one is near enough for a slip of the keyboard."""
    from rapidfuzz import process  # only where something is wrong
    from rapidfuzz.distance import Indel

    found = process.extractOne(word, list(words), scorer=Indel.normalized_similarity, score_cutoff=0.75)
    return found[0] if found else None


def did_you_mean(word: str | None) -> str:
    """Ask whether a word was meant, if there is one to ask about."""
    return f"did you mean {word!r}?" if word else ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place: what holds for the whole site first, then of each policy its YAML, its texts, its archive."""
    return tuple(sorted(set(problems), key=_rank))


def _rank(problem: Problem) -> tuple[int, str, bool, str, int, int, Problem]:
    """Give what a problem is sorted by; places as plain values, as records take ten times as long to compare."""
    place = problem.location
    folder, _, name = place.path.rpartition("/")
    is_text = not name.endswith((".yaml", ".po"))
    return place.path.count("/"), folder, is_text, place.path, place.line, place.column, problem


class AfficheError(Exception):
    """The base of every error that Affiche raises on purpose."""


class UnknownError(AfficheError):
    """There is no such policy, version or locale."""


class ContentError(AfficheError):
    """The source cannot be built: it has problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep each distinct problem once, causes before their consequences."""
        self.problems = in_order(problems)
        super().__init__(
            "\n".join(f"{p.location.path}:{p.location.line}: {p.message}" for p in self.problems)
        )

    @classmethod
    def at(cls, location: Location, message: str, *, rule: str, expected: str = "", fix: str = "") -> Self:
        """Make the error of one problem."""
        problem = Problem(location=location, message=message, expected=expected, fix=fix, rule=rule)
        return cls([problem])

    def __reduce__(self) -> tuple[type[ContentError], tuple[tuple[Problem, ...]]]:
        """Let another process be told of it."""
        return type(self), (self.problems,)


class DoneError(ContentError):
    """Something failed after what was asked for had been decided: it is done all the same."""


class ArchiveError(ContentError):
    """A published file or the ledger is not what was published."""
