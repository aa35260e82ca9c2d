"""A text that is one thing again and again costs no more than its size does, in `check`.

The bound is ten times what is promised, so that a busy machine fails nothing; what a pattern that backtracks costs is a
thousand times it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.problems import ProblemLog
from affiche.source import SourceFolder
from affiche.source.text.blocks import outline
from affiche.source.text.editions import section_ids
from affiche.source.text.limits import (
    LONGEST_GAP,
    LONGEST_LINE,
    LONGEST_WORD,
    MOST_HEADINGS,
    find_overlong,
)
from bench.growth import arguments, laid_out
from bench.shapes import SHAPES, repeated

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 64 * 1024
SECONDS = 20


@pytest.mark.parametrize("command", ["check"])
@pytest.mark.parametrize("part", range(8))
def test_64_kib_of_one_thing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, part: int
) -> None:
    for number, shape in enumerate([*SHAPES][part::8]):
        folder = tmp_path / str(number)
        folder.mkdir()
        content = laid_out(folder, repeated(shape, SIZE))
        started = time.process_time()
        code = main(arguments(command, content))
        assert time.process_time() - started < SECONDS, shape
        assert code in {0, 1}, shape
        said = capsys.readouterr()
        assert "a fault of Affiche" not in said.err, shape


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Some words.\n\n" + "a" * (LONGEST_WORD + 1), "there are 2,501 characters without a space here"),
        ("é" * 70_000, "there are 70,000 characters without a space here"),
        (
            "# A" + " " * (LONGEST_GAP + 1) + "b",
            "there are more than 500 blanks or empty lines in a row here",
        ),
        (
            "# A" + "\n" * (LONGEST_GAP + 1) + "b",
            "there are more than 500 blanks or empty lines in a row here",
        ),
        ("a b " * LONGEST_LINE, "this line has 200,000 characters"),
        ("## A\n\n" * (MOST_HEADINGS + 1), "this text has more than 2,000 headings"),
        ("A\n---\n\n" * (MOST_HEADINGS + 1), "this text has more than 2,000 headings"),
    ],
)
def test_what_is_longer_than_any_text_is_a_problem_at_its_place(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "en.md").write_text(text, encoding="utf-8")
    log = ProblemLog()
    assert SourceFolder(tmp_path, log).read("en.md", what="a text") is None
    (problem,) = log.problems
    assert problem.message == says
    assert problem.location.line == (3 if text.startswith("Some") else problem.location.line)
    assert len(problem.location.text) < 200


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONGEST_WORD,
        "a " * (LONGEST_LINE // 2),
        "a" + "\n" * LONGEST_GAP + "b",
        "## A\n\n" * MOST_HEADINGS,
        "| a | b |\n|---|---|\n" * 1000,
        "",
    ],
)
def test_what_is_just_not(text: str) -> None:
    assert find_overlong(text) is None


def test_equal_headings_are_numbered_in_one_go() -> None:
    parts = outline("## A\n\n" * 50_000 + "## B {#a-7}\n")
    ids = section_ids(parts, ())
    assert (ids[0], ids[5], ids[6], ids[-2:]) == ("a", "a-6", "a-8", ["a-50001", "a-7"])
