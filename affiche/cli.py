"""The command line: arguments into calls, what they give into text and an exit code.

Each command imports what it uses when it runs, so that `affiche --help` starts at once.
"""

from __future__ import annotations

import functools
import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.problems import AfficheError, ArchiveError, ContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from affiche.pipeline import Moment

DONE, PROBLEMS, USAGE, ALTERED = range(4)


class _Commands(click.Group):
    """The commands; with none named, `build`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else ""
        if not first or (first.startswith("-") and first not in {"--help", "-h", "--version"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


class _Date(click.ParamType[date]):
    """A day written as 2026-06-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-06-01.", param, ctx)


source_option = click.option(
    "--source",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="The folder with the policies.",
)
as_of_option = click.option(
    "--as-of",
    type=_Date(),
    help="The day to build for, such as 2026-06-01. Default: the day of SOURCE_DATE_EPOCH, else today.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to write problems and results.",
)


def shows_problems(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --format, and show the problems that it meets in that form."""

    @format_option
    @functools.wraps(command)
    def run(form: str, **options: Any) -> None:
        try:
            command(form=form, **options)
        except ContentError as error:
            _show_problems(error, form)
            click.get_current_context().exit(ALTERED if isinstance(error, ArchiveError) else PROBLEMS)

    return run


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="affiche", message="affiche %(version)s")
def affiche() -> None:
    """Publish privacy policies and other legal notices as dated, versioned pages.

    With no command, builds the site.
    """


@affiche.command()
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
    report = pipeline.build(pipeline.Options(source=_existing(source), out=out, as_of=as_of or _now()))
    seconds = time.perf_counter() - started
    click.echo(reporting.report_json(report) if form == "json" else reporting.report_text(report, seconds))


@affiche.command()
@click.argument("names", nargs=-1, required=True, metavar="POLICY [OLD [NEW]] | --files OLD.md NEW.md")
@click.option("--files", "are_files", is_flag=True, help="Compare any two Markdown files.")
@click.option("--locale", help="The locale to compare in. Default: the source locale.")
@source_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="How to write what differs.",
)
def diff(names: tuple[str, ...], *, are_files: bool, locale: str | None, source: Path, form: str) -> None:
    """Show what differs between two versions of a policy, or between two files.

    With no versions: between the newest published one and the working text.
    """
    from affiche import comparing, reporting

    most = 2 if are_files else 3
    if len(names) > most or (are_files and len(names) < most):
        raise click.UsageError("give POLICY [OLD [NEW]], or --files OLD.md NEW.md.")
    try:
        if are_files:
            compared = comparing.compare_files(Path(names[0]), Path(names[1]), locale)
        else:
            compared = comparing.compare_versions(_existing(source), *names, locale=locale)
    except ContentError as error:
        _show_problems(error, form)
        click.get_current_context().exit(PROBLEMS)
    click.echo(reporting.FORMS[form](compared))


def _existing(source: Path) -> Path:
    if not source.is_dir():
        raise click.UsageError(f"there is no folder {source.as_posix()!r}: name the source with --source.")
    return source


def _now() -> Moment:
    """Read the clock, the one time that it is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds.") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give the exit code; whatever goes wrong, nobody sees a traceback unasked."""
    try:
        code = affiche.main(args=arguments, prog_name="affiche", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        click.echo("Stopped.", err=True)
        return PROBLEMS
    except AfficheError as error:
        click.echo(f"affiche: {error}", err=True)
        return USAGE
    except OSError as error:
        click.echo(
            f"affiche: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True
        )
        return PROBLEMS
    except Exception as error:
        if os.environ.get("AFFICHE_DEBUG"):
            raise
        click.echo(
            f"affiche: a fault of Affiche itself: {type(error).__name__}: {error}\n"
            "Nothing was changed. With AFFICHE_DEBUG=1 in the environment it says where, for a report.",
            err=True,
        )
        return PROBLEMS
    return code if isinstance(code, int) else DONE


def _show_problems(error: ContentError, form: str) -> None:
    from affiche import reporting

    if form == "json":
        click.echo(reporting.problems_json(error.problems))
    elif form == "github":
        click.echo(reporting.problems_github(error.problems))
    else:
        click.echo(reporting.problems_text(error.problems) + "The site was not changed.", err=True)
