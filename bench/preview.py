"""How soon a save is seen in a browser, beside plain livereload in the same run: `make measure-preview`.

    python -m bench.preview --pages 1000 --saves 20

A real Chromium shows the draft of an invented policy (`bench.sources`); a word is written into its text, and the
page itself says when it stands there: in the first frame after the new page is ready. The same browser then shows one
HTML file that plain livereload serves and polls, with nothing to build at all: what is left is the time of its looking.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.build import AS_OF, ROOT
from bench.measuring import run
from tests.browser.chromium import chromium_path, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

REST = 4.0
"""Seconds between saves: plain livereload drops what is saved within three of a reload."""
PATIENCE = 30.0
"""Seconds after which a save counts as lost."""

REPORT = """
const look = () => requestAnimationFrame(() => {
  const word = document.body.textContent.match(/measured-\\d+/);
  if (word) window.seen(word[0], Date.now());
});
addEventListener("DOMContentLoaded", () => {
  look();
  new MutationObserver(look).observe(document.documentElement, {childList: true});
});
"""
"""What the page says, and when, each time that it is loaded or has another body."""

PLAIN = "from livereload import Server; s = Server(); s.watch('.'); s.serve(port={port}, root='.')"
PAGE = "<!doctype html>\n<html lang='en'><head><title>Plain</title></head>\n<body>{word}</body></html>\n"


@contextmanager
def serving(command: list[str | Path], folder: Path) -> Iterator[None]:
    """Run a server as long as it is needed."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def measured(page: Page, address: str, save: Callable[[str], None], saves: int) -> list[float]:
    """Save again and again, and give the milliseconds after which each word was seen; a lost one is left out."""
    seen: dict[str, float] = {}

    def note(word: str, at: float) -> None:
        seen.setdefault(word, at)

    page.expose_function("seen", note)
    page.add_init_script(REPORT)
    for _ in range(600):
        try:
            page.goto(address)
            break
        except Exception:  # noqa: BLE001 it is not listening yet
            time.sleep(0.2)
    page.wait_for_timeout(REST * 1000)
    times = []
    first = time.time_ns()  # so that no word was there before, left by an earlier round
    for number in range(saves):
        word = f"measured-{first + number}"
        at = time.time() * 1000
        save(word)
        end = time.monotonic() + PATIENCE
        while word not in seen and time.monotonic() < end:
            page.wait_for_timeout(5)
        if word in seen:
            times.append(seen[word] - at)
        page.wait_for_timeout(
            REST * 1000 + 137 * (number % 7)
        )  # so that polling is met at any point of its round
    return times


def line(name: str, times: list[float], saves: int) -> str:
    """Write one line of the table."""
    if not times:
        return f"{name:<24}{'—':>8}{'—':>8}{'—':>8}{saves:>6}"
    return f"{name:<24}{median(times):>8.0f}{min(times):>8.0f}{max(times):>8.0f}{saves - len(times):>6}"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--pages", type=int, default=1_000)
    arguments.add_argument("--saves", type=int, default=20)
    asked = arguments.parse_args()
    chromium = chromium_path() or sys.exit("There is no Chromium here.")
    ports = count(18_700)
    with tempfile.TemporaryDirectory() as name, started(chromium) as browser:
        folder = Path(name)
        run([sys.executable, "-m", "bench.sources", "content", folder, "--pages", str(asked.pages)], ROOT)
        text = folder / "content" / "policy-1" / "en.md"
        before = text.read_text(encoding="utf-8")
        port = next(ports)
        command: list[str | Path] = [
            sys.executable,
            ROOT / "build.py",
            "serve",
            "--as-of",
            AS_OF,
            "--port",
            str(port),
        ]
        slug = _slug(folder)
        results = {}
        for label, address in (
            ("the draft", f"/en/{slug}/draft/"),
            ("what it changes", f"/en/{slug}/draft/changes/"),
        ):
            with serving(command, folder):
                results[label] = measured(
                    browser.new_page(),
                    f"http://127.0.0.1:{port}{address}",
                    lambda word: _write(text, f"{before}\n\nA word {word}.\n"),
                    asked.saves,
                )
        plain = folder / "plain"
        plain.mkdir()
        _write(plain / "index.html", PAGE.format(word=""))
        port = next(ports)
        with serving([sys.executable, "-c", PLAIN.format(port=port)], plain):
            results["plain livereload"] = measured(
                browser.new_page(),
                f"http://127.0.0.1:{port}/",
                lambda word: _write(plain / "index.html", PAGE.format(word=word)),
                asked.saves,
            )
    print(
        f"From a saved file to the changed page, at {asked.pages:,} pages, in milliseconds; load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':<24}{'median':>8}{'lowest':>8}{'highest':>8}{'lost':>6}")
    for label, times in results.items():
        print(line(label, times, asked.saves))


def _slug(folder: Path) -> str:
    policy = (folder / "content" / "policy-1" / "policy.yaml").read_text(encoding="utf-8")
    after = policy.split("slug:", 1)[1]
    return after.split("en:", 1)[1].split(",")[0].split("\n")[0].strip(" '\"}")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
