"""One run in a process of its own: bounded in time, memory and disk, killed or refused at a step if asked, then judged."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import stat
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.cli import main as affiche
from affiche.problems import ContentError
from bench.fuzzing.commands import command, given
from bench.fuzzing.damage import spoil

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SLOWEST = 10
"""Seconds of processor time."""
LONGEST = 150
"""Seconds of the clock, after which a command waits for what does not come; a lock is waited for up to 60."""
MOST = 500_000_000
"""Bytes of memory."""
CEILING = 3_000_000_000
"""Bytes of memory that may be asked for, so that the machine is spared."""
DOCUMENTED = {0, 1, 2, 3}
STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate", "shutil.rmtree"}
ARCHIVE = ("versions", "notices")
NEXT = ["status", "--as-of", "2026-11-26"]
"""What is run after a death, as it settles what was left over."""


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int
    """Its exit code, or minus the signal that ended it."""
    said: str
    memory: int
    seconds: float


def in_process(act: Callable[[], int], folder: Path) -> Ended:
    """Fork, act, and wait for the end."""
    said = folder / "said"
    sys.stdout.flush()
    child = os.fork()
    if not child:
        _bounded(said)
        code = 99
        try:
            code = act()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 98
        except BaseException:  # noqa: BLE001 whatever it is, it is told
            traceback.print_exc()
        finally:
            with suppress(BaseException):
                sys.stdout.flush()
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    return Ended(
        os.waitstatus_to_exitcode(status),
        said.read_text("utf-8", errors="replace"),
        used.ru_maxrss * 1024,
        used.ru_utime + used.ru_stime,
    )


def _bounded(said: Path) -> None:
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SLOWEST, SLOWEST + 1))
    resource.setrlimit(resource.RLIMIT_AS, (CEILING, CEILING))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(LONGEST)


def at_step(number: int, act: Callable[[], None], near: str) -> None:
    """Do something just before a step on the disk of this process, counted from 1."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in STEPS or (event == "open" and not _writes(arguments)):
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""
        if path.startswith("/") and not path.startswith(near):
            return
        count += 1
        if count == number:
            act()

    sys.addaudithook(hook)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return everything under a folder: files with their bytes, all else by what it is."""
    found: dict[str, bytes | str] = {}
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place, name)
            state = path.lstat()
            if stat.S_ISLNK(state.st_mode):
                found[str(path)] = f"link {path.readlink()}"
            else:
                found[str(path)] = path.read_bytes() if stat.S_ISREG(state.st_mode) else f"{state.st_mode}"
    return found


def archive(content: Path) -> dict[str, bytes | str]:
    """Return what is published of all policies, and what was forgotten."""
    found = {}
    for path, data in snapshot(content).items():
        inner = Path(path).relative_to(content).parts
        if (len(inner) > 1 and (inner[1] in ARCHIVE or inner[1] == "ledger.jsonl")) or inner == (
            "forgotten.jsonl",
        ):
            found[path] = data
    return found


def is_sound(content: Path) -> bool:
    """Tell whether the archive is what its ledgers say."""
    try:
        verify(content)
    except (ContentError, OSError):
        return False
    return True


class Trial:
    """A run that a seed makes: the same every time."""

    def __init__(self, seed: int, base: Path, folder: Path) -> None:
        """Lay out the site, and damage it."""
        self.seed, self.folder = seed, folder
        self.rng = rng = random.Random(seed)
        shutil.rmtree(folder, ignore_errors=True)
        left_out = [] if rng.random() < 0.3 else ["site", ".site.record", ".git"]  # noqa: PLR2004 as copying takes time
        shutil.copytree(base, folder, ignore=shutil.ignore_patterns(*left_out))
        self.project, self.outside, self.temporary = (
            folder / "project",
            folder / "outside",
            folder / "temporary",
        )
        self.content = self.project / "content"
        sound = archive(self.content)
        for each in (self.outside, self.temporary):
            each.mkdir()
        (self.outside / "precious.txt").write_text("precious", "utf-8")
        os.mkfifo(self.project / "pipe")
        (self.project / "round").symlink_to("round")
        self.damage = spoil(self.project, self.outside, rng) if rng.random() < 0.8 else ""  # noqa: PLR2004 mostly
        self.has_sound_archive = archive(self.content) == sound
        given(folder / "given", rng)
        self.arguments = command(folder, rng)
        self.fault = rng.choices(["", "kill", "refuse", "size"], [12, 2, 2, 1])[0]
        self.step = rng.randrange(1, 60) if rng.random() < 0.7 else rng.randrange(1, 400)  # noqa: PLR2004 mostly early
        self.size = rng.choice([0, 100, 1000, 5000])
        self.language = rng.choice(["en", "en", "en", "fr"])

    def run(self) -> str:
        """Run the command; return what is wrong, or nothing."""
        self.content.mkdir(exist_ok=True, parents=True)
        before, outside = archive(self.content), self._outside()
        was_sound = (
            self.has_sound_archive
            or in_process(lambda: int(not is_sound(self.content)), self.folder).code == 0
        )
        ended = in_process(lambda: self._command(self.arguments, self.fault), self.folder)
        problem = self._of_process(ended) or self._of_folders(ended, outside)
        if not problem:
            problem = self._of_archive(before, was_sound=was_sound, is_killed=ended.code == -signal.SIGKILL)
        return self._told(problem, ended) if problem else ""

    def _command(self, arguments: Sequence[str], fault: str = "") -> int:
        os.chdir(self.project)
        os.environ["TMPDIR"] = str(self.temporary)
        os.environ["AFFICHE_LANG"] = self.language
        os.environ["AFFICHE_DEBUG"] = "1"  # so that a fault shows where it is
        os.environ["SOURCE_DATE_EPOCH"] = "1795694400"
        near = str(self.folder)
        if fault == "kill":
            at_step(self.step, _die, near)
        elif fault == "refuse":
            at_step(self.step, _refuse, near)
        elif fault == "size":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.size + 20_000, self.size + 20_000))
        return affiche(arguments)

    def _outside(self) -> dict[str, bytes | str]:
        return snapshot(self.outside) | snapshot(self.folder / "given")

    def _of_process(self, ended: Ended) -> str:
        if "Traceback" in ended.said:
            return "fault"
        if ended.code == -signal.SIGXCPU:
            return "more than 10 seconds"
        if ended.code == -signal.SIGALRM:
            return "waits without end"
        if ended.memory > MOST:
            return f"{ended.memory // 1_000_000} MB"
        if ended.code not in DOCUMENTED and not (self.fault == "kill" and ended.code == -signal.SIGKILL):
            return f"exit code {ended.code}"
        return ""

    def _of_folders(self, ended: Ended, outside: dict[str, bytes | str]) -> str:
        written = {str(self.folder / "given" / name) for name in self._named_to_write()}
        now = {path: data for path, data in self._outside().items() if path not in written}
        if now != {path: data for path, data in outside.items() if path not in written}:
            return "touched what is outside"
        left = [path.name for path in self.temporary.iterdir()]
        return f"left {left} in the temporary folder" if left and ended.code >= 0 and not self.fault else ""

    def _named_to_write(self) -> set[str]:
        return {word.rpartition("/")[2] for word in self.arguments if word.startswith("../given/")}

    def _of_archive(self, before: dict[str, bytes | str], *, was_sound: bool, is_killed: bool) -> str:
        if is_killed or (self.fault and was_sound):
            ended = in_process(lambda: self._command(NEXT), self.folder)
            if problem := self._of_process(ended):
                return f"then {problem}: {ended.said[-300:]}"
        now = archive(self.content)
        if now == before or not was_sound:
            return ""
        if in_process(lambda: int(not is_sound(self.content)), self.folder).code:
            return "left an archive that is altered"
        lost = [
            path
            for path, data in before.items()
            if Path(path).name != "ledger.jsonl" and now.get(path) != data
        ]
        lost = [path for path in lost if not path.endswith("forgotten.jsonl") and "/." not in path]
        return f"changed what was published: {lost}" if lost and self.arguments[0] != "repair" else ""

    def _told(self, problem: str, ended: Ended) -> str:
        shown = " ".join(
            repr(word) if not word.isprintable() or " " in word or not word else word[:200]
            for word in self.arguments
        )
        fault = f", {self.fault} at {self.step}" if self.fault else ""
        return f"seed {self.seed}: {problem}\n  damage: {self.damage}{fault}\n  affiche {shown}\n  {ended.said.strip()[-700:]}"
