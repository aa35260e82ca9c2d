"""`affiche explain`: what a rule looks for, why, and what to do about it."""

from __future__ import annotations

import click

from affiche.cli.completion import rule_ids
from affiche.cli.options import say


@click.command(short_help="Explain a rule of `affiche check`.")
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

    With no RULE, lists them all. Works offline; docs/rules.md is written from the same words.
    """
    from affiche import checking
    from affiche.reporting.explanations import explanation_json, explanation_text, list_text

    chosen = checking.chosen_rules(rules)
    if form == "json":
        say(explanation_json(chosen))
    elif rules:
        say("\n\n".join(map(explanation_text, chosen)))
    else:
        say(list_text())
