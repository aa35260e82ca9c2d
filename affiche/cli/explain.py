"""`affiche explain`: what a rule looks for or a law asks for, why, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from affiche.cli.completion import rule_ids
from affiche.cli.options import say


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
def explain(rules: tuple[str, ...], form: str) -> None:
    """Explain RULE, such as markup/link: what it looks for, why, what to do, and an example.

    A duty of `affiche laws`, such as eu-13-2-d, is explained too: the provision, whom it binds, what counts. With no
    RULE, lists the rules. Works offline; docs/rules.md is written from the same words.
    """
    from affiche import checking
    from affiche.duties.profiles import library_of
    from affiche.problems import ProblemLog
    from affiche.reporting.explanations import explanation_json, explanation_text, list_text
    from affiche.reporting.laws import duty_text

    if form == "text" and any("/" not in name for name in rules):
        library = library_of(Path("content"), ProblemLog())
        told = [duty_text(library, name) for name in rules if name in library.duties]
        rules = tuple(name for name in rules if name not in library.duties)
        say("\n\n".join([*told, *map(explanation_text, checking.chosen_rules(rules) if rules else ())]))
        return
    chosen = checking.chosen_rules(rules)
    if form == "json":
        say(explanation_json(chosen))
    elif rules:
        say("\n\n".join(map(explanation_text, chosen)))
    else:
        say(list_text())
