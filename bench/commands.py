"""What commands cost: starting, `check`, `status`, `publish`, and how soon `serve` shows a page and a save.

    python -m bench.commands --runs 5

Processor time of whole processes on a site of twelve policies with fifteen versions each, beside an empty Python; the
commands take turns. Of `serve`, seconds of the clock: until it answers the first page, and from a save until a page
that is asked for again has the new word. Last, the time to compare 2,500 words of which a twentieth changed, beside
rapidfuzz alone on the same words. Python keeps compiled modules, as it does for an installed program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from rapidfuzz.distance import Indel

from affiche.compare import Comparer
from affiche.source import MarkdownRenderer, SourceFile
from affiche.source.text.editions import Draft, edition
from bench.build import AS_OF, ROOT
from bench.measuring import run, usual
from bench.texts import PolicyText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.model import Edition

POLICIES, VERSIONS = 12, 15
SMALL = ROOT / "tests" / "sites" / "smallest" / "content"
AFFICHE = (sys.executable, str(ROOT / "build.py"))
PORT = 18_650
SAVES = 10
PATIENCE = 120.0
"""Seconds after which a page counts as lost."""
MADE_UP = "example-company.ca"
"""In place of addresses that `publish` knows for made-up ones."""
CHANGED = 0.05
"""Of the words that are compared."""


def costs(folder: Path, runs: int) -> Mapping[str, list[float]]:
    """Give the seconds of processor time of each command, in turns."""
    content = folder / "content"
    spent: dict[str, list[float]] = defaultdict(list)
    on_site = ("--source", str(content))
    commands: dict[str, tuple[str, ...]] = {
        "an empty Python": (sys.executable, "-c", "pass"),
        "--help": (*AFFICHE, "--help"),
        "check, a small site": (*AFFICHE, "check", "--source", str(SMALL)),
        "check": (*AFFICHE, "check", *on_site),
        "status": (*AFFICHE, "status", *on_site, "--as-of", AS_OF),
    }
    for turn in range(runs):
        for name, command in commands.items():
            spent[name].append(run(command, folder).processor)
        spent["publish"].append(_published(content, turn))
    return spent


def _published(content: Path, turn: int) -> float:
    """Publish one more version of a policy whose text got another sentence."""
    for locale, sentence in (("en", "We write more."), ("fr", "Nous en disons plus.")):
        _append(content / "policy-1" / f"{locale}.md", f"\n{sentence}\n")
    effective = date.fromisoformat(AS_OF) + timedelta(days=40 + turn)
    how = ("--effective", effective.isoformat(), "--significance", "major", "--as-of", AS_OF, "--yes")
    notes = ("--note-en", "One more sentence.", "--note-fr", "Une phrase de plus.")
    command = (*AFFICHE, "publish", "policy-1", *how, *notes, "--source", str(content))
    return run(command, content.parent).processor


def preview(folder: Path, saves: int) -> tuple[float, list[float]]:
    """Give the seconds until `serve` answers, and from each save to the changed page; a lost one is left out."""
    text = folder / "content" / "policy-2" / "en.md"
    address = f"http://127.0.0.1:{PORT}/en/policy-2/draft/"
    with _serving(folder) as started:
        _append(text, "\nA draft.\n")
        _seen(f"http://127.0.0.1:{PORT}/en/policy-2/", "Example Company")
        first = time.perf_counter() - started
        times = []
        for number in range(saves):
            word = f"measured-{number}"
            _seen(address, "Example Company")
            saved = time.perf_counter()
            _append(text, f"\nA word {word}.\n")
            if _seen(address, word):
                times.append(time.perf_counter() - saved)
    return first, times


@contextmanager
def _serving(folder: Path) -> Iterator[float]:
    command = (*AFFICHE, "serve", "--port", str(PORT), "--as-of", AS_OF, "--source", str(folder / "content"))
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=usual(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        process.terminate()
        process.wait()


def _seen(address: str, word: str) -> bool:
    """Ask for a page until it has a word."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if word.encode() in answer.read():
                    return True
        except (URLError, ConnectionError):
            pass
        time.sleep(0.002)
    return False


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def comparing(runs: int) -> tuple[float, float]:
    """Give the least seconds to compare two texts, and those that rapidfuzz takes for their words alone."""
    before = PolicyText(1).markdown("en")
    chance, words = Random("comparing"), before.split(" ")
    plain = [place for place, word in enumerate(words) if word.isalpha()]
    for place in chance.sample(plain, int(len(words) * CHANGED)):
        words[place] = words[place][::-1]
    one, other = _edition(before), _edition(" ".join(words))
    first, second = before.split(), " ".join(words).split()
    whole, alone = [], []
    for _ in range(runs):
        whole.append(_seconds(lambda: Comparer().compare(one, other)))
        alone.append(_seconds(lambda: Indel.editops(first, second)))
    return min(whole), min(alone)


def _edition(text: str) -> Edition:
    file = SourceFile(path="en.md", text=text)
    draft = Draft(locale="en", text=text, file=file, fallback_title="", source_ids=(), pictures={}, root="")
    return edition(draft, MarkdownRenderer())


def _seconds(work: object) -> float:
    assert callable(work)
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.commands", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="affiche-bench-") as name:
        folder = Path(name)
        size = ("--policies", str(POLICIES), "--versions", str(VERSIONS))
        run([sys.executable, "-m", "bench.sources", "content", folder, *size], ROOT)
        site = folder / "content" / "site.yaml"  # made-up addresses are not published
        site.write_text(site.read_text(encoding="utf-8").replace("example.com", MADE_UP), encoding="utf-8")
        spent = costs(folder, runs)
        first, times = preview(folder, SAVES)
    print(
        f"{POLICIES * VERSIONS} versions of {POLICIES} policies, {runs} runs; load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'milliseconds of processor time':<32}{'median':>8}{'least':>8}")
    for command, each in spent.items():
        print(f"{command:<32}{median(each) * 1000:>8.0f}{min(each) * 1000:>8.0f}")
    whole, alone = comparing(10 * runs)
    print(f"{'comparing 2,500 words':<40}{whole * 1000:>8.1f}")
    print(f"{'rapidfuzz alone':<40}{alone * 1000:>8.2f}   {whole / alone:.0f} times")
    print(f"{'milliseconds of the clock':<32}{'median':>8}{'least':>8}{'lost':>6}")
    print(f"{'serve, to the first page':<32}{first * 1000:>8.0f}")
    shown = f"{median(times) * 1000:>8.0f}{min(times) * 1000:>8.0f}" if times else f"{'—':>8}{'—':>8}"
    print(f"{'serve, from a save to the page':<32}{shown}{SAVES - len(times):>6}", flush=True)


if __name__ == "__main__":
    main()
