"""What editors on other systems add unasked is set aside; what is no plain text is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.problems import ProblemLog
from affiche.source import SourceFile, SourceFolder
from tests.source.reading import messages

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# Été\n\nUn mot.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("mot", "\fm\vot").encode(),
    ],
)
def test_what_other_systems_add_makes_no_difference(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "en.md").write_bytes(data)
    log = ProblemLog()
    file = SourceFolder(tmp_path, log).read("en.md", what="a text")
    assert file is not None
    assert file.text == TEXT
    assert not log.problems


@given(data=st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_text_or_one_problem(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "en.md").write_bytes(data)
    log = ProblemLog()
    file = SourceFolder(tmp_path, log).read("en.md", what="a text")
    assert (file is None) == (len(messages(log)) == 1)


@given(st.text(st.sampled_from("ab\n\t"), min_size=1, max_size=60), st.integers(0, 59))
def test_a_place_points_at_its_sign(text: str, offset: int) -> None:
    offset = min(offset, len(text) - 1)
    where = SourceFile(path="en.md", text=text).at_offset(offset)
    line = text.split("\n")[where.line - 1]
    assert (line + "\n")[where.column - 1] == text[offset]
    assert where.text == line


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    where = SourceFile(path="en.md", text="a" * 500 + "X" + "b" * 500).at(1, 501)
    assert where.text[where.column - where.cut - 1] == "X"
    assert where.text.startswith("…")
    assert where.text.endswith("…")
    assert len(where.text) < 150


def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "secret.md").write_text("x", encoding="utf-8")
    log = ProblemLog()
    assert SourceFolder(tmp_path / "content", log).read("../secret.md", what="a text") is None
    assert "leads out of its folder" in messages(log)[0]
