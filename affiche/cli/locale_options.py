"""Options that end in a locale of the site, such as `--note-fr TEXT`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from affiche.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from affiche.model import Site

_WITH_LOCALE = re.compile(r"--(?P<name>note|reason)-(?P<locale>[A-Za-z0-9-]+)(?:=(?P<text>.*))?", re.DOTALL)


class LocaleCommand(click.Command):
    """A command that reads `--note-fr TEXT` as `--note fr TEXT`, whatever the locale."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the locale out of the name of each such option."""
        return super().parse_args(ctx, list(_spread(args)))


def _spread(args: Sequence[str]) -> Iterator[str]:
    for argument in args:
        match = _WITH_LOCALE.fullmatch(argument)
        if match is None:
            yield argument
            continue
        yield from (f"--{match['name']}-in", match["locale"])
        if match["text"] is not None:
            yield match["text"]


class _LocaleOption(click.Option):
    """An option that the help names as people write it."""

    @property
    def written(self) -> str:
        """What people write before the locale."""
        return f"--{(self.name or '').removesuffix('s')}"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        del ctx
        return f"{self.written}-LOCALE TEXT", self.help or ""


def locale_option(name: str, sentence: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """Make the option `--NAME-LOCALE TEXT`."""
    return click.option(
        f"--{name}-in",
        f"{name}s",
        type=(str, str),
        multiple=True,
        cls=_LocaleOption,
        help=f"{sentence} For French: --{name}-fr TEXT.",
    )


def with_what_was_meant(error: click.NoSuchOption) -> click.NoSuchOption:
    """Suggest an option that is near enough for a slip of the keyboard, as people write it."""
    name, _, locale = error.option_name.rpartition("-")
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
    in_locales = [p.written for p in parameters if isinstance(p, _LocaleOption)]
    others = [option for p in parameters if not isinstance(p, _LocaleOption) for option in p.opts]
    near = nearest(error.option_name, [*others, *(f"{written}-LOCALE" for written in in_locales)])
    if meant := nearest(name, in_locales):
        near = f"{meant}-{locale}"
    elif error.option_name in in_locales:
        near = f"{error.option_name}-LOCALE"
    return click.NoSuchOption(error.option_name, possibilities=[near] if near else [], ctx=error.ctx)


def for_locales(
    pairs: Iterable[tuple[str, str]], site: Site, option: str, text: str | None = None
) -> dict[str, str]:
    """Give the text of each locale, where `text` stands for all; a locale that the site has not is wrong usage."""
    given = {} if text is None else dict.fromkeys(site.locales, _words(f"--{option}", text))
    for locale, own in pairs:
        if locale not in site.locales:
            raise click.UsageError(
                f"--{option}-{locale}: the site has no locale {locale!r}; it has {', '.join(site.locales)}."
            )
        given[locale] = _words(f"--{option}-{locale}", own)
    return {locale: given[locale] for locale in site.locales if locale in given}


def _words(option: str, text: str) -> str:
    """Take what was typed after an option, without the space around it."""
    if not text.strip():
        raise click.UsageError(f"{option} is empty.")
    from affiche.source.text.limits import find_excess

    if find_excess(text):
        raise click.UsageError(f"{option} is nested too deeply to be shown: write it more simply.")
    return text.strip()
