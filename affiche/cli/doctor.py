"""`affiche doctor`: whether this machine and this folder have what Affiche needs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from affiche.cli.options import PROBLEMS, now, say, source_option


@click.command(short_help="Say whether this machine and folder have what Affiche needs.")
@source_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The folder to build into.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(source: Path, out: Path, form: str) -> None:
    """Look at versions, the clock, git, line ends, rights to write, and what an optional part lacks.

    Changes nothing. Send its answer with a question or a report of a fault.
    """
    from affiche.diagnosing import State, diagnose
    from affiche.reporting.diagnoses import diagnosis_json, diagnosis_text

    findings = list(diagnose(source, out, now(), sys.stdout))
    say(diagnosis_json(findings) if form == "json" else diagnosis_text(findings))
    if any(finding.state is State.BAD for finding in findings):
        click.get_current_context().exit(PROBLEMS)
