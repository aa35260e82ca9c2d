"""While something takes long, the preview answers everybody else."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest
from tornado.httpclient import AsyncHTTPClient

from affiche.serving import checks, handlers, server
from affiche.serving.editor import facts, publish, sections
from affiche.serving.mistakes import EDIT
from affiche.serving.preview import Preview
from affiche.serving.server import Options, PreviewServer
from tests.site.building import SITES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterator
    from pathlib import Path
    from types import ModuleType

    from affiche.problems import Problem
    from affiche.serving.preview import Sight
    from affiche.source import Reading

DAY = date(2026, 3, 1)
LARGE, OTHER = "/en/privacy/", "/fr/"
OTHERS = [OTHER, "/", "/livereload.js?port=1", "/_preview/problems/", "/en/privacy/history/"]
PATIENCE = 30


class Gate:
    """Holds up what goes through it, until it is opened."""

    def __init__(self) -> None:
        self.reached, self._opened = Event(), Event()

    def wait(self) -> None:
        self.reached.set()
        assert self._opened.wait(PATIENCE)

    def open(self) -> None:
        self._opened.set()


class Held(Preview):
    """A preview of which one page, and each reading after the first, takes until a gate is opened."""

    gate: Gate

    def look(self, path: str, day: date) -> tuple[Sight | None, tuple[Problem, ...]]:
        if path == LARGE:
            self.gate.wait()
        return super().look(path, day)

    def refresh(self, changed: Collection[Path]) -> bool:
        if self.snapshot is not None:
            self.gate.wait()
        return super().refresh(changed)


@asynccontextmanager
async def served(
    monkeypatch: pytest.MonkeyPatch, *, is_edited: bool = False
) -> AsyncIterator[tuple[PreviewServer, str, Gate]]:
    Held.gate = gate = Gate()
    monkeypatch.setattr(server, "Preview", Held)
    said: list[str] = []
    monkeypatch.setattr(server, "_end_at_ctrl_c", lambda _: None)  # which only the main thread may set
    served = PreviewServer(
        Options(
            source=SITES / "bilingual" / "content",
            brand="",
            now=lambda: DAY,
            is_opened=False,
            is_edited=is_edited,
            say=said.append,
        )
    )
    try:
        served.application(0, "127.0.0.1")
        yield served, said[0].split()[3].rstrip("/"), gate
    finally:
        gate.open()


def play(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a scene in a thread of its own, as the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as own:
        own.submit(lambda: asyncio.run(scene())).result()


async def answered(home: str, path: str) -> int:
    answer = await AsyncHTTPClient().fetch(home + path, request_timeout=PATIENCE, raise_error=False)
    return answer.code


async def reached(gate: Gate) -> None:
    assert await asyncio.get_running_loop().run_in_executor(None, gate.reached.wait, PATIENCE)


def test_other_pages_are_answered_while_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with served(monkeypatch) as (_, home, gate):
            large = asyncio.ensure_future(answered(home, LARGE))
            await reached(gate)
            assert [await answered(home, path) for path in OTHERS] == [200] * len(OTHERS)
            assert not large.done()
            gate.open()
            assert await large == 200

    play(scene)


def test_pages_are_answered_while_the_source_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with served(monkeypatch) as (running, home, gate):
            running._arrived({SITES / "bilingual" / "content"})
            await reached(gate)
            assert [await answered(home, path) for path in OTHERS] == [200] * len(OTHERS)

    play(scene)


def test_a_page_waits_a_moment_for_what_is_just_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "MOMENT", PATIENCE)

    async def scene() -> None:
        async with served(monkeypatch) as (running, home, gate):
            running._arrived({SITES / "bilingual" / "content"})
            await reached(gate)
            page = asyncio.ensure_future(answered(home, OTHER))
            assert await answered(home, "/_preview/problems/") == 200
            assert not page.done()
            gate.open()
            assert await page == 200

    play(scene)


def test_a_page_is_made_once_for_each_state(tmp_path: Path) -> None:
    content = shutil.copytree(SITES / "smallest" / "content", tmp_path / "content")
    preview = Preview(content)
    first, again = (preview.look("/legal/en/privacy/", DAY)[0] for _ in range(2))
    assert first is not None
    assert again is first
    text = content / "site.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("Tern & Daughters", "Tern"), encoding="utf-8")
    assert preview.refresh({text})
    assert preview.look("/legal/en/privacy/", DAY)[0] != first


def test_pages_are_answered_while_a_rule_looks_through_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    gates: list[Gate] = []

    def slow(reading: Reading) -> Iterator[list[Problem]]:
        del reading
        gates[0].wait()
        yield []

    monkeypatch.setattr(checks, "findings", slow)
    monkeypatch.setattr(checks, "REST", 0)

    async def scene() -> None:
        async with served(monkeypatch) as (running, home, gate):
            gates.append(gate)
            await reached(gate)
            assert [await answered(home, path) for path in OTHERS] == [200] * len(OTHERS)
            (own,) = running.checks.values()
            assert not own.is_done
            gate.open()
            await _until(lambda: own.is_done)

    play(scene)


@pytest.mark.parametrize(
    ("path", "module", "slow"),
    [("publish/", publish, "proposals_of"), ("", sections, "pieces_of"), ("state.json", sections, "pieces_of"), ("facts/", facts, "parts_of")],
)  # fmt: skip
def test_pages_are_answered_while_one_of_the_editor_is_made(
    monkeypatch: pytest.MonkeyPatch, path: str, module: ModuleType, slow: str
) -> None:
    made, gates = getattr(module, slow), list[Gate]()

    def held(*arguments: object) -> object:
        gates[0].wait()
        return made(*arguments)

    monkeypatch.setattr(module, slow, held)

    async def scene() -> None:
        async with served(monkeypatch, is_edited=True) as (_, home, gate):
            gates.append(gate)
            page = asyncio.ensure_future(answered(home, f"{EDIT}privacy/{path}"))
            await reached(gate)
            others = [*OTHERS, f"{EDIT}privacy/file/"]
            assert [await answered(home, other) for other in others] == [200] * len(others)
            assert not page.done()
            gate.open()
            assert await page == 200

    play(scene)


async def _until(happened: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 100):
        if happened():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not happen")
