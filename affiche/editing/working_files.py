"""Working files as they were opened, and saved by the smallest edit, if nobody saved a newer one meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from affiche.compare.alignment import align
from affiche.exchange.edits import Edit
from affiche.exchange.line_ends import with_edits_in
from affiche.problems import AfficheError
from affiche.source import digest
from affiche.source.files import LARGEST_FILE, with_plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.confined import Root


_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class CannotEditError(AfficheError):
    """The file cannot be edited here."""


class NewerFileError(AfficheError):
    """Somebody saved the file after it was opened here."""

    def __init__(self, name: str) -> None:
        """Name the file, and say what to do."""
        super().__init__(
            f"{name} was changed elsewhere after you opened it here, so nothing was saved. What you wrote is still "
            "on this page: copy it, open the page again, and put it in there."
        )
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingFile:
    """A text file as it was opened."""

    name: str
    """Inside the source, such as `privacy/en.md`."""
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    """As it is read: without byte order mark, lines ending in line feeds."""

    @property
    def digest(self) -> str:
        """What tells this state of the file from every other."""
        return digest(self.data)


def open_file(inside: Root, name: str) -> WorkingFile:
    """Open a file, or say why it cannot be edited."""
    try:
        if inside.size(name) > LARGEST_FILE:
            raise CannotEditError(f"{name} is too large to be edited here.")
        data = inside.read(name)
        text = with_plain_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotEditError(
            f"{name} is not saved as UTF-8: save it so in the program it is from."
        ) from None
    except OSError as error:
        raise CannotEditError(f"{name} cannot be opened: {error.strerror}.") from None
    if "\0" in text:
        raise CannotEditError(f"{name} holds a null character: take it away in an editor of text.")
    return WorkingFile(name=name, data=data, text=text)


def reopened(inside: Root, name: str, opened: str) -> WorkingFile:
    """Open a file again, if it still has the digest that it had when it was opened."""
    file = open_file(inside, name)
    if file.digest != opened:
        raise NewerFileError(name)
    return file


def save(inside: Root, changed: Sequence[tuple[WorkingFile, str]]) -> list[str]:
    """Write new texts into their files, if none of these is newer; give the names of those that changed."""
    written = {
        file.name: with_edits_in(file.data, file.text, list(edits_between(file.text, text)))
        for file, text in changed
        if text != file.text
    }
    for file, _ in changed:
        if inside.read(file.name) != file.data:
            raise NewerFileError(file.name)
    for name, data in written.items():
        inside.write(name, data)
    return list(written)


def edits_between(old: str, new: str) -> Iterator[Edit]:
    """Compare two texts line by line, and give for each place that differs the characters that do."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    starts, ends = ([0, *accumulate(map(len, lines))] for lines in (before, after))
    at = to = 0
    for i, j, size in [*align(before, after), (len(before), len(after), 0)]:
        if at < i or to < j:
            yield from _edit(old, new, (starts[at], starts[i]), (ends[to], ends[j]))
        at, to = i + size, j + size


def _edit(old: str, new: str, before: tuple[int, int], after: tuple[int, int]) -> Iterator[Edit]:
    """Leave out what both begin and end with."""
    (start, end), (first, last) = before, after
    while start < end and first < last and old[start] == new[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and old[end - 1] == new[last - 1]:
        end, last = end - 1, last - 1
    if start < end or first < last:
        yield Edit(start=start, end=end, text=new[first:last])
