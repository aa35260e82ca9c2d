"""`affiche review`: a working text out to counsel as a Word file, and their edits back in."""

from __future__ import annotations

from pathlib import Path

import click

from affiche.cli.completion import locale_names, policy_names
from affiche.cli.options import existing, problems_shown, say, source_option


@click.group(short_help="Give the working text to a lawyer as a Word file, and take the edits back.")
def review() -> None:
    """Give the working text to a lawyer as a Word file, and take the edits back."""


@review.command("out", short_help="Write the working text of a policy as a Word file.")
@click.argument("policy", shell_complete=policy_names)
@click.option("--locale", shell_complete=locale_names, help="The locale. Default: the source locale.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The Word file to write. Default: POLICY.LOCALE.docx in this folder.",
)
@source_option
def review_out(policy: str, *, locale: str | None, out: Path | None, source: Path) -> None:
    """Write the working text of POLICY as a Word file to edit.

    Facts and references to sections are locked in it, as they are not changed in the text.
    """
    with problems_shown("text"):
        from affiche import reviewing
        from affiche.named import write_named

        working, data = reviewing.review_out(existing(source), policy, locale)
    file = out or Path(f"{policy}.{working.locale}.docx")
    write_named(file, data)
    say(
        f"Wrote {file.as_posix()} from {working.file.path}.\n"
        f"Leave {working.file.path} as it is until the file is back; then: affiche review in {policy} {file.name}"
    )


@review.command("in", short_help="Take the edits in a Word file into the working text of a policy.")
@click.argument("policy", shell_complete=policy_names)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--locale", shell_complete=locale_names, help="The locale. Default: that of the file.")
@click.option(
    "--tracked",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=True,
    help="How to take tracked changes; those rejected are listed.",
)
@click.option(
    "--remarks",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what is said here, comments included, into this file too.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.option("--force", is_flag=True, help="Take the file although the text was changed since.")
@source_option
def review_in(  # noqa: PLR0913 one for each option
    policy: str,
    file: Path,
    *,
    locale: str | None,
    tracked: str,
    remarks: Path | None,
    dry_run: bool,
    force: bool,
    source: Path,
) -> None:
    """Take the edits in FILE, written by `affiche review out`, into the working text of POLICY.

    Only the words that were edited change. Comments, and what could not be taken over, are listed with their places.
    """
    with problems_shown("text", "Nothing was changed."):
        from affiche import reviewing
        from affiche.named import read_named, write_named
        from affiche.reporting.returns import reviewed_text

        returned = reviewing.Returned(
            path=file.as_posix(),
            data=read_named(file),
            locale=locale,
            accepts=tracked == "accept",
            is_forced=force,
        )
        reviewed = reviewing.review_in(existing(source), policy, returned)
        if not dry_run:
            reviewing.write_review(source, reviewed)
    text = reviewed_text(reviewed.working.file, reviewed.merged, reviewed.left_out)
    say(text)
    if remarks:
        write_named(remarks, f"{text}\n".encode())
