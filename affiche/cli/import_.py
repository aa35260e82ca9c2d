"""`affiche import`: what a company has already becomes a working text, or a history of versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiche.cli.completion import policy_names
from affiche.cli.options import existing, say, shows_problems, source_option
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from affiche.importing import Importer, ImportResult, Revision


@click.command("import", short_help="Bring in what you have: Word, a web page, Markdown, text.")
@click.argument("policy", shell_complete=policy_names)
@click.argument(
    "sources", nargs=-1, metavar="[SOURCE]…", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--locale", help="The locale of the text. Default: the source locale.")
@click.option(
    "--url", default="", help="The address of the page that the text stood on; links count from there."
)
@click.option(
    "--replace", "replaces", is_flag=True, help="Put the text in the place of the one that is there."
)
@click.option(
    "--git",
    "repository",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="REPO",
    help="Make a version of each change in a repository of git.",
)
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="[LOCALE=]PATH",
    help="With --git: the file in it, one for each locale.",
)
@click.option(
    "--dated-files",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Make a version of each file, such as 2026-06-01.en.md.",
)
@click.option("--fold", is_flag=True, help="Make one version of all changes of a day.")
@source_option
@shows_problems
def import_(  # noqa: PLR0913 one for each option
    *,
    policy: str,
    sources: tuple[Path, ...],
    locale: str | None,
    url: str,
    replaces: bool,
    repository: Path | None,
    paths: tuple[str, ...],
    folder: Path | None,
    fold: bool,
    source: Path,
    form: str,
) -> None:
    """Bring an existing policy in as POLICY: from Markdown, HTML, Word or plain text.

    Says what it was not sure of. Nothing that was published is touched.
    """
    ways = [bool(sources), repository is not None, folder is not None]
    if sum(ways) != 1:
        raise click.UsageError("give files; or --git REPO --path PATH; or --dated-files FOLDER.")
    if (repository is None) == bool(paths) or (fold and sources):
        raise click.UsageError("--path goes with --git, and --fold with --git or --dated-files.")
    importer = _importer(source, policy, url)
    if locale is not None and locale not in importer.site.locales:
        raise click.UsageError(
            f"the site has no locale {locale!r}; it has {', '.join(importer.site.locales)}."
        )
    with waiting("Bringing it in"):
        if sources:
            brought = _bring(importer, sources, locale, replaces=replaces)
        else:
            states = _states(importer, repository, paths, folder, locale)
            brought = _bring_history(importer, states, fold=fold)
    _show(brought, source, form)


def _importer(source: Path, policy: str, url: str) -> Importer:
    if not (source / "site.yaml").is_file():
        raise click.UsageError(
            f"there is no site in {source.as_posix()!r} to import into: make one with `affiche new` first, "
            "or name the folder with --source."
        )
    from affiche.importing import Importer

    return Importer(existing(source), policy, url)


def _bring(
    importer: Importer, sources: tuple[Path, ...], locale: str | None, *, replaces: bool
) -> ImportResult:
    from affiche.importing import InputFile

    raws = [InputFile(path=path.as_posix(), data=path.read_bytes()) for path in sources]
    return importer.import_text(raws, locale or importer.site.source_locale, replaces=replaces)


def _states(
    importer: Importer,
    repository: Path | None,
    paths: tuple[str, ...],
    folder: Path | None,
    locale: str | None,
) -> list[Revision]:
    from affiche.importing import dated_files, git_revisions

    site = importer.site
    if folder is not None:
        return dated_files(folder, site.locales, locale)
    assert repository is not None
    named: dict[str, str] = {}
    for path in paths:
        given, equals, rest = path.partition("=")
        own = given if equals and given in site.locales else locale or site.source_locale
        named[own] = rest if equals and given in site.locales else path
    return git_revisions(repository, named, site.timezone)


def _bring_history(importer: Importer, states: list[Revision], *, fold: bool) -> ImportResult:
    from affiche.importing import folded

    return importer.import_history(list(folded(states)) if fold else states)


def _show(brought: ImportResult, source: Path, form: str) -> None:
    from affiche.reporting import imports

    if form == "json":
        say(imports.imported_json(brought))
    elif form == "github":
        say(imports.imported_github(brought))
    else:
        say(imports.imported_text(brought, source.as_posix()))
