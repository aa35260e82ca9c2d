"""Random damage to a whole site, and what every command makes of it: `python -m bench.fuzz [--runs 2000] [--seed 1]`.

Each run takes a small site with everything that a site can have, damages its texts, data, archive, templates, words
or laws in ways that people, editors, git, disks and attackers do, and often hides that by making all digests again. Then it runs one command,
in one of three with any options and any values, on files that may be damaged too; some are killed or refused at a
step on the disk, or may write no more than some bytes. A run fails if the command

- ends in a fault of Affiche itself, a traceback, or with an exit code that is not documented,
- takes more than ten seconds of processor time or 500 MB, or waits without end,
- touches anything outside the site, leaves something in the temporary folder, or
- leaves an archive that is altered where it was sound, or changes what was published.

What fails is printed with its seed, so that `--seed N --runs 1` makes it again.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import io
import os
import pkgutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import affiche as package
from affiche.cli import main as affiche
from bench.fuzzing.site import lay_out
from bench.fuzzing.trial import Trial

WARM = [
    "check",
    "status",
    "verify",
    "diff privacy",
    "laws",
    "notice privacy --format html",
    "show privacy",
    "doctor --out out",
]
"""Run once before all forks, so that none has to import and compile again."""

MEMORY = Path("/dev/shm")


def main() -> int:
    """Make the runs, and say what failed and how much was run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["NO_COLOR"] = "1"
    failures, commands, begun = 0, Counter[str](), time.perf_counter()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as place:
        base = Path(place, "base")
        lay_out(base)
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            for command in WARM:
                affiche(command.split())
            for module in pkgutil.walk_packages(package.__path__, "affiche."):
                importlib.import_module(module.name)
        os.chdir(place)
        gc.freeze()  # so that forks share the memory
        for seed in range(options.seed, options.seed + options.runs):
            trial = Trial(seed, base, Path(place, "trial"))
            commands[trial.arguments[0]] += 1
            if told := trial.run():
                failures += 1
                print(told, flush=True)
    by_command = ", ".join(f"{name} {count}" for name, count in commands.most_common(30))
    print(
        f"{options.runs} runs from seed {options.seed} in {time.perf_counter() - begun:.0f} s, {failures} failures"
    )
    print(f"of {by_command}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
