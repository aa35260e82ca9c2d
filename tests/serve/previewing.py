"""A preview as a person starts it, in a process of its own."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

from tests.site.building import ROOT
from tests.site.running import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

PATIENCE = 60
"""Seconds; on a busy machine everything takes its time."""


@dataclass
class Answer:
    """What the server answered."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Previewed:
    """A running preview."""

    folder: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.lines[0].split("http://127.0.0.1:")[1].split("/")[0])

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        return self.send(address, method, None, headers)

    def send(self, address: str, method: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(
            method, address, body, headers={name.replace("_", "-"): v for name, v in headers.items()}
        )
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return Answer(answer.status, text, dict(answer.getheaders()))

    def says(self, words: str) -> Callable[[], bool]:
        return lambda: any(words in line for line in self.lines)

    def end(self) -> int:
        """End it as a person does, with Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def until(happened: Callable[[], bool]) -> None:
    """Wait for something to happen."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@contextmanager
def previewed(
    folder: Path, as_of: str = "2026-11-22", port: int = 0, options: Sequence[str] = ()
) -> Iterator[Previewed]:
    """Start a preview of the source in a folder, and end it."""
    command: list[str | Path] = [sys.executable, ROOT / "build.py", "serve", "--as-of", as_of]
    command += ["--port", str(port), *options]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 no other thread runs here
    )
    assert process.stdout is not None
    output = process.stdout
    preview = Previewed(folder, process)
    reader = Thread(target=_read, args=(output, preview.lines))
    reader.start()
    try:
        until(lambda: bool(preview.lines) or process.poll() is not None)
        yield preview
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        output.close()


def _hear_ctrl_c() -> None:
    """As at a terminal, also where the tests run in the background and are not to hear it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read(output: Iterator[str], lines: list[str]) -> None:
    for line in output:
        lines.append(line.rstrip())  # noqa: PERF401 each line is to be seen as it comes
