"""Which language the commands speak: `--lang`, else AFFICHE_LANG, else that of the system."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LANGUAGES = ("en", "fr")
_OF_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""Its modules that say something; each takes the words from the name `_`."""


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the language, and the arguments without `--lang`, which may stand anywhere before `--`."""
    rest, named = [], ""
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument == "--lang":
            named = next(given, "")
        elif argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
            continue
        if argument != "--" and named not in LANGUAGES:
            raise click.UsageError(f"--lang is {' or '.join(LANGUAGES)}, not {named!r}.")
    return named or _of(environment), rest


def spoken() -> str:
    """Return the language that was asked for, for what is written in both, such as the report of `laws`."""
    return click.get_current_context().find_root().obj or LANGUAGES[0]


def _of(environment: Mapping[str, str]) -> str:
    system = next((environment[name] for name in _OF_THE_SYSTEM if environment.get(name)), "")
    language = (environment.get("AFFICHE_LANG") or system).replace("-", "_").partition("_")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def speak(language: str, root: click.Group) -> None:
    """Say everything in a language from now on, the help of the commands and the words of click included."""
    if language == LANGUAGES[0]:
        return
    from affiche import messages

    messages.speak(language)
    for module in map(import_module, (f"click.{name}" for name in _OF_CLICK)):
        if hasattr(module, "_"):
            setattr(module, "_", messages.shown)  # noqa: B010 click asks gettext, which has no French for it
        if hasattr(module, "ngettext"):
            setattr(module, "ngettext", _counted)  # noqa: B010 as before
    for command in _walk(root):
        command.help = _paragraphs(command.help)
        command.short_help = messages.shown(command.short_help or "")
        for each in command.params:
            if isinstance(each, click.Option):
                each.help = messages.shown(each.help or "")


def _counted(one: str, several: str, number: int) -> str:
    from affiche.messages import shown

    return shown(one if number == 1 else several)


def _walk(command: click.Command) -> Iterator[click.Command]:
    yield command
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _walk(inner)


def _paragraphs(text: str | None) -> str:
    from affiche.messages import shown

    return "\n\n".join(shown(" ".join(part.split())) for part in (text or "").split("\n\n"))
