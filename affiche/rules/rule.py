"""What a rule is: a function, and beside it everything that `check`, `explain` and the docs say about it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from affiche.kinds.kind import ADVICE, ERROR, Example, Kind
from affiche.problems import Problem
from affiche.rules.prose import holding

if TYPE_CHECKING:
    from affiche.problems import Severity
    from affiche.rules.prose import Edit
    from affiche.rules.texts import Match, PolicyTexts, Text

__all__ = ["ADVICE", "ERROR", "Rule", "rule"]

Scope = Literal["policy", "text", "passage", "translation"]
"""What a rule's function is given: a policy, each text, each passage of each text, or the source text with each
translation."""
MOST_PLACES = 1_000
"""Matches of a rule in a policy; where there are more, something else is wrong with the text."""
THERE_ARE_MORE = "there may be more places like this one, which are told once these are put right"
Function = TypeVar("Function", bound=Callable[..., Iterable[Any]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Kind):
    """A kind of problem that `check` looks for in every policy."""

    scope: Scope
    language: str
    """The only language it applies to; empty for all."""
    yaml: bool
    """Whether it also reads the words in policy.yaml and site.yaml."""
    needs: Sequence[str]
    """Words in small letters, one of which each passage holds that it objects to; none where that is not known."""
    check: Callable[..., Iterable[Match]]

    def problems(self, policy: PolicyTexts) -> Iterator[Problem]:
        """Look through a policy, until there is more than anybody would go through."""
        matches = self._matches(policy)
        yield from (self.problem(match) for match in islice(matches, MOST_PLACES))
        if more := next(matches, None):
            yield replace(self.problem(more), details=(*more.details, THERE_ARE_MORE))

    def problem(self, match: Match) -> Problem:
        """State a match as a problem."""
        return Problem(
            location=match.location,
            message=match.message,
            expected=match.expected,
            fix=match.fix or self.fix,
            rule=self.id,
            severity=self.severity,
            details=match.details,
        )

    def _matches(self, policy: PolicyTexts) -> Iterator[Match]:
        if self.scope == "policy":
            yield from self.check(policy)
        elif self.scope == "translation":
            for translation in policy.translations:
                yield from self.check(policy.source, translation)
        else:
            for text in (*policy.texts.values(), *(policy.yaml if self.yaml else ())):
                yield from self.matches_in(text)

    def matches_in(self, text: Text) -> Iterator[Match]:
        """Look through one text; only for rules whose scope is a text or its passages."""
        if self.language not in {"", text.language}:
            return
        if self.scope == "text":
            yield from self.check(text)
        else:
            for passage in holding(text.passages, self.needs):
                yield from self.check(text, passage)


REGISTERED: list[Rule] = []


def rule(  # noqa: PLR0913 one for each thing that is said of a rule
    identifier: str,
    severity: Severity,
    summary: str,
    *,
    why: str,
    fix: str = "run `affiche check --fix`",
    citation: str = "",
    example: tuple[str, str],
    scope: Scope,
    language: str = "",
    yaml: bool = False,
    fixes: bool = False,
    needs: Sequence[str] = (),
) -> Callable[[Function], Function]:
    """Register the function below as a rule."""

    def register(check: Function) -> Function:
        before, after = example
        REGISTERED.append(
            Rule(
                id=identifier,
                severity=severity,
                summary=summary,
                why=why,
                fix=fix,
                citation=citation,
                example=Example(before=before, after=after),
                scope=scope,
                language=language,
                yaml=yaml,
                fixes=fixes,
                needs=needs,
                check=check,
            )
        )
        return check

    return register


MOST_ROUNDS = 5
"""One fix can uncover another: `01 janvier` loses its leading zero, then gains its ending."""


def autofix(text: Text, rules: Sequence[Rule]) -> str:
    """Return the text with every fix applied that needs no person."""
    fixing = [rule for rule in rules if rule.fixes]
    for _ in range(MOST_ROUNDS):
        fixes = [match.edits for rule in fixing for match in rule.matches_in(text) if match.edits]
        if not fixes:
            break
        text = replace(text, file=replace(text.file, text=apply(text.file.text, fixes)))
    return text.file.text


def apply(text: str, fixes: Iterable[Sequence[Edit]]) -> str:
    """Apply each fix as a whole; one that overlaps another waits for the next round."""
    accepted: list[Edit] = []
    for edits in fixes:
        if not any(_overlaps(edit, accepted) for edit in edits):
            for edit in edits:
                insort(accepted, edit)
    parts: list[str] = []
    at = 0
    for edit in accepted:
        parts += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*parts, text[at:]])


def _overlaps(edit: Edit, accepted: Sequence[Edit]) -> bool:
    """Tell whether an edit touches one of those accepted, which are in order and do not touch each other."""
    place = bisect_left(accepted, edit)
    return any(
        edit.start == other.start or (edit.start < other.end and other.start < edit.end)
        for other in accepted[max(0, place - 1) : place + 1]
    )
