"""The revisions of a text through time, from a Git repository or a folder of dated files."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.confined import Kind, Root
from affiche.git import QUIET, Git, GitError
from affiche.importing.input_file import LARGEST, InputFile, refusal
from affiche.importing.text.stated_date import FIRST_YEAR
from affiche.problems import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LOCALE = re.compile(r"\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.[A-Za-z]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The texts that a policy was changed to on one day, by locale."""

    day: date
    texts: Mapping[str, InputFile]
    clock: date | None = None
    """The day that a commit says of itself, if it cannot be that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """All revisions of a policy, oldest first."""

    revisions: tuple[Revision, ...]
    passed_over: int = 0
    """Commits on branches, which readers never saw before they were merged."""

    def folded(self) -> Revisions:
        """Keep one revision for each day: the texts as they were when the day ended."""
        days: list[Revision] = []
        for day, of_day in groupby(self.revisions, key=lambda revision: revision.day):
            texts: dict[str, InputFile] = {}
            for revision in of_day:
                texts |= revision.texts
            days.append(Revision(day=day, texts=texts))
        return replace(self, revisions=tuple(days))


def dated_files(folder: Path, locales: Sequence[str], wanted: str | None) -> Revisions:
    """Read a folder of files such as `2026-06-01.en.md`, in the order of their days and names.

    A file that names no locale is in the wanted one, or in the source locale.
    """
    found: list[tuple[date, str, str]] = []
    root = Root(folder)
    for name in root.names():
        match = _DAY.search(name)
        if match is None or root.kind(name) is not Kind.FILE:
            continue
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            continue
        named = _LOCALE.search(name)
        is_language = named and (named[1] in locales or len(named[1]) == len("en"))
        locale = named[1] if named and is_language else wanted or locales[0]
        if locale in locales and wanted in {None, locale}:
            found.append((day, name, locale))
    if not found:
        kind = f"in {wanted}" if wanted else f"in {' or '.join(locales)}"
        raise refusal(
            folder.as_posix(),
            f"there is no dated file {kind} in this folder",
            expected="names such as 2026-06-01.md or 2026-06-01.en.md",
        )
    found.sort()
    return Revisions(
        revisions=tuple(
            Revision(
                day=day, texts={locale: InputFile(path=(folder / name).as_posix(), data=_bounded(root, name))}
            )
            for day, name, locale in found
        )
    )


def _bounded(root: Root, name: str) -> bytes:
    if (size := root.size(name)) > LARGEST:
        path = (root.path / name).as_posix()
        raise refusal(path, f"this file has {size:,} bytes", expected=f"at most {LARGEST:,}")
    return root.read(name)


def git_revisions(repository: Path, paths: Mapping[str, str], zone: ZoneInfo) -> Revisions:
    """Read each change of these files that reached the main line, on the day it did; renamed files are followed.

    What counts is what the branch at HEAD showed: a merge is one change, whatever was tried on the way to it.
    """
    git = _Repository(repository)
    git.refuse_shallow()
    main_line = git.words("rev-list", "--first-parent", "--reverse", "HEAD")
    places = {commit: place for place, commit in enumerate(main_line)}
    texts: dict[int, dict[str, InputFile]] = {}
    times: dict[int, int] = {}
    names: set[str] = set()
    for locale, path in paths.items():
        for change in git.changes(path):
            place = places[change.commit]
            names.add(change.name)
            times[place] = change.time
            file = InputFile(path=f"{change.commit[:10]}:{change.name}", data=git.file(change))
            texts.setdefault(place, {})[locale] = file
    order = sorted(texts)
    said = [datetime.fromtimestamp(times[place], zone).date() for place in order]
    touched = git.words(
        "rev-list", "--full-history", "--no-merges", "HEAD", "--", *map(_from_the_top, sorted(names))
    )
    return Revisions(
        revisions=tuple(
            Revision(day=day, texts=texts[place], clock=clock if clock != day else None)
            for place, clock, day in zip(order, said, _in_order(said), strict=True)
        ),
        passed_over=len(set(touched) - places.keys()),
    )


def _in_order(days: Sequence[date]) -> list[date]:
    """Correct the days of clocks that were wrong: as few as possible, each to the day of the commit before it."""
    tails: list[int] = []
    before: dict[int, int] = {}
    for place, day in enumerate(days):
        if day.year < FIRST_YEAR:
            continue
        rank = bisect_right([days[tail] for tail in tails], day)
        before[place] = tails[rank - 1] if rank else -1
        tails[rank : rank + 1] = [place]
    right = set()
    place = tails[-1] if tails else -1
    while place >= 0:
        right.add(place)
        place = before[place]
    first = days[min(right)] if right else days[0]
    result: list[date] = []
    for place, day in enumerate(days):
        result.append(day if place in right else result[-1] if result else first)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    commit: str
    time: int
    name: str
    """The file's name in that commit, from the top of the repository."""


