"""`affiche translate`: what is to be translated out to a translator, and the translation back in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiche.cli.completion import locale_names, policy_names
from affiche.cli.options import PROBLEMS, as_of_option, existing, now, problems_shown, say, source_option

if TYPE_CHECKING:
    from datetime import date

    from affiche.translating import Work


to_option = click.option(
    "--to",
    "locale",
    shell_complete=locale_names,
    help="The language to translate into. Default: the other one of a site in two languages.",
)


@click.group(short_help="Give a translator what is to be translated, and take the translation back.")
def translate() -> None:
    """Give a translator what is missing or out of date as PO or XLIFF, and take the translation back."""


@translate.command("out", short_help="Write what is to be translated of a policy.")
@click.argument("policy", shell_complete=policy_names)
@to_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["po", "xliff"]),
    default="po",
    show_default=True,
    help="po for Poedit and others; xliff for translation agencies, with facts and links as locked codes.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: POLICY.LOCALE.po or .xlf in this folder.",
)
@as_of_option
@source_option
def out(  # noqa: PLR0913 one for each option
    policy: str, *, locale: str | None, form: str, out: Path | None, as_of: date | None, source: Path
) -> None:
    """Write the sections of POLICY that a translation lacks or lags behind in.

    What the translation says now comes along, with what the source said when it was translated. Words that are
    translated elsewhere in the policy arrive translated.
    """
    with problems_shown("text"):
        from affiche import translating
        from affiche.named import write_named
        from affiche.reporting.returns import sent_text

        asked = _work(source, policy, locale, as_of)
        if not asked.requests:
            say(f"Nothing to translate: {asked.path} follows its source in every section.")
            return
        data = translating.written(asked, form, now())
        file = out or Path(f"{policy}.{asked.locale}.{'po' if form == 'po' else 'xlf'}")
        write_named(file, data)
        say(sent_text(asked, file.as_posix()))


@translate.command("in", short_help="Take a translation back into the text of a policy.")
@click.argument("policy", shell_complete=policy_names)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@to_option
@as_of_option
@source_option
def into(policy: str, file: Path, *, locale: str | None, as_of: date | None, source: Path) -> None:
    """Take the translation in FILE into the text of POLICY: only the words that differ are written.

    What cannot be taken is listed with the reason, and stays as it was. The text is checked afterwards.
    """
    with problems_shown("text", "Nothing was changed."):
        from affiche import translating
        from affiche.named import read_named

        asked = _work(source, policy, locale, as_of)
        done = translating.bring_in(source, asked, translating.answers(file.as_posix(), read_named(file)))
    from affiche import checking
    from affiche.problems import Severity
    from affiche.reporting.problems import problems_text
    from affiche.reporting.returns import taken_text

    say(taken_text(asked, done))
    shown = (source / asked.path).as_posix()
    found = [each for each in checking.check(source, [policy]).problems if each.location.path == shown]
    if done.sections and found:
        say("\n" + problems_text(found).rstrip())
    if done.sections and any(each.severity is Severity.ERROR for each in found):
        click.get_current_context().exit(PROBLEMS)


def _work(source: Path, policy: str, locale: str | None, as_of: date | None) -> Work:
    from affiche import pipeline, translating
    from affiche.builds import day_of

    reading, _ = pipeline.read(existing(source), names=[policy])
    others = reading.site.locales[1:]
    if locale is None and len(others) != 1:
        raise click.UsageError(
            f"say with --to which language to translate into: {', '.join(others) or 'there is one only'}."
        )
    day = day_of(as_of or now(), reading.site.timezone)
    return translating.work(reading, policy, locale or others[0], day)
