"""What Affiche's own templates were compiled to is kept between processes, and believed only if it is of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader

from affiche.site.theme import compiled
from affiche.site.theme.compiled import CompiledBesideProgram
from affiche.site.theme.templates import OwnTemplates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def rendered(folder: Path, text: str, *, compiles: bool) -> str:
    """What a process that begins writes of a template, which it compiles or finds compiled."""
    count = []

    class Counting(OwnTemplates):
        def compile(self, *arguments: object, **options: object) -> object:  # type: ignore[override]
            count.append(1)
            return super().compile(*arguments, **options)  # type: ignore[call-overload]

    kept = CompiledBesideProgram(folder)
    written = Counting(loader=DictLoader({"page.html": text}), bytecode_cache=kept).get_template("page.html")
    assert bool(count) == compiles
    return written.render(word="word")


def test_the_next_process_finds_it_compiled(tmp_path: Path) -> None:
    assert rendered(tmp_path, "a {{ word }}", compiles=True) == "a word"
    assert rendered(tmp_path, "a {{ word }}", compiles=False) == "a word"


def test_another_text_is_compiled_in_its_place(tmp_path: Path) -> None:
    rendered(tmp_path, "a {{ word }}", compiles=True)
    assert rendered(tmp_path, "b {{ word }}", compiles=True) == "b word"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("keep", [0, 1, 20, 60, -1])
def test_a_damaged_file_is_compiled_again(keep: int, tmp_path: Path) -> None:
    rendered(tmp_path, "a {{ word }}", compiles=True)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:keep])
    assert rendered(tmp_path, "a {{ word }}", compiles=True) == "a word"


def test_what_another_program_compiled_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(tmp_path, "a {{ word }}", compiles=True)
    monkeypatch.setattr(compiled, "_COMPILERS", ("sandbox.py",))
    rendered(tmp_path, "a {{ word }}", compiles=True)


def test_a_folder_that_takes_nothing_is_no_problem(tmp_path: Path) -> None:
    place = tmp_path / "none" / "here"
    assert rendered(place, "a {{ word }}", compiles=True) == "a word"
    assert rendered(place, "a {{ word }}", compiles=True) == "a word"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(tmp_path, "a {{ word }}", compiles=True)
    assert not list(tmp_path.iterdir())
