"""Measure the comparison on real histories: is it exact, how much does it mark, is it quick, beside its peers.

python -m bench.redline                         the histories of AFFICHE_CORPUS or ../shared/corpus.tar.xz
python -m bench.redline --every 10              every tenth pair of versions
python -m bench.redline --node-modules FOLDER   htmldiff-js there is measured too
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import tarfile
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from affiche.compare import Comparer
from affiche.compare.words.words import count, is_word, split
from affiche.html import TAG, VOID_TAGS
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from bench.labels import Labels
from bench.sizes import sizes
from tests.compare.apply import accept, reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.compare import Comparison
    from affiche.model import Edition

ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "corpus.tar.xz"
MARK = re.compile(r' data-change="(?:added|removed)"')
PEER_MARK = re.compile(r"<(?:ins|del)\b")


@dataclass(slots=True)
class Figures:
    """What was measured, pair by pair."""

    pairs: int = 0
    inexact: list[str] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    with_moves: list[float] = field(default_factory=list)
    marks: int = 0
    corrections: int = 0
    unmoved: int = 0
    same_words: int = 0
    same_words_found: int = 0
    wrongly_same: int = 0
    punctuation_only: int = 0
    islands: dict[str, list[int]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    renames: Labels = field(default_factory=lambda: Labels("renames.txt"))
    strangers: Labels = field(default_factory=lambda: Labels("strangers.txt"))


@contextmanager
def corpus() -> Iterator[Path]:
    """Give the folder of the corpus, unpacked for the time being where it is an archive."""
    if folder := os.environ.get("AFFICHE_CORPUS"):
        yield Path(folder)
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
        yield next(Path(folder).rglob("index.json")).parent


def histories(folder: Path, *, noise: bool) -> Iterator[tuple[str, list[Edition]]]:
    """Read every history; the noise of crawlers is asked for by itself, as it tells of exactness alone."""
    renderer = MarkdownRenderer()
    for item in json.loads((folder / "index.json").read_text(encoding="utf-8"))["items"]:
        if bool(item["noise"]) is noise:
            yield (
                item["id"],
                [read(folder / state["file"], item["language"], renderer) for state in item["history"]],
            )


def read(path: Path, language: str, renderer: MarkdownRenderer) -> Edition:
    """Read one text."""
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    return edition(Draft(locale=language, text=text, fallback_title="Policy"), renderer)


def words(html: str) -> list[str]:
    """Give the words of HTML as the comparison sees them, without punctuation."""
    return [key for key in split(html).keys if is_word(key)]


def least(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the words in the minimal edit script of two whole texts."""
    return sum(
        count(old[op.src_start : op.src_end]) + count(new[op.dest_start : op.dest_end])
        for op in Indel.opcodes(old, new)
        if op.tag != "equal"
    )


def islands(html: str, mark: re.Pattern[str]) -> int:
    """Count the runs of marks that nothing but white space parts."""
    found = depth = at = 0
    running = False
    stack: list[int] = []
    for match in TAG.finditer(html):
        if not depth and html[at : match.start()].strip():
            running = False
        at = match.end()
        if match[1]:
            depth -= stack.pop() if stack else 0
        elif match[2] not in VOID_TAGS:
            marked = int(bool(mark.search(match[0])))
            found += bool(marked and not depth and not running)
            running = running or bool(marked)
            stack.append(marked)
            depth += marked
    return found


def measure(folder: Path, sample: argparse.Namespace, peers: dict[str, Callable[[str, str], int]]) -> Figures:
    """Measure the pairs of consecutive versions that are in the sample."""
    figures = Figures()
    turn = 0
    for name, editions in histories(folder, noise=False):
        figures.renames.look(name, editions)
        figures.strangers.look(name, editions)
        comparer = Comparer()
        for at, (old, new) in enumerate(pairwise(editions)):
            turn += 1
            if is_in(sample, turn):
                measure_pair(figures, f"{name} {at + 1}", comparer, (old, new), peers)
    for name, editions in histories(folder, noise=True):
        comparer = Comparer()
        for at, (old, new) in enumerate(pairwise(editions)):
            note_exactness(figures, f"{name} {at + 1}", comparer.compare(old, new), (old, new))
    return figures


def add_sample(parser: argparse.ArgumentParser) -> None:
    """Let a command take some of the pairs only."""
    parser.add_argument("--every", type=int, default=1, help="take only every so many pairs")
    parser.add_argument("--first", type=int, default=0, help="begin after so many pairs")


def is_in(sample: argparse.Namespace, turn: int) -> bool:
    """Tell whether a pair is in the sample."""
    return bool(turn > sample.first and (turn - sample.first) % sample.every == 0)


def note_exactness(
    figures: Figures, name: str, comparison: Comparison, pair: tuple[Edition, Edition]
) -> None:
    """Look whether both editions come back out of their redline."""
    old, new = pair
    redline = comparison.redline.html
    figures.pairs += 1
    if accept(redline) != new.html or reject(redline) != old.html:
        figures.inexact.append(name)


