"""`affiche publish`: the working text becomes a version, for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.completion import locale_names, policy_names
from affiche.cli.laws import say_changes
from affiche.cli.locale_options import LocaleCommand, for_locales, locale_option
from affiche.cli.options import (
    as_of_option,
    ask,
    existing,
    now,
    source_option,
    writes_or_shows_problems,
    yes_option,
)
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.model import Site
    from affiche.publishing.request import Request


class _VersionDay(click.ParamType[tuple[date, int]]):
    """A day, or a day and which version of that day: 2026-06-01.2."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, int]:
        day, _, sequence = str(value).partition(".")
        try:
            return date.fromisoformat(day), int(sequence or 1)
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-06-01.", param, ctx)


@click.command(cls=LocaleCommand, short_help="Publish a working text as a version, for good.")
@click.argument("policy", shell_complete=policy_names)
@click.option(
    "--effective",
    type=_VersionDay(),
    help="The first day on which the version applies. Default: that of `next:` in policy.yaml, as for all "
    "that is to be decided.",
)
@click.option(
    "--significance",
    type=click.Choice(["major", "editorial"]),
    help="major, if readers must be told; editorial, if the meaning is the same.",
)
@locale_option("note", "What changed, for readers, in Markdown.")
@click.option("--reason", help="Why something unusual is right, for readers, in every language.")
@locale_option("reason", "The reason in one language.")
@click.option(
    "--allow-stale",
    multiple=True,
    metavar="LOCALE",
    shell_complete=locale_names,
    help="Publish a locale although it is behind the source locale; needs a reason.",
)
@click.option("--retroactive", is_flag=True, help="Let it apply from a day gone by; needs a reason.")
@yes_option
@source_option
@as_of_option
@writes_or_shows_problems
def publish(policy: str, *, source: Path, as_of: date | None, yes: bool, form: str, **options: Any) -> None:
    """Publish the working text of POLICY as a version, which nothing changes any more.

    Shows what would be published, and asks. The day of posting is today, or that of --as-of.
    """
    from affiche import checking, pipeline
    from affiche.archive.open import open_policy
    from affiche.problems import ContentError
    from affiche.publishing.objections import objections
    from affiche.publishing.proposal import propose
    from affiche.publishing.proposal import publish as freeze
    from affiche.publishing.telling import telling
    from affiche.reporting.publications import proposal_text, published_json, published_text
    from affiche.reporting.tellings import due_text

    with waiting("Reading and comparing"):
        reading, chosen = open_policy(existing(source), policy)
        site = reading.site
        posted = pipeline.day_of(as_of or now(), site.timezone)
        proposal = propose(reading, chosen, _request(site, posted, options))
        typed = {
            f"--{kind[:-1]}-{locale}": words
            for kind in ("notes", "reasons")
            for locale, words in for_locales(options[kind], site, kind[:-1]).items()
        }
        errors = checking.errors_of(reading, chosen, typed)
        problems = [*reading.problems_of([policy]), *objections(proposal), *errors]
    if problems:
        raise ContentError(problems)
    if form != "json":
        click.echo(proposal_text(proposal))
        say_changes(site, proposal.policy, proposal.before, source)
    question = f"Publish {proposal.policy.name} {proposal.version.id}? It can never be changed"
    ask(question, yes=yes, undone="published")
    freeze(proposal)
    done = published_json(proposal) if form == "json" else ""
    click.echo(done or f"\n{published_text(proposal, source.as_posix())}")
    if form != "json" and (due := due_text(telling(chosen, proposal.version, posted), policy)):
        click.echo(due)


def _request(site: Site, posted: date, options: dict[str, Any]) -> Request:
    from affiche.characters import UNSHOWABLE
    from affiche.model import Significance
    from affiche.publishing.request import Request

    effective, sequence = options["effective"] or (None, 1)
    for locale in options["allow_stale"]:
        if locale not in site.locales[1:]:
            raise click.UsageError(
                f"--allow-stale {locale}: only {', '.join(site.locales[1:]) or 'no locale'} can be behind."
            )
    notes = for_locales(options["notes"], site, "note")
    reasons = for_locales(options["reasons"], site, "reason", options["reason"])
    significance = options["significance"]
    written = {"--effective": str(effective) + (f".{sequence}" if sequence > 1 else "")} if effective else {}
    written |= {"--significance": significance} if significance else {}
    written |= {f"--note-{locale}": text for locale, text in notes.items()}
    written |= {f"--reason-{locale}": text for locale, text in reasons.items()}
    return Request(
        posted=posted,
        effective=effective,
        sequence=sequence,
        significance=Significance(significance) if significance else None,
        notes=notes,
        reasons=reasons,
        stale_allowed=frozenset(options["allow_stale"]),
        is_retroactive=options["retroactive"],
        options={option: f"{option} {UNSHOWABLE.sub('�', text)}" for option, text in written.items()},
    )
