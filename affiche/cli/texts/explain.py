"""`affiche explain`: what a rule looks for or a law asks for, why, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.completion import rule_ids
from affiche.cli.language import spoken
from affiche.cli.options import say, source_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Explain a rule of `affiche check`, or a duty of `affiche laws`.")
@click.argument("rules", nargs=-1, metavar="[RULE]…", shell_complete=rule_ids)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@source_option
def explain(rules: tuple[str, ...], form: str, source: Path) -> None:
    """Explain RULE, such as markup/link: what it looks for, why, what to do, and an example.

    A duty of `affiche laws`, such as eu-13-2-d, is explained too: the provision, whom it binds, what counts. With no
    RULE, lists the rules. Works offline; docs/rules.md is written from the same words.
    """
    from affiche import checking
    from affiche.duties.profiles import library_of
    from affiche.problems import ProblemLog
    from affiche.reporting.explanations import explanation_json, explanation_text, list_text
    from affiche.reporting.laws import duty_record, duty_text

    named = any("/" not in name for name in rules)
    library = library_of(source, ProblemLog()) if named else None
    duties = [name for name in rules if library and name in library.duties]
    chosen = (
        checking.chosen_rules([name for name in rules if name not in duties])
        if set(rules) - {*duties}
        else ()
    )
    if form == "json":
        records = [duty_record(library, name, spoken()) for name in duties] if library else []
        say(explanation_json(chosen if rules else checking.chosen_rules(()), records))
    elif rules:
        told = [duty_text(library, name, spoken()) for name in duties] if library else []
        say("\n\n".join([*told, *map(explanation_text, chosen)]))
    else:
        say(list_text())
