"""`affiche check`: what is wrong with the working texts, and what could be better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.completion import policy_names, rule_ids
from affiche.cli.options import PROBLEMS, existing, say, shows_problems, source_option
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.checking import Checked


MOST = 3
"""How many places of a rule in a file are shown to a person; a program is given all."""


@click.command(short_help="Say what is wrong or left over in the working texts.")
@click.argument("policies", nargs=-1, metavar="[POLICY]…", shell_complete=policy_names)
@source_option
@click.option("--strict", is_flag=True, help="Fail on advice too.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID",
    shell_complete=rule_ids,
    help="Look for this rule alone, such as stale/section; may be given again.",
)
@click.option("--fix", is_flag=True, help="Mend typography and write missing heading ids, then check.")
@shows_problems
def check(  # noqa: PLR0913 one for each option
    policies: tuple[str, ...], source: Path, *, strict: bool, rules: tuple[str, ...], fix: bool, form: str
) -> None:
    """Check the working texts: structure, stale translations, left-overs, typography.

    Advice does not fail the check, errors do. docs/rules.md describes every rule.
    """
    from affiche import checking

    existing(source)
    if fix:
        _mend(source, policies, form)
    with waiting("Checking the texts"):
        checked = checking.check(source, policies, checking.chosen_rules(rules))
    _show(checked, form)
    if checked.errors or (strict and checked.advice):
        click.get_current_context().exit(PROBLEMS)


def _mend(source: Path, policies: tuple[str, ...], form: str) -> None:
    """Mend what can be mended, and show a person what was."""
    from affiche import checking

    mends = checking.mend(source, policies)
    if form != "text":
        return
    for mend in mends:
        say(mend.difference)
    names = ", ".join(mend.path for mend in mends)
    sign = f"{checking.SPACE_SIGN} is a space that does not break."
    say(f"Mended: {names}. {sign}\n" if mends else "There was nothing to mend.\n")


def _show(checked: Checked, form: str) -> None:
    from affiche.reporting.phrases import listed
    from affiche.reporting.problems import problems_github, problems_json, problems_text

    if form == "json":
        say(problems_json(checked.problems))
    elif form == "github":
        say(problems_github(checked.problems))
    elif checked.problems:
        say(problems_text(checked.problems, most=MOST).rstrip())
    else:
        say(f"Nothing to mend in {listed(checked.policies)}.")
