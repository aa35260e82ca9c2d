"""`affiche laws`: what each law asks a policy to say, and where the policy says it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiche.cli.completion import policy_names
from affiche.cli.language import spoken
from affiche.cli.options import (
    as_of_option,
    existing,
    now,
    problems_shown,
    say,
    say_as_is,
    source_option,
    yes_or_no,
)
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from affiche.duties.profiles import Library
    from affiche.duties.review import Review
    from affiche.model import Policy, Site, Version
    from affiche.source.files import SourceFile

USUAL = ("eu", "ca-qc", "us-ca")
"""The laws looked at where neither the policy nor the person names any."""


@click.command(short_help="Show what each law asks a policy to say, and where it says it.")
@click.argument("policies", nargs=-1, metavar="[POLICY]…", shell_complete=policy_names)
@source_option
@as_of_option
@click.option(
    "--law", "laws", multiple=True, metavar="ID", help="Look at this law only, such as eu. Repeatable."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "docx"]), default="text", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
def laws(  # noqa: PLR0913 one for each option
    *,
    policies: tuple[str, ...],
    source: Path,
    as_of: date | None,
    laws: tuple[str, ...],
    form: str,
    out: Path | None,
) -> None:
    """Show which duties of privacy laws a policy meets, with the provision and the sentence.

    A duty is present, missing, undetermined or said by you. This is information about a text, not legal advice, and
    never blocks a publication. On a terminal, five questions about your company decide which duties apply.
    """
    from affiche.reporting.laws import FORMS

    if form == "docx" and out is None:
        raise click.UsageError("a Word file needs a name: add --out laws.docx")
    with problems_shown("text"):
        with waiting("Reading the policies"):
            library, found = _opened(policies, existing(source), laws)
        if form == "text" and out is None and sys.stdin.isatty() and sys.stdout.isatty():
            found = [_asked(one, library) for one in found]
        with waiting("Comparing with the laws"):
            report = FORMS[form](*_reviews(found, library, as_of), spoken())
    if out is None:
        say_as_is(str(report))
        return
    from affiche.named import write_named

    write_named(out, report if isinstance(report, bytes) else report.encode())
    say(f"Wrote {out.as_posix()}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A policy that is to be held against laws."""

    site: Site
    policy: Policy
    laws: Sequence[str]
    files: Mapping[str, SourceFile]
    """The working text in each locale."""
    settings: str
    """Where its policy.yaml is."""


def _opened(policies: Sequence[str], source: Path, laws: Sequence[str]) -> tuple[Library, list[_Opened]]:
    """Read the profiles and the policies, and refuse what names a law, a question, a duty or a section that is not."""
    from affiche.duties.profiles import library_of
    from affiche.duties.review import note_unknown_names
    from affiche.problems import ProblemLog, chosen
    from affiche.source import MarkdownRenderer, SourceFolder, read_source
    from affiche.source.data.sites import by_site

    folder = SourceFolder(source, ProblemLog())
    library = library_of(source, folder.log)
    folder.log.raise_if_any()
    opened = list[_Opened]()
    for brand, own in by_site(folder, policies):
        again = SourceFolder(source, ProblemLog(), dict(folder.kept))
        reading = read_source(again, MarkdownRenderer(), own, brand)
        asked = reading.policies(own)
        reading.raise_problems(own)
        for policy in asked:
            for law in laws:
                chosen(library.profiles, law, "law")
            note_unknown_names(policy, library, reading.headers[policy.name], again.log)
            again.log.raise_if_any()
            wanted = laws or policy.laws.profiles or USUAL
            files = {locale: reading.files[policy.working_file(locale)] for locale in policy.working}
            settings = again.shown(f"{policy.name}/policy.yaml")
            opened.append(
                _Opened(site=reading.site, policy=policy, laws=wanted, files=files, settings=settings)
            )
    return library, opened


def _asked(opened: _Opened, library: Library) -> _Opened:
    """Put the questions that are still open to whoever sits at the terminal; Enter leaves one open."""
    from affiche.duties.review import open_questions
    from affiche.reporting.laws import answers_text, asked_text, question_text

    policy, language = opened.policy, spoken()
    questions = open_questions(policy, library, opened.laws)
    if not questions:
        return opened
    say_as_is(asked_text(policy.name, language))
    given = {name: yes_or_no(question_text(question, language)) for name, question in questions.items()}
    said = {name: answer for name, answer in given.items() if answer is not None}
    answered = {**policy.laws.answers, **said}
    if said:
        say_as_is(answers_text(answered, opened.settings, language))
    settings = replace(policy.laws, answers=answered)
    return replace(opened, policy=replace(policy, laws=settings))


def _reviews(
    opened: Sequence[_Opened], library: Library, as_of: date | None
) -> tuple[list[Review], dict[tuple[str, str], SourceFile], date]:
    from affiche.builds import day_of
    from affiche.duties.review import review
    from affiche.timeline import timeline

    reviews: list[Review] = []
    files: dict[tuple[str, str], SourceFile] = {}
    moment = as_of or now()
    for one in opened:
        day = day_of(moment, one.site.timezone)
        current = timeline(one.policy, day).current
        files |= {(one.policy.name, locale): file for locale, file in one.files.items()}
        version = current.version if current else None
        reviews.append(review(one.site, one.policy, library, one.laws, version))
    return reviews, files, day


def say_changes(
    site: Site, policy: Policy, since: Version | None, source: Path, *, until: Version | None = None
) -> None:
    """Say what a version, or the working text, no longer speaks of, or newly does, to the editor alone."""
    from affiche.duties.profiles import library_of
    from affiche.duties.review import law_changes
    from affiche.problems import ProblemLog
    from affiche.reporting.laws import law_changes_text

    if since and policy.laws.profiles:
        changes = law_changes(site, policy, library_of(source, ProblemLog()), since, until=until)
        if told := law_changes_text(changes, since, spoken()):
            say_as_is(f"\n{told}", err=until is not None)
