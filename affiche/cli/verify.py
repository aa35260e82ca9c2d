"""`affiche verify`: whether what was published is still what was published, here and on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.options import existing, say, shows_problems, source_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option(
    "--site",
    "place",
    metavar="FOLDER|ADDRESS",
    help="Check a site as it was posted against the archive: a folder, or an address such as https://….",
)
@source_option
@shows_problems
def verify(*, place: str | None, source: Path, form: str) -> None:
    """Check every published file against the ledger; exit code 3 if anything was altered."""
    from affiche import archive, reporting
    from affiche.cli.posted import reader
    from affiche.problems import ProblemLog
    from affiche.source import SourceFolder

    archive.verify(existing(source))
    checked = archive.checked(SourceFolder(source, ProblemLog()))
    lacking = {}
    if place is not None:
        lacking = archive.verify_site(SourceFolder(source, ProblemLog()), place, reader(place))
    say(reporting.verified(checked, place, lacking, form))
