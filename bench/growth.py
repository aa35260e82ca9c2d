"""What each command costs on one shape repeated, at growing sizes: `python -m bench.growth [--sizes 16,32,64] [SHAPE…]`.

A text of some kilobytes that is one thing again and again (a word, a mark, a heading) must cost no more than a text of
that size does: at most 2 s for 64 KiB, 10 s and 500 MB for 1 MiB. Each shape goes through every command that reads
texts, in a process of its own; seconds are of processor time, so that a busy machine does not matter. What costs more is
printed, and so is what more than triples where the size doubles.
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
from pathlib import Path
from typing import NamedTuple

from affiche.cli import main as affiche
from affiche.source.text.limits import LONGEST_WORD

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "tests" / "sites" / "smallest" / "content"
KIB = 1024
LARGE = 256 * KIB
MOST_SECONDS = {False: 2.0, True: 10.0}
"""For a small text, and for a large one."""
MOST_MEMORY = 500_000_000
STOPPED_AFTER = 12
"""Seconds of processor time."""
TRIPLED = 3.3
FLOOR = 1.0
"""Seconds below which growth is noise."""

SHAPES: dict[str, str] = {
    "one word": "a",
    "one word of é": "é",
    "one word with apostrophes": "l'",
    "one word with hyphens": "a-",
    "one word with full stops": "a.",
    "one word with underscores": "a_",
    "digits": "7",
    "digits and full stops": "1.",
    "digits and spaces": "1 ",
    "hashes": "#",
    "hashes on lines": "# \n",
    "blanks": " ",
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "empty lines": "\n",
    "lines of one letter": "a\n",
    "paragraphs of one letter": "a\n\n",
    "words": "word ",
    "sentences": "We keep it. ",
    "dots": ".",
    "ellipses": "... ",
    "dashes": "-",
    "dashes on lines": "---\n",
    "equals on lines": "===\n",
    "stars": "*",
    "stars and words": "*a ",
    "double stars": "**a** ",
    "underscores": "_",
    "backticks": "`",
    "backticks and words": "`a ",
    "fences": "```\n",
    "tildes": "~~~\n",
    "opening brackets": "[",
    "closing brackets": "]",
    "links": "[a](b) ",
    "links on lines": "[a](#b)\n",
    "unclosed links": "[a](",
    "references": "[](#a) ",
    "definitions": "[a]: b\n",
    "footnote marks": "[^a",
    "footnote marks on lines": "[^a\n",
    "footnote calls": "[^a] ",
    "footnotes": "[^a]: b\n\n",
    "opening parentheses": "(",
    "parentheses": "()",
    "opening tags": "<",
    "tags": "<a>",
    "closing tags": "</a>",
    "half tags": "<a b=",
    "paragraph tags": "<p>",
    "table tags": "<table><tr><td>",
    "comments": "<!-- -->",
    "comments on lines": "<!-- -->\n",
    "opening comments": "<!--",
    "opening comments on lines": "<!--\n",
    "declarations": "<!a",
    "instructions": "<?",
    "entities": "&amp;",
    "ampersands": "&",
    "numbered entities": "&#",
    "backslashes": "\\",
    "backslashes and stars": "\\*",
    "quotation marks": '"',
    "quotation marks and words": '"a ',
    "guillemets": "« a ",
    "apostrophes": "'",
    "colons": ":",
    "semicolons": "a ; ",
    "questions": "a ? ",
    "percentages": "5 % ",
    "bars": "|",
    "rows": "| a | b |\n",
    "heads of tables": "| a |\n|---|\n",
    "quotations": "> a\n",
    "quotations in each other": ">",
    "items": "- a\n",
    "items in each other": "- ",
    "numbered items": "1. a\n",
    "lettered items": "(a) a\n",
    "deeper items": "- a\n    - b\n",
    "equal headings": "## A\n\n",
    "headings in a row": "## A\n",
    "underlined headings": "A\n---\n\n",
    "deep headings": "###### A\n\n",
    "headings with ids": "## A {#a}\n\n",
    "headings in capitals": "A HEADING\n\n",
    "attribute lists": "{: #a }",
    "opening braces": "{",
    "facts": "{{ facts.x }} ",
    "half facts": "{{ ",
    "statements": "{% if %}",
    "placeholders": "[INSERT NAME] ",
    "dates": "1 June 2026 ",
    "addresses": "https://a.example/ ",
    "mail addresses": "a@a.example ",
    "one address": "https://a.example/" + "a/",
    "at signs": "a@",
    "marks of a merge": "<<<<<<< a\n=======\n>>>>>>> b\n",
    "emoji": "🏳️‍🌈",
    "combining marks": "e\u0301",
    "directions": "\u200f",
    "definition terms": "a\n: b\n\n",
    "abbreviations": "a.b.c. ",
    "capitals": "A ",
    "long words": "a" * LONGEST_WORD + "\n\n",
    "long words in capitals": "A" * LONGEST_WORD + "\n\n",
    "long numbers": "7" * LONGEST_WORD + "\n\n",
    "long words of two alphabets": "éа" * (LONGEST_WORD // 2) + "\n\n",
}
"""What is repeated."""
COMMANDS = ("check", "publish", "build", "diff", "import .md", "import .txt", "import .html", "import .docx")


class Cost(NamedTuple):
    """What one run cost, and how it ended."""

    seconds: float
    memory: int
    code: int
    fault: bool


def laid_out(folder: Path, text: str) -> Path:
    """Make a site whose policy ends with the text."""
    content = folder / "content"
    shutil.copytree(SITE, content)
    (policy,) = [path.parent for path in content.glob("*/policy.yaml")]
    for file in policy.glob("*.md"):
        file.write_text(f"{file.read_text('utf-8')}\n## Last {{#last}}\n\n{text}\n", "utf-8")
    return content


def arguments(command: str, content: Path, text: str) -> list[list[str]]:
    """Return the commands to run, of which the last is measured."""
    policy = next(content.glob("*/policy.yaml")).parent.name
    source = ["--source", str(content)]
    notes = ["--note-en", "More.", "--yes", "--effective", "2032-01-01", "--significance", "major"]
    publish = ["publish", policy, "--as-of", "2031-01-01", *notes, *source]
    if command.startswith("import"):
        incoming = content.parent / f"in{command.partition(' ')[2]}"
        write(incoming, text)
        return [["import", "other", str(incoming), "--locale", "en", *source]]
    if command == "build":
        return [publish, ["build", "--out", str(content.parent / "site"), "--as-of", "2032-06-01", *source]]
    return [publish if command == "publish" else [command, policy, *source]]


def write(file: Path, text: str) -> None:
    """Write what is imported, in the form that its ending names."""
    if file.suffix == ".html":
        file.write_text(f"<!doctype html><title>A</title><h1>A</h1><p>{text}", "utf-8")
    elif file.suffix == ".docx":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            words = "".join(sign if sign.isprintable() else " " for sign in text)
            plain = words.replace("&", "&amp;").replace("<", "&lt;")
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            body = f"<w:p><w:r><w:t>{plain}</w:t></w:r></w:p>"
            made.writestr(
                "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
            )
    else:
        file.write_text(f"# A\n\n{text}\n", "utf-8")


def cost(command: str, text: str) -> Cost:
    """Run a command on a text in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        *before, measured = arguments(command, laid_out(Path(folder), text), text)
        for each in before:
            in_a_process(each)
        return in_a_process(measured)


