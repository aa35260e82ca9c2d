"""A version that is about to be published, and one that was: for the editor who says yes, and for a program."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

from click import style

from affiche.messages import shown
from affiche.model import Significance
from affiche.reporting.comparisons import changed_sections, summary
from affiche.reporting.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.archive.store import Settled
    from affiche.publishing.proposal import Proposal
    from affiche.publishing.withdrawal import ProposedWithdrawal

WIDTH = 96
MOST_LINES = 40
"""Of the changed words in each language, but for those that may change the meaning."""
_MEANING = {
    Significance.MAJOR: "major: readers must be told",
    Significance.EDITORIAL: "editorial: the meaning is the same",
}


def proposal_text(proposal: Proposal) -> str:
    """Show everything that a yes would make final."""
    version, policy = proposal.version, proposal.policy
    title = next(iter(policy.titles.values()))
    lines = [
        f"{title}: version {version.id}",
        "",
        *_table(
            {
                shown("posted"): f"{version.published}",
                shown("takes effect"): f"{version.effective}{shown(_lead(proposal))}",
                shown("follows"): f"version {proposal.before.id}"
                if proposal.before
                else "nothing: it is the first version",
                shown("significance"): _MEANING[version.significance],
            }
        ),
    ]
    if proposal.before:
        lines += [
            "",
            f"What changes since version {proposal.before.id}",
            *_figures(proposal),
            *_words(proposal),
        ]
    lines += [*_by_locale("What readers will be told", proposal.request.notes), *_unusual(proposal)]
    return "\n".join(lines)


def withdrawal_text(proposed: ProposedWithdrawal) -> str:
    """Show everything that a yes would make final."""
    version, before = proposed.standing.version, proposed.standing.before
    title = next(iter(proposed.policy.titles.values()))
    lines = [
        f"{title}: version {version.id} would be withdrawn",
        "",
        *_table(
            {
                shown("posted"): f"{version.published}",
                shown("would apply"): f"from {version.effective}",
                shown("instead"): f"version {before.id} goes on" if before else "no version applies",
            }
        ),
        *_by_locale("The reason, which readers will see", proposed.entry.reasons),
    ]
    return "\n".join(lines)


def _table(rows: Mapping[str, str]) -> Iterator[str]:
    """Write a line for each label, with what belongs to it in one column."""
    widest = max(map(len, rows))
    yield from (f"  {label:<{widest}}   {shown(words)}" for label, words in rows.items())


def _lead(proposal: Proposal) -> str:
    version = proposal.version
    days = (version.effective - version.published).days
    if days < 0:
        return f", {counted(-days, 'day')} before it is posted"
    promised = f"; {proposal.notice_days} are promised" if proposal.notice_days else ""
    if days == 0:
        return ", the same day"
    return f", after {counted(days - 1, 'full day')} of notice{promised}"


def _figures(proposal: Proposal) -> Iterator[str]:
    for locale in proposal.policy.working:
        comparison = proposal.comparisons.get(locale)
        yield f"  {locale}   {summary(comparison) if comparison else shown('New: no version before was in this language.')}"
    if proposal.facts:
        yield from textwrap.wrap(
            f"{shown('facts:')} {', '.join(proposal.facts)}",
            WIDTH,
            initial_indent="  ",
            subsequent_indent="         ",
        )


def _words(proposal: Proposal) -> Iterator[str]:
    """Show the words that change, with those that may change the meaning named; sections with such words come whole."""
    for locale, comparison in proposal.comparisons.items():
        weighty = {change.section: change for change in proposal.weighty.get(locale, ())}
        total = left = 0
        for change, lines in changed_sections(comparison):
            place = change.new or change.old
            weight = weighty.get(place.id if place else "")
            if weight is None and total + len(lines) > MOST_LINES:
                left += 1
                continue
            total += len(lines)
            yield from ("", *(f"  {locale}   {line}" for line in lines))
            if weight:
                yield from (
                    style(f"  {locale}     ! {line}", fg="yellow", bold=True)
                    for line in textwrap.wrap(
                        f"{shown('Check the meaning:')} {', '.join(map(shown, weight.parts()))}.", WIDTH
                    )
                )
        if left:
            more = f"{counted(left, 'more section')} changed: `affiche diff {proposal.policy.name}` shows all of it."
            yield from ("", f"  {locale}   … {shown(f'and {more}')}")


def _by_locale(heading: str, texts: Mapping[str, str]) -> Iterator[str]:
    if not texts:
        return
    yield from ("", shown(heading))
    for locale, text in texts.items():
        for number, line in enumerate(text.splitlines()):
            start = f"  {locale}   " if number == 0 else " " * (len(locale) + 5)
            again = " " * (len(locale) + 5 + 2 * line.startswith("- "))
            yield from textwrap.wrap(line, WIDTH, initial_indent=start, subsequent_indent=again) or [""]


def _unusual(proposal: Proposal) -> Iterator[str]:
    version = proposal.version
    for locale, sections in version.stale.items():
        named = listed([identifier or "title and introduction" for identifier in sections])
        yield from ("", f"Behind the source language in {locale}, and the page will say so: {named}.")
    yield from _by_locale("The reason, which readers will see", version.reasons)
    if proposal.request.reasons and not version.reasons:
        yield from (
            "",
            "The reason is left out, as nothing about this version needs one. What readers should know belongs in its note.",
        )
    for later in proposal.overtakes:
        yield from (
            "",
            f"Note: version {later.id} is already published for a later date and does not include these changes.",
            "Publish it again if it should.",
        )


def named_versions(proposals: Sequence[Proposal]) -> str:
    """Name the versions in a row."""
    return listed([f"{each.policy.name} {each.version.id}" for each in proposals])


def published_text(proposals: Sequence[Proposal], content: str) -> str:
    """Say that it is done, and what is left to do."""
    lines = [line for each in proposals for line in _published(each, content)]
    return "\n".join([*lines, "Now commit the folder to your history, and build the site."])


def _published(proposal: Proposal, content: str) -> Iterator[str]:
    name, identifier = proposal.policy.name, proposal.version.id
    yield f"Published {name} {identifier}. It is in {content}/{name}/versions/{identifier}, for good."
    if proposal.policy.plan:
        plan = proposal.locations.stated("next")
        where = f"{plan.path}, line {plan.line}" if plan.line else plan.path
        yield f"`next:` in {where}, still plans this version: take it out, or plan the next one there."


def published_json(proposals: Sequence[Proposal]) -> str:
    """Give what was published to a program; several policies are a list."""
    content = [_published_data(each) for each in proposals]
    return json.dumps(content if len(content) > 1 else content[0], ensure_ascii=False, indent=2)


def _published_data(proposal: Proposal) -> dict[str, Any]:
    version, before = proposal.version, proposal.before
    return {
        "policy": proposal.policy.name,
        "version": version.id,
        "published": version.published.isoformat(),
        "effective": version.effective.isoformat(),
        shown("significance"): version.significance.value,
        "predecessor": before.id if before else None,
        "notes": dict(proposal.request.notes),
        "stale": {locale: list(sections) for locale, sections in version.stale.items()},
        "reasons": dict(version.reasons),
        "facts": list(proposal.facts),
        "changes": {
            locale: {
                "words_added": comparison.words_added,
                "words_removed": comparison.words_removed,
                "sections": {kind.value: count for kind, count in comparison.counts().items()},
            }
            for locale, comparison in proposal.comparisons.items()
        },
        "files": proposal.package.entry.files,
    }


def settled_text(settled: Sequence[Settled]) -> str:
    """Say what became of commands that were interrupted."""
    return "\n".join(_settled(found) for found in settled)


def _settled(found: Settled) -> str:
    if found.is_published:
        return (
            f"Publishing {found.policy} {found.version} was interrupted at its last step. "
            "It is published, and its folder is in place now."
        )
    if found.version:
        return (
            f"Publishing {found.policy} {found.version} was interrupted before it was decided. "
            "Nothing was published; what it left was cleared away."
        )
    return (
        f"Something was interrupted before it reached the ledger of {found.policy}. "
        "Nothing was published or withdrawn; what it left was cleared away."
    )
