"""What each command costs on one shape repeated, at growing sizes: `python -m bench.growth [--sizes 16,32,64] [SHAPE…]`.

A text of some kilobytes that is one thing again and again (a word, a mark, a heading) must cost no more than a text of
that size does: at most 2 s for 64 KiB, 10 s and 500 MB for 1 MiB. Each shape goes through every command that reads
texts, in a process of its own; seconds are of processor time, so that a busy machine does not matter. What costs more is
printed, and so is what grows by half more than the text does.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import sys
import tempfile
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, NamedTuple

import affiche as program
from affiche.cli import main as affiche
from bench.shapes import SHAPES, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

KIB = 1024
LARGE = 256 * KIB
MOST_SECONDS = {False: 2.0, True: 10.0}
"""For a small text, and for a large one."""
MOST_MEMORY = 500_000_000
STOPPED_AFTER = 12
"""Seconds of processor time."""
FASTER = 1.65
FLOOR = 1.0
"""Seconds below which growth is noise."""
FAULT = 100

SITE = {
    "site.yaml": """organisation: {name: Tern, address: 4 Harbour Lane, email: hello@tern.example, url: https://tern.example/}
base_url: https://tern.example/legal/
timezone: America/St_Johns
locales: [en, fr]
policies: [privacy]
""",
    "privacy/policy.yaml": "title: {en: Notice, fr: Avis}\nslug: {en: privacy, fr: vie-privee}\nlaws: [eu, ca-qc]\n",
    "privacy/en.md": "# Notice\n\nWe mend boats.\n\n## What we know {#know}\n\nYour name.\n",
    "privacy/fr.md": "# Avis\n\nNous réparons des bateaux.\n\n## Ce que nous savons {#know}\n\nVotre nom.\n",
}
MARKER = "Moored here."
PUBLISH = [
    *["publish", "privacy", "--yes", "--significance", "major", "--effective", "2032-01-01"],
    *["--as-of", "2031-12-01", "--note-en", "More.", "--note-fr", "Plus."],
]
WORKING = ("check", "status", "laws", "diff", "notice draft", "review out", "translate out", "preview")
"""What is done with a text that is worked on."""
PUBLISHED = ("build", "show", "status of it", "notice", "verify", "diff of it", "laws of it")
"""What is done with one that was published."""
WRITTEN = ("yaml", "facts", "ledger", "catalogue")
"""Other files of a site."""
IMPORTS = ("import .md", "import .txt", "import .html", "import .docx", "review in", "translate in")
COMMANDS = (*WORKING, "publish", *PUBLISHED, *WRITTEN, *IMPORTS)


class Cost(NamedTuple):
    """What one run cost, and how it ended."""

    seconds: float
    memory: int
    code: int


def laid_out(folder: Path, text: str, locales: Container[str] = ("en", "fr")) -> Path:
    """Make a site whose policy ends with the text in these languages."""
    content = folder / "content"
    for name, words in SITE.items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        last = (
            f"\n## Last {{#last}}\n\n{text}\n"
            if text and file.suffix == ".md" and file.stem in locales
            else ""
        )
        file.write_text(f"{words}{last}", "utf-8")
    return content


def arguments(command: str, content: Path) -> list[str]:
    """Return the command to run on a site."""
    name = command.removesuffix(" of it").split(" ", maxsplit=1)[0]
    day = ["--as-of", "2032-06-01"]
    words = {
        "publish": PUBLISH,
        "build": ["build", "--out", str(content.parent / "site"), *day],
        "notice": ["notice", "privacy", *(["draft"] if command.endswith("draft") else []), *day],
        "review": ["review", "out", "privacy", "--out", str(content.parent / "out.docx")],
        "translate": ["translate", "out", "privacy", "--to", "fr", "--out", str(content.parent / "out.po")],
        "verify": ["verify"],
        "show": ["show", "privacy", *day],
        "status": ["status", *day],
    }
    return [*words.get(name, [name, "privacy"]), "--source", str(content)]


def incoming(command: str, folder: Path, text: str) -> tuple[Callable[[], int], Path]:
    """Prepare what is brought in, and return the work with the site."""
    content = laid_out(folder, "")
    source = ["--source", str(content)]
    if command.startswith("import"):
        file = folder / f"in{command.partition(' ')[2]}"
        write(file, text)
        return lambda: affiche(["import", "other", str(file), "--locale", "en", *source]), content
    english = content / "privacy" / "en.md"
    english.write_text(f"{english.read_text('utf-8')}\n## Moored {{#moored}}\n\n{MARKER}\n", "utf-8")
    file = folder / ("out.docx" if command == "review in" else "out.po")
    run(lambda: affiche(arguments(command.replace(" in", " out"), content)))
    if command == "review in":
        packed = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            for name in packed.namelist():
                made.writestr(name, packed.read(name).replace(MARKER.encode(), in_xml(text).encode()))
        return lambda: affiche(["review", "in", "privacy", str(file), *source]), content
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    catalogue, asked = file.read_text("utf-8"), f'msgid "{MARKER}"\nmsgstr "'
    catalogue = catalogue.replace('msgid "Moored"\nmsgstr "', 'msgid "Moored"\nmsgstr "Amarré')
    file.write_text(catalogue.replace(asked, f"{asked}{quoted}"), "utf-8")
    return lambda: affiche(["translate", "in", "privacy", str(file), "--to", "fr", *source]), content


def in_xml(text: str) -> str:
    """Write a text as XML may hold it."""
    words = "".join(sign if sign.isprintable() else " " for sign in text)
    return words.replace("&", "&amp;").replace("<", "&lt;")


def write(file: Path, text: str) -> None:
    """Write what is imported, in the form that its ending names."""
    if file.suffix == ".html":
        file.write_text(f"<!doctype html><title>A</title><h1>A</h1><p>{text}", "utf-8")
    elif file.suffix == ".docx":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            lines = "".join(f"<w:p><w:r><w:t>{in_xml(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
            made.writestr(
                "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
            )
    else:
        file.write_text(f"# A\n\n{text}\n", "utf-8")


def preview(content: Path) -> int:
    """Do what the preview does at a save: read, show the draft and what it changes, look through the rules."""
    from affiche.checking import findings
    from affiche.serving.lost_duties import draft_changes
    from affiche.serving.preview import Preview

    shown = Preview(content)
    for path in (
        "/legal/en/privacy/draft/",
        "/legal/en/privacy/draft/changes/",
        "/legal/fr/vie-privee/draft/",
    ):
        shown.look(path, date(2032, 6, 1))
    if shown.snapshot is None:
        return 1
    found = sum(map(len, findings(shown.snapshot.reading)))
    return int(found + sum(map(len, draft_changes(shown.snapshot.site, content))) > 0)


def lay_elsewhere(command: str, content: Path, text: str) -> list[str]:
    """Put the text into another file of a site, and return the command that reads it."""
    policy = content / "privacy" / "policy.yaml"
    if command == "yaml":
        policy.write_text(f"{policy.read_text('utf-8')}facts:\n  x: {text}\n", "utf-8")
    elif command == "facts":
        lines = "".join(f"  {line}\n" for line in text.split("\n"))
        policy.write_text(f"{policy.read_text('utf-8')}facts:\n{lines}", "utf-8")
    elif command == "ledger":
        (content / "privacy" / "ledger.jsonl").write_text(f"{text}\n", "utf-8")
    else:
        words = content.parent / "locales" / "fr.po"
        words.parent.mkdir()
        words.write_text(f'msgid "Contents"\nmsgstr "{text}"\n', "utf-8")
    return arguments("check", content)


def costs(text: str, commands: Iterable[str]) -> Iterator[tuple[str, Cost]]:
    """Run commands on a text, each in a process of its own."""
    wanted = set(commands)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if wanted & {*WORKING, "publish", *PUBLISHED}:
            content = laid_out(folder / "site", "")
            run(lambda: affiche([*PUBLISH, "--source", str(content)]))
            for command in WORKING:
                laid_out(folder / "site", text, "en" if command == "translate out" else ("en", "fr"))
                if command in wanted:
                    yield command, on_site(command, content)
            if wanted & {"publish", *PUBLISHED}:
                words = [*PUBLISH, "--source", str(content)]
                words[words.index("2032-01-01")] = "2032-02-01"
                published = run(lambda: affiche(words))
                yield "publish", published
                if published.code:
                    wanted -= {*PUBLISHED}
            laid_out(folder / "site", f"More of it.\n\n{text}")
            for command in PUBLISHED:
                if command in wanted:
                    yield command, on_site(command, content)
        for number, command in enumerate(each for each in (*WRITTEN, *IMPORTS) if each in wanted):
            place = folder / str(number)
            if command in WRITTEN:
                words = lay_elsewhere(command, laid_out(place, ""), text)
                yield command, run(lambda words=words: affiche(words))  # type: ignore[misc]
            else:
                yield command, run(incoming(command, place, text)[0])
            shutil.rmtree(place)


def on_site(command: str, content: Path) -> Cost:
    """Run a command on a site that is laid out."""
    if command == "preview":
        return run(lambda: preview(content))
    return run(lambda: affiche(arguments(command, content)))


def run(work: Callable[[], int]) -> Cost:
    """Do something in a process of its own, and return what it cost."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (STOPPED_AFTER, STOPPED_AFTER))
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = work()
        if os.environ.get("GROWTH_SAYS"):
            os.write(2, said.getvalue()[:2000].encode())
        os._exit(FAULT if "fault of Affiche" in said.getvalue() else code)
    _, status, used = os.wait4(child, 0)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * KIB, os.waitstatus_to_exitcode(status))


