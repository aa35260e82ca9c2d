"""`affiche withdraw`: an upcoming version will never apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.completion import policy_names, version_ids
from affiche.cli.locale_options import LocaleCommand, for_locales, locale_option
from affiche.cli.options import (
    as_of_option,
    ask,
    existing,
    now,
    say,
    source_option,
    writes_or_shows_problems,
    yes_option,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(cls=LocaleCommand, short_help="Withdraw a version that is upcoming.")
@click.argument("policy", shell_complete=policy_names)
@click.argument("version", shell_complete=version_ids)
@click.option("--reason", help="Why, for readers, in every language.")
@locale_option("reason", "Why, in one language.")
@yes_option
@source_option
@as_of_option
@writes_or_shows_problems
def withdraw(  # noqa: PLR0913 one for each option
    policy: str,
    version: str,
    *,
    reason: str | None,
    reasons: tuple[tuple[str, str], ...],
    yes: bool,
    source: Path,
    as_of: date | None,
    form: str,
) -> None:
    """Withdraw VERSION of POLICY, which is upcoming. Its page stays, and says so.

    Shows what would be withdrawn, and asks.
    """
    from affiche import checking
    from affiche.archive.open import open_policy
    from affiche.builds import day_of
    from affiche.problems import ContentError
    from affiche.publishing import withdrawal
    from affiche.reporting.archives import withdrawn
    from affiche.reporting.publications import withdrawal_text

    reading, chosen = open_policy(existing(source), policy)
    site, folder = reading.site, reading.folder
    on = day_of(as_of or now(), site.timezone)
    words = for_locales(reasons, site, "reason", reason)
    proposed = withdrawal.propose_withdrawal(chosen, version, on=on, reasons=words, folder=folder)
    if problems := list(checking.errors_in({f"--reason-{locale}": text for locale, text in words.items()})):
        raise ContentError(problems)
    if form != "json":
        say(withdrawal_text(proposed))
    ask(f"Withdraw {policy} {version}? That can never be undone", yes=yes, undone="withdrawn")
    withdrawal.withdraw(proposed, folder)
    say(withdrawn(policy, version, on, form))
