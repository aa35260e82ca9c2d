"""Random damage to a whole site, and what every command makes of it: `python -m bench.fuzz [--runs 2000] [--seed 1]`.

Each run takes a small site, damages some of its files in ways that people, editors, git and attackers do, and runs one
command. A run fails if the command

- ends in a fault of Affiche itself, or with an exit code that is not documented,
- takes more than ten seconds,
- touches anything outside the site, or
- succeeds, and leaves an archive that the next command cannot read.

What fails is printed with its seed, so that `--seed N --runs 1` makes it again. Damage to the archive is sometimes hidden
by making all digests again, as whoever can write the files could.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli import main as affiche
from affiche.source.files import digest
from affiche.source.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "tests" / "sites" / "bilingual" / "content"
SLOWEST = 10
"""Seconds."""
DOCUMENTED = {0, 1, 2, 3}
ALTERED = 3
HOSTILE = [
    "\x00", "\x0b", "\x1b[31m", "\u202e", "\ufeff", "\ud7ff", "{{ facts }}", "{% include '/etc/passwd' %}", "{{ 1/0 }}",
    "[](#nowhere)", "[^x]", "[^x]:", "<script>", "<!--", "```", "~~~", "{#x}", "{: #x }", "# ", "#" * 70, "> " * 80,
    "- " * 90, "(" * 200, "[" * 300, "|" * 100, "a" * 3000, "\t", "\r\n", "\r", "&#x1F;", "&#0;", "&nbsp;", "<a href=",
    "<!DOCTYPE html>", "]]>", "<<<<<<< HEAD", "=======", ">>>>>>> b", "no", "~", "null", "2026-02-30", "0000-00-00",
    "!!python/object:os.system", "&a *a", "%YAML 9", "---", "...", "? :", "- - - -", "{a: {b: {c: d}}}", "é", "🏳️‍🌈",
    "\u0000"[:0], "../../etc/passwd", "con", "%s%n%(x)s", "9" * 40, "-1", "1e999",
]  # fmt: skip


def damaged(text: str, rng: random.Random) -> str:
    """Change a text somewhere, in one of the ways in which texts are damaged."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    place = rng.randrange(len(text) + 1)
    ways: list[Callable[[], str]] = [
        lambda: text[:place] + rng.choice(HOSTILE) + text[place:],
        lambda: text[:place] + text[min(len(text), place + rng.randrange(1, 40)) :],
        lambda: "\n".join(lines[:at] + lines[at + 1 :]),
        lambda: "\n".join(lines[:at] + [lines[at]] * rng.randrange(2, 5) + lines[at + 1 :]),
        lambda: "\n".join([*lines[:at], " " * rng.randrange(1, 5) + lines[at], *lines[at + 1 :]]),
        lambda: "\n".join([*lines[:at], lines[at].lstrip(), *lines[at + 1 :]]),
        lambda: "\n".join([*lines[:at], rng.choice(HOSTILE), *lines[at:]]),
        lambda: "\n".join(rng.sample(lines, len(lines))),
        lambda: text.replace(rng.choice(text.split() or ["x"]), rng.choice(HOSTILE)),
        lambda: text.replace(":", rng.choice([" :", "", "::", ": :"]), rng.randrange(1, 4)),
        lambda: "",
        text.swapcase,
    ]
    return rng.choice(ways)()


def flip(file: Path, _: Path, rng: random.Random) -> None:
    """Change one bit, as a failing disk does."""
    data = bytearray(file.read_bytes() or b"x")
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(bytes(data))


def edit(file: Path, _: Path, rng: random.Random) -> None:
    """Change the text, as a person in a hurry does."""
    text = damaged(file.read_text("utf-8", errors="replace"), rng)
    file.write_bytes(text.encode("utf-8", errors="replace"))


def lead_away(file: Path, outside: Path, rng: random.Random) -> None:
    """Put a link in its place, as a pull request may."""
    file.unlink()
    file.symlink_to(rng.choice([outside, outside / "precious.txt", file, Path("/etc/passwd")]))


def leave_over(file: Path, outside: Path, rng: random.Random) -> None:
    """Put a link where an interrupted command would have left something."""
    names = [".2026-01-01.preparing", ".ledger.jsonl.preparing", ".en.md.mended", ".lock", ".x"]
    place = file.with_name(rng.choice(names))
    if not place.exists() and not place.is_symlink():
        place.symlink_to(outside)


def copy(file: Path, _: Path, rng: random.Random) -> None:
    """Leave a second file next to it, as editors and people do."""
    place = file.with_name(rng.choice([".x.swp", "en copy.md", "x.md~", "EN.md", "de.md"]))
    if not place.exists():
        shutil.copy(file, place)


def encode(file: Path, _: Path, rng: random.Random) -> None:
    """Save it in another encoding."""
    text = file.read_text("utf-8", errors="replace")
    file.write_bytes(text.encode(rng.choice(["utf-16", "latin-1", "cp1252"]), errors="replace"))


def replace_by_folder(file: Path, _: Path, __: random.Random) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


def remove(file: Path, _: Path, __: random.Random) -> None:
    """Delete it."""
    file.unlink()


WAYS = [*[edit] * 8, flip, remove, lead_away, replace_by_folder, copy, leave_over, encode]


