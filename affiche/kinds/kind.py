"""What a kind of problem is: its id, and beside it everything that `explain` and the docs say about it."""

from __future__ import annotations

from dataclasses import dataclass

from affiche.problems import Severity

ERROR, ADVICE = Severity.ERROR, Severity.ADVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A few lines that are wrong, and the same lines put right."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Something that can be wrong, whoever finds it."""

    id: str
    """Never changes: people look it up."""
    severity: Severity
    summary: str
    """What is wrong, as a noun phrase."""
    why: str
    fix: str
    citation: str = ""
    """The law, guideline or style guide behind it, if there is one."""
    example: Example
    fixes: bool = False
    """Whether `affiche check --fix` can put it right."""


REGISTERED: list[Kind] = []


def kind(  # noqa: PLR0913 one for each thing that is said of it
    identifier: str, severity: Severity, summary: str, *, why: str, fix: str, example: tuple[str, str]
) -> None:
    """Register a kind of problem that is found on the way, and not by a rule."""
    before, after = example
    REGISTERED.append(
        Kind(
            id=identifier,
            severity=severity,
            summary=summary,
            why=why,
            fix=fix,
            example=Example(before=before, after=after),
        )
    )