def in_a_process(words: list[str]) -> Cost:
    """Run one command, and return what it cost above what starting costs."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (STOPPED_AFTER, STOPPED_AFTER))
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = affiche(words)
        os._exit(100 if "fault of Affiche" in said.getvalue() else code)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, code, code == 100)  # noqa: PLR2004


def measured(name: str, command: str, sizes: list[int]) -> list[str]:
    """Return what is wrong with the cost of a shape in a command."""
    found, before = [], 0.0
    for size in sizes:
        unit = SHAPES[name]
        each = cost(command, (unit * (size // len(unit.encode()) + 1))[:size])
        where = (
            f"{command:13} {name:28} {size // KIB:5} KiB {each.seconds:6.1f} s {each.memory / 1e6:5.0f} MB"
        )
        if each.fault or each.code < 0:
            found.append(f"{where}  {'a fault of Affiche' if each.fault else 'stopped'}")
        elif each.seconds > MOST_SECONDS[size >= LARGE] or each.memory > MOST_MEMORY:
            found.append(f"{where}  too much")
        elif before > FLOOR and each.seconds > before * TRIPLED:
            found.append(f"{where}  grows faster than the text")
        before = each.seconds
        if each.code < 0:
            break
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    parser.add_argument("--sizes", default="64", help="in KiB, such as 16,32,64,1024")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    options = parser.parse_args()
    sizes = [int(size) * KIB for size in options.sizes.split(",")]
    pairs = [(name, command) for command in options.commands.split(",") for name in options.shapes or SHAPES]
    bad = 0
    for name, command in pairs:
        for told in measured(name, command, sizes):
            bad += 1
            print(told, flush=True)
    print(f"{len(pairs)} pairs of a shape and a command, {bad} too costly")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
