"""`affiche show`: the text that was in force on a day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.completion import locale_names, policy_names
from affiche.cli.options import (
    PROBLEMS,
    Date,
    as_of_option,
    existing,
    now,
    problems_shown,
    say,
    say_as_is,
    source_option,
)
from affiche.problems import UnknownError, chosen

if TYPE_CHECKING:
    from datetime import date

    from affiche.builds import Moment
    from affiche.source import SourceFolder
    from affiche.timeline import Applicable

DATED = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command(short_help="Show the text that was in force on a day.")
@click.argument("policy", shell_complete=policy_names)
@click.argument("others", nargs=-1, metavar="")
@click.option("--at", type=Date(), help="The day. Default: the as-of date.")
@click.option("--locale", shell_complete=locale_names, help="The locale. Default: the source locale.")
@source_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "json"]),
    default="markdown",
    show_default=True,
    help="How to write the text.",
)
@click.option(
    "--evidence",
    metavar="FILE.zip",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write evidence of the version instead: its files, its pages, what it changed, and the ledger up to it.",
)
def show(
    policy: str, others: tuple[str, ...], *, source: Path, as_of: date | None, form: str, **wanted: Any
) -> None:
    """Show the text of POLICY that was in force on a day, with its id and digest."""
    if others:
        raise click.UsageError(_too_much(policy, others[0]))
    with problems_shown(form):
        _show(policy, existing(source), as_of or now(), form, **wanted)


def _too_much(policy: str, word: str) -> str:
    """Say how to name a day or a version, as that is what stands after a policy elsewhere."""
    day = DATED.match(word)
    if day is None:
        return f"{word!r} is one word too many: `show` takes a policy, and a day with --at."
    return f"{word!r} is one word too many; did you mean `affiche show {policy} --at {day[0]}`, the text in force on that day?"


def _show(  # noqa: PLR0913 one for each option
    name: str,
    source: Path,
    asked: Moment,
    form: str,
    *,
    at: date | None,
    locale: str | None,
    evidence: Path | None,
) -> None:
    from affiche.archive.open import open_policy
    from affiche.builds import day_of
    from affiche.reporting.archives import not_in_force, posted_late, shown
    from affiche.timeline import applicable

    reading, policy = open_policy(source, name)
    site, folder = reading.site, reading.folder
    today = day_of(asked, site.timezone)
    locale = locale or site.source_locale
    chosen(dict.fromkeys(site.locales), locale, "locale")
    found = applicable(policy, at or today, today)
    if found.standing is None:
        say(f"affiche: {not_in_force(name, found)}", err=True)
        click.get_current_context().exit(PROBLEMS)
    if evidence is not None:
        _write_evidence(evidence, name, found, folder)
        return
    edition = found.standing.version.editions.get(locale)
    if edition is None:
        raise UnknownError(f"version {found.standing.version.id} was not published in {locale!r}.")
    if late := posted_late(found):
        say(late, err=True)
    say_as_is(shown(found, found.standing, edition, form), nl=False)


def _write_evidence(path: Path, name: str, found: Applicable, folder: SourceFolder) -> None:
    from affiche.proof.evidence import evidence
    from affiche.proof.zip import write_zip
    from affiche.reporting.archives import evidence_pages

    assert found.standing is not None
    files = evidence(name, found.standing.version, folder, evidence_pages(name, found.standing))
    write_zip(path, files)
    say(f"Wrote evidence of {name} {found.standing.version.id}: {len(files)} files in {path.as_posix()}.")
