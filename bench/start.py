"""What it costs to start: processor time of whole processes, beside an empty Python and click alone.

`python -m bench.start [RUNS]`. The commands take turns, and the least of each is given: on a busy machine it is the
figure that says most. Python keeps compiled modules, as it does for an installed program.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.measuring import run

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "sites" / "smallest" / "content"
RUNS = 12
COMMANDS = {
    "an empty Python": ("-c", "pass"),
    "import click": ("-c", "import click"),
    "affiche --help": (str(ROOT / "build.py"), "--help"),
    "affiche check, a small site": (str(ROOT / "build.py"), "check", "--source", str(SMALL)),
}


def main(runs: int) -> None:
    """Print the least processor time of each command, in milliseconds."""
    least = dict.fromkeys(COMMANDS, float("inf"))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            for name, arguments in COMMANDS.items():
                cost = run([sys.executable, *arguments], Path(folder)).processor
                least[name] = min(least[name], cost)
    for name, cost in least.items():
        print(f"{name:30}{cost * 1000:6.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
