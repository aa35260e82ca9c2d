"""The states of a text through time, from a repository of git or a folder of dated files."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.importing.input_file import InputFile, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LOCALE = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.[A-Za-z]+$")
LONGEST_WAIT = 120
"""Seconds for one answer of git."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a policy was changed to at one time, in one or more locales."""

    day: date
    texts: Mapping[str, InputFile]


def dated_files(folder: Path, locales: Sequence[str], wanted: str | None) -> list[Revision]:
    """Give the states in a folder of files such as `2026-06-01.en.md`, in the order of their days and names.

    A file that names no locale is in the wanted one, or in the source locale.
    """
    found: list[tuple[date, str, str, Path]] = []
    for path in sorted(folder.iterdir()):
        match = _DAY.search(path.name)
        if match is None or not path.is_file():
            continue
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            continue
        named = _LOCALE.search(path.name)
        locale = named[1] if named and (named[1] in locales or len(named[1]) == 2) else wanted or locales[0]  # noqa: PLR2004 a language
        if locale in locales and wanted in {None, locale}:
            found.append((day, path.name, locale, path))
    if not found:
        kind = f"in {wanted}" if wanted else f"in {' or '.join(locales)}"
        raise refusal(
            folder.as_posix(),
            f"there is no dated file {kind} in this folder",
            expected="names such as 2026-06-01.md or 2026-06-01.en.md",
        )
    found.sort(key=lambda one: one[:2])
    return [
        Revision(day=day, texts={locale: InputFile(path=path.as_posix(), data=path.read_bytes())})
        for day, _, locale, path in found
    ]


def git_revisions(repository: Path, paths: Mapping[str, str], zone: ZoneInfo) -> list[Revision]:
    """Give each commit that changed one of these files, oldest first; a renamed file is followed."""
    commits: dict[str, tuple[datetime, dict[str, InputFile]]] = {}
    for locale, path in paths.items():
        for commit, when, name in _log(repository, path):
            data = _git(repository, "show", f"{commit}:{name}")
            raw = InputFile(path=f"{commit[:10]}:{name}", data=data)
            commits.setdefault(commit, (when, {}))[1][locale] = raw
    ordered = sorted(commits.values(), key=lambda one: one[0])
    return [Revision(day=when.astimezone(zone).date(), texts=texts) for when, texts in ordered]


def _log(repository: Path, path: str) -> list[tuple[str, datetime, str]]:
    """Give each commit of a file that did not delete it, oldest first, with its time and the name it had then."""
    form = "--format=%x01%H%x00%cI%x00"
    out = _git(repository, "log", "--follow", "-M", "--name-status", "-z", form, "--", path).decode(
        "utf-8", "replace"
    )
    found = []
    for entry in out.split("\x01")[1:]:
        commit, when, *status = [part.strip("\n") for part in entry.split("\0")]
        names = [part for part in status if part]
        if len(names) > 1 and not names[0].startswith("D"):
            found.append((commit, datetime.fromisoformat(when), names[-1]))
    if not found:
        raise refusal(
            f"{repository.as_posix()}:{path}",
            "git knows no file of that name",
            fix="give its path from the top of the repository with --path",
        )
    return found[::-1]


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(repository), "-c", "core.quotePath=off", "--no-pager", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST_WAIT)  # noqa: S603 a fixed program, and arguments of its own
    except FileNotFoundError:
        raise refusal(
            "git", "the program git is not installed", fix="install it, or give a folder with --dated-files"
        ) from None
    except subprocess.TimeoutExpired:
        raise refusal(
            repository.as_posix(), "git did not answer", fix="try `git log` there yourself"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise refusal(
            repository.as_posix(),
            f"git says: {said[0].removeprefix('fatal: ') if said else 'no'}",
            fix="name a repository with --git, and a file in it with --path",
        )
    return done.stdout


def folded(states: Iterable[Revision]) -> Iterator[Revision]:
    """Give one state a day: what stood there when the day ended."""
    for day, of_day in groupby(states, key=lambda state: state.day):
        texts: dict[str, InputFile] = {}
        for state in of_day:
            texts |= state.texts
        yield Revision(day=day, texts=texts)
