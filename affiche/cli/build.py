"""`affiche build`: the site of a day."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.options import (
    Words,
    as_of_option,
    brand_option,
    existing,
    now,
    say,
    source_option,
    writes_or_shows_problems,
)
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from affiche.builds import Options, Report
    from affiche.incremental.last_build import Found
    from affiche.problems import ContentError, Problem


class Address(click.ParamType[str]):
    """Where a site is served."""

    name = "url"

    def convert(  # noqa: D102 as click says
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        from affiche.source import base_address

        try:
            return base_address(value)
        except ValueError as error:
            self.fail(f"{error}: write it as https://staging.example.com/legal/.", param, ctx)


class Reason(Words):
    """Words that say why."""

    def convert(  # noqa: D102 as click says
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        words = super().convert(value, param, ctx).strip()
        return words or self.fail(
            "a reason without words is none: say why, for whoever asks one day.", param, ctx
        )


base_url_option = click.option(
    "--base-url",
    type=Address(),
    help="Where the site is served, if not where site.yaml says: for staging. Of several sites, the folder of all.",
)
paper_option = click.option(
    "--pdf",
    "paper",
    is_flag=False,
    flag_value="A4",
    type=click.Choice(["A4", "letter"], case_sensitive=False),
    metavar="[A4|letter]",
    help="Each version as a PDF file too. Needs WeasyPrint: pip install 'affiche[pdf]'.",
)


@click.command()
@source_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="The folder to write; it is replaced whole.",
)
@brand_option
@as_of_option
@base_url_option
@paper_option
@click.option(
    "--fragments",
    is_flag=True,
    help="Write the main part of each page alone, for a website that has its own frame.",
)
@click.option(
    "--host",
    type=click.Choice(
        ["apache", "cloudflare", "github-pages", "netlify", "nginx", "s3", "vercel"], case_sensitive=False
    ),
    help="Write what this host reads too: headers, caching, redirects from former addresses.",
)
@click.option(
    "--full",
    is_flag=True,
    help="Make every file again, whatever the record of the last build says.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="How many processes make policies at once. Default: one for each processor.",
)
@click.option(
    "--forget",
    type=Reason(),
    metavar="REASON",
    help="Build although the site that is replaced shows something as published that the source lacks; say why.",
)
@writes_or_shows_problems
def build(source: Path, out: Path, as_of: date | None, form: str, forget: str | None, **asked: Any) -> None:
    """Build the site.

    Where site.yaml describes several, each is built into a folder of its name under --out.
    """
    from affiche.builds import Options
    from affiche.reporting.builds import report_json, report_text, reports_json

    started = time.perf_counter()
    options = Options(source=source, out=out, as_of=as_of or now(), forget=forget or "", **asked)
    one = replace(options, out=out / options.brand)
    found = _found(one)
    report = found.unchanged()  # before site.yaml is read, as that takes most of what it imports
    known: dict[str, bytes] = {}
    brands = () if report else _brands(source, known)
    if not brands or options.brand:
        report = report or _made(found, known)
        seconds = time.perf_counter() - started
        say(report_json(report) if form == "json" else report_text(report, seconds))
        return
    reports, failed = _each_built(options, brands, known)
    seconds = time.perf_counter() - started
    if form == "json" and not failed:
        say(reports_json(reports))
    for name, report in reports.items() if form != "json" else ():
        say(f"{name}:\n{report_text(report, seconds)}")
    if failed:
        raise failed


def _each_built(
    options: Options, brands: Sequence[str], known: Mapping[str, bytes]
) -> tuple[dict[str, Report], ContentError | None]:
    """Build every site, also where another one cannot be built; an altered archive stops all of them.

    Where one address is given, each is served under it as it is written under --out: in a folder of its name.
    """
    from affiche.problems import ArchiveError, ContentError

    reports: dict[str, Report] = {}
    problems: list[Problem] = []
    for name in brands:
        try:
            address = _inside(options.base_url, name)
            found = _found(replace(options, brand=name, out=options.out / name, base_url=address))
            reports[name] = found.unchanged() or _made(found, known)
        except ArchiveError:
            raise
        except ContentError as error:
            problems += error.problems
    return reports, ContentError(problems) if problems else None


def _inside(address: str | None, name: str) -> str | None:
    return f"{address.rstrip('/')}/{name}/" if address else address


def _brands(source: Path, known: dict[str, bytes]) -> tuple[str, ...]:
    """Name the sites, if there are several; what is read for that need not be read again."""
    from affiche.problems import ProblemLog
    from affiche.source.data.sites import site_names
    from affiche.source.files import SourceFolder

    return site_names(SourceFolder(source, ProblemLog(), known))


def _found(options: Options) -> Found:
    from affiche.incremental.last_build import Found

    return Found.of(options)


def _made(found: Found, known: Mapping[str, bytes]) -> Report:
    existing(found.options.source)
    from affiche import pipeline

    with waiting("Building the site"):
        return pipeline.build(found.options, known, found)
