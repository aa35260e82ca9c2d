"""The interface words, collected from the templates and the package.

`python -m tests.extraction` rewrites `locales/affiche.pot` and brings every `locales/*.po` up to date with it.
A catalogue holds nothing that changes from one run to the next: no dates, no line numbers.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "affiche.pot"

SENTENCES = {"_": None, "text": None, "ngettext": (1, 2)}
"""The functions by which a template says a sentence, and which of their arguments are English."""
SPOKEN = {"text", "plain"}
"""The methods by which the package says one."""
PATH_WORD = "address"
"""The method that gives a word of an address; such a word has this context."""
NOT_KEPT = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Report-Msgid-Bugs-To",
    "Generated-By",
    "Project-Id-Version",
)


def extracted() -> Catalog:
    """Collect every English text that a template or the package asks for, in the order of files and lines."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for file in sorted([*(ROOT / "templates").glob("*.*ml"), *(ROOT / "templates").glob("*.txt")]):
        with file.open("rb") as lines:
            for _, words, _, _ in extract("jinja2", lines, keywords=SENTENCES):
                catalog.add(words, locations=[_place(file)])
    for file in sorted((ROOT / "affiche").rglob("*.py")):
        for function, words in _asked_for(file):
            catalog.add(words, locations=[_place(file)], context="address" if function == PATH_WORD else None)
    return catalog


def _asked_for(file: Path) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Give each call of a speaking method in a Python file, f-strings included, with the English in it."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if node.func.attr in {*SPOKEN, PATH_WORD} and len(words) == 1:
            yield node.func.attr, words[0]
        elif node.func.attr == "count" and len(words) == len(("singular", "plural")):
            yield node.func.attr, (words[0], words[1])


def _place(file: Path) -> tuple[str, int]:
    return file.relative_to(ROOT).as_posix(), 0


def written(catalog: Catalog) -> str:
    """Write a catalogue as the text of its file."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    header = lines.index('msgstr ""\n') + 1
    kept = [line for line in lines[header:] if not line.startswith(tuple(f'"{name}:' for name in NOT_KEPT))]
    return "".join(['msgid ""\n', 'msgstr ""\n', *kept])


def main() -> None:
    """Rewrite the catalogues."""
    template = extracted()
    TEMPLATE.write_text(written(template), encoding="utf-8")
    for file in sorted(LOCALES.glob("*.po")):
        with file.open("rb") as lines:
            translated = read_po(lines, locale=file.stem, abort_invalid=True)
        translated.update(template, no_fuzzy_matching=True)
        file.write_text(written(translated), encoding="utf-8")


if __name__ == "__main__":
    main()
