"""What on this machine, in this folder or in its git settings may keep Affiche from working as its docs say."""

from __future__ import annotations

import locale
import os
import platform
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from affiche import __version__
from affiche.git import Git, GitError
from affiche.problems import AfficheError, ContentError, ProblemLog
from affiche.site.paper import PaperError, weasyprint
from affiche.site.write import OutputError, refuse_foreign_folder
from affiche.source import MarkdownRenderer, SourceFolder, read_source
from affiche.source.data.sites import site_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from affiche.source import Reading

LIBRARIES = ("babel", "jinja2", "lxml", "markdown", "nh3", "pydantic", "pyyaml", "rapidfuzz", "watchfiles")


class State(StrEnum):
    """How something stands."""

    GOOD = "good"
    OPTIONAL = "optional"
    """Something that only one command needs is not there."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    topic: str
    state: State
    words: str
    fix: str = ""


def diagnose(source: Path, out: Path, now: datetime, terminal: TextIO) -> Iterator[Finding]:
    """Look at everything, in an order in which a person would; nothing is changed, and the network is not asked."""
    yield _program()
    yield _libraries()
    yield _terminal(terminal)
    if not source.is_dir():
        yield Finding(
            "source", State.BAD, f"there is no folder {source.as_posix()}", "go to the folder of the site"
        )
        return
    names = site_names(SourceFolder(source, ProblemLog()))
    for brand in names or ("",):
        reading = _read(source, brand)
        yield _source(reading)
    if not isinstance(reading, ContentError):
        yield _clock(reading, now)
    yield _writable("source", source, os.W_OK)
    for place in [out / name for name in names] or [out]:
        yield _output(source, place)
    yield from _git(source)
    yield _pdf()


def _program() -> Finding:
    python = platform.python_version()
    words = f"Affiche {__version__}, Python {python}, {platform.system()} {platform.machine()}"
    return Finding("program", State.GOOD, words)


def _libraries() -> Finding:
    found, missing = [], []
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            missing.append(library)
    if missing:
        words = f"{', '.join(missing)} cannot be found"
        return Finding(
            "libraries", State.BAD, words, "install Affiche again: pip install --force-reinstall affiche"
        )
    return Finding("libraries", State.GOOD, ", ".join(found))


def _terminal(terminal: TextIO) -> Finding:
    encoding = (terminal.encoding or locale.getpreferredencoding(do_setlocale=False)).lower()
    if encoding.replace("-", "") == "utf8":
        return Finding("terminal", State.GOOD, "UTF-8")
    fix = (
        "set PYTHONUTF8=1 in the environment"
        if sys.platform == "win32"
        else "set LC_ALL=C.UTF-8 in the environment"
    )
    return Finding("terminal", State.BAD, f"{encoding}, in which accents and dashes cannot be written", fix)


def _read(source: Path, brand: str) -> Reading | ContentError:
    try:
        return read_source(SourceFolder(source, ProblemLog()), MarkdownRenderer(), brand=brand)
    except ContentError as error:
        return error


def _source(reading: Reading | ContentError) -> Finding:
    if isinstance(reading, ContentError):
        number = len(reading.problems)
        words = f"it cannot be built: {number} problem{'' if number == 1 else 's'}"
        return Finding("source", State.BAD, words, "run `affiche check`, which shows each with its line")
    policies = ", ".join(policy.name for policy in reading.site.policies) or "no policy"
    return Finding("source", State.GOOD, f"{policies} ({', '.join(reading.site.locales)})")


def _clock(reading: Reading, now: datetime) -> Finding:
    """Compare the clock with the archive: a day before everything in it is hardly today."""
    site = reading.site
    day = now.astimezone(site.timezone)
    told = f"{day:%Y-%m-%d %H:%M} ({site.timezone.key})"
    if "SOURCE_DATE_EPOCH" in os.environ:
        return Finding(
            "clock", State.OPTIONAL, f"{told}, as SOURCE_DATE_EPOCH says", "unset it to build for today"
        )
    posted = [version.published for policy in site.policies for version in policy.versions]
    if posted and day.date() < min(posted):
        words = f"{told}, which is before anything was published"
        return Finding("clock", State.BAD, words, "set the clock of this machine")
    return Finding("clock", State.GOOD, told)


def _writable(topic: str, folder: Path, how: int) -> Finding:
    if os.access(folder, how):
        return Finding(f"{topic} folder", State.GOOD, f"{folder.as_posix()} can be written")
    words = f"{folder.as_posix()} cannot be written, so nothing can be published"
    return Finding(f"{topic} folder", State.BAD, words, "ask for the right to write there")


def _output(source: Path, out: Path) -> Finding:
    try:
        refuse_foreign_folder(out, source)
    except OutputError as error:
        return Finding("output", State.BAD, str(error))
    above = next(each for each in out.absolute().parents if each.is_dir())
    place = out if out.is_dir() else above
    if not os.access(place, os.W_OK) or not os.access(above, os.W_OK):
        return Finding("output", State.BAD, f"{place} cannot be written", "name another folder with --out")
    return Finding("output", State.GOOD, f"{out.as_posix()} can be written")


def _git(source: Path) -> Iterator[Finding]:
    git = Git(source.absolute())
    try:
        git.run("rev-parse", "--git-dir")
    except GitError as error:
        words = f"the archive is in no git repository: {error}"
        yield Finding(
            "git",
            State.OPTIONAL,
            words,
            "keep the folder in git, so that an archive that is lost can be found",
        )
        return
    yield Finding("git", State.GOOD, git.run("version").decode().strip())
    yield _line_ends(git)


def _line_ends(git: Git) -> Finding:
    """Look whether git leaves what is published as it is; a changed line end alters a digest."""
    frozen = "privacy/versions/2026-01-01/en.md"
    text = git.run("check-attr", "text", "--", frozen).decode().strip().rpartition(": ")[2]
    if text == "unset":
        return Finding("line ends", State.GOOD, "git keeps those of published versions")
    try:
        converts = git.words("config", "--get", "core.autocrlf") not in ([], ["false"])
    except GitError:
        converts = False
    words = "git may change the line ends of published versions" + (
        ", and does on this machine" if converts else ""
    )
    return Finding(
        "line ends",
        State.BAD if converts else State.OPTIONAL,
        words,
        f"add to .gitattributes: {git.folder.name}/** -text",
    )


def _pdf() -> Finding:
    if find_spec("weasyprint") is None:
        return Finding(
            "PDF files", State.OPTIONAL, "WeasyPrint is not installed", "pip install 'affiche[pdf]'"
        )
    try:
        weasyprint()
    except (PaperError, AfficheError) as error:
        return Finding("PDF files", State.OPTIONAL, str(error))
    return Finding("PDF files", State.GOOD, f"WeasyPrint {version('weasyprint')}")
