"""`affiche import`: what a company has already becomes a working text, or a history of versions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiche.cli.completion import policy_names
from affiche.cli.options import existing, say, shows_problems, source_option, written
from affiche.cli.waiting import waiting

if TYPE_CHECKING:
    from affiche.importing.importer import Importer, ImportResult
    from affiche.importing.revisions import Revisions

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where the text comes from, as the options say."""

    sources: tuple[Path, ...]
    locale: str | None
    replaces: bool
    repository: Path | None
    paths: tuple[str, ...]
    folder: Path | None
    fold: bool

    def refuse_mixed(self) -> None:
        """Refuse options that contradict each other."""
        if sum([bool(self.sources), self.repository is not None, self.folder is not None]) != 1:
            raise click.UsageError("give files; or --git REPO --path PATH; or --dated-files FOLDER.")
        if (self.repository is None) == bool(self.paths) or (self.fold and self.sources):
            raise click.UsageError("--path goes with --git, and --fold with --git or --dated-files.")


@click.command("import", short_help="Import an existing policy: Word, a web page, Markdown, text.")
@click.argument("policy", shell_complete=policy_names)
@click.argument(
    "sources", nargs=-1, metavar="[SOURCE]…", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--locale", help="The locale of the text. Default: the source locale.")
@click.option("--url", default="", help="The address of the page, to resolve its relative links.")
@click.option("--replace", "replaces", is_flag=True, help="Replace the text that is there.")
@click.option(
    "--git",
    "repository",
    type=FOLDER,
    metavar="REPO",
    help="Make a version of each change in a Git repository.",
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
    type=FOLDER,
    metavar="FOLDER",
    help="Make a version of each file, such as 2026-06-01.en.md.",
)
@click.option("--fold", is_flag=True, help="Make one version of all changes of a day.")
@source_option
@shows_problems
def import_(*, policy: str, url: str, source: Path, form: str, **options: Any) -> None:
    """Import an existing policy as POLICY, from Markdown, HTML, Word or plain text.

    Reports what it was not sure of. Never touches what was published.
    """
    origin = _Origin(**options)
    origin.refuse_mixed()
    importer = _importer(source, policy, url)
    if origin.locale is not None and origin.locale not in importer.site.locales:
        raise click.UsageError(
            f"the site has no locale {origin.locale!r}; it has {', '.join(importer.site.locales)}."
        )
    with waiting("Importing"):
        result = _imported(importer, origin)
    _show(result, source, form)


def _importer(source: Path, policy: str, url: str) -> Importer:
    if not (source / "site.yaml").is_file():
        raise click.UsageError(
            f"there is no site in {source.as_posix()!r} to import into: make one with `affiche new` first, "
            "or name the folder with --source."
        )
    from affiche.importing.importer import Importer

    return Importer(existing(source), policy, url)


def _imported(importer: Importer, origin: _Origin) -> ImportResult:
    from affiche.importing.input_file import LARGEST, InputFile
    from affiche.named import read_named

    if not origin.sources:
        revisions = _revisions(importer, origin)
        return importer.import_history(revisions.folded() if origin.fold else revisions)
    files = [InputFile(path=path.as_posix(), data=read_named(path, LARGEST)) for path in origin.sources]
    return importer.import_text(files, origin.locale or importer.site.source_locale, replaces=origin.replaces)


def _revisions(importer: Importer, origin: _Origin) -> Revisions:
    from affiche.importing.revisions import dated_files, git_revisions

    site = importer.site
    if origin.folder is not None:
        return dated_files(origin.folder, site.locales, origin.locale)
    assert origin.repository is not None
    named: dict[str, str] = {}
    for path in origin.paths:
        given, equals, rest = path.partition("=")
        is_named = bool(equals) and given in site.locales
        named[given if is_named else origin.locale or site.source_locale] = rest if is_named else path
    return git_revisions(origin.repository, named, site.timezone)


def _show(result: ImportResult, source: Path, form: str) -> None:
    from affiche.reporting import imports

    if form == "json":
        say(imports.imported_json(result))
    elif form == "github":
        say(written(result.problems, form))
    else:
        say(imports.imported_text(result, source.as_posix()))
