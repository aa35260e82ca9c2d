"""Measure importing on the whole corpus: every history, every pair, and the seeds, checked and built afterwards.

    python -m bench.importing CORPUS [SEEDS] [--only PART-OF-A-NAME] [--no-build] [--office N]

Of each import it says how many versions came of how many files, how they were dated beside what the corpus knows, how
many words, numbers and links of the newest sources stand neither in the texts nor in the report, how many words and
numbers stand in the texts and not in the sources, and what `check` calls an error afterwards. `--office` imports that
many texts as Word files that LibreOffice makes of them.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiche import checking, pipeline
from affiche.importing.importer import Importer, ImportResult
from affiche.importing.input_file import InputFile
from affiche.importing.revisions import dated_files
from affiche.problems import ContentError, Severity
from bench.rules import text

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
DIFFERENCES = ("words lost", "words added", "numbers lost", "numbers added", "links lost")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d+")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]\"'`*|{}\\]+")
_LIST_NUMBER = re.compile(r"^[>\s]*\(?\d{1,3}[.)]\s", re.MULTILINE)
_NO_WORDS = re.compile(
    r"&\w+;|\]\([^)]*\)|\{#[^}]*\}|</?[a-zA-Z][^<>]*>|https?://\S+|^\[[^\]]*\]:.*$", re.MULTILINE
)


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
    differences: dict[str, Counter[str]] = field(
        default_factory=lambda: {what: Counter() for what in DIFFERENCES}
    )
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
        for what, counted in differences(newest[-1], composed.markdown, brought).items():
            figures.differences[what] += counted


def differences(source: Path, written: str, brought: ImportResult) -> dict[str, Counter[str]]:
    """Count what stands in a source and neither in the text nor in the report, and what stands in the text alone."""
    data = unescape(source.read_bytes().decode("utf-8", "replace"))
    data = re.sub(r"<!--.*?-->|<![^>]*>|<(script|style)\b.*?</\1>", " ", data, flags=re.DOTALL)
    made = unescape(re.sub(r"<!--.*?-->", " ", written))
    said = " ".join(f"{problem.message} {' '.join(problem.details)}" for problem in brought.problems)
    found: dict[str, Counter[str]] = {}
    for what, pattern in (("words", _WORD), ("numbers", _NUMBER)):
        before, after, told = (Counter(_found(pattern, one)) for one in (data, made, said))
        found |= {f"{what} lost": before - after - told, f"{what} added": after - before}
    links = {link.removeprefix("mailto:").rstrip("/.,;:!?").lower() for link in _LINK.findall(data)}
    there = f"{made} {said}".lower()
    found["links lost"] = Counter(link for link in links if link not in there)
    return found


def _found(pattern: re.Pattern[str], words: str) -> list[str]:
    shown = _LIST_NUMBER.sub(" ", _NO_WORDS.sub(" ", words))
    return [word.lower() for word in pattern.findall(shown)]


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


def office(corpus: Path, items: Sequence[dict[str, Any]], most: int) -> Iterator[Figures]:
    """Let LibreOffice write texts of the corpus as Word files, and bring these in."""
    if not shutil.which("soffice"):
        print("LibreOffice is not here: no Word files were made")
        return
    chosen = [item for item in items if not item["noise"]][:: max(1, len(items) // most)][:most]
    with tempfile.TemporaryDirectory() as home:
        pages = [Path(home, f"{at}.html") for at in range(len(chosen))]
        for page, item in zip(pages, chosen, strict=True):
            read = text(corpus / item["history"][-1]["file"], item["language"], item["language"])
            body = f"<h1>{escape(read.edition.title)}</h1>{read.edition.html}" if read else ""
            page.write_text(f"<!doctype html><meta charset=utf-8><body>{body}", encoding="utf-8")
        form = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", home]
        subprocess.run(["soffice", "--headless", *form, *map(str, pages)], check=True, capture_output=True)
        for page, item in zip(pages, chosen, strict=True):
            file = page.with_suffix(".docx")

            def way(content: Path, file: Path = file, language: str = item["language"]) -> ImportResult:
                raw = InputFile(path=file.name, data=file.read_bytes())
                return Importer(content, "policy", URL).import_text([raw], language)

            yield imported(f"{item['id']} .docx", [item["language"]], way, [page], builds=False)


def show(figures: Figures) -> None:
    if figures.failure:
        print(f"{figures.name:40} FAILED {figures.failure}", flush=True)
        return
    history = f"{figures.files:3} files {figures.versions:3} versions ({figures.editorial} editorial, {figures.stated} dated by the text), {figures.unchanged} unseen"
    pairing = f", {figures.paired} paired, {figures.alone} alone" if figures.paired or figures.alone else ""
    print(
        f"{figures.name:40} {history}, {figures.sections} sections{pairing}, {figures.differences['words lost'].total()} words lost, {figures.pages} pages, {figures.seconds:.1f} s"
    )
    for what, counted in (("errors", figures.errors), *figures.differences.items()):
        if counted:
            print(f"    {what}: {dict(counted.most_common(8))}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.importing")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("seeds", type=Path, nargs="?")
    parser.add_argument("--only", default="", help="only what has this in its name")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument(
        "--office", type=int, default=0, metavar="N", help="so many Word files of LibreOffice"
    )
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text(encoding="utf-8"))
    items = [item for item in index["items"] if options.only in item["id"]]
    builds = not options.no_build
    every: list[Figures] = []
    for figures in chain(
        seeds(options.seeds) if options.seeds else (),
        office(options.corpus, items, options.office) if options.office else (),
        pairs(options.corpus, index, options.only, builds=builds),
        histories(options.corpus, items, builds=builds),
    ):
        show(figures)
        every.append(figures)
    for is_of_office in (False, True):
        if some := [one for one in every if one.name.endswith(".docx") is is_of_office]:
            total(some)


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
    for what in DIFFERENCES:
        print(f"{sum(one.differences[what].total() for one in done)} {what}")
    print(f"errors of check afterwards: {dict(errors.most_common())}")
    print(f"advice: {dict(advice.most_common())}")


if __name__ == "__main__":
    main()
