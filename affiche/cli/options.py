"""What several commands share: their options, the clock, and how problems are shown."""

from __future__ import annotations

import functools
import os
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.messages import shown, shown_lines
from affiche.problems import ArchiveError, ContentError, DoneError, ProblemLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.problems import Problem

DONE, PROBLEMS, USAGE, ALTERED = range(4)
"""The exit codes."""


class Date(click.ParamType[date]):
    """A day written as 2026-06-01."""

    name = "date"

    def convert(  # noqa: D102 as click says
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 a day has no time zone
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-06-01.", param, ctx)


class Words(click.ParamType[str]):
    """Words that are kept or shown: nothing in them turns the others, or does something to a terminal."""

    name = "text"

    def convert(  # noqa: D102 as click says
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        from affiche.characters import UNPRINTABLE, code

        words = str(value)
        if strange := UNPRINTABLE.search(words):
            shown = UNPRINTABLE.sub("\ufffd", words)
            self.fail(
                f"“{shown}” holds a character that cannot be shown, {code(strange[0])}: type it again.",
                param,
                ctx,
            )
        return words


source_option = click.option(
    "--source",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="The folder with the policies.",
)
brand_option = click.option(
    "--brand", metavar="NAME", default="", help="Which of the sites that site.yaml describes."
)
as_of_option = click.option(
    "--as-of",
    type=Date(),
    help="The day to build for, such as 2026-06-01. Default: the day of SOURCE_DATE_EPOCH, else today.",
)


def shows_problems(
    command: Callable[..., None], after: str = "", forms: Sequence[str] = ("text", "json", "github")
) -> Callable[..., None]:
    """Give a command the option --format, and show the problems that it meets in that form."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default="text",
        show_default=True,
        help="How to write problems and results.",
    )
    @functools.wraps(command)
    def run(form: str, **options: Any) -> None:
        with problems_shown(form, after):
            command(form=form, **options)

    return run


def writes_or_shows_problems(command: Callable[..., None]) -> Callable[..., None]:
    """Do the same for a command that changes something, or else nothing at all, and says so."""
    return shows_problems(command, "Nothing was changed.")


@contextmanager
def problems_shown(form: str, after: str = "") -> Iterator[None]:
    """Show the problems that are met, and end with the exit code for them."""
    try:
        yield
    except ContentError as error:
        show_problems(error, form, after)
        click.get_current_context().exit(ALTERED if isinstance(error, ArchiveError) else PROBLEMS)


yes_option = click.option("--yes", is_flag=True, help="Go on without being asked.")


def say(text: str, *, err: bool = False) -> None:
    """Say something in the editor’s language; colours go to a terminal alone, and not where NO_COLOR asks for none."""
    say_as_is(shown_lines(text), err=err)


def say_as_is(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Say what is in the editor’s language already, and may quote a policy word for word."""
    from affiche.characters import STEERING

    text = STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
    click.echo(text, err=err, nl=nl, color=False if os.environ.get("NO_COLOR") else None)


def existing(source: Path) -> Path:
    """Give the source folder, which must be there; what an interrupted command left in it is settled first."""
    if not source.is_dir():
        raise click.UsageError(
            f"there is no folder {source.as_posix()!r}: go to the folder of your site, or name the source with "
            "--source; `affiche new` starts a site."
        )
    if not (source / "site.yaml").exists() and (near := _source_near(source)):
        raise click.UsageError(
            f"there is no site.yaml in {source.as_posix()!r}: the folder of the source is the one that holds it; "
            f"did you mean --source {near.as_posix()}?"
        )
    from affiche.archive.store import settle
    from affiche.source import SourceFolder

    settled = settle(SourceFolder(source, ProblemLog()))
    if settled:
        from affiche.reporting.publications import settled_text

        say(settled_text(settled), err=True)
    return source


def _source_near(folder: Path) -> Path | None:
    """Find the source where somebody named the folder of a policy, or the one above the source."""
    above = folder.parent if folder.name not in {"", ".."} else folder / ".."
    near = (above, above.parent if above.name not in {"", ".."} else above / "..", folder / "content")
    return next((place for place in near if (place / "site.yaml").is_file()), None)


def now() -> datetime:
    """Read the clock, the one time that it is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds.") from None


def ask(question: str, *, yes: bool, undone: str) -> None:
    """Go on only if a person says yes, or said so already with --yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"nobody is there to say yes, so nothing was {undone}: add --yes to go on without being asked."
        )
    choice = f"{shown('yes')[0]}/{shown('no')[0].upper()}"
    if not yes_or_no(f"\n{shown(question)} [{choice}]"):
        raise click.Abort


def yes_or_no(question: str) -> bool | None:
    """Put a question, in the editor’s language, until it is answered; Enter alone is neither yes nor no."""
    yes, no = shown("yes"), shown("no")
    meant = {
        "": None,
        **dict.fromkeys(("yes", "y", yes, yes[0]), True),
        **dict.fromkeys(("no", "n", no), False),
    }
    while True:
        answer = click.prompt(question, default="", show_default=False).strip().lower()
        if answer in meant:
            return meant[answer]


def show_problems(error: ContentError, form: str, after: str = "") -> None:
    """Write problems in the form that was asked for, if it is one for programs; else with what became of the command."""
    from affiche.reporting.exchange import FORMS
    from affiche.reporting.problems import problems_text

    if form not in FORMS:
        ending = "" if isinstance(error, DoneError) else shown(after)
        say_as_is(f"{problems_text(error.problems)}{ending}".rstrip(), err=True)
    else:
        say_as_is(written(error.problems, form))


def written(problems: Sequence[Problem], form: str) -> str:
    """Write problems in a form for programs; those that go with a pull request name files as its repository does."""
    from affiche.reporting.exchange import FORMS, in_repository

    return FORMS[form](problems if form == "json" else in_repository(problems, Path.cwd()))
