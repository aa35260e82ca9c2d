"""A process that starts writers which die: `python -m tests.site.crashing OUT SITE…`.

Each line that it reads makes a fork that writes the first of the sites, built elsewhere, over the output folder;
so a death costs no start of an interpreter and no build. A number says before which step on the disk the writer
kills itself; `on` lets it write the sites in turn until it is killed from outside. The answer is the process, and
then how that ended.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.incremental.exchange import exchange
from affiche.site.write import MARK, MARK_TEXT, Output, alone
from tests.site.building import contents

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}


def outputs(site: str) -> list[Output]:
    """What a build of this site hands to the writer."""
    return [Output(file, data.decode()) for file, data in contents(Path(site)).items() if file != MARK]


def write(outputs: Iterable[Output], out: Path, source: Path) -> None:
    """Write a site as a build does."""
    with alone(out, source) as place:
        files = [Output(MARK, MARK_TEXT), *outputs]
        exchange(place, {}, lambda _, target: {each.file: target.write(each) for each in files})


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


def main(out: str, *sites: str) -> None:
    to_write = [outputs(site) for site in sites]
    for line in sys.stdin:
        process = os.fork()
        if not process:
            if line.strip() == "on":
                for each in cycle(to_write):
                    write(each, Path(out), Path(sites[0]))
            die_at(int(line), str(Path(out).parent))
            write(to_write[0], Path(out), Path(sites[0]))
            os._exit(0)
        print(process, flush=True)  # noqa: T201
        _, status = os.waitpid(process, 0)
        print("killed" if os.WIFSIGNALED(status) else "done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
