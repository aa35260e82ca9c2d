"""`affiche publish`: the working text becomes a version, for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.completion import locale_names, policy_names
from affiche.cli.language import spoken
from affiche.cli.locale_options import LocaleCommand, for_locales, locale_option
from affiche.cli.options import (
    as_of_option,
    ask,
    existing,
    now,
    say,
    say_as_is,
    source_option,
    writes_or_shows_problems,
    yes_option,
)
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from affiche.model import Site
    from affiche.publishing.proposal import Proposal
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
@click.argument("policies", metavar="POLICY…", nargs=-1, shell_complete=policy_names)
@click.option("--all-changed", is_flag=True, help="Publish every policy whose working text changed.")
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
def publish(  # noqa: PLR0913 one for each option
    policies: tuple[str, ...],
    *,
    all_changed: bool,
    source: Path,
    as_of: date | None,
    yes: bool,
    form: str,
    **options: Any,
) -> None:
    """Publish the working text of each POLICY as a version, which nothing changes any more.

    Shows what would be published, and asks. Several policies take effect on one day, and are published together or
    not at all. The day of posting is today, or that of --as-of.
    """
    from affiche.builds import day_of
    from affiche.problems import ContentError
    from affiche.proposing import against, proposals_of
    from affiche.publishing.objections import is_unchanged
    from affiche.publishing.proposal import publish as freeze
    from affiche.reporting.publications import named_versions

    if bool(policies) == all_changed:
        raise click.UsageError("name at least one policy, or give --all-changed instead.")
    with waiting("Reading and comparing"):
        moment = as_of or now()
        reading, proposals = proposals_of(
            existing(source),
            policies,
            lambda site: _request(site, day_of(moment, site.timezone), options),
        )
        if all_changed:
            proposals = [each for each in proposals if not is_unchanged(each)]
        problems = against(reading, policies, proposals, _typed(reading.site, options))
    if problems:
        raise ContentError(problems)
    if not proposals:
        say("Nothing changed in any policy, so there is nothing to publish.")
        return
    if form != "json":
        _say_plan(proposals, source)
    question = (
        f"Publish {named_versions(proposals)}? {'They' if len(proposals) > 1 else 'It'} can never be changed"
    )
    ask(question, yes=yes, undone="published")
    freeze(*proposals)
    _say_done(proposals, source, form)


def _typed(site: Site, options: dict[str, Any]) -> dict[str, str]:
    return {
        f"--{kind[:-1]}-{locale}": words
        for kind in ("notes", "reasons")
        for locale, words in for_locales(options[kind], site, kind[:-1]).items()
    }


def _say_plan(proposals: Sequence[Proposal], source: Path) -> None:
    from affiche.proposing import plan_text

    for number, each in enumerate(proposals):
        if number:
            say("")
        say_as_is(plan_text(each, source, spoken()))


def _say_done(proposals: Sequence[Proposal], source: Path, form: str) -> None:
    from affiche.publishing.telling import telling
    from affiche.reporting.publications import published_json, published_text
    from affiche.reporting.tellings import due_text

    if form == "json":
        say(published_json(proposals))
        return
    say(f"\n{published_text(proposals, source.as_posix())}")
    together = " ".join(f"{each.policy.name} {each.version.id}" for each in proposals)
    due = [due_text(telling(each.policy, each.version, each.request.posted), together) for each in proposals]
    for text in dict.fromkeys(filter(None, due)):
        say(text)


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
