"""Broken sites, written down as what is changed in the good one of `site/`.

A page of cases has a heading `## …` for each, fenced blocks that say what is done to which file, and a last
block, `problems`, with what Affiche answers. What is done:

    diff FILE      the lines with `-` are replaced by those with `+`; other lines stand around them.
                   With `+` alone, they are added at the end
    write FILE     the whole file
    bytes FILE     the same, with `\\x00` for a byte and no line feed at the end
    repeat FILE    the first line says how many times the rest stands there
    link FILE      a symbolic link to what the block names
    remove         the files and folders named, one a line
    seal POLICY    the ledger is written anew, as though this is what had been published
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from affiche.source import Entry, Ledger, digest

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"^```(?P<verb>\w+) ?(?P<target>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One thing done to the good site."""

    verb: str
    target: str
    text: str


@dataclass(frozen=True)
class Case:
    """A broken site and what Affiche says of it."""

    page: Path
    name: str
    blocks: tuple[Block, ...]
    expected: str

    def lay_out(self, folder: Path) -> None:
        """Break the good site that lies in the folder."""
        for block in self.blocks:
            _DOES[block.verb](folder / block.target, block.text)

    def rewritten(self, page: str, problems: str) -> str:
        """Put what Affiche says now into the text of the page."""
        head, title, rest = page.partition(f"## {self.name}\n")
        answer = f"```problems\n{problems}```"
        return (
            head
            + title
            + re.sub(
                r"^```problems\n.*?^```$", lambda _: answer, rest, count=1, flags=re.MULTILINE | re.DOTALL
            )
        )


def read_cases(page: Path) -> list[Case]:
    """Read every case of a page."""
    _, *parts = re.split(r"^## (.+)\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    cases = []
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        *blocks, answer = (Block(**match.groupdict()) for match in _BLOCK.finditer(text))
        assert answer.verb == "problems", f"{page.name}: {name} does not end with its problems"
        cases.append(Case(page, name, tuple(blocks), answer.text))
    return cases


def _diff(file: Path, text: str) -> None:
    lines = [(line[:1], line[1:]) for line in text.splitlines()]
    old = "".join(f"{line}\n" for sign, line in lines if sign != "+")
    new = "".join(f"{line}\n" for sign, line in lines if sign != "-")
    before = file.read_text(encoding="utf-8")
    if not old:
        file.write_text(before + new, encoding="utf-8")
        return
    assert before.count(old) == 1, f"these lines stand {before.count(old)} times in {file}:\n{old}"
    file.write_text(before.replace(old, new), encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _bytes(file: Path, text: str) -> None:
    file.write_bytes(text.removesuffix("\n").encode("latin-1").decode("unicode_escape").encode("latin-1"))


def _repeat(file: Path, text: str) -> None:
    times, _, part = text.removesuffix("\n").partition("\n")
    file.write_text(part * int(times.replace(",", "")), encoding="utf-8")


def _link(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to(text.strip())


def _remove(folder: Path, text: str) -> None:
    for name in text.split():
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _seal(policy: Path, _: str) -> None:
    ledger = Ledger()
    for version in sorted((policy / "versions").iterdir()):
        files = {file.name: digest(file.read_bytes()) for file in sorted(version.iterdir())}
        entry = Entry(
            event="published", version=version.name, on=date(2026, 5, 1), files=files, previous=ledger.head
        )
        ledger = Ledger((*ledger.entries, entry))
    lines = "".join(f"{entry.line()}\n" for entry in ledger.entries)
    (policy / "ledger.jsonl").write_text(lines, encoding="utf-8")


_DOES = {
    "diff": _diff,
    "write": _write,
    "bytes": _bytes,
    "repeat": _repeat,
    "link": _link,
    "remove": _remove,
    "seal": _seal,
}