def judged(cost: Cost, before: float, size: int, factor: float) -> str:
    """Say what is wrong with a cost; nothing where all is well."""
    if cost.code < 0 or cost.code == FAULT:
        return "stopped" if cost.code < 0 else "a fault of Affiche"
    if cost.seconds > MOST_SECONDS[size >= LARGE] or cost.memory > MOST_MEMORY:
        return "too much"
    return "grows faster than the text" if before > FLOOR and cost.seconds > before * factor * FASTER else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--sizes", default="64", help="in KiB, such as 16,32,64,1024")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--all", action="store_true", help="print every cost")
    options = parser.parse_args()
    for module in walk_packages(program.__path__, "affiche."):
        if module.name != "affiche.__main__":
            import_module(module.name)
    commands = options.commands.split(",")
    runs = bad = 0
    for name in options.shapes or SHAPES:
        before: dict[str, tuple[float, int]] = {}
        for size in [int(each) * KIB for each in options.sizes.split(",")]:
            for command, cost in costs(repeated(name, size), commands):
                seconds, smaller = before.get(command, (0.0, size))
                before[command] = cost.seconds, size
                wrong = judged(cost, seconds, size, size / smaller)
                runs += 1
                bad += bool(wrong)
                if wrong or options.all:
                    where = f"{command:13} {name:28} {size // KIB:5} KiB {cost.seconds:6.1f} s {cost.memory / 1e6:5.0f} MB"
                    print(f"{where} {cost.code:4}  {wrong}", flush=True)
    print(f"{runs} runs, {bad} too costly")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
