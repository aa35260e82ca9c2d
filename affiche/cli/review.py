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

        working, data = reviewing.review_out(existing(source), policy, locale)
    file = out or Path(f"{policy}.{working.locale}.docx")
    file.write_bytes(data)
    say(
        f"Wrote {file.as_posix()} from {working.file.path}.\n"
        f"Leave {working.file.path} as it is until the file is back; then: affiche review in {policy} {file.name}"
    )
