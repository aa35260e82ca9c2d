"""How the policies stand, for an editor and for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from affiche.drafts.sections import State
from affiche.messages import shown
from affiche.publishing.telling import tellings
from affiche.reporting.exchange import markdown_cell
from affiche.reporting.phrases import counted, listed
from affiche.reporting.tellings import telling_data, telling_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from affiche.drafts.state import PolicyState
    from affiche.timeline import VersionStatus


def by_need(states: Iterable[PolicyState], as_of: date) -> list[PolicyState]:
    """Put first what cannot be read or was missed, then what is due, then drafts; what needs nothing is last."""

    def rest(state: PolicyState) -> int:
        due = [each for each in tellings(state.policy, as_of) if each.due and each.version.effective > as_of]
        is_late = any(each.is_missed(as_of) for each in due)
        is_due = bool(due) or (state.review_due is not None and state.review_due < as_of)
        needs = (bool(state.draft_problems) or is_late, is_due, state.is_changed or state.since is None)
        return [*needs, True].index(True)

    return sorted(states, key=rest)


def states_text(states: Sequence[PolicyState], as_of: date) -> str:
    """Say of each policy what applies, what is to come, how far the draft is, and the next dates."""
    blocks = ["\n".join([f"As of {as_of}", *_shared(states)])]
    return "\n\n".join([*blocks, *("\n".join(_lines(state, as_of)) for state in states)])


def _shared(states: Sequence[PolicyState]) -> Iterator[str]:
    """Say of each fact of facts.yaml that was changed which drafts it touches."""
    for name in dict.fromkeys(name for state in states for name in state.shared_facts):
        touched = [state.policy.name for state in states if name in state.shared_facts]
        yield f"The shared fact {name} was changed: it touches the drafts of {listed(touched)}"


def _lines(state: PolicyState, as_of: date) -> Iterator[str]:
    yield f"{next(iter(state.policy.titles.values()))} ({state.policy.name})"
    yield f"  in force   {_named(state.current) if state.current else 'no version'}"
    for standing in state.upcoming:
        yield f"  upcoming   {_named(standing)}, posted on {standing.version.published}"
    yield from _draft(state)
    for file in state.policy.unread:
        yield f"  unread     {file}: the site has no locale {file.removesuffix('.md')!r}"
    if state.plan and state.plan.effective:
        meaning = f", {shown(state.plan.significance.value)}" if state.plan.significance else ""
        yield f"  planned    for {state.plan.effective}{meaning}; not published"
        if state.free_id != state.plan.effective.isoformat():
            yield (
                f"             {state.plan.effective} was withdrawn: plan another day, or publish with "
                f"--effective {state.free_id}"
            )
    for telling in tellings(state.policy, as_of):
        yield from (f"  tell       {line}" for line in telling_lines(telling, as_of))
    if state.next_change:
        yield f"  next       a build differs from {state.next_change} on"
    if state.policy.retired:
        yield f"  retired    from {state.policy.retired} on"
    if state.review_due:
        late = " (that day is past)" if state.review_due < as_of else ""
        yield f"  review     due by {state.review_due}{late}"


def _named(standing: VersionStatus) -> str:
    version = standing.version
    until = f" {shown(f'until {standing.until}')}" if standing.until else ""
    return f"{version.id}, {shown(version.significance.value)}, {shown(f'from {version.effective}')}{until}"


def _draft(state: PolicyState) -> Iterator[str]:
    if state.draft_problems:
        problems = counted(state.draft_problems, "problem")
        yield f"  draft      cannot be read: {problems}, which `affiche check {state.policy.name}` shows"
        return
    if state.since is None:
        yield "  draft      everything: nothing is published yet"
        return
    if not state.is_changed:
        yield f"  draft      none: the text is that of {state.since}"
        return
    yield f"  draft      against {state.since}"
    for section in state.sections:
        if any(how is not State.UNCHANGED for how in section.states.values()):
            marks = ", ".join(f"{locale} {shown(how.value)}" for locale, how in section.states.items())
            yield (
                f"             {section.title} (#{section.id}){shown(':')} {marks}"
                if section.id
                else (f"             {shown(section.title)}{shown(':')} {marks}")
            )
    if state.facts:
        yield f"             {shown('facts:')} {', '.join(state.facts)}"
    same = sum(all(how is State.UNCHANGED for how in section.states.values()) for section in state.sections)
    unchanged = shown(f"{counted(same, 'section')} unchanged")
    yield f"             {unchanged}"


def states_markdown(states: Sequence[PolicyState], as_of: date) -> str:
    """Write the same as a table, for the summary of a pipeline’s run."""
    rows = [
        " | ".join(["", f"`{state.policy.name}`", _applying(state), _drafted(state), ""]).strip()
        for state in states
    ]
    head = ["| policy | in force, to come | draft |", "|---|---|---|"]
    return "\n".join([f"### Legal texts as of {as_of}", "", *head, *rows])


def _applying(state: PolicyState) -> str:
    applying = [state.current] if state.current else []
    return "<br>".join(map(_named, [*applying, *state.upcoming])) or "no version"


def _drafted(state: PolicyState) -> str:
    """Say in a cell what the draft changes, by section and locale."""
    lines = [line.strip() for line in _draft(state)]
    return "<br>".join(map(markdown_cell, [lines[0].removeprefix("draft").strip(), *lines[1:]]))


def states_json(states: Sequence[PolicyState], as_of: date) -> str:
    """Give the same to a program."""
    policies = {state.policy.name: _content(state, as_of) for state in states}
    return json.dumps({"as_of": as_of.isoformat(), "policies": policies}, ensure_ascii=False, indent=2)


def _content(state: PolicyState, as_of: date) -> dict[str, Any]:
    return {
        "current": _version(state.current) if state.current else None,
        "upcoming": [_version(standing) for standing in state.upcoming],
        "draft": {
            "since": state.since,
            "changed": state.is_changed,
            "problems": state.draft_problems,
            "sections": [
                {"id": section.id, "title": section.title, "states": dict(section.states)}
                for section in state.sections
            ],
            "facts": list(state.facts),
            "shared_facts": list(state.shared_facts),
            "effective": _day(state.plan.effective) if state.plan else None,
            "significance": state.plan.significance if state.plan else None,
        },
        "told": [telling_data(each) for each in tellings(state.policy, as_of)],
        "retired": _day(state.policy.retired),
        "next_change": _day(state.next_change),
        "review_due": _day(state.review_due),
    }


def _version(standing: VersionStatus) -> dict[str, Any]:
    version = standing.version
    return {
        "id": version.id,
        "significance": version.significance.value,
        "published": _day(version.published),
        "effective": _day(version.effective),
        "until": _day(standing.until),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
