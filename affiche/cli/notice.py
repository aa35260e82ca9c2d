"""`affiche notice`: what readers are told about a version, ready to be sent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.completion import locale_names, policy_then_versions
from affiche.cli.options import (
    Date,
    Words,
    as_of_option,
    existing,
    now,
    problems_shown,
    say,
    say_as_is,
    source_option,
)
from affiche.cli.texts.laws import say_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from affiche.announcing import Announced, Asked
    from affiche.model import Policy
    from affiche.timeline import VersionStatus

_VERSION = re.compile(r"draft|\d{4}-\d{2}-\d{2}(\.\d+)?")


@click.command(short_help="Write what readers are told about a version.")
@click.argument("names", nargs=-1, shell_complete=policy_then_versions, metavar="[POLICY [VERSION]] ...")
@click.option(
    "--locale",
    "locales",
    multiple=True,
    shell_complete=locale_names,
    help="The language; give it again for another. Default: every language.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["eml", "html", "text", "markdown", "slack", "json"]),
    default="text",
    show_default=True,
    help="How to write the notice.",
)
@click.option("--apart", is_flag=True, help="Write a file for each language, not one in all of them.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write files into this folder. Default: to the terminal.",
)
@click.option(
    "--sent",
    type=click.Choice(["email", "homepage", "app", "page", "feed", "post"]),
    help="Record in the ledger that readers were told in this way; the message is kept with it.",
)
@click.option("--on", type=Date(), help="The day on which it was sent. Default: today.")
@click.option("--to", type=Words(), default="", metavar="TEXT", help="Who was told, such as “all customers”.")
@click.option("--count", type=click.IntRange(min=0), help="How many were told.")
@click.option(
    "--file",
    "sent_files",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The message as it was sent, if it was not the one that Affiche makes.",
)
@source_option
@as_of_option
def notice(  # noqa: PLR0913 one for each option
    names: tuple[str, ...],
    *,
    locales: tuple[str, ...],
    form: str,
    apart: bool,
    out: Path | None,
    source: Path,
    as_of: date | None,
    sent: str | None,
    **sending: Any,
) -> None:
    """Write what readers are told about the newest version of POLICY, or about VERSION.

    VERSION can be `draft`, to see the notice of the working text. Several policies make one notice; with none
    named, it is about all that was posted last. With --sent, records that the notice was sent instead of writing it.
    """
    if sent is None and (given := [name for name, value in sending.items() if value not in {None, "", ()}]):
        raise click.UsageError(f"--{given[0].replace('sent_files', 'file')} goes with --sent.")
    with problems_shown("text"):
        from affiche import announcing
        from affiche.builds import day_of

        moment = as_of or now()
        made = announcing.announce(
            existing(source),
            _asked(names),
            lambda site: day_of(moment, site.timezone),
            locales=locales,
            together=not apart,
        )
        for policy, standing in made.subjects:
            say_changes(made.site, policy, standing.before, source, until=standing.version)
            _say_undecided(policy, standing)
        if sent:
            _record(source, made, sent, day_of(moment, made.site.timezone), sending)
        else:
            _write(made, form, out)


def _say_undecided(policy: Policy, standing: VersionStatus) -> None:
    from affiche.timeline import Status

    if standing.status is Status.DRAFT and not (policy.open_plan and policy.open_plan.effective):
        say(
            f"The day of the next version of {policy.name} is not decided: its notice has {standing.version.effective} "
            "in its place. Write `effective:` under `next:` in policy.yaml.",
            err=True,
        )


def _record(source: Path, made: Announced, sent: str, today: date, sending: dict[str, Any]) -> None:
    from affiche.announcing import Sending, record
    from affiche.model import Channel
    from affiche.named import read_named

    paths = sending["sent_files"]
    files = {Words()(path.name): read_named(path) for path in paths}
    if len(files) < len(paths):
        raise click.UsageError("two files given with --file have one name; rename one of them.")
    said = Sending(
        channel=Channel(sent),
        on=sending["on"] or today,
        to=sending["to"],
        count=sending["count"],
        files=files,
    )
    for (policy, _), entry in zip(made.subjects, record(source, made, said, today), strict=True):
        say(
            f"Recorded for {policy.name} {entry.version}: {sent}, {entry.on}. What was sent is kept in "
            f"{(source / policy.name / entry.folder).as_posix()}, for good."
        )
    say("Now commit the folder to your history, and build the site.")


def _asked(names: Sequence[str]) -> list[Asked]:
    """Take each policy, with the version that follows it."""
    from affiche.announcing import Asked

    asked: list[Asked] = []
    for name in names:
        if not _VERSION.fullmatch(name):
            asked.append(Asked(policy=name))
        elif asked and asked[-1].version is None:
            asked[-1] = Asked(policy=asked[-1].policy, version=name)
        else:
            raise click.UsageError(f"{name!r} is a version: name its policy before it.")
    return asked


def _write(made: Announced, form: str, out: Path | None) -> None:
    from affiche.confined import Root
    from affiche.reporting.tellings import values_text

    files = made.written(form)
    shown = {notice.locale: notice for message in made.messages.values() for notice in message.notices}
    if form != "json" and (told := values_text(list(shown.values()))):
        say_as_is(f"{told}\n", err=True)
    if out is None:
        for data in files.values():
            say_as_is(data.decode(), nl=False)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        Root(out).write(name, data)
        say(f"Wrote {(out / name).as_posix()}.")
