"""`affiche status`: how the policies stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.options import as_of_option, existing, now, shows_problems, source_option

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@click.argument("policies", nargs=-1, metavar="[POLICY…]")
@source_option
@as_of_option
@shows_problems
def status(policies: tuple[str, ...], *, source: Path, as_of: date | None, form: str) -> None:
    """Say of each policy what is in force and to come, how far the draft is, and which dates are next."""
    from affiche import archive, pipeline, reporting

    archive.verify(existing(source))
    site, _ = pipeline.read(source)
    known = {policy.name: policy for policy in site.policies}
    for name in policies:
        if name not in known:
            raise archive.UnknownError(f"there is no policy {name!r}; there is {', '.join(known)}.")
    day = pipeline.day_of(as_of or now(), site.timezone)
    states = [archive.policy_state(site, known[name], day) for name in policies or known]
    click.echo(reporting.states_json(states, day) if form == "json" else reporting.states_text(states, day))