def measure_pair(
    figures: Figures,
    name: str,
    comparer: Comparer,
    pair: tuple[Edition, Edition],
    peers: dict[str, Callable[[str, str], int]],
) -> None:
    """Measure one pair."""
    old, new = pair
    begun = time.process_time()
    comparison = comparer.compare(old, new)
    redline = comparison.redline.html
    figures.times.append(time.process_time() - begun)
    note_exactness(figures, name, comparison, pair)
    before, after = words(old.html), words(new.html)
    marked = comparison.words_added + comparison.words_removed
    if before == after:
        figures.same_words += 1
        figures.same_words_found += not marked
        figures.punctuation_only += comparison.wording_changed and not marked
        return
    is_reworded = _unordered(before) != _unordered(after)
    figures.wrongly_same += is_reworded and not comparison.wording_changed
    figures.with_moves.append((marked + comparison.words_moved) / least(before, after))
    told = [each for change in comparison.changes for each in change.words]
    figures.marks += len(told)
    figures.corrections += sum(words(each.old) == words(each.new) for each in told)
    if comparison.redline.moves:
        return
    figures.unmoved += 1
    figures.ratios.append(marked / least(before, after))
    figures.islands.setdefault("Affiche", []).append(islands(redline, MARK))
    for peer, counted in peers.items():
        figures.islands.setdefault(peer, []).append(counted(old.html, new.html))


def _unordered(texts: Sequence[str]) -> list[str]:
    """Give the words of a text by which another one has others, and not only moved ones or other capitals."""
    return sorted(word.casefold() for word in texts)


def git_islands(old: str, new: str) -> int:
    """Count the changed runs in git's word diff of two texts, tags left aside."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "old", Path(folder) / "new"]
        for path, html in zip(paths, (old, new), strict=True):
            path.write_text(
                TAG.sub(" ", re.sub(r"</(?:p|li|h\d|td|th|dt|dd)>", "\n\n", html)), encoding="utf-8"
            )
        out = subprocess.run(
            ["git", "diff", "--no-index", "--word-diff=porcelain", "-U9999999", "--", *map(str, paths)],
            capture_output=True,
            check=False,
        ).stdout.decode()
    found, running = 0, False
    for line in out.splitlines()[4:]:
        changed = line[:1] in "+-" and bool(line[1:].strip())
        found += changed and not running
        running = changed or (running and (line == "~" or not line.strip()))
    return found


def node_islands(modules: Path) -> Callable[[str, str], int]:
    """Give what counts the changed runs that htmldiff-js marks."""
    script = (
        "const d=require(process.argv[1]+'/htmldiff-js');const f=JSON.parse(require('fs').readFileSync(0));"
        "process.stdout.write((d.default||d).execute(f[0],f[1]));"
    )

    def counted(old: str, new: str) -> int:
        done = subprocess.run(
            ["node", "-e", script, str(modules)],
            input=json.dumps([old, new]).encode(),
            capture_output=True,
            check=True,
        )
        return islands(done.stdout.decode(), PEER_MARK)

    return counted


def lxml_islands() -> Callable[[str, str], int] | None:
    """Give what counts the changed runs that lxml.html.diff marks, where it is installed."""
    try:
        from lxml.html.diff import htmldiff
    except ImportError:
        return None
    return lambda old, new: islands(htmldiff(old, new), PEER_MARK)


def report(figures: Figures) -> None:
    """Print the figures."""
    exact = figures.pairs - len(figures.inexact)
    print(f"accept and reject exact        {exact} of {figures.pairs} pairs {figures.inexact[:5]}")
    ratios = sorted(figures.ratios)
    print(
        f"marked words / minimal script  median {statistics.median(ratios):.3f}, 95th percentile "
        f"{ratios[int(len(ratios) * 0.95)]:.3f}, most {ratios[-1]:.1f} ({len(ratios)} pairs without moves)"
    )
    moved = sorted(figures.with_moves)
    print(
        f"  moved words counted as marked median {statistics.median(moved):.3f}, 95th percentile "
        f"{moved[int(len(moved) * 0.95)]:.3f} ({len(moved)} pairs)"
    )
    share = figures.corrections / max(1, figures.marks)
    print(f"marks in which no word changed {figures.corrections} of {figures.marks} ({share:.1%})")
    print(
        f"no word changed, known as such {figures.same_words_found} of {figures.same_words}; "
        f"words changed and not said {figures.wrongly_same}; punctuation only {figures.punctuation_only}"
    )
    print(
        f"renamed sections recognised    {figures.renames.matched} of {figures.renames.judged}; taken for renamed "
        f"and are not {figures.strangers.matched} of {figures.strangers.judged}"
    )
    for name, counts in figures.islands.items():
        print(f"islands, {name:<21} median {statistics.median(counts):g}, mean {statistics.mean(counts):.1f}")
    print(
        f"time a pair                    median {statistics.median(figures.times) * 1e3:.1f} ms, "
        f"most {max(figures.times) * 1e3:.0f} ms, in all {sum(figures.times):.1f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sample(parser)
    parser.add_argument("--node-modules", type=Path, help="a folder with htmldiff-js in it")
    parser.add_argument("--no-peers", action="store_true", help="measure Affiche alone")
    options = parser.parse_args()
    sizes()
    peers: dict[str, Callable[[str, str], int]] = {}
    if not options.no_peers:
        peers["git word diff"] = git_islands
        if options.node_modules:
            peers["htmldiff-js"] = node_islands(options.node_modules.resolve())
        if lxml := lxml_islands():
            peers["lxml.html.diff"] = lxml
    if not (ARCHIVE.exists() or os.environ.get("AFFICHE_CORPUS")):
        print("no corpus: nothing real is measured")
        return
    with corpus() as folder:
        report(measure(folder, options, peers))


if __name__ == "__main__":
    main()
