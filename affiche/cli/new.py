"""`affiche new`: a small, whole site to start from."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.language import spoken
from affiche.cli.options import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LOCALTIME = Path("/etc/localtime")


class _Value(click.ParamType[str]):
    """A value of site.yaml, taken as its reader takes it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from affiche.source.data.values import read_value

        try:
            return " ".join(read_value(self.name, one) for one in self._each(str(value)))
        except ValueError as error:
            self.fail(f"{error}" if f"{error}".endswith("?") else f"{error}.", param, ctx)

    def _each(self, value: str) -> list[str]:
        """Take several languages apart, by spaces or commas."""
        several = value.replace(",", " ").split() if self.name == "language" else []
        return list(dict.fromkeys(several)) or [value]


def _host(answers: Mapping[str, str]) -> str:
    return answers["email"].rpartition("@")[2]


def _zone(_: Mapping[str, str]) -> str:
    """Give the time zone of this machine, as far as it says."""
    zone = os.environ.get("TZ", "").lstrip(":")
    if not zone and LOCALTIME.is_symlink():
        zone = LOCALTIME.readlink().as_posix().rpartition("zoneinfo/")[2]
    return zone if "/" in zone and not zone.startswith("/") else "UTC"


def _said(english: str, french: str = "") -> Callable[[Mapping[str, str]], str]:
    """Give the answer in the language of the commands, or in French to a site that is in French alone."""

    def answer(given: Mapping[str, str]) -> str:
        locales = given.get("locales", "").split()
        is_french = spoken() == "fr" or (bool(locales) and all(each.startswith("fr") for each in locales))
        return french if french and is_french else english

    return answer


QUESTIONS: tuple[tuple[str, str, str, Callable[[Mapping[str, str]], str], bool], ...] = (
    (
        "name",
        "Full name of the company",
        "text",
        _said("[DECIDE: the full name of the company]", "[À DÉCIDER\u00a0: le nom complet de l’entreprise]"),
        True,
    ),
    (
        "address",
        "Its postal address",
        "text",
        _said("[DECIDE: the postal address]", "[À DÉCIDER\u00a0: l’adresse postale]"),
        True,
    ),
    ("email", "E-mail address for questions about privacy", "mailbox", _said("privacy@example.com"), True),
    ("url", "Its website", "address", lambda given: f"https://www.{_host(given)}/", False),
    (
        "base_url",
        "Where these notices will be served",
        "address",
        lambda given: f"https://legal.{_host(given)}/",
        False,
    ),
    ("timezone", "Time zone", "timezone", _zone, False),
    (
        "locales",
        "Languages, the one you write first before the others",
        "language",
        _said("en fr", "fr en"),
        False,
    ),
)
"""Each with its option, its question, what is taken for an answer, what stands for none, and whether it needs one."""

OPTIONS = {
    "name": "The full name of the company.",
    "address": "Its postal address.",
    "email": "Where readers write to about privacy.",
    "url": "The website of the company.",
    "base_url": "Where the notices will be served.",
    "timezone": "Where a day begins, such as America/Toronto.",
    "locales": "The languages, such as en,fr; the one that is written first before the others.",
}


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each question."""
    for key, _, kind, _, _ in reversed(QUESTIONS):
        option = click.option(f"--{key.replace('_', '-')}", type=_Value(kind), help=OPTIONS[key])
        command = option(command)
    return command


@click.command(short_help="Start a site in a folder that is empty or not there yet.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_options
@click.option("--cms", is_flag=True, help="Also write a configuration for Sveltia CMS and Decap CMS.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what is likely for what no option says.")
def new(folder: Path, *, yes: bool, cms: bool, **given: str | None) -> None:
    """Start a site in DIR, a folder that is empty or not there yet.

    It has a privacy policy in English and French to start from, which says what your company has to decide. Asks
    for what no option says.
    """
    from affiche import starting
    from affiche.reporting.builds import started_text

    starting.refuse_unless_empty(folder)
    said = {key: text for key, text in given.items() if text is not None}
    guessed = [key for key, *_ in QUESTIONS if key not in said] if yes else []
    answers = _with_likely(said) if yes else _asked(said)
    start = starting.Answers(**{**answers, "locales": tuple(dict.fromkeys(answers["locales"].split()))})  # type: ignore[arg-type]
    files = starting.starter(start, starting.requirements(), spoken())
    starting.lay_out(folder, files | (starting.cms_files(files, start) if cms else {}))
    say(started_text(folder.as_posix(), start, guessed))


def _with_likely(said: Mapping[str, str]) -> dict[str, str]:
    answers = dict(said)
    for key, _, _, likely, _ in QUESTIONS:
        answers.setdefault(key, likely({"email": "privacy@example.com", **answers}))
    return answers


def _asked(said: Mapping[str, str]) -> dict[str, str]:
    """Ask for what is not said; without a terminal, name the options that would say it."""
    lacking = [key for key, *_ in QUESTIONS if key not in said]
    if lacking and not sys.stdin.isatty():
        raise click.UsageError(
            f"nobody is there to answer, so nothing was started: add {_named(lacking)}; "
            "or --yes, to take what is likely."
        )
    answers = dict(said)
    for key, question, kind, likely, is_needed in QUESTIONS:
        if key in lacking:
            default = None if is_needed else likely(answers)
            answers[key] = click.prompt(question, type=_Value(kind), default=default)
    return answers


def _named(keys: Iterable[str]) -> str:
    return " ".join(f"--{key.replace('_', '-')} …" for key in keys)
