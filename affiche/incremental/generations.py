"""A site as files: what is there, and how the next one is made from an older one without touching that in place."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from affiche.problems import ContentError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from affiche.site.write import Output


State: TypeAlias = tuple[int, int, int, int]
"""Of a file or folder: its inode, its size, and when it and what the system knows of it were last changed."""


class Seen(NamedTuple):
    """A file as it was last read: while the system says the same of it, it need not be read again."""

    digest: str
    inode: int
    size: int
    modified: int
    changed: int
    """When its name, rights or content last changed; unlike the time before, nobody can set it."""


class Generation:
    """A folder that holds a site, or what is to become one."""

    def __init__(self, root: Path, known: Mapping[str, Seen] | None = None) -> None:
        """Look at every file; only those that are not as they were `known` are read."""
        self.root = root
        self.files: dict[str, Seen] = {}
        self.strange: list[str] = []
        """What no site has: links, and whatever else is neither file nor folder."""
        self._folders: set[str] = set()
        if root.is_dir():
            self._look(known or {})

    def _look(self, known: Mapping[str, Seen]) -> None:
        root, folders = os.fspath(self.root), [""]
        while folders:
            folder = folders.pop()
            self._folders.add(folder)
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    name = folder + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{name}/")
                    elif entry.is_file(follow_symlinks=False):
                        self.files[name] = _seen(entry, known.get(name))
                    else:
                        self.strange.append(name)

    def folders(self) -> dict[str, State]:
        """Give the state of each folder, which is another as soon as a name in it comes or goes."""
        root = os.fspath(self.root)
        return {folder: state_of(os.lstat(f"{root}/{folder}")) for folder in self._folders}

    def holds(self, files: Mapping[str, str]) -> bool:
        """Tell whether each of these files is here, with this digest."""
        return all(self._has(name, found) for name, found in files.items())

    def _has(self, name: str, found: str) -> bool:
        return name in self.files and self.files[name].digest == found

    def is_exactly(self, files: Mapping[str, str]) -> bool:
        """Tell whether these files are here, and nothing else."""
        return len(self.files) == len(files) and not self.strange and self.holds(files)

    def write(self, output: Output) -> str:
        """Write a file unless it is here already, and give its digest."""
        content = output.content.encode() if isinstance(output.content, str) else output.content
        found = hashlib.sha256(content).hexdigest()
        _refuse_bad_place(output.file)
        if not self._has(output.file, found):
            descriptor = os.open(self._free(output.file), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 by descriptor
                rest = memoryview(content)
                while rest:
                    rest = rest[file.write(rest) :]
        return found

    def carry(self, files: Mapping[str, str], before: Generation) -> None:
        """Take over files that the site before has, as names for the same bytes on the disk where it can be."""
        start = f"{before.root}/"
        for name, found in files.items():
            if not self._has(name, found):
                place = self._free(name)
                try:
                    os.link(start + name, place, follow_symlinks=False)
                except (OSError, NotImplementedError):  # no such links on this file system, or at all
                    shutil.copyfile(start + name, place, follow_symlinks=False)
                else:
                    self._linked(name, place, before.files[name])

    def _linked(self, name: str, place: str, known: Seen) -> None:
        """Note that a second name changed when a file last changed, and nothing else of it."""
        seen = Seen(known.digest, *state_of(os.lstat(place)))
        if seen[:4] == known[:4]:
            self.files[name] = seen

    def keep_only(self, wanted: Collection[str]) -> None:
        """Remove every file and folder that the site does not have."""
        for name in [*self.files.keys() - wanted, *self.strange]:
            (self.root / name).unlink()
            self.files.pop(name, None)
        self.strange.clear()
        for folder in sorted(self._folders - _folders_of(wanted) - {""}, reverse=True):
            (self.root / folder).rmdir()
            self._folders.remove(folder)

    def _free(self, name: str) -> str:
        """Make room for a file: its folders are there, and nothing is in its place."""
        self._make_folder(name.rpartition("/")[0])
        place = f"{self.root}/{name}"
        if f"{name}/" in self._folders:
            shutil.rmtree(place, ignore_errors=True)
        elif name in self.files or name in self.strange:
            (self.root / name).unlink(missing_ok=True)
        return place

    def _make_folder(self, name: str) -> None:
        if not name or f"{name}/" in self._folders:
            return
        self._make_folder(name.rpartition("/")[0])
        if name in self.files or name in self.strange:
            (self.root / name).unlink(missing_ok=True)
        with suppress(FileExistsError):
            os.mkdir(f"{self.root}/{name}")  # noqa: PTH102 a Path for each folder takes time
        self._folders.add(f"{name}/")


def _folders_of(files: Collection[str]) -> set[str]:
    """Name every folder that files are in, each with a slash at its end."""
    folders = {file.rpartition("/")[0] for file in files}
    for folder in list(folders):
        folders.update(accumulate(folder.split("/"), "{}/{}".format))
    return {f"{folder}/" for folder in folders}


def is_untouched(root: Path, files: Mapping[str, Seen], folders: Mapping[str, State]) -> bool:
    """Tell whether the system says of every file and folder what it said before; in twice the time, one could look."""
    start = f"{os.fspath(root)}/"
    try:
        return all(
            state_of(os.lstat(start + name)) == tuple(state) for name, state in folders.items()
        ) and all(state_of(os.lstat(start + name)) == seen[1:] for name, seen in files.items())
    except OSError:
        return False


def _seen(entry: os.DirEntry[str], known: Seen | None) -> Seen:
    now = entry.stat(follow_symlinks=False)
    state = state_of(now)
    if known is not None and known[1:] == state:
        return known
    try:
        with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123 a Path for each file takes time
            return Seen(hashlib.sha256(file.readall()).hexdigest(), *state)
    except PermissionError:  # not as a build leaves it
        return Seen("", *state)


def state_of(now: os.stat_result) -> State:
    """Give what becomes another as soon as a file or folder does."""
    return now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns


def _refuse_bad_place(file: str) -> None:
    if {"", ".", ".."}.intersection(file.split("/")) or "\0" in file:
        raise ContentError(
            [
                Problem(
                    location=Location(path=file),
                    message="this address leaves the output folder",
                    rule="site/address",
                )
            ]
        )


def two_at_one_address(file: str) -> ContentError:
    """Say that two pages have the same address."""
    return ContentError(
        [
            Problem(
                location=Location(path=file),
                message="two pages would stand at this address",
                expected="one page at each address",
                fix="give one of them another slug",
                rule="site/address",
            )
        ]
    )
