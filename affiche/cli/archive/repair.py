"""`affiche repair`: an archive that git merged or changed is made sound again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.completion import policy_names
from affiche.cli.options import ask, existing, say, source_option, writes_or_shows_problems, yes_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Repair an archive after two branches each published, or git changed line ends.")
@click.argument("policies", nargs=-1, metavar="[POLICY…]", shell_complete=policy_names)
@yes_option
@source_option
@writes_or_shows_problems
def repair(policies: tuple[str, ...], *, source: Path, yes: bool, form: str) -> None:
    """Put the publications of two merged branches one after the other, and restore line ends that git changed.

    Loses no entry of the ledger and changes no word that was published. Shows what would be written, and asks.
    """
    from affiche.archive.repair import carry_out, plan_repair
    from affiche.archive.verify import archived, verify
    from affiche.problems import ProblemLog, chosen
    from affiche.reporting.archives import repaired, repairs_text
    from affiche.source import SourceFolder

    folder = SourceFolder(existing(source), ProblemLog())
    known = dict.fromkeys(archived(folder))
    for policy in policies:
        chosen(known, policy, "published policy")
    planned = [repair for policy in policies or known if (repair := plan_repair(policy, folder))]
    if form != "json":
        say(repairs_text(planned))
    if planned:
        ask("Write this?", yes=yes, undone="changed")
        for repair in planned:
            carry_out(repair, folder)
        verify(source)
    if form == "json" or planned:
        say(repaired(planned, form))
