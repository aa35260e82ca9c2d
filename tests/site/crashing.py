"""A process that starts builds which die: `python -m tests.site.crashing OUT SOURCE…`.

Each line that it reads starts a build in a fork of its own, so that a death costs no start of an interpreter:
a number says at which step that touches the disk the build kills itself; `on` lets it build its sources in turn
until it is killed from outside. It answers with the process, and then with how that ended.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from itertools import cycle
from pathlib import Path

from affiche import pipeline

DAY = date(2026, 6, 1)
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}


def build(source: str, out: str) -> None:
    pipeline.build(pipeline.Options(source=Path(source), out=Path(out), as_of=DAY))


def die_at(step: int, near: str) -> None:
    """Kill this process just before its `step`th step on files near the output folder."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS and (event == "ctypes.dlsym" or str(arguments[0]).startswith(near)):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(out: str, *sources: str) -> None:
    for line in sys.stdin:
        process = os.fork()
        if not process:
            if line.strip() == "on":
                for source in cycle(sources):
                    build(source, out)
            die_at(int(line), str(Path(out).parent))
            build(sources[0], out)
            os._exit(0)
        print(process, flush=True)  # noqa: T201
        _, status = os.waitpid(process, 0)
        print("killed" if os.WIFSIGNALED(status) else "done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
