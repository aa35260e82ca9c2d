"""`affiche diff`: what differs between two versions, or between two files."""

from __future__ import annotations

from pathlib import Path

import click

from affiche.cli.completion import locale_names, policy_then_versions
from affiche.cli.options import PROBLEMS, existing, say, show_problems, source_option
from affiche.problems import ContentError


@click.command(short_help="Show what differs between versions, or between two files.")
@click.argument(
    "names",
    nargs=-1,
    required=True,
    shell_complete=policy_then_versions,
    metavar="POLICY [OLD [NEW]] | --files OLD.md NEW.md",
)
@click.option("--files", "are_files", is_flag=True, help="Compare any two Markdown files.")
@click.option(
    "--locale", shell_complete=locale_names, help="The locale to compare in. Default: the source locale."
)
@source_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "docx"]),
    default="text",
    show_default=True,
    help="How to write what differs; docx is a Word file with tracked changes.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The Word file to write.")
def diff(  # noqa: PLR0913 one for each option
    names: tuple[str, ...],
    *,
    are_files: bool,
    locale: str | None,
    source: Path,
    form: str,
    out: Path | None,
) -> None:
    """Show what differs between two versions of a policy, or between two files.

    With no versions: between the newest published one and the working text.
    """
    from affiche import comparing
    from affiche.reporting.comparisons import FORMS, duties_text

    most = 2 if are_files else 3
    if len(names) > most or (are_files and len(names) < most):
        raise click.UsageError("give POLICY [OLD [NEW]], or --files OLD.md NEW.md.")
    if (form == "docx") is not (out is not None):
        raise click.UsageError("a Word file needs a name: --format docx --out changes.docx.")
    try:
        if are_files:
            compared = comparing.compare_files(Path(names[0]), Path(names[1]), locale)
        else:
            compared = comparing.compare_versions(existing(source), *names, locale=locale)
    except ContentError as error:
        show_problems(error, form)
        click.get_current_context().exit(PROBLEMS)
    if form == "docx" and out:
        from affiche.named import write_named
        from affiche.word.redline import redline_word

        write_named(
            out,
            redline_word(compared.old, compared.new, compared.comparison, note=compared.note, on=compared.on),
        )
        say(
            f"Wrote {out.as_posix()}: accept every change for the new text, or reject every change for the old one."
        )
        if duties := duties_text(compared):
            say(duties)
    else:
        say(FORMS[form](compared))
