"""Measure importing on the whole corpus: every history, every pair, and the seeds, checked and built afterwards.

    python -m bench.importing CORPUS [SEEDS] [--only PART-OF-A-NAME] [--no-build]

Of each import it says how many versions came of how many files, how they were dated beside what the corpus knows, how
many words of the sources stand neither in the texts nor in the report, and what `check` calls an error afterwards.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiche import checking, pipeline
from affiche.importing.importer import Importer, ImportResult
from affiche.importing.input_file import InputFile
from affiche.importing.revisions import dated_files
from affiche.problems import ContentError, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

AS_OF = date(2026, 11, 22)
URL = "https://www.example.com/legal/"
SITE = """organisation:
  name: Example Company
  address: 1 Example Street
  email: privacy@example.com
  url: https://www.example.com/
base_url: https://legal.example.com/
timezone: America/Toronto
locales: [{locales}]
policies: []
"""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Figures:
    """What one import came to."""

    name: str
    files: int = 0
    versions: int = 0
    editorial: int = 0
    unchanged: int = 0
    stated: int = 0
    advice: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    sections: int = 0
    alone: int = 0
    paired: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0
    failure: str = ""


def imported(
    name: str,
    locales: Sequence[str],
    way: Callable[[Path], ImportResult],
    sources: Sequence[Path],
    *,
    builds: bool,
) -> Figures:
    """Import into a site of its own, check it, and build it."""
    figures = Figures(name=name, files=len(sources))
    with tempfile.TemporaryDirectory() as home:
        content = Path(home, "content")
        content.mkdir()
        (content / "site.yaml").write_text(SITE.format(locales=", ".join(locales)), encoding="utf-8")
        begun = time.process_time()
        try:
            brought = way(content)
            figures.seconds = time.process_time() - begun
            _count(figures, brought, sources)
            problems = checking.check(content).problems
            figures.errors.update(p.rule or p.message for p in problems if p.severity is Severity.ERROR)
            if builds:
                out = Path(home, "site")
                pipeline.build(pipeline.Options(source=content, out=out, as_of=AS_OF))
                figures.pages = sum(1 for _ in out.rglob("*.html"))
        except ContentError as error:
            figures.failure = str(error)[:500]
    return figures


def _count(figures: Figures, brought: ImportResult, sources: Sequence[Path]) -> None:
    figures.versions = len(brought.versions)
    figures.editorial = sum(past.significance.value == "editorial" for _, past in brought.versions)
    figures.unchanged = brought.unchanged
    figures.stated = sum(bool(past.dated_by) for _, past in brought.versions)
    figures.advice.update(problem.rule for problem in brought.problems)
    for locale, composed in brought.texts.items():
        figures.sections += sum(1 for _ in composed.edition.walk())
        if composed.pairing:
            figures.paired += len(composed.pairing.ids)
            figures.alone += len(composed.pairing.only_source) + len(composed.pairing.only_translation)
        newest = [path for path in sources if f".{locale}." in path.name] or list(sources)
        figures.lost += lost_words(newest[-1], composed.markdown, brought)


def lost_words(source: Path, written: str, brought: ImportResult) -> Counter[str]:
    """Count the words of a source that stand neither in the text nor in the report."""
    data = unescape(source.read_bytes().decode("utf-8", "replace"))
    data = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", " ", data, flags=re.DOTALL)
    data = re.sub(
        r"&\w+;|\]\([^)]*\)|\{#[^}]*\}|</?[a-zA-Z][^<>]*>|https?://\S+|^\[[^\]]*\]:.*$",
        " ",
        data,
        flags=re.MULTILINE,
    )
    said = " ".join(f"{problem.message} {' '.join(problem.details)}" for problem in brought.problems)
    there = re.sub(r"&\w+;", " ", f"{written} {said}")
    return Counter(_words(data)) - Counter(_words(there))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def histories(corpus: Path, items: Sequence[dict[str, Any]], *, builds: bool) -> Iterator[Figures]:
    for item in items:
        language = item["language"]
        files = [corpus / state["file"] for state in item["history"]]
        folder = files[0].parent

        def way(content: Path, language: str = language, folder: Path = folder) -> ImportResult:
            return Importer(content, "policy", URL).import_history(dated_files(folder, [language], language))

        yield imported(item["id"], [language], way, files, builds=builds)


def pairs(corpus: Path, index: dict[str, Any], only: str, *, builds: bool) -> Iterator[Figures]:
    """Bring each pair in twice: its newest texts side by side, and both histories as one."""
    for pair in index["pairs"]:
        if only not in pair["id"]:
            continue
        files = {locale: corpus / name for locale, name in pair["files"].items()}

        def both(content: Path, files: dict[str, Path] = files) -> ImportResult:
            for locale in ("en", "fr"):
                raw = InputFile(path=files[locale].name, data=files[locale].read_bytes())
                brought = Importer(content, "policy", URL).import_text([raw], locale)
            return brought

        yield imported(f"{pair['id']} en|fr", ["en", "fr"], both, [files["fr"]], builds=False)
        folder = corpus / "histories" / pair["id"]
        if not folder.is_dir():
            continue

        def through_time(content: Path, folder: Path = folder) -> ImportResult:
            return Importer(content, "policy", URL).import_history(dated_files(folder, ["en", "fr"], None))

        sources = sorted(folder.glob("*.en.*")) + sorted(folder.glob("*.fr.*"))
        yield imported(f"{pair['id']} en+fr", ["en", "fr"], through_time, sources, builds=builds)


def seeds(folder: Path) -> Iterator[Figures]:
    for path in sorted(folder.glob("*.txt")):

        def way(content: Path, path: Path = path) -> ImportResult:
            return Importer(content, "policy", URL).import_text(
                [InputFile(path=path.name, data=path.read_bytes())], "en"
            )

        yield imported(path.name, ["en"], way, [path], builds=False)


def show(figures: Figures) -> None:
    if figures.failure:
        print(f"{figures.name:40} FAILED {figures.failure}", flush=True)
        return
    history = f"{figures.files:3} files {figures.versions:3} versions ({figures.editorial} editorial, {figures.stated} dated by the text), {figures.unchanged} unseen"
    pairing = f", {figures.paired} paired, {figures.alone} alone" if figures.paired or figures.alone else ""
    print(
        f"{figures.name:40} {history}, {figures.sections} sections{pairing}, {figures.lost.total()} words lost, {figures.pages} pages, {figures.seconds:.1f} s"
    )
    for what, counted in (("errors", figures.errors), ("lost", figures.lost)):
        if counted:
            print(f"    {what}: {dict(counted.most_common(8))}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.importing")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("seeds", type=Path, nargs="?")
    parser.add_argument("--only", default="", help="only what has this in its name")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text(encoding="utf-8"))
    items = [item for item in index["items"] if options.only in item["id"]]
    builds = not options.no_build
    every: list[Figures] = []
    for figures in chain(
        seeds(options.seeds) if options.seeds else (),
        pairs(options.corpus, index, options.only, builds=builds),
        histories(options.corpus, items, builds=builds),
    ):
        show(figures)
        every.append(figures)
    total(every)


def total(every: Sequence[Figures]) -> None:
    done = [one for one in every if not one.failure]
    advice = sum((one.advice for one in done), Counter[str]())
    errors = sum((one.errors for one in done), Counter[str]())
    print(
        f"\n{len(done)} of {len(every)} imported, {sum(one.versions for one in done):,} versions, {sum(one.pages for one in done):,} pages"
    )
    print(
        f"{sum(one.editorial for one in done)} editorial, {sum(one.stated for one in done)} dated by the text"
    )
    print(f"{sum(one.paired for one in done)} sections paired, {sum(one.alone for one in done)} alone")
    print(f"{sum((one.lost for one in done), Counter[str]()).total()} words in neither text nor report")
    print(f"errors of check afterwards: {dict(errors.most_common())}")
    print(f"advice: {dict(advice.most_common())}")


if __name__ == "__main__":
    main()
