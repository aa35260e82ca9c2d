"""`affiche check`: problems in the working texts, and suggestions."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from affiche.cli.cache import own_cache
from affiche.cli.completion import policy_names, rule_ids
from affiche.cli.options import ALTERED, PROBLEMS, existing, say, shows_problems, source_option, written
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.checking import Checked


FORMS = ("text", "json", "github", "sarif", "junit", "markdown")


@click.command(short_help="Check the working texts for problems.")
@click.argument("policies", nargs=-1, metavar="[POLICY]…", shell_complete=policy_names)
@source_option
@click.option("--strict", is_flag=True, help="Fail on advice too.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID",
    shell_complete=rule_ids,
    help="Check only this rule, such as stale/section; repeatable.",
)
@click.option("--fix", is_flag=True, help="Fix typography and write missing heading ids, then check.")
@partial(shows_problems, forms=FORMS)
def check(  # noqa: PLR0913 one for each option
    policies: tuple[str, ...], source: Path, *, strict: bool, rules: tuple[str, ...], fix: bool, form: str
) -> None:
    """Check the working texts: structure, stale translations, left-overs, typography; and the archive.

    Advice does not fail the check, errors do. `affiche explain RULE` describes a rule.
    """
    from affiche import checking

    existing(source)
    if fix:
        _fix(source, policies, form)
    with waiting("Checking the texts"):
        archive = checking.Checked() if rules else checking.check_archive(source)
        checked = checking.check(
            source,
            policies,
            checking.chosen_rules(rules),
            is_sound=not archive.errors,
            cache=own_cache(os.environ),
        )
    _show(checked.with_those_of(archive), form)
    if archive.errors:
        click.get_current_context().exit(ALTERED)
    if checked.errors or (strict and (checked.advice or archive.advice)):
        click.get_current_context().exit(PROBLEMS)


def _fix(source: Path, policies: tuple[str, ...], form: str) -> None:
    """Fix what needs no person, and show what was fixed."""
    from affiche import checking

    fixes = checking.fix(source, policies)
    if form != "text":
        return
    for fixed in fixes:
        say(fixed.difference)
    names = ", ".join(fixed.path for fixed in fixes)
    legend = f"{checking.VISIBLE_SPACE} is a non-breaking space."
    say(f"Fixed: {names}. {legend}\n" if fixes else "Nothing to fix.\n")


def _show(checked: Checked, form: str) -> None:
    from affiche.reporting.phrases import listed
    from affiche.reporting.problems import problems_text

    if form != "text":
        say(written(checked.problems, form))
    elif checked.problems:
        say(problems_text(checked.problems).rstrip())
    else:
        say(f"No problems found in {listed(checked.policies)}." if checked.policies else "No problems found.")