class _Repository:
    """A repository from which a history is imported; whatever Git refuses is a problem with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._git = Git(folder)

    def run(self, *arguments: str) -> bytes:
        with self._refusals():
            return self._git.run(*arguments)

    def words(self, *arguments: str) -> list[str]:
        return self.run(*arguments).decode("utf-8", "replace").split()

    def file(self, change: _Change) -> bytes:
        with self._refusals():
            return self._git.file(change.commit, change.name)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except GitError as error:
            fix = "name a repository with --git, and a file in it with --path"
            raise refusal(self._folder.as_posix(), str(error), fix=fix) from None

    def refuse_shallow(self) -> None:
        """Refuse a clone that was cut off: its oldest commit would seem to have written the whole text."""
        if self.words("rev-parse", "--is-shallow-repository") == ["true"]:
            raise refusal(
                self._folder.as_posix(),
                "this is a shallow clone: the older history of the text is not in it",
                fix="run `git fetch --unshallow` there, and import again; in CI, check out with fetch-depth: 0",
            )

    def changes(self, path: str) -> Iterator[_Change]:
        """Return each change of a file on the main line, newest first, under whatever name it had."""
        start, name, is_known = "HEAD", path, False
        while name:
            commits = self._log(start, name)
            name = ""
            for commit, time, status, changed in commits:
                if status == "D":
                    continue
                is_known = True
                yield _Change(commit=commit, time=time, name=changed)
                if status == "A" and (before := self._name_before(commit, changed)):
                    start, name = f"{commit}^1", before
                    break
        if not is_known:
            raise refusal(
                f"{self._folder.as_posix()}:{path}",
                "git knows no file of that name on this branch",
                fix="give its path from the top of the repository with --path",
            )

    def _log(self, start: str, path: str) -> list[tuple[str, int, str, str]]:
        """Return the commits of the main line that changed a file: commit, time, status and name."""
        form = "--format=%x01%H%x00%ct%x00"
        options = ["--first-parent", "-m", "--no-renames", "--name-status", "-z", *QUIET, form]
        out = self.run("log", *options, start, "--", _from_the_top(path)).decode("utf-8", "replace")
        found = []
        for entry in out.split("\x01")[1:]:
            commit, time, *status = [part.strip("\n") for part in entry.split("\0")]
            named = [part for part in status if part]
            if len(named) > 1:
                found.append((commit, int(time), named[0][0], named[1]))
        return found

    def _name_before(self, commit: str, path: str) -> str:
        """Return the name that a file had before a commit renamed it; nothing if the commit created it."""
        try:
            out = self.run("diff-tree", "-r", "-M", *QUIET, "--diff-filter=R", "-z", f"{commit}^1", commit)
        except ContentError:  # the first commit of all has none before it
            return ""
        parts = out.decode("utf-8", "replace").split("\0")
        renamed = {new: old for old, new in zip(parts[1::3], parts[2::3], strict=False)}
        return renamed.get(path, "")


def _from_the_top(path: str) -> str:
    """Name a file from the top of the repository, with no character in it standing for others."""
    return f":(top,literal){path}"
