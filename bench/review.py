"""Whether a Word file that nobody edited changes nothing: `python -m bench.review CORPUS [--office]`.

Texts of the corpus are written as Word files, saved by LibreOffice if asked, and taken back in.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from pathlib import Path

from affiche.exchange.incoming import read_paragraphs
from affiche.exchange.merge import merge
from affiche.exchange.outgoing import review_word
from affiche.exchange.units import Unit, read_units
from affiche.problems import ProblemLog
from affiche.source import read_text
from affiche.word.package import Package
from affiche.word.reader import read_document


def written(files: list[Path], folder: Path) -> dict[Path, tuple[str, tuple[Unit, ...]]]:
    """Write each text as a Word file, and give what it was written from."""
    made = {}
    for number, file in enumerate(files):
        edition = read_text(file, "en", ProblemLog())
        if edition is not None:
            units = read_units(edition.markdown, (), {each.id: each.title for each in edition.walk()})
            name = folder / f"{number}.docx"
            name.write_bytes(review_word(edition.markdown, units, name=file.name, language="en"))
            made[name] = edition.markdown, units
    return made


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--most", type=int, default=100, help="how many texts, by chance")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--office", action="store_true", help="let LibreOffice save each file first")
    asked = arguments.parse_args()
    files = sorted((asked.corpus / "histories").rglob("*.md"))
    chosen = random.Random(asked.seed).sample(files, min(asked.most, len(files)))
    with tempfile.TemporaryDirectory() as name:
        folder, saved = Path(name), Path(name) / "saved"
        made = written(chosen, folder)
        if asked.office:
            command = ["soffice", "--headless", "--convert-to", "docx", "--outdir", str(saved)]
            subprocess.run([*command, *map(str, made)], check=True, capture_output=True)
        same = 0
        for file, (text, units) in made.items():
            back = saved / file.name if asked.office else file
            shown = read_document(Package(file.name, back.read_bytes()), has_places=True)
            merged = merge(text, units, read_paragraphs(shown.html), {})
            same += merged.text == text and not merged.remarks
            for edit in merged.edits[:2]:
                print(f"{chosen[int(file.stem)]}: {text[edit.start : edit.end]!r} -> {edit.text!r}")
        print(f"{same} of {len(made)} texts came back as they were")


if __name__ == "__main__":
    main()
