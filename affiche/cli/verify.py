"""`affiche verify`: whether what was published is still what was published: here, on the site, in evidence."""

from __future__ import annotations

from pathlib import Path

import click

from affiche.cli.options import existing, say, shows_problems, source_option
from affiche.cli.waiting import waiting


@click.command(short_help="Check what was published against the ledger.")
@click.argument(
    "evidence",
    required=False,
    metavar="[FILE.zip]",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option(
    "--site",
    "place",
    metavar="FOLDER|ADDRESS",
    help="Check a site as it was posted against the archive: a folder, or an address such as https://….",
)
@click.option(
    "--git",
    "ref",
    metavar="REF",
    help="Check that everything published at a commit, such as origin/main, is here unaltered: for pull requests.",
)
@source_option
@shows_problems
def verify(evidence: Path | None, *, place: str | None, ref: str | None, source: Path, form: str) -> None:
    """Check every published file against the ledger; exit code 3 if anything was altered.

    With FILE.zip, check evidence that `affiche show --evidence` wrote, without any archive.
    """
    if evidence is not None:
        from affiche.proof.evidence import verify_evidence
        from affiche.proof.zip import read_zip
        from affiche.reporting.archives import evidence_verified

        entry = verify_evidence(evidence.as_posix(), read_zip(evidence))
        say(evidence_verified(evidence.as_posix(), entry))
        return
    _verify_archive(existing(source), place, ref, form)


def _verify_archive(source: Path, place: str | None, ref: str | None, form: str) -> None:
    from affiche.archive.verify import strays
    from affiche.archive.verify import verify as verify_archive
    from affiche.problems import ProblemLog
    from affiche.proof.earlier import verify_git
    from affiche.proof.posted_site import checked, verify_site
    from affiche.proof.signatures import signed
    from affiche.proof.site_reader import reader
    from affiche.reporting.archives import verified
    from affiche.reporting.phrases import counted
    from affiche.source import SourceFolder

    with waiting("Reading the archive"):
        verify_archive(source)
        advice = strays(source)
        folder = SourceFolder(source, ProblemLog())
        found = checked(folder)
        since = None if ref is None else verify_git(source, ref)
        signatures = {c.policy: said for c in found if (said := signed(source, c.policy))}
    with waiting("Reading the posted site"):
        lacking = {} if place is None else verify_site(folder, place, reader(place))
    say(verified(found, form, place=place, lacking=lacking, signed=signatures, advice=advice))
    if since is not None and form == "text":
        say(
            f"{ref}: all {counted(since, 'entry', 'entries')} published there {'is' if since == 1 else 'are'} here."
        )
