"""`affiche build`: the site of a day."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiche.cli.options import as_of_option, existing, now, shows_problems, source_option

if TYPE_CHECKING:
    from datetime import date


@click.command()
@source_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The folder to write; it is replaced whole.",
)
@as_of_option
@shows_problems
def build(source: Path, out: Path, as_of: date | None, form: str) -> None:
    """Build the site."""
    from affiche import pipeline, reporting

    started = time.perf_counter()
    report = pipeline.build(pipeline.Options(source=existing(source), out=out, as_of=as_of or now()))
    seconds = time.perf_counter() - started
    click.echo(reporting.report_json(report) if form == "json" else reporting.report_text(report, seconds))
