"""What a person sees while something takes its time: one line, gone at the end; a program sees nothing."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from affiche import serving
from affiche.cli import main, waiting
from tests.site.building import SITES


class Terminal(io.StringIO):
    """A terminal that says when something is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.told = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.told.set()
        return super().write(text)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("CI", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def test_a_long_wait_is_told_and_cleared(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    with waiting.waiting("Building the site"):
        assert terminal.told.wait(30)
    assert terminal.getvalue().startswith("\r\x1b[KBuilding the site… 0 s")
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert "\n" not in terminal.getvalue()


def test_it_is_cleared_when_something_goes_wrong(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "PATIENCE", 0)

    def fail() -> None:
        with waiting.waiting("Building the site"):
            assert terminal.told.wait(30)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_wait_is_not_told(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "PATIENCE", 3600)
    with waiting.waiting("Building the site"):
        pass
    assert not terminal.getvalue()


def test_the_preview_tells_while_it_reads(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "PATIENCE", 0)

    def slow(_: object) -> None:
        assert terminal.told.wait(30)
        raise serving.ServeError

    monkeypatch.setattr(serving, "PreviewServer", slow)
    main(["serve", "--source", str(SITES / "smallest" / "content")])
    assert "Reading the source… 0 s" in terminal.getvalue()


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_it_is_silent_where_nobody_looks(
    name: str, value: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    monkeypatch.setenv(name, value)
    before = threading.active_count()
    with waiting.waiting("Building the site"):
        assert threading.active_count() == before
    assert not terminal.getvalue()
