"""`affiche verify`: whether what was published is still what was published: here, on the site, in evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.build import base_url_option, paper_option
from affiche.cli.options import as_of_option, brand_option, existing, now, say, shows_problems, source_option
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from affiche.verifying import Posted


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
@brand_option
@as_of_option
@base_url_option
@paper_option
@source_option
@shows_problems
def verify(
    evidence: Path | None, *, place: str | None, ref: str | None, source: Path, form: str, **asked: Any
) -> None:
    """Check every published file against the ledger; exit code 3 if anything was altered.

    With --site, the site is built again in memory, with --base-url and --pdf if it was built with them, and each posted
    file is compared with it byte for byte. With FILE.zip, check evidence that `affiche show --evidence` wrote, without any
    archive.
    """
    if evidence is not None:
        from affiche.proof.evidence import verify_evidence
        from affiche.proof.zip import read_zip
        from affiche.reporting.archives import evidence_verified

        entry = verify_evidence(evidence.as_posix(), read_zip(evidence))
        say(evidence_verified(evidence.as_posix(), entry))
        return
    _verify_archive(existing(source), place, ref, form, asked)


def _verify_archive(
    source: Path, place: str | None, ref: str | None, form: str, asked: dict[str, Any]
) -> None:
    from affiche.missing import refuse_losses
    from affiche.proof.verified import verified
    from affiche.reporting.archives import verified_text

    with waiting("Reading the archive"):
        found = verified(source, ref)
    with waiting("Reading the posted site"):
        posted = None if place is None else _posted(source, found.files, place, asked)
    refuse_losses(source)
    say(verified_text(found, form, posted=posted, ref=ref))


def _posted(source: Path, archive: dict[str, bytes], place: str, asked: dict[str, Any]) -> Posted:
    from affiche.verifying import AsBuilt, verify_posted

    return verify_posted(source, archive, place, AsBuilt(**asked | {"as_of": asked["as_of"] or now()}))