def spoil(content: Path, outside: Path, rng: random.Random) -> str:
    """Damage the site in some places; return what was done."""
    done = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        files = sorted(path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
        if files:
            file, way = rng.choice(files), rng.choice(WAYS)
            done.append(f"{way.__name__} {file.relative_to(content)}")
            way(file, outside, rng)
    if rng.random() < 0.3 and digests_made_again(content):  # noqa: PLR2004 about one in three
        done.append("digests made again")
    return ", ".join(done)


def digests_made_again(content: Path) -> bool:
    """Make every digest and every line of the ledgers again, as far as the files can still be read."""
    for ledger in content.glob("*/ledger.jsonl"):
        try:
            entries = [Entry.model_validate_json(line) for line in ledger.read_text("utf-8").splitlines()]
            previous, lines = None, []
            for entry in entries:
                folder = ledger.parent / entry.folder
                files = {name: digest((folder / name).read_bytes()) for name in entry.files}
                made = entry.model_copy(update={"files": files}).after(previous)
                previous = digest(made.line().encode())
                lines.append(made.line())
            ledger.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        except (OSError, ValueError):
            return False
    return True


def command(content: Path, folder: Path, rng: random.Random) -> list[str]:
    """Choose a command with arguments that somebody might type."""
    source = ["--source", str(content)]
    policy = rng.choice(["privacy", "cookies", "terms", "nothing", "../x", rng.choice(HOSTILE)])
    odd = rng.choice(HOSTILE).replace("\x00", "")
    day = rng.choice(["2026-11-26", "2025-01-01", "1999-01-01", "9998-12-31", odd])
    incoming = folder / rng.choice(["in.md", "in.html", "in.txt", "in.docx"])
    text = "".join(
        rng.choice(
            [*HOSTILE, "word ", "\n\n", "## Head\n", "- item\n", "| a | b |\n", "<p>", "</div>", "1. "]
        )
        for _ in range(rng.randrange(1, 120))
    )
    incoming.write_bytes(text.encode("utf-8", errors="replace"))
    note = rng.choice(["Changed.", odd, " "])
    commands = [
        ["build", "--out", str(folder / "site"), "--as-of", day],
        ["check", policy], ["check"], ["check", "--fix"], ["status"], ["verify"],
        ["diff", policy], ["show", policy, "--as-of", day], ["laws", policy], ["explain", odd],
        ["publish", policy, "--yes", "--effective", "2031-01-01", "--significance", "major", "--note-en", note, "--note-fr", note, "--reason", odd, "--as-of", "2030-01-01"],
        ["publish", policy, "--yes", "--effective", day, "--significance", "editorial", "--note-en", note, "--note-fr", note],
        ["withdraw", policy, "2031-01-01", "--yes", "--reason", odd], ["repair", "--yes"],
        ["notice", policy, "--format", rng.choice(["text", "html", "eml", "json", "markdown", "slack"])],
        ["import", rng.choice(["privacy", "new-one", odd]), str(incoming), "--locale", rng.choice(["en", "fr", "xx"]), "--replace"],
        ["diff", "--files", str(incoming), str(incoming)],
    ]  # fmt: skip
    return [*rng.choice(commands), *source]


class TooSlowError(Exception):
    """A command took longer than it may."""


def run(arguments: list[str]) -> tuple[int, str, float]:
    """Run a command in this process; return its exit code, all that it said, and its seconds."""
    said = io.StringIO()
    begun = time.perf_counter()

    def too_slow(*_: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGALRM, too_slow)
    signal.alarm(SLOWEST)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = affiche(arguments)
    except TooSlowError:
        code = -1
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else -2
    finally:
        signal.alarm(0)
    return code, said.getvalue(), time.perf_counter() - begun


def trial(seed: int, folder: Path) -> str:
    """Make one run; return what is wrong, or nothing."""
    rng = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    content, outside = folder / "site-source" / "content", folder / "outside"
    shutil.copytree(SITE, content)
    outside.mkdir()
    (outside / "precious.txt").write_text("precious", "utf-8")
    done = spoil(content, outside, rng)
    build = ["build", "--source", str(content), "--out", str(folder / "after"), "--as-of", "2026-11-26"]
    is_sound = run(build)[0] != ALTERED
    arguments = command(content, folder, rng)
    code, said, _ = run(arguments)
    problem = ""
    if "fault of Affiche" in said or "Traceback" in said:
        problem = f"fault: {said.strip()[:300]}"
    elif code == -1:
        problem = "too slow"
    elif code not in DOCUMENTED:
        problem = f"exit code {code}"
    elif {path.name for path in outside.iterdir()} != {"precious.txt"} or (
        outside / "precious.txt"
    ).read_text("utf-8") != "precious":
        problem = "touched what is outside"
    elif is_sound and code == 0 and arguments[0] in {"publish", "withdraw", "import", "repair"}:
        after, told, _ = run(build)
        if after == ALTERED:
            problem = f"left an archive that cannot be read: {told.strip()[:300]}"
    shown = " ".join(
        json.dumps(word) if not word.isprintable() or " " in word else word for word in arguments
    )
    return f"seed {seed}: {problem}\n  damage: {done}\n  affiche {shown}" if problem else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["NO_COLOR"] = "1"
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.runs):
            if told := trial(seed, Path(folder) / "trial"):
                print(told, flush=True)
                found[told.splitlines()[0].partition(": ")[2][:60]] += 1
    print(f"{options.runs} runs, {sum(found.values())} failures")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
