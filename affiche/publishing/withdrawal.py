"""An upcoming version is withdrawn: its page stays, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.archive.store import add
from affiche.characters import DIRECTION, UNSHOWABLE, code, is_right_to_left
from affiche.problems import ContentError, Location, Problem, UnknownError
from affiche.source import LEDGER, Entry, read_policy_ledger
from affiche.timeline import Status, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from affiche.model import Policy
    from affiche.source import SourceFolder
    from affiche.timeline import VersionStatus

_INSTEAD = {
    Status.CURRENT: "it is in force: publish a version that replaces it",
    Status.SUPERSEDED: "it was in force, and that cannot be undone",
    Status.WITHDRAWN: "it was withdrawn already",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedWithdrawal:
    """A version as it would be withdrawn."""

    policy: Policy
    standing: VersionStatus
    entry: Entry


def propose_withdrawal(
    policy: Policy,
    identifier: str,
    *,
    on: date,
    reasons: Mapping[str, str],
    folder: SourceFolder,
) -> ProposedWithdrawal:
    """Give what would be written down; ContentError with everything that stands in the way."""
    standings = {standing.version.id: standing for standing in timeline(policy, on).standings}
    if identifier not in standings:
        known = ", ".join(standings) or "none"
        raise UnknownError(f"no version {identifier!r} of {policy.name} is posted by {on}; there is {known}.")
    ledger = read_policy_ledger(policy.name, folder)
    last = ledger.postings[-1].on if ledger.postings else on
    where = Location(path=folder.shown(f"{policy.name}/{LEDGER}"))
    problems = list(_objections(standings[identifier], where, reasons, list(policy.titles)))
    if on < last:
        message = f"the last entry of the ledger is of {last}, and nothing can be withdrawn before that"
        problems.append(
            Problem(
                location=where,
                message=message,
                fix="leave --as-of out, to withdraw it today",
                rule="publish/withdrawal",
            )
        )
    if problems:
        raise ContentError(problems)
    entry = Entry(event="withdrawn", version=identifier, on=on, reasons=dict(reasons), previous=ledger.head)
    return ProposedWithdrawal(policy=policy, standing=standings[identifier], entry=entry.sealed())


def withdraw(proposed: ProposedWithdrawal, folder: SourceFolder) -> None:
    """Write down exactly what was proposed."""
    add(proposed.policy.name, proposed.entry, {}, folder)


def _objections(
    standing: VersionStatus, where: Location, reasons: Mapping[str, str], locales: Sequence[str]
) -> Iterator[Problem]:
    if standing.status is not Status.UPCOMING:
        yield Problem(
            location=where,
            message=f"version {standing.version.id} cannot be withdrawn: {_INSTEAD[standing.status]}",
            expected="a version that is upcoming",
            rule="publish/withdrawal",
        )
    for locale in locales:
        if locale not in reasons:
            yield Problem(
                location=where,
                message=f"the reason in {locale} is missing",
                fix=f"add --reason-{locale} “…”, in a sentence",
                rule="publish/reason",
            )
        elif (strange := DIRECTION.search(reasons[locale])) and not is_right_to_left(locale):
            yield Problem(
                location=where,
                message=f"the reason in {locale} holds {code(strange[0])}, which turns the order of what is shown",
                fix="type the reason again; the character is invisible",
                rule="publish/words",
            )
        elif strange := UNSHOWABLE.search(reasons[locale]):
            yield Problem(
                location=Location(path=f"--reason-{locale}"),
                message=f"there is a character that no page can show in this reason: {code(strange[0])}",
                expected="words typed in UTF-8, without control characters",
                fix="type the reason again; what you pasted may hold characters that cannot be seen",
                rule="publish/words",
            )
