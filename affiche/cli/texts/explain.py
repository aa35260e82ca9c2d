"""`affiche explain`: what a problem is or a law asks for, why, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli.completion import problem_ids
from affiche.cli.language import spoken
from affiche.cli.options import say, source_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Explain a problem by its id, or a duty of `affiche laws`.")
@click.argument("ids", nargs=-1, metavar="[ID]…", shell_complete=problem_ids)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@source_option
def explain(ids: tuple[str, ...], form: str, source: Path) -> None:
    """Explain ID, such as markup/link or yaml/cut: what is wrong, why it matters, what to do, and an example.

    A duty of `affiche laws`, such as eu-13-2-d, is explained too: the provision, whom it binds, what counts. With no
    ID, lists all. Works offline; docs/rules.md and docs/problems.md are written from the same words.
    """
    from affiche.duties.profiles import library_of
    from affiche.problems import ProblemLog, chosen
    from affiche.reporting.explanations import EXPLAINED, explanation_json, explanation_text, list_text
    from affiche.reporting.laws import duty_record, duty_text

    named = any("/" not in name for name in ids)
    library = library_of(source, ProblemLog()) if named else None
    duties = [name for name in ids if library and name in library.duties]
    kinds = [chosen(EXPLAINED, name, "problem") for name in ids if name not in duties]
    if form == "json":
        records = [duty_record(library, name, spoken()) for name in duties] if library else []
        say(explanation_json(kinds if ids else [*EXPLAINED.values()], records))
    elif ids:
        told = [duty_text(library, name, spoken()) for name in duties] if library else []
        say("\n\n".join([*told, *map(explanation_text, kinds)]))
    else:
        say(list_text())
