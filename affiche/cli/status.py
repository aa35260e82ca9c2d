"""`affiche status`: how the policies stand."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from affiche.cli.cache import own_cache
from affiche.cli.completion import policy_names
from affiche.cli.options import as_of_option, existing, now, say, shows_problems, source_option

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(short_help="Say what is in force, to come, drafted, and due.")
@click.argument("policies", nargs=-1, metavar="[POLICY…]", shell_complete=policy_names)
@source_option
@as_of_option
@partial(shows_problems, forms=("text", "json", "github", "markdown"))
def status(policies: tuple[str, ...], *, source: Path, as_of: date | None, form: str) -> None:
    """Say of each policy what is in force and to come, how far the draft is, and which dates are next."""
    from affiche.archive.verify import verify
    from affiche.builds import day_of
    from affiche.drafts.state import PolicyState, policy_state
    from affiche.incremental.remembered import remembered
    from affiche.missing import refuse_losses
    from affiche.problems import ContentError, Problem, ProblemLog
    from affiche.reporting.states import by_need, states_json, states_markdown, states_text
    from affiche.source import SourceFolder, read_source
    from affiche.source.data.sites import by_site

    verified = verify(existing(source))
    refuse_losses(source)
    found, problems = list[PolicyState](), list[Problem]()
    for brand, own in by_site(SourceFolder(source, ProblemLog(), verified), policies):
        known = remembered(own_cache(os.environ), source, brand)
        folder = SourceFolder(source, ProblemLog(), dict(verified), known.memory)
        reading = read_source(folder, known.renderer, own, brand)
        known.save(reading)
        day = day_of(as_of or now(), reading.site.timezone)
        drafts = reading.draft_problems_by_policy()
        found += (
            policy_state(reading.site, policy, day, draft_problems=len(drafts.get(policy.name, ())))
            for policy in reading.policies(own)
        )
        problems += reading.problems_of(own)
    states = by_need(found, day)
    if form == "text":
        say(states_text(states, day))
    if problems:
        raise ContentError(problems)
    if form == "markdown":
        say(states_markdown(states, day))
    elif form != "text":
        say(states_json(states, day))
