"""Whether accepting or rejecting every tracked change of a Word file gives the texts compared: `python -m bench.word CORPUS`.

Each pair of successive versions is written as a Word file. Its XML is resolved here, by other code than wrote it, and
held against the paragraphs of both texts. With `--office N`, LibreOffice does the same for N of the files.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import subprocess
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from affiche.compare.comparer import compare
from affiche.problems import ProblemLog
from affiche.source import read_text
from affiche.word.redline import redline_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.model import Edition

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = {
    *(
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "blockquote",
        "pre",
        "div",
        "section",
    )
}
BLOCKS |= {"ul", "ol", "dl", "table", "thead", "tbody", "tr"}


def resolved(data: bytes, *, accept: bool) -> list[str]:
    """The paragraphs of a Word file after accepting, or rejecting, every tracked change."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    gone = {f"{W}del", f"{W}moveFrom"} if accept else {f"{W}ins", f"{W}moveTo"}
    paragraphs = []
    for paragraph in body.iter(f"{W}p"):
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        properties = row.find(f"{W}trPr") if row is not None else None
        if properties is not None and any(mark.tag in gone for mark in properties):
            continue
        words = ""
        for piece in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br"):
            if not any(above.tag in gone for above in piece.iterancestors()):
                words += " " if piece.tag == f"{W}br" else piece.text or ""
        if words.split():
            paragraphs.append(" ".join(words.split()))
    return paragraphs


def paragraphs_of(edition: Edition) -> list[str]:
    """The paragraphs of an edition, read from its HTML."""
    found: list[str] = []
    run = ""

    def walk(element: html.HtmlElement) -> None:
        nonlocal run
        is_block = element.tag in BLOCKS
        if is_block:
            found.append(run)
            run = ""
        run += " " if element.tag in {"br", "hr"} else ""
        run += element.text or ""
        for child in element:
            walk(child)
            run += child.tail or ""
        if is_block:
            found.append(run)
            run = ""

    walk(html.fragment_fromstring(edition.html, create_parent="div"))
    return [" ".join(text.split()) for text in found if text.split()]


def pairs(corpus: Path, most: int) -> Iterator[tuple[str, Edition, Edition]]:
    items = [
        item for item in json.loads((corpus / "index.json").read_text("utf-8"))["items"] if not item["noise"]
    ]
    random.Random(7).shuffle(items)
    for item in items:
        texts = (
            read_text(corpus / one["file"], item["language"], ProblemLog()) for one in item["history"][-most:]
        )
        for number, (old, new) in enumerate(pairwise(text for text in texts if text)):
            yield f"{item['id']} {number}", old, new


def office(files: list[tuple[str, bytes, Edition, Edition]]) -> None:
    """Let LibreOffice accept and reject, through its own programming interface."""
    script = Path(__file__).with_name("word_office.py")
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, data, _, _) in enumerate(files):
            Path(folder, f"{number}.docx").write_bytes(data)
        subprocess.run(["/usr/bin/python3", script, folder], check=True)
        right = 0
        for number, (name, _, old, new) in enumerate(files):
            for edition, how in ((new, "accepted"), (old, "rejected")):
                said = Path(folder, f"{number}.{how}.txt").read_text("utf-8-sig")
                # A list shows its numbers in plain text, which belong to no paragraph.
                words, wanted = said.split(), " ".join(paragraphs_of(edition)).split()
                missing = [word for word in wanted if word not in set(words)]
                right += not missing
                if missing:
                    print(f"{name} {how}: {missing[:5]}")
        print(f"LibreOffice: {right} of {2 * len(files)} texts have every word")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--most", type=int, default=4, help="versions of each history")
    parser.add_argument("--office", type=int, default=0)
    options = parser.parse_args()
    exact = count = 0
    files = []
    for name, old, new in pairs(options.corpus, options.most):
        data = redline_word(old, new, compare(old, new))
        found = {how: resolved(data, accept=how == "accept") for how in ("accept", "reject")}
        wanted = {"accept": paragraphs_of(new), "reject": paragraphs_of(old)}
        count += 1
        exact += found == wanted
        files.append((name, data, old, new))
        for how in ("accept", "reject"):
            if found[how] != wanted[how]:
                first = next(
                    (pair for pair in zip(found[how], wanted[how], strict=False) if pair[0] != pair[1]), None
                )
                print(name, how, len(found[how]), len(wanted[how]), first and (first[0][:90], first[1][:90]))
    print(f"{exact} of {count} pairs exact, by paragraph and word")
    if options.office:
        office(random.Random(1).sample(files, min(options.office, len(files))))


if __name__ == "__main__":
    main()
