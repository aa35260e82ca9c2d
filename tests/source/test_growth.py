"""A text that is one thing again and again costs no more than its size does, in `check`.

The bound is ten times what is promised, so that a busy machine fails nothing; what a pattern that backtracks costs is a
thousand times it.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from affiche.cli import main
from affiche.exchange.incoming import same_address
from affiche.problems import ProblemLog
from affiche.source import SourceFolder
from affiche.source.ledger import MOST_ALTERED, read_policy_ledger
from affiche.source.text.blocks import outline
from affiche.source.text.editions import section_ids
from affiche.source.text.limits import (
    LONGEST_GAP,
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_HEADINGS,
    MOST_LINES_OF_TEXT,
    MOST_NOTES,
    find_overlong,
)
from bench.growth import PUBLISH, arguments, incoming, laid_out
from bench.shapes import SHAPES, repeated

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 24 * 1024
"""`make measure-growth` takes texts of 64 KiB and more, and every command; here a suite has to end."""
SECONDS = 8


@pytest.mark.parametrize("command", ["check"])
@pytest.mark.parametrize("part", range(8))
def test_one_thing_again_and_again(
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


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/source.md"])
def test_the_limits_are_those_that_are_promised(name: str) -> None:
    said = (Path(__file__).parents[2] / name).read_text(encoding="utf-8")
    for limit in (LONGEST_WORD, LONGEST_LINE, LONGEST_TEXT, MOST_LINES_OF_TEXT, LONGEST_GAP, MOST_HEADINGS):
        assert re.search(rf"(?<![\d,]){limit:,}(?![\d,])", said), limit


def steps(work: Callable[[], object]) -> int:
    """Count the calls of Python's and C's functions, which no busy machine makes more of."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


NUMBERED = [
    "headings of their own",
    "headings without ids",
    "footnotes",
    "items of their own",
    "words of two alphabets",
]


@pytest.mark.parametrize(
    "command", ["check", "status", "diff", "notice draft", "translate out", "review out", "laws"]
)
def test_twice_the_text_takes_twice_the_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    content = laid_out(tmp_path, "")
    assert main([*PUBLISH, "--source", str(content)]) == 0
    for shape in NUMBERED:
        counted = []
        for size in (1, 8, 16):  # what is made once is made for the first
            laid_out(
                tmp_path, repeated(shape, size * 1024), "en" if command == "translate out" else ("en", "fr")
            )
            counted.append(steps(lambda: main(arguments(command, content))))
        assert counted[2] < counted[1] * 2.5, (shape, counted)
        assert "a fault of Affiche" not in capsys.readouterr().err, shape


@pytest.mark.parametrize("lines", ["\n", "a\n", "{}\n", "====\n"])
def test_a_ledger_that_is_another_file_is_not_read_on(tmp_path: Path, lines: str) -> None:
    (tmp_path / "privacy").mkdir()
    (tmp_path / "privacy" / "ledger.jsonl").write_text(lines * 30_000, encoding="utf-8")
    log = ProblemLog()
    assert read_policy_ledger("privacy", SourceFolder(tmp_path, log)).entries == ()
    assert len(log.problems) == MOST_ALTERED + 1
    assert "were not looked at" in log.problems[0].message + log.problems[-1].message


@pytest.mark.parametrize("shape", ["backticks", "opening comments", "footnote marks", "words"])
def test_a_translation_more_tangled_than_any_text_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str
) -> None:
    work, content = incoming("translate in", tmp_path, repeated(shape, 16 * 1024))
    before = (content / "privacy" / "fr.md").read_bytes()
    assert steps(work) < 2_000_000
    said = capsys.readouterr()
    is_taken = (content / "privacy" / "fr.md").read_bytes() != before
    assert is_taken == (shape == "words")
    assert is_taken or "tangled" in said.out or "has" in said.out or "lacks" in said.out


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
        ("word\nword " * 100_001, "this text has 1,000,010 characters"),
        ("a b\n" * (MOST_LINES_OF_TEXT + 1), "this text has more than 20,000 lines"),
        ("| a | b |\n" * 17_000, "this text has more than 50,000 bars between cells"),
        ("[^a]: b\n\n" * (MOST_NOTES + 1), "this text has more than 2,000 footnotes and addresses of links"),
        ("[a]: b\n" * (MOST_NOTES + 1), "this text has more than 2,000 footnotes and addresses of links"),
        ("{{ a\n" * 101, "more than 100 “{{” stand before this place, and nothing closes them"),
        ("}} {% a %} {% a\n" * 101, "more than 100 “{%” stand before this place, and nothing closes them"),
        ("<!--a> " * 101, "more than 100 “<!--” stand before this place, and nothing closes them"),
        (
            "<CODE>a\n\n" * 50 + "</code>" + "<code> " * 52,
            "more than 100 “<code” stand before this place, and nothing closes them",
        ),
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
        "[^a]: b\n\n" * MOST_NOTES,
        "| a | b |\n|---|---|\n" * 1000,
        "{{ a }} {% if a %} <!-- a --> <code>a</code> <codes>\n" * 1000,
        "",
    ],
)
def test_what_is_just_not(text: str) -> None:
    assert find_overlong(text) is None


def test_equal_headings_are_numbered_in_one_go() -> None:
    parts = outline("## A\n\n" * 50_000 + "## B {#a-7}\n")
    ids = section_ids(parts, ())
    assert (ids[0], ids[5], ids[6], ids[-2:]) == ("a", "a-6", "a-8", ["a-50001", "a-7"])


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/a%2520b/", "https://a.example/a b"),
        ("#caf%C3%A9", "#café"),
        ("%" * 30_000 + "3" * 30_000, None),
        ("%" + "25" * 30_000, None),
    ],
)
def test_an_address_is_made_plain_a_few_times_at_most(address: str, plain: str | None) -> None:
    started = time.process_time()
    made = same_address(address)
    assert time.process_time() - started < 2
    assert plain is None or made == plain


@given(
    st.lists(
        st.sampled_from(["a", "of", " ", "\n", "\t", " " * 250, "\n" * 250, " " * 499, "\n" * 500, "\xa0"])
    )
)
@example([" " * 499, " ", " "])
@example(["a", *[" " * 250] * 2, " ", "a"])
@example(["\n" * 500, "\n", "a", " ", "of"])
def test_a_gap_is_found_wherever_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    too_long = re.search(rf"[^\S\n]{{{LONGEST_GAP + 1}}}|\n{{{LONGEST_GAP + 1}}}", text)
    found = find_overlong(text)
    assert (found and found[:2]) == (too_long and too_long.span())
